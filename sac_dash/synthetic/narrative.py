"""MO text as an officer would write it: part of what happened, in one of many ways of saying it.

Clauses are composed from the phrases of the lexicon; which behaviours are told at all is drawn
first, so that the truth frame can say what a perfect reader could have known.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sac_dash.synthetic.behaviour import ON_FOOT, Facts
from sac_dash.synthetic.deed import Deed
from sac_dash.synthetic.habits import RecordingHabits
from sac_dash.synthetic.lexicon import pick
from sac_dash.synthetic.officer import Officer

LONGEST_CHARACTERS = 400
HARMLESS_LEFT_BEHIND = ("alcohol", "tobacco", "computers", "cash", "lottery")
IN_SITU = ("torch_cutting", "mechanical_cutting", "forced_open")  # attacks made inside, after a way in
ENTRY_LEADS = ("Entry gained by ", "Gained entry by ", "Access gained by ", "Entry by ", "POE/MOE: ")

Phrases = Mapping[str, Mapping[str, Any]]


def narrate(
    deed: Deed, officer: Officer, phrases: Phrases, habits: RecordingHabits, rng: np.random.Generator
) -> tuple[str, Facts]:
    """Write one offence's MO text.

    Returns
    -------
    text, told
        The text (about 40 to 400 characters), and the behaviours it states: facet → codes.
        ``told["number"]`` holds the number of offenders where it is stated.
    """
    if deed.kind != "attack":
        return officer.put(_other_clauses(deed, phrases, rng), phrases["shorthand"], rng), {}
    told = dict(choose_told(deed, habits, rng))
    opening = [_opening(deed, officer, phrases, rng)]
    security = [f"{pick(rng, phrases['security_defeat'][code])}." for code in told.get("security_defeat", ())]
    entry = _entry(deed, told, phrases, rng)
    loot = _loot(deed, told, phrases, habits, rng)
    leaving = _leaving(told, phrases, officer, rng)
    body = {
        "told": [*entry, *security, *loot, *leaving],
        "loot first": [*loot, *entry, *leaving, *security],
        "security first": [*security, *entry, *loot, *leaving],
    }[officer.order]
    sentences = [*opening, *body, *_chatter(officer, phrases, rng)]
    while sum(len(s) + 1 for s in sentences) > LONGEST_CHARACTERS and len(sentences) > len(body) + 1:
        sentences.pop()
    return officer.put(_joined(sentences), phrases["shorthand"], rng), told


def choose_told(deed: Deed, habits: RecordingHabits, rng: np.random.Generator) -> Facts:
    """Draw which behaviours the text will state."""
    shares = {
        "tool": min(
            1.0, habits.tool_told / max(habits.entry_told, 0.01)
        ),  # named only where entry is described
        "getaway": habits.getaway_told,
        "vehicle_colour": 0.7,
        "vehicle_use": 0.8,
        "exit_route": habits.exit_told,
        "carrier": 0.7,
        "disguise": habits.group_told,
        "group": habits.group_told,
        "security_defeat": habits.security_told,
        "search": habits.search_told,
        "property": habits.property_told,
        "atm_attack": 1.0,
        "atm_install": 0.6,
        "instrument_vehicle": 0.9,
    }
    told = {f: codes for f, codes in deed.facts.items() if rng.random() < shares.get(f, 0.0)}
    for facet, needs in (("vehicle_colour", "getaway"), ("vehicle_use", "getaway"), ("carrier", "property")):
        if needs not in told:
            told.pop(facet, None)
    in_situ = deed.facts.get("atm_attack", IN_SITU)[0] in IN_SITU
    if in_situ and (deed.atm or rng.random() < habits.entry_told):
        told |= {f: deed.facts[f] for f in ("entry_point", "entry_method") if f in deed.facts}
    else:
        told.pop("tool", None)
    if rng.random() < habits.number_told:
        told["number"] = (str(deed.offenders),)
    return told


def _opening(deed: Deed, officer: Officer, phrases: Phrases, rng: np.random.Generator) -> str:
    lead = pick(rng, phrases["opening"]["attempt"]) if deed.attempt else ""
    line = str(pick(rng, phrases["opening"]["lines"])) if rng.random() < 0.4 + 0.5 * officer.verbosity else ""
    return f"{lead} {line.format(prem=deed.premises.name)}".strip()


def _actor(deed: Deed, told: Facts, phrases: Phrases, rng: np.random.Generator) -> str:
    if "number" not in told:
        actor = str(pick(rng, phrases["actor"]["plural"]))
    elif deed.offenders == 1:
        actor = str(pick(rng, phrases["actor"]["single"]))
    else:
        counted = str(pick(rng, phrases["actor"]["counted"]))
        in_words = " x " not in counted and rng.random() < 0.4
        number = phrases["actor"]["words"][str(deed.offenders)] if in_words else str(deed.offenders)
        actor = counted.format(n=number)
    return " ".join([actor, *(str(pick(rng, phrases["disguise"][c])) for c in told.get("disguise", ()))])


def _entry(deed: Deed, told: Facts, phrases: Phrases, rng: np.random.Generator) -> list[str]:
    actor = _actor(deed, told, phrases, rng)
    if "entry_method" not in told and not deed.atm:
        unknown = pick(
            rng, (f"{actor} gain entry.", f"{actor} by unknown means enter.", f"{actor} broke in, MOE n/k.")
        )
        return [unknown]
    by, after = _by(told, phrases, rng)
    if deed.atm:
        return [*_atm(deed, actor, told, by=by, phrases=phrases, rng=rng), *after]
    method = phrases["entry_method"][told["entry_method"][0]]
    point = str(pick(rng, phrases["entry_point"][told["entry_point"][0]]))
    if rng.random() < 0.6:
        did = str(pick(rng, method["did"]))
        the = "the " if rng.random() < 0.4 else ""
        single = deed.offenders == 1 and "number" in told
        have = pick(rng, ("", "has ", "has ") if single else ("", "have ", "have "))
        clause = f"{actor} {have}{did.format(point=the + point, by=by)}."
        used_by = "{by}" in did
    else:
        noun = str(pick(rng, method["noun"]))
        clause = f"{pick(rng, ENTRY_LEADS)}{noun.format(point=point, by=by)}."
        clause += f" {actor}." if actor != "offenders" else ""
        used_by = "{by}" in noun
    if by and not used_by:
        after = [f"{by.strip()}."]
    closing = [str(pick(rng, phrases["attempt"]["lines"]))] if deed.attempt else []
    return [clause, *after, *closing]


def _by(told: Facts, phrases: Phrases, rng: np.random.Generator) -> tuple[str, list[str]]:
    """Return how the tool is named: inside the clause, or in a sentence of its own."""
    if not told.get("tool"):
        return "", []
    tool = str(pick(rng, phrases["tool"][told["tool"][0]]))
    if rng.random() < 0.72:
        return str(pick(rng, phrases["by"]["frames"])).format(tool=tool), []
    return "", [str(pick(rng, phrases["by"]["alone"])).format(tool=tool) + "."]


def _atm(
    deed: Deed, actor: str, told: Facts, *, by: str, phrases: Phrases, rng: np.random.Generator
) -> list[str]:
    attack = told["atm_attack"][0]
    machine_codes = told.get("instrument_vehicle", ())
    machine = str(pick(rng, phrases["instrument_vehicle"][machine_codes[0]])) if machine_codes else "vehicle"
    act = str(pick(rng, phrases["atm_attack"][attack]))
    did = act.format(by=by, machine=machine)
    clause = f"{actor}: {did}." if rng.random() < 0.3 else f"{actor} attended, {did}."
    install = [f"{pick(rng, phrases['atm_install'][code])}." for code in told.get("atm_install", ())]
    entry: list[str] = []
    if attack in IN_SITU and "entry_point" in told:
        point = pick(rng, phrases["entry_point"][told["entry_point"][0]])
        entry = [
            str(pick(rng, phrases["entry_method"][told["entry_method"][0]]["noun"])).format(
                point=point, by=""
            )
        ]
        entry = [f"{pick(rng, ENTRY_LEADS)}{entry[0]}."]
    spare = [f"{by.strip()}."] if by and "{by}" not in act and attack != "torch_cutting" else []
    failed = [str(pick(rng, phrases["attempt"]["atm"]))] if deed.attempt else []
    return [*entry, clause, *spare, *install, *failed]


def _loot(
    deed: Deed, told: Facts, phrases: Phrases, habits: RecordingHabits, rng: np.random.Generator
) -> list[str]:
    search = [str(pick(rng, phrases["search"][code])) for code in told.get("search", ())]
    if deed.attempt:
        return [str(pick(rng, phrases["taken"]["nothing"]))] if rng.random() < 0.4 else []
    names = [str(pick(rng, phrases["property"][code])) for code in told.get("property", ())]
    sentences = list(search)
    if names:
        items = " and ".join(names)
        bags = [str(pick(rng, phrases["carrier"][code])) for code in told.get("carrier", ())]
        frame = "{items} " + bags[0] + "." if bags else str(pick(rng, phrases["taken"]["frames"]))
        sentences.append(frame.format(items=items))
    if rng.random() < habits.ignored_told:
        left = pick(rng, [c for c in HARMLESS_LEFT_BEHIND if c not in deed.facts.get("property", ())])
        items = str(pick(rng, phrases["property"][left]))
        sentences.append(str(pick(rng, phrases["taken"]["ignored"])).format(items=items))
    if names and rng.random() < habits.late_property:
        sentences.append(str(pick(rng, phrases["taken"]["late"])).format(items=names[0]))
    return sentences


def _leaving(told: Facts, phrases: Phrases, officer: Officer, rng: np.random.Generator) -> list[str]:
    said = [str(pick(rng, phrases["group"][code])) for code in told.get("group", ())]
    said += [str(pick(rng, phrases["exit_route"][code])) for code in told.get("exit_route", ())]
    codes = told.get("getaway", ())
    if not codes:
        plain = (
            [str(pick(rng, phrases["leaving"]["plain"]))] if rng.random() < officer.verbosity * 0.5 else []
        )
        return [*said, *plain]
    if codes == ON_FOOT:
        return [*said, str(pick(rng, phrases["leaving"]["foot"]))]
    parts = [
        str(pick(rng, phrases[facet][code]))
        for facet in ("vehicle_colour", "getaway", "vehicle_use")
        for code in told.get(facet, ())
    ]
    return [*said, str(pick(rng, phrases["leaving"]["vehicle"])).format(vehicle=" ".join(parts))]


def _chatter(officer: Officer, phrases: Phrases, rng: np.random.Generator) -> list[str]:
    """Draw what says nothing about the offender, one line of a topic at most."""
    count = int(rng.binomial(4, 0.15 + 0.45 * officer.verbosity))
    topics = phrases["chatter"]["topics"]
    return [str(pick(rng, topics[i])) for i in rng.choice(len(topics), count, replace=False)]


def _joined(sentences: list[str]) -> list[str]:
    """Run a scene-setting opening into the first clause, as officers do."""
    first, *rest = sentences
    if first and rest and not first.endswith((".", ",")):
        run_on = rest[0][0].lower() + rest[0][1:] if rest[0][1:2].islower() else rest[0]
        return [f"{first} {run_on}", *rest[1:]]
    return sentences


def _other_clauses(deed: Deed, phrases: Phrases, rng: np.random.Generator) -> list[str]:
    """Write enablers and what is out of scope: one plain sentence, and little else."""
    residential, enabler = phrases["residential"], phrases["enabler"]
    options = {
        "car_keys": residential["car_keys"],
        "residential": residential["plain"],
        "other": enabler["other"],
    }.get(deed.kind) or enabler[deed.kind]
    sentence = str(pick(rng, options)).format(
        point=pick(rng, ("rear door", "front door", "patio door", "kitchen window")),
        car=deed.words.get("car", "vehicle"),
        machine=deed.words.get("machine", "machine"),
        tool=pick(rng, phrases["tool"][pick(rng, ("disc_cutter", "angle_grinder", "gas_cutting"))]),
        prem=deed.premises.name or "yard",
    )
    chatter = [str(pick(rng, pick(rng, phrases["chatter"]["topics"])))] if rng.random() < 0.5 else []
    return [sentence, *chatter]
