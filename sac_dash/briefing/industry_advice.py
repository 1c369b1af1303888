"""Advice by method, for businesses: general, and a draft that the crime-prevention adviser signs off or rewords.

What is advised depends on codes alone, so that the advice tells no more than the pack does. It promises nothing,
names no product that must be bought, and asks nobody to face offenders.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Advice:
    """What to do against one method: the codes that call for it, the method's name, the advice."""

    codes: frozenset[tuple[str, str]]
    method: str
    lines: tuple[str, ...]


def _of(facet: str, *codes: str) -> frozenset[tuple[str, str]]:
    return frozenset((facet, code) for code in codes)


ADVICE = (
    Advice(
        _of("atm_attack", "explosive_gas", "explosive_solid", "explosive", "explosive_any")
        | _of("entry_method", "explosive_entry"),
        "Gas and explosives",
        (
            "Ask the machine's operator about gas detection, gas suppression, note-staining and a stronger door.",
            "After an attack keep everybody away and touch nothing: gas may remain, charges may not have gone off.",
        ),
    ),
    Advice(
        _of("atm_attack", "rip_out", "rip_out_plant", "rip_out_pull", "ram_raid")
        | _of("entry_method", "ram_raid", "plant_demolition"),
        "Machines pulled out, fronts driven into",
        (
            "Have the machine's anchoring checked; consider a tracker, and note-staining that works once it is moved.",
            "Protect the approach with rated bollards, planters or steps; keep removable posts locked overnight.",
        ),
    ),
    Advice(
        _of("atm_attack", "torch_cutting", "drilling", "mechanical_cutting", "cut_in_place", "forced_open")
        | _of("atm_attack", "safe_door_rip_out"),
        "Machines cut or forced where they stand",
        (
            "Fit vibration and heat sensors that signal at once, and test the signal path with the alarm company.",
            "Hold less cash overnight where the operator agrees, and vary the hour at which the machine is filled.",
        ),
    ),
    Advice(
        _of("property", "tobacco", "vapes", "smoking_goods"),
        "Tobacco and vapes",
        (
            "Store tobacco and vapes after closing in a locked, alarmed room away from the front and the roof void.",
            "A fog device over the gantry gains minutes; keep records of serial and batch numbers.",
        ),
    ),
    Advice(
        _of("property", "electricals", "phones", "computers", "apple_products", "televisions", "consoles")
        | _of("property", "cameras_drones"),
        "Phones and electricals",
        (
            "Clear displays at closing or use dummies, and hold stock in a caged room with its own alarm.",
            "Keep serial and IMEI lists off the premises, so that stolen stock can be blocked at once.",
        ),
    ),
    Advice(
        _of("property", "plant_machinery", "power_tools", "garden_machinery", "gps_units", "tools_machinery")
        | _of("instrument_vehicle", "plant", "telehandler", "digger", "forklift", "tractor_loader"),
        "Plant, machinery and tools",
        (
            "Immobilise plant and keep keys off the site; fit trackers and block machines in behind others overnight.",
            "Mark machinery, tools and guidance units visibly and covertly, and record their numbers.",
            "Report plant that is stolen or moved at once: it may be used within hours.",
        ),
    ),
    Advice(
        _of("entry_method", "shutter_lifted", "shutter_cut", "shutter_pulled"),
        "Shutters",
        ("Check that shutters have ground locks and end locks, and alarm the gap between shutter and door.",),
    ),
    Advice(
        _of("entry_method", "roof_cut", "wall_breached"),
        "Roofs and walls",
        (
            "Keep ladders, bins and pallets away from walls; put sensors in the roof void and behind party walls.",
        ),
    ),
    Advice(
        _of("security_defeat", "alarm_cut", "phone_line_cut", "power_cut", "services_cut", "jammer")
        | _of("security_defeat", "alarm_defeated", "cctv_defeated", "cctv_disabled", "cctv_recorder_taken"),
        "Alarms and cameras defeated",
        (
            "Use alarm signalling over two paths, and treat every line fault at night as an attack until seen.",
            "Keep recordings off the premises or the recorder in a locked place.",
        ),
    ),
)
ALWAYS = (
    "Test alarm, cameras and lights this week, and check that keyholder details held by the alarm company are right.",
    "Note strangers who look at machines, shutters, alarms or delivery routines, and vehicles that wait or return.",
    "Never confront offenders; call 999 and keep a safe distance.",
)
REPORTING = (
    "An offence in progress, or plant moving at night near a shop or machine: 999.",
    "Recent visits by people who asked about, looked at or photographed security: 101 or the contact below.",
    "Recordings, dates and times: keep them, and say that you hold them. Share them with the police only.",
)


def advise(codes: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return advice for the methods that codes state, a line each, then what always holds.

    >>> advise([("entry_method", "shutter_lifted")])[0].partition(":")[0]
    'Shutters'
    """
    held = set(codes)
    told = [f"{each.method}: {line}" for each in ADVICE if each.codes & held for line in each.lines]
    return (*told, *ALWAYS)
