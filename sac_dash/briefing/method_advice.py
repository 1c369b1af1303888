"""What works against a method: drafts that a designing out crime officer or the unit's adviser puts right.

General crime-prevention knowledge and nothing of any one site, for the card of a method and for the pack that
businesses read alike. Each piece answers one way of working and depends on codes alone, so that it tells no more
than they do; a behaviour without one gets none, rather than advice that fits anything. It promises nothing, names no
product that must be bought, and asks nobody to face offenders.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

DRAFT = "Draft for the designing out crime officer (DOCO) to check before use."


@dataclass(frozen=True)
class Advice:
    """What works against one method.

    Parameters
    ----------
    method
        What the method is called.
    lines
        The advice, a sentence each.
    codes
        Behaviours by facet that call for it.
    words
        Parts of a code that call for it where no advice names the code: ``roof`` of ``roof_tiles_removed``.
    facets
        Facets of which any behaviour calls for it where nothing narrower does; too wide a net for businesses.
    for_businesses
        False where only the police can act on it.
    """

    method: str
    lines: tuple[str, ...]
    codes: frozenset[tuple[str, str]] = frozenset()
    words: tuple[str, ...] = ()
    facets: frozenset[str] = frozenset()
    for_businesses: bool = True


def _of(facet: str, *codes: str) -> frozenset[tuple[str, str]]:
    return frozenset((facet, code) for code in codes)


# In the order in which businesses read it; where only a word of a code tells, the first that holds it counts.
ADVICE = (
    Advice(
        "Gas and explosives",
        (
            ("Ask the machine's operator about gas detection or suppression, a stronger safe, and note-staining with"
            " signs that say so."),
            "After an attack keep everybody away and touch nothing: gas may remain, charges may not have gone off.",
        ),
        _of("atm_attack", "explosive_gas", "explosive_solid", "explosive", "explosive_any")
        | _of("entry_method", "explosive_entry"),
    ),
    Advice(
        "Machines pulled out",
        (
            ("Have the machine's anchoring checked: a base that plant cannot lever nor a strap pull over, and no weak"
            " wall beside it; consider a tracker, and note-staining that works once it is moved."),
            "Hold less cash overnight where the operator agrees.",
            "Ask farms and building sites nearby to immobilise plant, and to report a theft at once.",
        ),
        _of("atm_attack", "rip_out", "rip_out_plant", "rip_out_pull"),
    ),
    Advice(
        "Fronts driven into",
        (
            ("Protect the approach with rated bollards, planters or steps, so that no vehicle gets a straight run-up;"
            " keep removable posts locked overnight."),
            ("Move the machine and what is worth taking away from glazed fronts; a shutter behind the glass helps as"
            " well as one before it."),
        ),
        _of("atm_attack", "ram_raid") | _of("entry_method", "ram_raid", "plant_demolition"),
        words=("ram_raid",),
    ),
    Advice(
        "Machines and safes cut or forced where they stand",
        (
            ("Have a safe graded against cutting tools, with vibration and heat sensors that signal at once; test the"
            " signal path with the alarm company."),
            ("A fog device gains minutes; hold less cash overnight where the operator agrees, and vary the hour of"
            " filling."),
            "Lock cutting gear and gas bottles on and near the site away after hours.",
        ),
        _of("atm_attack", "torch_cutting", "drilling", "mechanical_cutting", "cut_in_place", "forced_open")
        | _of("atm_attack", "safe_door_rip_out"),
        words=(
            "grinder", "disc_cutter", "thermal_lance", "gas_cutting", "hot_cutting", "saw", "chainsaw",
        ),
    ),
    Advice(
        "Tobacco and vapes",
        (
            ("Store tobacco and vapes after closing in a locked, alarmed room away from the front and the roof void,"
            " and leave empty gantries open to view."),
            ("A fog device over the gantry gains minutes; have stock forensically marked, and keep records of serial"
            " and batch numbers."),
        ),
        _of("property", "tobacco", "vapes", "lottery", "smoking_goods"),
    ),
    Advice(
        "Phones and electricals",
        (
            "Clear displays at closing or use dummies, and hold stock in a caged room with its own alarm.",
            ("Keep serial and IMEI lists off the premises, so that stolen stock can be blocked at once; switch"
            " tracking on."),
        ),
        _of("property", "electricals", "phones", "computers", "apple_products", "televisions", "consoles")
        | _of("property", "cameras_drones"),
    ),
    Advice(
        "Plant and machinery",
        (
            ("Immobilise plant and keep keys off the site; fit trackers, lock gates, and block machines in behind"
            " others overnight."),
            "Mark machinery and guidance units visibly and covertly, and record their numbers.",
            "Report plant that is stolen or moved at once: it may be used within hours.",
        ),
        _of("property", "plant_machinery", "garden_machinery", "gps_units", "generator")
        | _of("instrument_vehicle", "plant", "telehandler", "digger", "forklift", "tractor_loader"),
        words=("telehandler", "digger", "plant"),
    ),
    Advice(
        "Shutters",
        (
            ("Check that shutters have ground locks and end locks on both sides, and that a contact sounds as soon as"
            " the curtain lifts."),
            "Light the shutter, and point a camera at it.",
        ),
        words=("shutter", "jack"),
    ),
    Advice(
        "Roofs",
        (
            "Keep ladders, bins and pallets away from walls, and fence off ways onto the roof.",
            "Bar roof lights, and put sensors in the roof void.",
        ),
        words=("roof", "skylight"),
    ),
    Advice(
        "Walls",
        ("Line weak walls shared with empty units, and put shock sensors on the side that nobody sees.",),
        words=("wall",),
    ),
    Advice(
        "Ways to the site blocked",
        (
            ("Cars, cables or spikes may lie across the way to the site: agree a second way beforehand, and warn those"
            " who come first."),
        ),
        words=("road_blocked", "gate_blocked", "tyre_deflation"),
        for_businesses=False,
    ),
    Advice(
        "Alarms defeated",
        (
            "Use alarm signalling over two paths, with control panel and aerial out of reach.",
            ("Treat every line fault at night as an attack until seen: those who disable an alarm may come back days"
            " later."),
        ),
        words=("alarm", "phone_line", "jammer", "sensor", "power_cut", "services_cut"),
    ),
    Advice(
        "Cameras defeated",
        (
            ("Mount cameras out of reach, so that they watch one another; keep recordings off the premises or the"
            " recorder locked away."),
        ),
        words=("cctv",),
    ),
    Advice(
        "Windows and glass",
        ("Fit laminated glass or film that holds when struck, and leave nothing worth taking in sight overnight.",),
        words=("window", "glass", "glazing"),
    ),
    Advice(
        "Doors and locks",
        (
            ("Have doors and frames of a tested security grade, with hinge bolts and, where fire rules allow it, a"
            " lock that needs a key from both sides."),
        ),
        words=("door", "lock", "padlock"),
    ),
    Advice(
        "Tools found on the site",
        (
            ("Lock cutting and breaking tools, ladders and pallets on or near the site away, so that nothing to break"
            " in with is found there."),
        ),
        _of("property", "power_tools", "tools_machinery"),
        facets=frozenset({"tool"}),
    ),
    Advice(
        "Vehicles",
        (
            "Pass registration and direction on at once.",
            ("Keep cars from the doors by gates, bollards or parked vehicles, and place cameras to read plates on the"
            " way in and out."),
        ),
        facets=frozenset({"getaway", "vehicle_use", "vehicle_colour", "instrument_vehicle"}),
    ),
)  # fmt: skip
ALWAYS = (
    "Test alarm, cameras and lights this week, and check that keyholder details held by the alarm company are right.",
    "Note strangers who look at machines, shutters, alarms or delivery routines, and vehicles that wait or return.",
    "Never confront offenders; call 999 and keep a safe distance.",
)
REPORTING = (
    "An offence in progress, or plant moving at night near a shop or machine: 999.",
    "Recent visits by people who asked about, looked at or photographed security: 101 or the contact named here.",
    "Recordings, dates and times: keep them, and say that you hold them. Share them with the police only.",
)
_BY_CODE = {pair: each for each in ADVICE for pair in each.codes}
_BY_FACET = {facet: each for each in ADVICE for facet in each.facets}
_WORD_FACETS = ("entry_method", "entry_point", "security_defeat", "tool", "instrument_vehicle", "atm_attack")


def advise_on(facet: str, code: str) -> str:
    """Return what works against a behaviour, as a draft; "" where nothing particular is known.

    >>> advise_on("timing", "night")
    ''
    """
    found = _narrow(facet, code) or _BY_FACET.get(facet)
    return " ".join(found.lines) if found else ""


def advise_businesses(codes: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Return advice against the methods that codes state, a line each, then what always holds.

    >>> advise_businesses([("entry_method", "shutter_lifted")])[0].partition(":")[0]
    'Shutters'
    """
    called_for = {found.method for pair in codes if (found := _narrow(*pair))}
    told = [
        f"{each.method}: {' '.join(each.lines)}"
        for each in ADVICE
        if each.method in called_for and each.for_businesses
    ]
    return (*told, *ALWAYS)


def _narrow(facet: str, code: str) -> Advice | None:
    """Return the advice that names a code, or a word of it."""
    named = _BY_CODE.get((facet, code))
    if named or facet not in _WORD_FACETS:
        return named
    return next((each for each in ADVICE if any(f"_{word}_" in f"_{code}_" for word in each.words)), None)
