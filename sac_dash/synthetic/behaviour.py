"""What offenders do: drawing behaviours from a theme, and repeating oneself with lapses.

A series is a profile (one way of doing it) performed again and again; consistency says how
much of the profile survives from one offence to the next. Point, method and tool of entry
hang together, so a lapse changes them along the chain and never into nonsense.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from sac_dash.synthetic.lexicon import ENTRY, FACETS, Lexicon, Theme, pick_weighted

Facts = Mapping[str, tuple[str, ...]]  # facet → codes; a facet that is absent did not happen

SECOND_CODE_PROB = {"property": 0.45, "disguise": 0.2, "group": 0.1, "security_defeat": 0.12}
PERFORMANCE = (
    "performance_car",
    "audi_performance",
    "audi",
    "bmw",
    "golf",
    "golf_r",
    "seat_cupra",
    "ford_st_rs",
    "mercedes",
)
ON_FOOT = ("on_foot",)
VEHICLE_FACETS = ("vehicle_colour", "vehicle_use")


def draw_facts(theme: Theme, lexicon: Lexicon, rng: np.random.Generator, flatten: float = 1.0) -> Facts:
    """Draw a whole way of offending.

    Parameters
    ----------
    flatten
        Power put on the weights: 1 draws what is common, less makes rare behaviours likelier.
    """
    facts = {facet: _draw_facet(theme, facet, rng, flatten) for facet in FACETS if facet in theme.weights}
    facts |= _draw_entry(theme, lexicon, rng, {}, flatten)
    return _settled({facet: codes for facet, codes in facts.items() if codes}, rng)


def perform(
    profile: Facts, theme: Theme, lexicon: Lexicon, kept_prob: Mapping[str, float], rng: np.random.Generator
) -> Facts:
    """Perform a profile once: each facet is kept with its own probability, else drawn anew."""
    facts: dict[str, tuple[str, ...]] = {}
    for facet in theme.weights:
        kept = rng.random() < kept_prob.get(facet, 1.0)
        facts[facet] = profile.get(facet, ()) if kept else _draw_facet(theme, facet, rng, 1.0)
    entry: dict[str, tuple[str, ...]] = {}
    for facet in ENTRY:
        if rng.random() >= kept_prob.get(facet, 1.0) or facet not in profile:
            break
        entry[facet] = profile[facet]
    facts |= _draw_entry(theme, lexicon, rng, entry, 1.0)
    return _settled({facet: codes for facet, codes in facts.items() if codes}, rng)


def _draw_facet(theme: Theme, facet: str, rng: np.random.Generator, flatten: float) -> tuple[str, ...]:
    weights = theme.weights[facet]
    codes = [pick_weighted(rng, weights, flatten)]
    if rng.random() < SECOND_CODE_PROB.get(facet, 0.0):
        codes.append(pick_weighted(rng, weights, flatten))
    return tuple(dict.fromkeys(code for code in codes if code))


def _draw_entry(
    theme: Theme,
    lexicon: Lexicon,
    rng: np.random.Generator,
    given: Mapping[str, tuple[str, ...]],
    flatten: float,
) -> dict[str, tuple[str, ...]]:
    point = (given.get("entry_point") or (pick_weighted(rng, theme.weights["entry_point"], flatten),))[0]
    method = (given.get("entry_method") or (pick_weighted(rng, lexicon.methods_by_point[point], flatten),))[0]
    tool = (given.get("tool") or (pick_weighted(rng, lexicon.tools_by_method[method], flatten),))[0]
    return {"entry_point": (point,), "entry_method": (method,), "tool": (tool,) if tool else ()}


def _settled(facts: dict[str, tuple[str, ...]], rng: np.random.Generator) -> Facts:
    """Mend what cannot go together, and leave nobody on foot with a number plate."""
    attack = facts.get("atm_attack", ("",))[0]
    machine = facts.get("instrument_vehicle", ("",))[0]
    if attack in {"rip_out_pull", "ram_raid"} and machine != "four_by_four":
        facts["instrument_vehicle"] = ("four_by_four",)
    if attack == "rip_out_plant" and machine == "four_by_four":
        facts["instrument_vehicle"] = ("telehandler",)
    if attack == "rip_out_plant":
        facts |= {"entry_method": ("plant_demolition",), "tool": ()}
    if attack == "torch_cutting":
        facts["tool"] = ("gas_cutting",)
    if attack == "mechanical_cutting":
        facts["tool"] = ("angle_grinder",) if rng.random() < 0.5 else ("disc_cutter",)
    if attack == "forced_open" and facts.get("tool", ("",))[0] not in {"crowbar", "hydraulic_tool"}:
        facts["tool"] = ("crowbar",)
    if facts.get("getaway", ON_FOOT) == ON_FOOT:
        facts = {facet: codes for facet, codes in facts.items() if facet not in VEHICLE_FACETS}
    return {facet: codes for facet, codes in facts.items() if codes}
