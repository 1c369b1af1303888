"""Whose thing it was, and in what part of the story: words whose surroundings change what they mean.

"The witness's van", "a drill, a saw and a grinder stolen", "advised to fit a shutter", "next to the
bank", "forced the till": the noun is there, but no getaway, tool, point of entry, target or loot.
Each context is a list of words with a reach; what it governs is dropped, or turned into what it was
(a stolen grinder is property). The lists live in the vocabulary, where an analyst can read them.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.mo.code_numbers import CodeNumbers, FacetCode
from sac_dash.mo.letter_kinds import (
    BREAK_KINDS,
    COMMA_KIND,
    STOP_KIND,
    LetterKinds,
    first_of_kind,
    has_kind,
    last_of_kind,
)
from sac_dash.mo.meanings import BOUNDARY, ENDS_LIST, IS_NOUN, NAMES, OPENING, STATES, TURNS, Meanings
from sac_dash.mo.noun_phrases import NOWHERE, Things, past_next_thing, start_of_last_thing
from sac_dash.mo.phrase_matching import FIRST, MEANING, PAST, with_room
from sac_dash.mo.sentence import Sentence
from sac_dash.mo.vocabulary import Context

Array = NDArray[Any]

CONTEXT, AHEAD = 2, 3  # columns of a table of surroundings, after FIRST and PAST
_WORDS_TO_UNLESS = 4  # "crowbar belonging to the victim was then used"
_NOTHING = -1
_STOPPING = {"verb": ENDS_LIST, "opening": OPENING, "boundary": BOUNDARY}


class Contexts(NamedTuple):
    """By context (see `vocabulary.Context`)."""

    after: Array
    before: Array
    attributive: Array
    itself: Array
    phrase: Array
    ends: Array  # kinds of words that end its reach
    stops: Array  # what a phrase is that ends its reach (see meanings)
    unless: Array  # kinds of words that say that the thing was put to use
    turns: Array  # contexts x codes: what the code becomes, or -1
    adds: Array  # contexts x codes: what joins it, or -1
    drops: Array  # contexts x codes
    drops_facet: Array  # contexts x facets
    parting: int  # kinds of words
    ends_object: int
    onward: int


def number_contexts(contexts: Sequence[Context]) -> dict[str, int]:
    """Return the contexts' numbers by name; of several with one name the last counts."""
    return {context.name: number for number, context in enumerate(contexts)}


def number_targets(contexts: Sequence[Context], numbers: CodeNumbers) -> None:
    """Give a number to every code that contexts turn others into."""
    for context in contexts:
        for pairs in (context.turns, context.adds):
            for one, other in pairs.items():
                numbers.code(one)
                numbers.code(other)
        for code in context.drops:
            numbers.code(code)


def build_contexts(contexts: Sequence[Context], numbers: CodeNumbers, kinds: LetterKinds) -> Contexts:
    """Return the vocabulary's contexts in numbers; every code must have its number."""
    drops = np.zeros((len(contexts), len(numbers.codes)), np.bool_)
    drops_facet = np.zeros((len(contexts), len(numbers.facets)), np.bool_)
    for number, context in enumerate(contexts):
        drops[number, [numbers.code(code) for code in context.drops]] = True
        drops_facet[number] = [name in context.drops_facets for name in numbers.facets]
    return Contexts(
        after=np.array([context.after for context in contexts], np.int32),
        before=np.array([context.before for context in contexts], np.int32),
        attributive=np.array([context.attributive for context in contexts], np.bool_),
        itself=np.array([context.itself for context in contexts], np.bool_),
        phrase=np.array([context.phrase for context in contexts], np.bool_),
        ends=np.array([_ends(context, kinds) for context in contexts], np.int64),
        stops=np.array([_stopping(context) for context in contexts], np.int64),
        unless=np.array([kinds.words_of(context.unless or "") for context in contexts], np.int64),
        turns=_becoming([context.turns for context in contexts], numbers),
        adds=_becoming([context.adds for context in contexts], numbers),
        drops=drops,
        drops_facet=drops_facet,
        parting=kinds.words_of("parting"),
        ends_object=kinds.words_of("and") | COMMA_KIND,
        onward=kinds.words_of("onward"),
    )


def _ends(context: Context, kinds: LetterKinds) -> int:
    ends = STOP_KIND
    for stop in context.stops:
        ends |= COMMA_KIND if stop == "comma" else kinds.parts_of(stop)
    return ends


def _stopping(context: Context) -> int:
    return sum(flag for name, flag in _STOPPING.items() if name in context.stops)


def _becoming(tables: Sequence[Mapping[FacetCode, FacetCode]], numbers: CodeNumbers) -> Array:
    becoming = np.full((len(tables), len(numbers.codes)), _NOTHING, np.int32)
    for number, table in enumerate(tables):
        for one, other in table.items():
            becoming[number, numbers.code(one)] = numbers.code(other)
    return becoming


@njit(cache=True)
def find_surroundings(
    sentence: Sentence,
    stated: Array,
    things: Things,
    meanings: Meanings,
    contexts: Contexts,
    facet_of: Array,
) -> Array:
    """Return the words governed by each context that has a say in one of the codes stated.

    Rows of first word, past the last, context, and whether the words follow the context's own.
    """
    found = np.empty((8, 4), np.int32)
    n = 0
    for k in range(len(sentence.hits)):
        if not sentence.flags[k] & TURNS:
            continue
        meaning = sentence.hits[k, MEANING]
        for c in range(meanings.context_start[meaning], meanings.context_start[meaning + 1]):
            context = meanings.contexts[c]
            if not _has_a_say(context, stated, contexts, facet_of):
                continue
            if not contexts.phrase[context] and _is_part(k, sentence, meanings, contexts):
                continue
            if contexts.attributive[context] and (
                _describes_next(context, k, sentence, meanings, contexts, facet_of)
                or _goes_on(k, sentence, contexts)
            ):
                continue
            found, n = _add_around(context, k, sentence, things, contexts, found, n)
    return found[:n]


@njit(cache=True)
def _has_a_say(context: int, stated: Array, contexts: Contexts, facet_of: Array) -> bool:
    for code in stated:
        if (
            contexts.drops_facet[context, facet_of[code]]
            or contexts.drops[context, code]
            or contexts.turns[context, code] != _NOTHING
            or contexts.adds[context, code] != _NOTHING
        ):
            return True
    return False


@njit(cache=True)
def _is_part(k: int, sentence: Sentence, meanings: Meanings, contexts: Contexts) -> bool:
    """Return whether a context's words are part of what another says of the thing beside it.

    "Enquiries" opens what others did, but not in "eliminated from enquiries".
    """
    hits = sentence.hits
    for other in range(len(hits)):
        if (
            sentence.flags[other] & TURNS
            and hits[other, FIRST] <= hits[k, FIRST]
            and hits[k, PAST] <= hits[other, PAST]
            and hits[other, PAST] - hits[other, FIRST] > hits[k, PAST] - hits[k, FIRST]
        ):
            meaning = hits[other, MEANING]
            for c in range(meanings.context_start[meaning], meanings.context_start[meaning + 1]):
                context = meanings.contexts[c]
                if contexts.phrase[context] and contexts.before[context] > 0:
                    return True
    return False


@njit(cache=True)
def _describes_next(
    context: int, k: int, sentence: Sentence, meanings: Meanings, contexts: Contexts, facet_of: Array
) -> bool:
    """Return whether a word like "stolen" goes with what follows: "in a stolen black Audi"."""
    hits = sentence.hits
    for other in range(len(hits)):
        if hits[other, FIRST] != hits[k, PAST]:
            continue
        if not contexts.phrase[context]:
            if sentence.flags[other] & (STATES | IS_NOUN):
                return True
            continue
        meaning = hits[other, MEANING]  # "cafe opposite has CCTV" describes no place ahead
        for c in range(meanings.code_start[meaning], meanings.code_start[meaning + 1]):
            if contexts.drops_facet[context, facet_of[meanings.codes[c]]]:
                return True
    return False


@njit(cache=True)
def _goes_on(k: int, sentence: Sentence, contexts: Contexts) -> bool:
    """Return whether a word like "next door" goes with what follows: "next door to the bank"."""
    past = sentence.hits[k, PAST]
    return has_kind(sentence.kinds, past, past + 1, contexts.onward)


@njit(cache=True)
def settle_statement(
    first: int, past: int, code: int, surroundings: Array, contexts: Contexts, facet_of: Array, made: Array
) -> int:
    """Write what a statement states where it stands (itself, something else, several or nothing); return how many."""
    made[0] = code
    n = 1
    for s in range(len(surroundings)):
        if not _governs(first, past, surroundings[s]):
            continue
        context = surroundings[s, CONTEXT]
        if contexts.turns[context, code] != _NOTHING:
            made[0] = contexts.turns[context, code]
            return 1
        if contexts.drops[context, code] or contexts.drops_facet[context, facet_of[code]]:
            return 0
        if contexts.adds[context, code] != _NOTHING:
            made[n] = contexts.adds[context, code]
            n += 1
    return n


@njit(cache=True)
def _governs(first: int, past: int, surrounding: Array) -> bool:
    """Return whether a statement stands inside, or begins with the first word ahead."""
    if surrounding[FIRST] <= first and past <= surrounding[PAST]:
        return True
    return bool(surrounding[AHEAD] != 0 and first == surrounding[FIRST] and first < surrounding[PAST])


@njit(cache=True)
def _add(found: Array, n: int, first: int, past: int, context: int, ahead: int) -> tuple[Array, int]:
    found = with_room(found, n)
    found[n, FIRST], found[n, PAST], found[n, CONTEXT], found[n, AHEAD] = first, past, context, ahead
    return found, n + 1


@njit(cache=True)
def _add_around(
    context: int, k: int, sentence: Sentence, things: Things, contexts: Contexts, found: Array, n: int
) -> tuple[Array, int]:
    """Add what a context governs around its words."""
    if contexts.phrase[context]:
        return _add_beside(context, k, sentence, things, contexts, found, n)
    first, past = sentence.hits[k, FIRST], sentence.hits[k, PAST]
    if contexts.after[context] > 0:
        limit = min(len(sentence.kinds), past + contexts.after[context])
        found, n = _add(found, n, past, _first_stop(context, past, limit, sentence, contexts), context, 0)
    if contexts.before[context] > 0:
        limit = max(0, first - contexts.before[context])
        found, n = _add(found, n, _last_stop(context, limit, first, sentence, contexts), first, context, 0)
    if contexts.itself[context]:
        found, n = _add(found, n, first, past, context, 0)
    return found, n


@njit(cache=True)
def _add_beside(
    context: int, k: int, sentence: Sentence, things: Things, contexts: Contexts, found: Array, n: int
) -> tuple[Array, int]:
    """Add the thing named right beside the words of a context, unless it was put to use."""
    kinds, unless = sentence.kinds, contexts.unless[context]
    first, past = sentence.hits[k, FIRST], sentence.hits[k, PAST]
    if contexts.after[context] > 0:
        limit = min(len(kinds), past + contexts.after[context])
        end = past_next_thing(past, limit, False, things)  # noqa: FBT003
        if end != NOWHERE and not has_kind(kinds, end, end + _WORDS_TO_UNLESS, unless):
            found, n = _add(found, n, past, end, context, 1)
    if contexts.before[context] > 0:
        start = start_of_last_thing(max(0, first - contexts.before[context]), first, things)
        if start != NOWHERE:
            near = max(0, start - 2)
            after_stop = max(near, last_of_kind(kinds, near, start, BREAK_KINDS) + 1)
            used = has_kind(kinds, after_stop, start, unless)
            if not used and not has_kind(kinds, past, past + _WORDS_TO_UNLESS, unless):
                found, n = _add(found, n, start, first, context, 0)
    return found, n


@njit(cache=True)
def _first_stop(context: int, first: int, past: int, sentence: Sentence, contexts: Contexts) -> int:
    """Return where a reach that begins at `first` ends."""
    ended = first_of_kind(sentence.kinds, first, past, contexts.ends[context])
    stop = ended if ended >= 0 else past
    nearest = stop
    for k in range(len(sentence.hits)):
        if first <= sentence.hits[k, FIRST] < stop and sentence.flags[k] & contexts.stops[context]:
            nearest = min(nearest, sentence.hits[k, FIRST])
    return nearest


@njit(cache=True)
def _last_stop(context: int, first: int, past: int, sentence: Sentence, contexts: Contexts) -> int:
    """Return where a reach that ends at `past` begins, no earlier than `first`."""
    hits = sentence.hits
    start = first
    for place in range(first, past):
        if sentence.kinds[place] & contexts.ends[context] and not _is_in_name(place, sentence):
            start = place + 1  # "Stihl saws stolen": nobody saw anything
    furthest = start
    for k in range(len(hits)):
        if start < hits[k, PAST] <= past and sentence.flags[k] & contexts.stops[context]:
            furthest = max(furthest, hits[k, PAST])
    start = furthest
    if start > first and has_kind(sentence.kinds, start - 1, start, contexts.parting):
        # "with a grinder, …": the grinder is not of what begins after it
        joined = first_of_kind(sentence.kinds, start, past, contexts.ends_object)
        return joined + 1 if joined >= 0 else past
    return start


@njit(cache=True)
def _is_in_name(place: int, sentence: Sentence) -> bool:
    """Return whether a word goes on with the name of a thing."""
    for k in range(len(sentence.hits)):
        if sentence.flags[k] & NAMES and sentence.hits[k, FIRST] < place < sentence.hits[k, PAST]:
            return True
    return False
