"""Where the thing beside a word begins and ends: "ignored | scratch cards | cctv moved to face up".

Officers write without commas, so a cue cannot govern all that follows it. It governs the thing
named next to it, with its adjectives ("rear kitchen door"), what is joined to it ("alcohol and
sweets") and where it is ("small window to the rear"), and no more.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.mo.letter_kinds import BREAK_KINDS, COMMA_KIND, LISTING_KIND, STOP_KIND, has_kind
from sac_dash.mo.meanings import DESCRIBES, DOES, NAMES, Meanings
from sac_dash.mo.phrase_matching import FIRST, MEANING, PAST
from sac_dash.mo.sentence import Sentence, in_order

Array = NDArray[Any]

NOWHERE = -1
_WORDS_BETWEEN = 3  # "ignored some expensive looking jewellery"; "vapes and high value spirits"
_WORDS_TO_PLACE = 2  # "window at the rear"


class Things(NamedTuple):
    """The things and deeds a sentence names, each in order; places count words."""

    first: Array
    past: Array
    describes: Array  # whether its words are an adjective by themselves ("rear")
    deed_first: Array  # the words that say what was done
    deed_past: Array
    kinds: Array  # of the sentence's words


@njit(cache=True)
def name_things(sentence: Sentence, meanings: Meanings) -> Things:
    """Return the things and deeds a sentence names."""
    n = len(sentence.hits)
    first, past = np.empty(n, np.int64), np.empty(n, np.int64)
    describes = np.empty(n, np.bool_)
    deed_first, deed_past = np.empty(n, np.int64), np.empty(n, np.int64)
    things = deeds = kind = 0
    for k in in_order(sentence, 0):
        hit_first, hit_past = sentence.hits[k, FIRST], sentence.hits[k, PAST]
        if sentence.flags[k] & NAMES:
            own = meanings.kind[sentence.hits[k, MEANING]]
            only = sentence.flags[k] & DESCRIBES != 0
            overlaps = things > 0 and hit_first < past[things - 1]
            goes_on = (
                things > 0
                and hit_first == past[things - 1]
                and (describes[things - 1] or (own > 0 and own == kind))
            )
            if overlaps or goes_on:
                past[things - 1] = max(past[things - 1], hit_past)
                describes[things - 1] = describes[things - 1] and only
                if own == 0 and not overlaps:
                    kind = 0
                elif own > 0:
                    kind = own
            else:
                first[things], past[things], describes[things] = hit_first, hit_past, only
                things += 1
                kind = own
        elif sentence.flags[k] & DOES and not (things > 0 and hit_past <= past[things - 1]):
            deed_first[deeds], deed_past[deeds] = hit_first, hit_past  # "loading" in "loading bay" is none
            deeds += 1
    return Things(
        first[:things],
        past[:things],
        describes[:things],
        deed_first[:deeds],
        deed_past[:deeds],
        sentence.kinds,
    )


@njit(cache=True)
def past_next_thing(start: int, limit: int, commas: bool, things: Things) -> int:  # noqa: FBT001 - compiled
    """Return where the thing named right after `start` ends, or NOWHERE if none is."""
    past = NOWHERE
    for k in range(len(things.first)):
        first = things.first[k]
        if not (start < things.past[k] and first < limit):
            continue
        if past == NOWHERE:
            if not is_near(start, first, things):
                return NOWHERE
        elif not (_are_joined(past, first, commas, things) or _is_placed(past, k, things)):
            break
        past = things.past[k]
    return past


@njit(cache=True)
def start_of_last_thing(limit: int, end: int, things: Things) -> int:
    """Return where the thing named right before `end` starts, or NOWHERE if none is."""
    start = NOWHERE
    placing = False
    for k in range(len(things.first) - 1, -1, -1):
        first, past = things.first[k], things.past[k]
        if not (limit <= first and past <= end):
            continue
        if start == NOWHERE:
            if not is_near(past, end, things):
                return NOWHERE
        else:
            near = placing and start - past <= _WORDS_TO_PLACE and is_near(past, start, things)
            if not near and not _are_joined(past, start, False, things):  # noqa: FBT003 - compiled
                break
        start, placing = first, things.describes[k]
    return start


@njit(cache=True)
def thing_at(place: int, things: Things) -> int:
    """Return which thing's words begin at a place or the word after it, or NOWHERE."""
    for k in range(len(things.first)):
        if place <= things.first[k] <= place + 1:
            return k
    return NOWHERE


@njit(cache=True)
def first_deed(first: int, past: int, things: Things) -> int:
    """Return the first deed that begins from `first` up to `past`, or NOWHERE."""
    for k in range(len(things.deed_first)):
        if first <= things.deed_first[k] < past:
            return k
    return NOWHERE


@njit(cache=True)
def is_near(past: int, first: int, things: Things) -> bool:
    """Return whether no stop and no deed, and few words, stand between two places."""
    return (
        first - past <= _WORDS_BETWEEN
        and not has_kind(things.kinds, past, first, BREAK_KINDS)
        and first_deed(past, first, things) == NOWHERE
    )


@njit(cache=True)
def _are_joined(past: int, first: int, commas: bool, things: Things) -> bool:  # noqa: FBT001 - compiled
    between = first - past
    if between <= 0 or between > _WORDS_BETWEEN or has_kind(things.kinds, past, first, STOP_KIND):
        return False
    if commas and things.kinds[past] & COMMA_KIND:
        return first_deed(past, first, things) == NOWHERE
    return things.kinds[past] & LISTING_KIND != 0 and is_near(past, first, things)


@njit(cache=True)
def _is_placed(past: int, k: int, things: Things) -> bool:
    gap = things.first[k] - past
    return things.describes[k] and 0 < gap <= _WORDS_TO_PLACE and is_near(past, things.first[k], things)
