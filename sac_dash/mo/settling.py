"""Settling what the sources of one offence say together.

A code stated twice is one tag; a structured column outranks text; a generic code gives way to a
specific one; what was stolen says whether the offence was completed; ATM attack types stand only
where a machine was attacked. Where a column gives only the coarse answer ("Shop - Other"), the text may
still give the finer one.
"""

from __future__ import annotations

# ruff: noqa: PLR0917, SIM110 - compiled functions take their arguments by position and hold plain loops
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.domain.facets import TagOrigin
from sac_dash.mo import atm
from sac_dash.mo.clauses import ABSENT, PRESENT
from sac_dash.mo.code_numbers import CodeNumbers, FacetCode, in_rows
from sac_dash.mo.offender_number import FACET as OFFENDER_NUMBER
from sac_dash.mo.phrase_matching import with_room
from sac_dash.mo.reading import Readings
from sac_dash.mo.vocabulary import OPEN_CODE_PREFIX, Vocabulary

Array = NDArray[Any]

ORIGIN_NAMES = (TagOrigin.STRUCTURED.value, TagOrigin.TEXT.value)
_STRUCTURED, _TEXT = range(len(ORIGIN_NAMES))
# columns of a table of tags; `phrase` numbers the words of a structured value
CODE, STATE, ORIGIN, START, END, PHRASE, ITEM = range(7)
_NOWHERE = -1

_PREMISES = "premises"
_PROPERTY = "property"
_OUTCOME = "outcome"
_NUMBER_ORDER = ("five_plus", "four_plus", "three", "two", "one")
# what a code has to do with how an offence ended, or with plant, one bit each
_ROLES: tuple[frozenset[FacetCode], ...] = (
    frozenset({(_PROPERTY, "nothing")}),
    frozenset({(_OUTCOME, "completed")}),
    frozenset({(_OUTCOME, "attempt")}),
    frozenset({(_OUTCOME, "atm_left")}),
    frozenset({(_PROPERTY, "plant_machinery"), ("vehicle_use", "stolen_vehicle")}),
    frozenset(
        {("entry_method", "ram_raid"), ("entry_method", "plant_demolition"), atm.ATTACKED, atm.MENTIONED}
    ),
    frozenset({(_PROPERTY, "plant_machinery")}),
)
_NOTHING, _COMPLETED, _ATTEMPT, _ATM_LEFT, _PLANT_TAKEN, _PLANT_AT_WORK, _PLANT_LOOT = (
    1 << bit for bit in range(len(_ROLES))
)
# what a facet is to the settling, one bit each
_ONE_ANSWER, _OFFENDERS, _OF_PROPERTY, _OF_OUTCOME, _INSTRUMENT, _ATM_TYPE, _ATM, _ATM_SOURCE = (
    1 << bit for bit in range(8)
)


class CodeRules(NamedTuple):
    """By code: what the settling asks of it."""

    facet: Array
    kind: Array  # of its facet, in bits
    role: Array  # in bits
    said: Array  # of an attack on an ATM, in bits
    generic: Array
    is_open: Array
    number_rank: Array  # place among the numbers of offenders, the largest first, or -1
    implied_start: Array  # by code, one more at the end
    implied: Array
    completed: int  # codes
    attack_types: Array


class Stated(NamedTuple):
    """What the structured values of a batch state, in the order of the items."""

    item: Array
    code: Array
    state: Array
    phrase: Array


def build_code_rules(vocabulary: Vocabulary, numbers: CodeNumbers, others: Sequence[FacetCode]) -> CodeRules:
    """Return what the settling asks of the codes: the numbered ones, and after them `others`."""
    codes = [*numbers.codes, *others]
    facets = {name: number for number, name in enumerate(dict.fromkeys(facet for facet, _ in codes))}
    return CodeRules(
        facet=np.array([facets[facet] for facet, _ in codes], np.int32),
        kind=np.array([_kind_of(facet, vocabulary) for facet, _ in codes], np.int32),
        role=np.array(
            [sum(1 << bit for bit, role in enumerate(_ROLES) if c in role) for c in codes], np.int32
        ),
        said=np.array([atm.says_of_attack(code) for code in codes], np.int32),
        generic=np.array([code in vocabulary.generic for code in codes], np.bool_),
        is_open=np.array([code.startswith(OPEN_CODE_PREFIX) for _, code in codes], np.bool_),
        number_rank=np.array(
            [
                _NUMBER_ORDER.index(code) if facet == OFFENDER_NUMBER and code in _NUMBER_ORDER else _NOWHERE
                for facet, code in codes
            ],
            np.int32,
        ),
        **dict(
            zip(
                ("implied_start", "implied"),
                in_rows(
                    [[numbers.code(other) for other in vocabulary.implied.get(code, ())] for code in codes]
                ),
                strict=True,
            )
        ),
        completed=numbers.code((_OUTCOME, "completed")),
        attack_types=np.array([numbers.code(code) for code in atm.IMPLIED_TYPES], np.int32),
    )


def _kind_of(facet: str, vocabulary: Vocabulary) -> int:
    asked = {
        _ONE_ANSWER: facet == _PREMISES or vocabulary.facet(facet).single,
        _OFFENDERS: facet == OFFENDER_NUMBER,
        _OF_PROPERTY: facet == _PROPERTY,
        _OF_OUTCOME: facet == _OUTCOME,
        _INSTRUMENT: facet == "instrument_vehicle",
        _ATM_TYPE: facet in (atm.ATTACK, atm.INSTALL),
        _ATM: facet in (atm.TARGET, atm.ATTACK, atm.INSTALL),
        _ATM_SOURCE: facet in (atm.TARGET, atm.ATTACK),
    }
    return sum(bit for bit, is_so in asked.items() if is_so)


@njit(cache=True)
def settle(stated: Stated, readings: Readings, items: int, rules: CodeRules) -> Array:
    """Return the tags of each item, at most one for each facet and code, in the order of the items."""
    settled = np.empty((len(stated.item) + len(readings.text) + 16, 7), np.int32)
    n = s = r = 0
    for item in range(items):
        tags = np.empty((16, 7), np.int32)
        held = 0
        while s < len(stated.item) and stated.item[s] == item:
            tags = with_room(tags, held)
            held = _hold(tags, held, stated.code[s], stated.state[s], _STRUCTURED, -1, -1, stated.phrase[s])
            s += 1
        structured = held > 0
        while r < len(readings.text) and readings.text[r] == item:
            tags = with_room(tags, held)
            held = _hold(
                tags, held, readings.code[r], readings.state[r], _TEXT, readings.start[r], readings.end[r], -1
            )
            r += 1
        tags = _settle_one(tags[:held], structured, rules)
        for k in range(len(tags)):
            settled = with_room(settled, n)
            settled[n] = tags[k]
            settled[n, ITEM] = item
            n += 1
    return settled[:n]


@njit(cache=True)
def _settle_one(tags: Array, structured: bool, rules: CodeRules) -> Array:  # noqa: FBT001 - compiled
    """Return the tags of one offence."""
    tags = _with_implied(tags, rules)
    if structured:
        tags = _structured_first(tags, rules)
    tags = _largest_number(tags, rules)
    tags = _without_generic(tags, rules)
    said, roles, facets = _said(tags, rules, False)  # noqa: FBT003
    present = tags
    tags = _with_outcome(_without_stolen_plant(tags, roles, facets, rules), rules)
    return _with_attack_types(tags, present, said, facets, rules)


@njit(cache=True)
def _hold(
    tags: Array, held: int, code: int, state: int, origin: int, start: int, end: int, phrase: int
) -> int:
    """Hold a tag unless one of its code outranks it: structured before text, present before absent."""
    at = _place_of(code, tags, held)
    if at >= 0 and _rank(origin, state) >= _rank(tags[at, ORIGIN], tags[at, STATE]):
        return held
    where = at if at >= 0 else held
    tags[where, CODE], tags[where, STATE], tags[where, ORIGIN] = code, state, origin
    tags[where, START], tags[where, END], tags[where, PHRASE] = start, end, phrase
    return held if at >= 0 else held + 1


@njit(cache=True)
def _rank(origin: int, state: int) -> int:
    return origin * (ABSENT + 1) + state


@njit(cache=True)
def _place_of(code: int, tags: Array, held: int) -> int:
    for k in range(held):
        if tags[k, CODE] == code:
            return k
    return _NOWHERE


@njit(cache=True)
def _with_implied(tags: Array, rules: CodeRules) -> Array:
    """Add what each code implies, in its own words, where nothing says so better."""
    best = np.empty((2 * len(tags) + 8, 7), np.int32)
    best[: len(tags)] = tags
    held = len(tags)
    for k in range(len(tags)):
        code = tags[k, CODE]
        for at in range(rules.implied_start[code], rules.implied_start[code + 1]):
            best = with_room(best, held)
            held = _hold(
                best,
                held,
                rules.implied[at],
                tags[k, STATE],
                tags[k, ORIGIN],
                tags[k, START],
                tags[k, END],
                tags[k, PHRASE],
            )
    return best[:held]


@njit(cache=True)
def _structured_first(tags: Array, rules: CodeRules) -> Array:
    """Drop text codes of a facet that has one answer where a structured column gives it."""
    n = len(tags)
    refines = np.zeros(n, np.bool_)
    for k in range(n):
        code = tags[k, CODE]
        for at in range(rules.implied_start[code], rules.implied_start[code + 1]):
            given = _place_of(rules.implied[at], tags, n)
            refines[k] = refines[k] or (given >= 0 and tags[given, ORIGIN] == _STRUCTURED)
    keep = np.ones(n, np.bool_)
    for k in range(n):
        code = tags[k, CODE]
        if tags[k, ORIGIN] == _STRUCTURED or not _is_answered(rules.facet[code], tags, rules):
            continue
        keep[k] = refines[k]
        for other in range(n):
            keep[k] = keep[k] or (refines[other] and _implies(tags[other, CODE], code, rules))
    return tags[keep]


@njit(cache=True)
def _is_answered(facet: int, tags: Array, rules: CodeRules) -> bool:
    """Return whether a column gives the one answer a facet has; an open code is none."""
    for k in range(len(tags)):
        code = tags[k, CODE]
        if (
            rules.facet[code] == facet
            and rules.kind[code] & _ONE_ANSWER
            and tags[k, ORIGIN] == _STRUCTURED
            and not rules.is_open[code]
        ):
            return True
    return False


@njit(cache=True)
def _implies(code: int, other: int, rules: CodeRules) -> bool:
    for at in range(rules.implied_start[code], rules.implied_start[code + 1]):
        if rules.implied[at] == other:
            return True
    return False


@njit(cache=True)
def _largest_number(tags: Array, rules: CodeRules) -> Array:
    """Of several numbers of offenders, the largest counts them all; five and more are four and more, too."""
    largest = _NOWHERE
    for k in range(len(tags)):
        rank = rules.number_rank[tags[k, CODE]]
        if rank >= 0 and tags[k, STATE] != ABSENT and (largest == _NOWHERE or rank < largest):
            largest = rank
    if largest == _NOWHERE:
        return tags
    keep = np.ones(len(tags), np.bool_)
    for k in range(len(tags)):
        code = tags[k, CODE]
        if rules.kind[code] & _OFFENDERS == 0:
            continue
        rank = rules.number_rank[code]
        if largest > 0:
            keep[k] = rank == largest
        elif rank > 1 or rank == _NOWHERE:
            keep[k] = not _is_stated(code, tags)
    return tags[keep]


@njit(cache=True)
def _is_stated(code: int, tags: Array) -> bool:
    at = _place_of(code, tags, len(tags))
    return at >= 0 and tags[at, STATE] != ABSENT


@njit(cache=True)
def _without_generic(tags: Array, rules: CodeRules) -> Array:
    n = len(tags)
    keep = np.ones(n, np.bool_)
    for k in range(n):
        code = tags[k, CODE]
        if not rules.generic[code]:
            continue
        specific = implied = False
        for other in range(n):
            of = tags[other, CODE]
            if tags[other, STATE] == ABSENT:
                continue
            specific = specific or (rules.facet[of] == rules.facet[code] and not rules.generic[of])
            implied = implied or _implies(of, code, rules)
        keep[k] = not specific or implied
    return tags[keep]


@njit(cache=True)
def _said(tags: Array, rules: CodeRules, surely: bool) -> tuple[int, int, int]:  # noqa: FBT001 - compiled
    """Return what the tags that are not denied (surely: not doubted either) say, in bits.

    Of an attack on an ATM, of how the offence ended, and of which kinds their facets are.
    """
    said = roles = facets = 0
    for k in range(len(tags)):
        state = tags[k, STATE]
        if state == PRESENT or (state != ABSENT and not surely):
            said |= rules.said[tags[k, CODE]]
            roles |= rules.role[tags[k, CODE]]
            facets |= rules.kind[tags[k, CODE]]
    return said, roles, facets


@njit(cache=True)
def _without_stolen_plant(tags: Array, roles: int, facets: int, rules: CodeRules) -> Array:
    """Plant that was the loot, with nothing rammed and no machine attacked, was no instrument.

    Plant that was stolen to do the work is no loot.
    """
    if not roles & _PLANT_TAKEN:
        return tags
    keep = np.ones(len(tags), np.bool_)
    for k in range(len(tags)):
        code, of_text = tags[k, CODE], tags[k, ORIGIN] == _TEXT
        if roles & _PLANT_AT_WORK:
            loot = rules.role[code] & _PLANT_LOOT != 0
            keep[k] = not (facets & _INSTRUMENT and loot and of_text)
        else:
            keep[k] = not (rules.kind[code] & _INSTRUMENT and of_text)
    return tags[keep]


@njit(cache=True)
def _with_outcome(tags: Array, rules: CodeRules) -> Array:
    """Let what was stolen say how the offence ended, unless a column says it.

    Loot completes the whole, whatever part of it failed; where nothing was stolen, nothing was completed.
    """
    for k in range(len(tags)):
        if rules.kind[tags[k, CODE]] & _OF_OUTCOME and tags[k, ORIGIN] == _STRUCTURED:
            return tags
    roles = _said(tags, rules, True)[1]  # noqa: FBT003
    if roles & _NOTHING:
        return _without_role(tags, _COMPLETED, rules)
    loot = _loot_of_text(tags, rules)
    if loot == _NOWHERE or roles & _ATM_LEFT:
        return tags
    if roles & _COMPLETED:
        return _without_role(tags, _ATTEMPT, rules)
    kept = _without_role(tags, _ATTEMPT | _COMPLETED, rules)
    return _with_code(kept, rules.completed, tags[loot])


@njit(cache=True)
def _loot_of_text(tags: Array, rules: CodeRules) -> int:
    """Return the first tag by which the text says what was stolen; a column may list what was only damaged."""
    for k in range(len(tags)):
        if (
            rules.kind[tags[k, CODE]] & _OF_PROPERTY
            and tags[k, STATE] == PRESENT
            and tags[k, ORIGIN] == _TEXT
        ):
            return k
    return _NOWHERE


@njit(cache=True)
def _without_role(tags: Array, role: int, rules: CodeRules) -> Array:
    keep = np.ones(len(tags), np.bool_)
    for k in range(len(tags)):
        keep[k] = rules.role[tags[k, CODE]] & role == 0
    return tags[keep]


@njit(cache=True)
def _with_code(tags: Array, code: int, source: Array) -> Array:
    """Return the tags and one more, in the words of another."""
    more = np.empty((len(tags) + 1, tags.shape[1]), tags.dtype)
    more[: len(tags)] = tags
    more[len(tags)] = source
    more[len(tags), CODE] = code
    return more


@njit(cache=True)
def _with_attack_types(tags: Array, present: Array, said: int, facets: int, rules: CodeRules) -> Array:
    if not facets & _ATM:
        return tags
    if not atm.says_attacked(said):
        keep = np.ones(len(tags), np.bool_)
        for k in range(len(tags)):
            keep[k] = rules.kind[tags[k, CODE]] & _ATM_TYPE == 0
        return tags[keep]
    source = 0
    while rules.kind[tags[source, CODE]] & _ATM_SOURCE == 0 or tags[source, STATE] == ABSENT:
        source += 1
    words = tags[source].copy()
    types = atm.implied_types(said)
    for k in range(len(rules.attack_types)):
        if types & (1 << k) and not _is_stated(rules.attack_types[k], present):
            tags = _with_code(tags, rules.attack_types[k], words)
    return tags
