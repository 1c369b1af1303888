"""Settling what the sources of one offence say together.

A code stated twice is one tag; a structured column outranks text; a generic code gives way to a
specific one; what was stolen says whether the offence was completed; ATM attack types stand only
where a machine was attacked. Where a column gives only the coarse answer ("Shop - Other"), the text may
still give the finer one.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sac_dash.domain.facets import TagOrigin, TagState
from sac_dash.mo import atm
from sac_dash.mo.offender_number import FACET as OFFENDER_NUMBER
from sac_dash.mo.vocabulary import OPEN_CODE_PREFIX, Vocabulary

_PREMISES = "premises"
_PROPERTY = "property"
_NOTHING = (_PROPERTY, "nothing")
_OUTCOME = "outcome"
_COMPLETED = (_OUTCOME, "completed")
_ATTEMPT = (_OUTCOME, "attempt")
_ATM_LEFT = (_OUTCOME, "atm_left")
_STANDING = {TagState.PRESENT: 0, TagState.HEDGED: 1, TagState.ABSENT: 2}
_PLANT_TAKEN = frozenset({(_PROPERTY, "plant_machinery"), ("vehicle_use", "stolen_vehicle")})
_PLANT_AT_WORK = frozenset(
    {("entry_method", "ram_raid"), ("entry_method", "plant_demolition"), atm.ATTACKED, atm.MENTIONED}
)
_NUMBER_ORDER = ("five_plus", "four_plus", "three", "two", "one")


class Tag(NamedTuple):
    """One code of one facet of one offence and where it came from."""

    facet: str
    code: str
    state: TagState
    origin: TagOrigin
    start: int | None
    end: int | None
    phrase: str


def settle_tags(structured: Sequence[Tag], from_text: Sequence[Tag], vocabulary: Vocabulary) -> list[Tag]:
    """Return the tags of one offence, at most one for each facet and code."""
    tags = _with_implied(_one_each([*structured, *from_text]), vocabulary)
    if structured:
        tags = _structured_first(tags, vocabulary)
    tags = _largest_number(tags)
    tags = _without_generic(tags, vocabulary)
    present = {(tag.facet, tag.code) for tag in tags if tag.state is not TagState.ABSENT}
    tags = _with_outcome(_without_stolen_plant(tags, present))
    return _with_attack_types(tags, present)


def _one_each(tags: Sequence[Tag]) -> list[Tag]:
    """Keep one tag a code: structured before text, present before hedged before absent."""
    best: dict[tuple[str, str], Tag] = {}
    for tag in tags:
        key = (tag.facet, tag.code)
        held = best.get(key)
        if held is None or _rank(tag) < _rank(held):
            best[key] = tag
    return list(best.values())


def _with_implied(tags: list[Tag], vocabulary: Vocabulary) -> list[Tag]:
    """Add what each code implies, in its own words, where nothing says so better."""
    best = {(tag.facet, tag.code): tag for tag in tags}
    for tag in tags:
        for pair in vocabulary.implied.get((tag.facet, tag.code), ()):
            held = best.get(pair)
            if held is None or _rank(tag) < _rank(held):
                state, origin, start, end, phrase = tag[2:]
                best[pair] = Tag(*pair, state, origin, start, end, phrase)
    return list(best.values())


def _rank(tag: Tag) -> tuple[int, int]:
    return (tag.origin == TagOrigin.TEXT, _STANDING[tag.state])


def _structured_first(tags: list[Tag], vocabulary: Vocabulary) -> list[Tag]:
    """Drop text codes of a facet that has one answer where a structured column gives it."""
    answered = {
        tag.facet
        for tag in tags
        if tag.origin == TagOrigin.STRUCTURED and not tag.code.startswith(OPEN_CODE_PREFIX)
    }
    one_answer = {name for name in answered if name == _PREMISES or vocabulary.facet(name).single}
    if not one_answer:
        return tags
    given = {(tag.facet, tag.code) for tag in tags if tag.origin == TagOrigin.STRUCTURED}
    refining = [
        tag for tag in tags if not given.isdisjoint(vocabulary.implied.get((tag.facet, tag.code), ()))
    ]
    kept = {(tag.facet, tag.code) for tag in refining} | {
        pair for tag in refining for pair in vocabulary.implied[tag.facet, tag.code]
    }
    return [
        tag
        for tag in tags
        if tag.origin == TagOrigin.STRUCTURED or tag.facet not in one_answer or (tag.facet, tag.code) in kept
    ]


def _largest_number(tags: list[Tag]) -> list[Tag]:
    """Of several numbers of offenders, the largest counts them all."""
    stated = {tag.code for tag in tags if tag.facet == OFFENDER_NUMBER and tag.state != TagState.ABSENT}
    if not stated:
        return tags
    largest = next((code for code in _NUMBER_ORDER if code in stated), None)
    if largest == "five_plus":
        stated -= {"four_plus", "five_plus"}
        return [tag for tag in tags if tag.facet != OFFENDER_NUMBER or tag.code not in stated]
    return [tag for tag in tags if tag.facet != OFFENDER_NUMBER or largest is None or tag.code == largest]


def _without_generic(tags: list[Tag], vocabulary: Vocabulary) -> list[Tag]:
    generic = vocabulary.generic
    if not any((tag.facet, tag.code) in generic for tag in tags):
        return tags
    specific = {
        tag.facet for tag in tags if (tag.facet, tag.code) not in generic and tag.state != TagState.ABSENT
    }
    implied = {
        pair
        for tag in tags
        if tag.state != TagState.ABSENT
        for pair in vocabulary.implied.get((tag.facet, tag.code), ())
    }
    return [
        tag
        for tag in tags
        if (tag.facet, tag.code) not in generic
        or tag.facet not in specific
        or (tag.facet, tag.code) in implied
    ]


def _without_stolen_plant(tags: list[Tag], present: set[tuple[str, str]]) -> list[Tag]:
    """Plant that was the loot, with nothing rammed and no machine attacked, was no instrument.

    Plant that was stolen to do the work is no loot.
    """
    if present.isdisjoint(_PLANT_TAKEN):
        return tags
    if not present.isdisjoint(_PLANT_AT_WORK):
        at_work = any(facet == "instrument_vehicle" for facet, _ in present)
        loot = (_PROPERTY, "plant_machinery")
        return [t for t in tags if not at_work or (t.facet, t.code) != loot or t.origin != TagOrigin.TEXT]
    return [tag for tag in tags if tag.facet != "instrument_vehicle" or tag.origin == TagOrigin.STRUCTURED]


def _with_outcome(tags: list[Tag]) -> list[Tag]:
    """Let what was stolen say how the offence ended, unless a column says it.

    Loot completes the whole, whatever part of it failed; where nothing was stolen, nothing was completed.
    """
    if any(tag.facet == _OUTCOME and tag.origin == TagOrigin.STRUCTURED for tag in tags):
        return tags
    stated = {(tag.facet, tag.code) for tag in tags if tag.state is TagState.PRESENT}
    if _NOTHING in stated:
        return [tag for tag in tags if (tag.facet, tag.code) != _COMPLETED]
    loot = next((t for t in tags if _is_loot_of_text(t)), None)
    if loot is None or _ATM_LEFT in stated:
        return tags
    kept = [tag for tag in tags if (tag.facet, tag.code) != _ATTEMPT]
    if _COMPLETED in stated:
        return kept
    kept = [tag for tag in kept if (tag.facet, tag.code) != _COMPLETED]
    return [*kept, loot._replace(facet=_OUTCOME, code="completed")]


def _is_loot_of_text(tag: Tag) -> bool:
    """Return whether the text says this was stolen; a property column may list what was only damaged."""
    return tag.facet == _PROPERTY and tag.state is TagState.PRESENT and tag.origin == TagOrigin.TEXT


def _with_attack_types(tags: list[Tag], present: set[tuple[str, str]]) -> list[Tag]:
    if not any(facet in (atm.TARGET, atm.ATTACK, atm.INSTALL) for facet, _ in present):
        return tags
    if not atm.is_atm_attack(present):
        return [tag for tag in tags if tag.facet not in (atm.ATTACK, atm.INSTALL)]
    source = next(
        tag for tag in tags if tag.facet in (atm.TARGET, atm.ATTACK) and tag.state != TagState.ABSENT
    )
    implied = sorted(atm.implied_attack_types(present))
    return [*tags, *(source._replace(facet=facet, code=code) for facet, code in implied)]
