"""What a clause does to the behaviours it names: denies them, doubts them, or says they were left.

"No alarm", "nothing taken", "ignoring the alcohol", "possibly a crowbar", "by unknown means": the
scope of each cue runs within its sentence, up to a boundary word, and only so many words. Where a
cue stands beside the thing it governs, it governs that thing and what is joined to it, for officers
leave out commas: "ignored scratch cards cctv moved to face up".
"""

from __future__ import annotations

# ruff: noqa: PLR0917, SIM110 - compiled functions take their arguments by position and hold plain loops
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.mo.code_numbers import CodeNumbers
from sac_dash.mo.letter_kinds import BREAK_KINDS, COMMA_KIND, STOP_KIND, first_of_kind, last_of_kind
from sac_dash.mo.meanings import (
    BOUNDARY,
    CUES,
    DENIED,
    DOES,
    FAILED,
    HEDGE,
    HEDGE_AFTER,
    IGNORED,
    IGNORED_AFTER,
    NAMES,
    NO,
    NO_AFTER,
    SPEAKS,
    STATES,
    UNKNOWN,
    Meanings,
)
from sac_dash.mo.noun_phrases import (
    NOWHERE,
    Things,
    first_deed,
    past_next_thing,
    start_of_last_thing,
    thing_at,
)
from sac_dash.mo.phrase_matching import FIRST, MEANING, PAST, with_room
from sac_dash.mo.sentence import Sentence
from sac_dash.mo.vocabulary import Cues

Array = NDArray[Any]

STATE_NAMES = ("present", "hedged", "absent")
PRESENT, HEDGED, ABSENT = range(len(STATE_NAMES))
UNSTATED = -1
CUE, CUE_FIRST, CUE_PAST = 2, 3, 4  # columns of a table of scopes, after FIRST and PAST

_PROPERTY = "property"
_TARGET = "target"
# Facets whose phrases carry their own negation, or which a denial nearby does not touch
# ("shop left secure, no alarm" is still a shop).
_UNDENIED = frozenset(
    {"outcome", "security_state", "premises", "premises_brand", "timing", "hard_link", "harm"}
)
# "not a case of alarm sounding" denies what "no alarm" would leave alone
_NEVER_DENIED = frozenset({"premises", "premises_brand", "timing", "hard_link"})
_LONGEST_DENIAL = 9  # words after "no evidence of"


class CueReach(NamedTuple):
    """How far cues reach, in words, and which facets each denies or leaves unsaid, by facet."""

    window: int
    hedge_after: int
    denies: Array  # cues x facets
    unsays: Array  # facets: "by unknown means" says nothing of it
    is_property: Array  # facets


def build_cue_reach(cues: Cues, numbers: CodeNumbers) -> CueReach:
    """Return what the vocabulary's cues do to each facet."""
    names = numbers.facets
    denies = np.zeros((UNKNOWN + 1, len(names)), np.bool_)
    for facet, name in enumerate(names):
        deniable = name not in _UNDENIED
        denies[DENIED, facet] = name not in _NEVER_DENIED
        denies[[NO, NO_AFTER], facet] = deniable
        denies[[IGNORED, IGNORED_AFTER], facet] = deniable and name in (_PROPERTY, _TARGET)
        denies[FAILED, facet] = deniable and name not in cues.exempt_facets
    return CueReach(
        cues.window_tokens,
        cues.hedge_after_tokens,
        denies,
        np.array([name in cues.unknown_facets for name in names], np.bool_),
        np.array([name == _PROPERTY for name in names], np.bool_),
    )


class Layout(NamedTuple):
    """Where a sentence's clauses, verbs and phrases begin; places count words."""

    boundaries: Array
    verbs: Array  # without those that are part of a thing's name: "exit" in "fire exit"
    phrase_first: Array  # where each code's phrase of several words stands
    phrase_past: Array


@njit(cache=True)
def find_scopes(sentence: Sentence, things: Things, meanings: Meanings, reach: CueReach) -> Array:
    """Return the scope of every cue: the words it governs, the cue, and its own words."""
    scopes = np.empty((8, 5), np.int32)
    n = 0
    if not _any_flag(sentence, CUES):
        return scopes[:0]
    layout = _lay_out(sentence)
    for k in range(len(sentence.hits)):
        if not sentence.flags[k] & CUES:
            continue
        meaning = sentence.hits[k, MEANING]
        for c in range(meanings.cue_start[meaning], meanings.cue_start[meaning + 1]):
            first, past = _scope(meanings.cues[c], k, sentence, layout, things, meanings, reach)
            if first == NOWHERE:
                continue
            scopes = with_room(scopes, n)
            scopes[n, FIRST], scopes[n, PAST], scopes[n, CUE] = first, past, meanings.cues[c]
            scopes[n, CUE_FIRST], scopes[n, CUE_PAST] = sentence.hits[k, FIRST], sentence.hits[k, PAST]
            n += 1
    return scopes[:n]


@njit(cache=True)
def state_of(first: int, past: int, facet: int, scopes: Array, reach: CueReach) -> int:
    """Return the state of a statement, or UNSTATED when it says that nothing is known."""
    state = PRESENT
    for s in range(len(scopes)):
        if not (scopes[s, FIRST] <= first and past <= scopes[s, PAST]):
            continue
        if first <= scopes[s, CUE_FIRST] and scopes[s, CUE_PAST] <= past:
            continue  # the cue is part of the phrase itself: "no alarm fitted"
        cue = scopes[s, CUE]
        if cue == UNKNOWN and reach.unsays[facet]:
            return UNSTATED
        if reach.denies[cue, facet]:
            return ABSENT
        if cue in (HEDGE, HEDGE_AFTER):
            state = HEDGED
    return state


@njit(cache=True)
def is_ignored(first: int, past: int, facet: int, scopes: Array, reach: CueReach) -> bool:
    """Return whether a statement's property was there for the taking and left."""
    if not reach.is_property[facet]:
        return False
    for s in range(len(scopes)):
        if (
            scopes[s, CUE] in (IGNORED, IGNORED_AFTER)
            and scopes[s, FIRST] <= first
            and past <= scopes[s, PAST]
        ):
            return True
    return False


@njit(cache=True)
def _any_flag(sentence: Sentence, wanted: int) -> bool:
    for k in range(len(sentence.hits)):
        if sentence.flags[k] & wanted:
            return True
    return False


@njit(cache=True)
def _lay_out(sentence: Sentence) -> Layout:
    hits, flags = sentence.hits, sentence.flags
    n = len(hits)
    boundaries, verbs = np.empty(n, np.int64), np.empty(n, np.int64)
    phrase_first, phrase_past = np.empty(n, np.int64), np.empty(n, np.int64)
    b = v = p = 0
    for k in range(n):
        if flags[k] & BOUNDARY:
            boundaries[b] = hits[k, FIRST]
            b += 1
        if flags[k] & DOES and not _is_named(k, sentence):
            verbs[v] = hits[k, FIRST]
            v += 1
        if flags[k] & STATES and hits[k, PAST] - hits[k, FIRST] > 1:
            phrase_first[p], phrase_past[p] = hits[k, FIRST], hits[k, PAST]
            p += 1
    return Layout(boundaries[:b], verbs[:v], phrase_first[:p], phrase_past[:p])


@njit(cache=True)
def _is_named(verb: int, sentence: Sentence) -> bool:
    """Return whether a verb is part of a thing's name: "exit" in "fire exit"."""
    for k in range(len(sentence.hits)):
        if sentence.flags[k] & NAMES and _is_longer_over(k, verb, sentence.hits):
            return True
    return False


@njit(cache=True)
def _is_longer_over(longer: int, shorter: int, hits: Array) -> bool:
    """Return whether one hit contains another and is longer."""
    return bool(
        hits[longer, FIRST] <= hits[shorter, FIRST]
        and hits[shorter, PAST] <= hits[longer, PAST]
        and hits[longer, PAST] - hits[longer, FIRST] > hits[shorter, PAST] - hits[shorter, FIRST]
    )


@njit(cache=True)
def _scope(
    cue: int,
    k: int,
    sentence: Sentence,
    layout: Layout,
    things: Things,
    meanings: Meanings,
    reach: CueReach,
) -> tuple[int, int]:
    """Return the first and past-the-last word a cue governs; NOWHERE where it governs none."""
    if cue in (NO, DENIED):
        longer = _spoken_for(k, sentence, layout)
        if longer != NOWHERE:
            if sentence.flags[longer] & STATES:
                return NOWHERE, NOWHERE
            return sentence.hits[k, FIRST], sentence.hits[longer, PAST]  # "door not forced"
    if cue in (IGNORED, IGNORED_AFTER) and not _faces(cue, k, sentence, things, meanings):
        return NOWHERE, NOWHERE
    if cue in (NO_AFTER, IGNORED_AFTER, HEDGE_AFTER):
        return _reach_back(cue, sentence.hits[k, FIRST], sentence, layout, things, reach)
    return _reach_ahead(cue, k, sentence, layout, things, reach)


@njit(cache=True)
def _spoken_for(cue: int, sentence: Sentence, layout: Layout) -> int:
    """Return the longer phrase that a denial is part of, if any: "no alarm fitted", "no evidence of".

    It is not where another phrase begins inside and goes on: in "no cctv wires cut" it is of the wires.
    """
    hits = sentence.hits
    for k in range(len(hits)):
        if not sentence.flags[k] & (STATES | SPEAKS) or not _is_longer_over(k, cue, hits):
            continue
        goes_on = False
        for p in range(len(layout.phrase_first)):
            first, past = layout.phrase_first[p], layout.phrase_past[p]
            goes_on = goes_on or hits[cue, PAST] <= first < hits[k, PAST] < past
        if not goes_on:
            return k
    return NOWHERE


@njit(cache=True)
def _faces(cue: int, k: int, sentence: Sentence, things: Things, meanings: Meanings) -> bool:
    """Return whether a cue that could look either way ("ignored") looks the way of `cue`.

    It looks ahead where a thing follows and none came before; between two things, "ignored" looks
    ahead and "untouched" back.
    """
    meaning = sentence.hits[k, MEANING]
    ways = 0
    for c in range(meanings.cue_start[meaning], meanings.cue_start[meaning + 1]):
        ways += meanings.cues[c] in (IGNORED, IGNORED_AFTER)
    if ways < 2:
        return True
    first, past = sentence.hits[k, FIRST], sentence.hits[k, PAST]
    words = len(sentence.kinds)
    ends_clause = past >= words or sentence.kinds[past] & BREAK_KINDS != 0
    thing = NOWHERE if ends_clause else past_next_thing(past, words, False, things)  # noqa: FBT003
    ahead = thing != NOWHERE and (
        start_of_last_thing(0, first, things) == NOWHERE
        or (meanings.exact[meaning] and first_deed(thing, thing + 1, things) == NOWHERE)
    )
    return ahead == (cue == IGNORED)


@njit(cache=True)
def _reach_back(
    cue: int, end: int, sentence: Sentence, layout: Layout, things: Things, reach: CueReach
) -> tuple[int, int]:
    """Return what a cue governs that looks back: "alcohol untouched", "rear door intact"."""
    sentence_first = last_of_kind(sentence.kinds, 0, end + 1, STOP_KIND) + 1
    if cue == HEDGE_AFTER:
        return max(sentence_first, end - reach.hedge_after), end
    if cue == IGNORED_AFTER and first_deed(sentence_first, end, things) == NOWHERE:
        return sentence_first, end  # nothing was done yet: all that is listed was left
    start = _start_of_list(end, sentence_first, sentence, layout)
    if cue == NO_AFTER:
        comma = last_of_kind(sentence.kinds, start, max(start, end - 1), COMMA_KIND)
        start = max(start, comma + 1)
    thing = start_of_last_thing(start, end, things)
    return (start if thing == NOWHERE else thing), end


@njit(cache=True)
def _start_of_list(place: int, first: int, sentence: Sentence, layout: Layout) -> int:
    """Return where the list of things begins that ends at `place`: after a verb or a boundary."""
    start = first
    for turns in (layout.boundaries, layout.verbs):
        for turn in turns:
            if first <= turn < place:
                start = max(start, turn + 1)
    # "stole car keys, safe not touched": what follows a verb is its own up to the comma
    comma = last_of_kind(sentence.kinds, start, place - 1, COMMA_KIND)
    return comma + 1 if comma >= 0 else start


@njit(cache=True)
def _reach_ahead(
    cue: int, k: int, sentence: Sentence, layout: Layout, things: Things, reach: CueReach
) -> tuple[int, int]:
    """Return what a cue governs that looks ahead: "no alarm", "ignoring the alcohol"."""
    first, start = sentence.hits[k, FIRST], sentence.hits[k, PAST]
    if cue == UNKNOWN:
        return start, start + 2
    past = first_of_kind(sentence.kinds, first + 1, len(sentence.kinds), STOP_KIND)
    if past < 0:
        past = len(sentence.kinds)
    for boundary in layout.boundaries:
        if boundary >= start:
            past = min(past, boundary)
    if cue == IGNORED:
        past = min(past, _before_next_doing(start, past, sentence, layout))
        thing = past_next_thing(start, past, True, things)  # noqa: FBT003
        return start, (past if thing == NOWHERE else thing)
    comma = first_of_kind(sentence.kinds, start, len(sentence.kinds), COMMA_KIND)
    past = min(past, start + (_LONGEST_DENIAL if cue == DENIED else reach.window))
    if comma >= 0:
        past = min(past, comma)
    # "nothing to suggest that they remained": such a denial reaches the deed, whatever it is
    denies_deeds = cue == DENIED and past_next_thing(start, past, False, things) == NOWHERE  # noqa: FBT003
    if cue in (NO, DENIED) and not denies_deeds:
        return first, _past_denied(start, past, layout, things)
    return first, past


@njit(cache=True)
def _before_next_doing(first: int, past: int, sentence: Sentence, layout: Layout) -> int:
    """Return where a list of ignored things ends: before the clause of the next verb."""
    verb = past
    for place in layout.verbs:
        if first < place < past:
            verb = min(verb, place)
    comma = last_of_kind(sentence.kinds, first, verb, COMMA_KIND) if verb < past else NOWHERE
    return comma if comma >= 0 else verb


@njit(cache=True)
def _past_denied(first: int, past: int, layout: Layout, things: Things) -> int:
    """Return where a denial ends, having denied whole phrases."""
    denied = _past_thing_denied(first, past, things)
    end = denied
    for p in range(len(layout.phrase_first)):
        if first <= layout.phrase_first[p] < denied:
            end = max(end, layout.phrase_past[p])
    return end


@njit(cache=True)
def _past_thing_denied(first: int, past: int, things: Things) -> int:
    """Return where a denial ends: with the thing denied, or with what was not done to it.

    "No rear window broken" denies all four words; "no vehicles seen forced rear door" denies the
    vehicles, because another deed with a thing of its own begins.
    """
    thing = past_next_thing(first, past, False, things)  # noqa: FBT003
    if thing == NOWHERE:
        deed = first_deed(first, past, things)
        if deed == NOWHERE or things.deed_first[deed] <= first:
            return past
        if thing_at(things.deed_past[deed], things) != NOWHERE:
            return int(things.deed_first[deed])
        return min(past, int(things.deed_past[deed]))
    deed = first_deed(thing, thing + 2, things)
    if deed == NOWHERE:
        return thing
    own = thing_at(things.deed_past[deed], things)
    if own == NOWHERE:
        return min(past, int(things.deed_past[deed]))
    past_own = things.past[own]
    passive = first_deed(past_own, past_own + 2, things) != NOWHERE
    return min(past, int(things.deed_past[deed])) if passive else thing
