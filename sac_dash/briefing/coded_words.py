"""How an offence was done, in plain English made from its codes alone: what outsiders read in place of the text.

A text of the records may name anybody; a code cannot. The sentence follows the script of the crime (Cornish
1994): how many and how they came in, what they used, what they attacked and took, how they left. What nobody
stated is not mentioned, so that unknown never reads as absent; what was stated not to be is left out as well.
Brands, links to evidence and what speaks of people's conduct beyond the offence are never said.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import polars as pl

from sac_dash.briefing.coded_phrases import (
    ATTACKS,
    METHODS,
    NUMBERS,
    OUTCOMES,
    WITHHELD_CODES,
    WITHHELD_FACETS,
)
from sac_dash.domain.facets import TagState
from sac_dash.mo.labels import implied_codes, label_code, vocabulary

Codes = Mapping[str, Sequence[str]]

NOT_STATED = "How it was done is not stated in codes"


def describe_mo_from_codes(codes: Codes | pl.DataFrame) -> str:
    """Return how an offence was done in plain English, from its codes.

    Parameters
    ----------
    codes
        Codes by facet, or an offence's tags (`domain.columns.TAGS`; absent ones are left out, hedged ones are
        said with "probably").

    Returns
    -------
    Sentences in the order of the script; :data:`NOT_STATED` where no code that may be told was stated. The same
    codes give the same words, in whatever order they come.

    >>> describe_mo_from_codes({"offender_number": ["two"], "tool": ["angle_grinder"], "entry_point": ["rear_door"]})
    'Two offenders got in by the rear door. They used an angle grinder.'
    """
    sure, hedged = _stated(codes)
    parts = [_entry(sure), *_doing(sure), _exit(sure), _outcome(sure), _probable(hedged)]
    said = [f"{part[0].upper()}{part[1:]}." for part in parts if part]
    return " ".join(said) or f"{NOT_STATED}."


def _stated(codes: Codes | pl.DataFrame) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the codes to be told that are sure, and those that are hedged, both by facet."""
    if not isinstance(codes, pl.DataFrame):
        return _tellable(codes), {}
    sure = _tellable(_by_facet(codes, TagState.PRESENT))
    hedged = _tellable(_by_facet(codes, TagState.HEDGED))
    return sure, {
        facet: left
        for facet, each in hedged.items()
        if (left := [code for code in each if code not in sure.get(facet, ())])
    }


def _by_facet(tags: pl.DataFrame, state: TagState) -> dict[str, list[str]]:
    held = tags.filter(pl.col("state") == state.value).select("facet", "code").unique().sort("facet", "code")
    found: dict[str, list[str]] = {}
    for facet, code in held.iter_rows():
        found.setdefault(facet, []).append(code)
    return found


def _tellable(codes: Codes) -> dict[str, list[str]]:
    """Return codes in the vocabulary's order; unknown ones, which may hold anything, and general ones go."""
    facets = vocabulary().facets
    told: dict[str, list[str]] = {}
    for facet, held in codes.items():
        if facet in WITHHELD_FACETS or facet not in facets:
            continue
        order = list(facets[facet].codes)
        implied = {
            other for code in held for name, other in implied_codes().get((facet, code), ()) if name == facet
        }
        kept = [
            code
            for code in order
            if code in set(held) and code not in implied and (facet, code) not in WITHHELD_CODES
        ]
        specific = [code for code in kept if not facets[facet].codes[code].generic]
        if kept:
            told[facet] = specific or kept
    return told


def _entry(sure: Codes) -> str:
    """Return who came and how they got in."""
    number = sure.get("offender_number", ())
    who = NUMBERS[number[-1]] if number else ""
    places = [_lower(label_code("entry_point", code)) for code in sure.get("entry_point", ())]
    means = [METHODS[code] for code in sure.get("entry_method", ()) if code in METHODS]
    way = f" by the {_listed(places)}" if places else ""
    by = f"{',' if way else ''} by {_listed(means)}" if means else ""
    premises = [_lower(label_code("premises", code)) for code in sure.get("premises", ())]
    at = f" ({_listed(premises, 'or')})" if premises else ""
    if way or by:
        return f"{who or 'Offenders'} got in{way}{by}{at}"
    return f"{who} took part{at}" if who else (f"Premises: {_listed(premises, 'or')}" if premises else "")


def _doing(sure: Codes) -> list[str]:
    """Return what was used, attacked and taken, a sentence each."""
    they = "The offender" if list(sure.get("offender_number", ())) == ["one"] else "They"
    said = []
    used = [*_named(sure, "tool"), *_named(sure, "instrument_vehicle")]
    if used:
        said.append(f"{they} used {_listed([_with_article(each) for each in used])}")
    said += [ATTACKS[code] for code in sure.get("atm_attack", ()) if code in ATTACKS]
    for facet, before in (
        ("security_defeat", "Security"),
        ("disguise", "Clothing"),
        ("approach", "Approach"),
        ("group", "Conduct"),
    ):
        labels = _named(sure, facet)
        if labels:
            said.append(f"{before}: {_listed(labels)}")
    taken = [each for code, each in _pairs(sure, "property") if code != "nothing"]
    if taken:
        said.append(f"{they} took {_listed(taken)}")
    carried = _named(sure, "carrier")
    if carried:
        said.append(f"Property was carried: {_listed(carried)}")
    return said


def _exit(sure: Codes) -> str:
    """Return how they left, and in what."""
    vehicles = [label_code("getaway", code) for code in sure.get("getaway", ()) if code != "on_foot"]
    colours = _named(sure, "vehicle_colour")
    on_foot = "on_foot" in sure.get("getaway", ())
    routes = _named(sure, "exit_route")
    uses = _named(sure, "vehicle_use")
    parts = []
    if vehicles:
        of_colour = f", colour {_listed(colours, 'or')}" if colours else ""
        parts.append(f"vehicle: {_listed([_vehicle(each) for each in vehicles])}{of_colour}")
    if on_foot:
        parts.append("on foot")
    parts += routes + uses
    return f"Leaving: {'; '.join(parts)}" if parts else ""


def _outcome(sure: Codes) -> str:
    if "nothing" in sure.get("property", ()) and not sure.get("outcome"):
        return "Nothing was taken"
    return ". ".join(OUTCOMES[code] for code in sure.get("outcome", ()) if code in OUTCOMES)


def _probable(hedged: Codes) -> str:
    """Return what was stated with a doubt, as labels."""
    labels = [label for facet in vocabulary().facets for label in _named(hedged, facet)]
    return f"Probably: {_listed(labels)}" if labels else ""


def _pairs(codes: Codes, facet: str) -> list[tuple[str, str]]:
    return [(code, _lower(label_code(facet, code))) for code in codes.get(facet, ())]


def _named(codes: Codes, facet: str) -> list[str]:
    return [label for _, label in _pairs(codes, facet)]


def _vehicle(label: str) -> str:
    return label if label.split(" ", maxsplit=1)[0] in _MAKES else _lower(label)


_MAKES = frozenset(
    [
        "Audi",
        "BMW",
        "VW",
        "Volkswagen,",
        "Seat",
        "Cupra",
        "Mercedes",
        "Mercedes-AMG",
        "Ford",
        "Vauxhall",
        "Skoda",
        "Škoda",
        "Volvo",
        "Jaguar",
        "Land",
        "Range",
        "Subaru",
        "Honda",
        "Toyota",
        "Nissan",
        "Renault",
        "Peugeot",
        "Kia",
        "Hyundai",
        "Sprinter",
        "Vivaro,",
        "Luton",
    ]
)
_KEPT_CAPITALS = frozenset({"ATM", "CCTV", "GPS"})


def _lower(label: str) -> str:
    """Return a label within a sentence: its first letter small, unless it is an abbreviation or a make."""
    first = label.split(" ", maxsplit=1)[0]
    kept = first in _KEPT_CAPITALS or first in _MAKES or first == "Apple"
    return label if kept else f"{label[:1].lower()}{label[1:]}"


_NO_ARTICLE = (
    "thermal cutting",
    "gas ",
    "oxy",
    "bolt croppers",
    "mole grips",
    "lock picks",
    "hand tools",
    "plant ",
    "grips",
    "spanner",
)


def _with_article(label: str) -> str:
    if label.startswith(_NO_ARTICLE):
        return label
    return f"{'an' if label[0] in 'aeiou' else 'a'} {label}"


def _listed(words: Iterable[str], joint: str = "and") -> str:
    """Return words as a list: ``a, b and c``; each once."""
    each = list(dict.fromkeys(words))
    if any(", " in word for word in each) and len(each) > 1:
        return "; ".join(each)
    return f"{', '.join(each[:-1])} {joint} {each[-1]}" if len(each) > 1 else "".join(each)
