"""What a sentence states, in numbers: phrases alone and combined, the longest of a facet first.

Then the clause decides whether each statement is so, doubted or denied, and its surroundings what it was.
"""

from __future__ import annotations

# ruff: noqa: PLR0917 - compiled functions take their arguments by position
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.mo.clauses import (
    ABSENT,
    PRESENT,
    UNSTATED,
    CueReach,
    build_cue_reach,
    find_scopes,
    is_ignored,
    state_of,
)
from sac_dash.mo.code_numbers import CodeNumbers
from sac_dash.mo.combinations import CODE, PHRASE_WORDS, JointCodes, build_near, build_pairs, combine
from sac_dash.mo.contexts import (
    Contexts,
    build_contexts,
    find_surroundings,
    number_contexts,
    number_targets,
    settle_statement,
)
from sac_dash.mo.letter_kinds import LetterKinds
from sac_dash.mo.meanings import STATES, ClassNumbers, Meanings, build_meanings
from sac_dash.mo.noun_phrases import name_things
from sac_dash.mo.phrase_matching import (
    FIRST,
    MEANING,
    PAST,
    Phrases,
    Words,
    build_phrases,
    find_phrases,
    with_room,
)
from sac_dash.mo.phrases import Lexicon
from sac_dash.mo.sentence import Sentence, make_sentence
from sac_dash.mo.vocabulary import IGNORED_FACET, Vocabulary

Array = NDArray[Any]

STATE = 3  # column of a table of what is understood, after FIRST, PAST and CODE
_BITS = 20
_LAST = (1 << _BITS) - 1
# "sounder smashed" defeats an alarm; the bare "smashed" in it is no smashed glass
_BARE_VERB = ("security_defeat", "entry_method")
_PROPERTY = "property"


class Rules(NamedTuple):
    """The vocabulary in numbers, as compiled code reads it."""

    phrases: Phrases
    meanings: Meanings
    letter_kinds: Array  # by letter
    pairs: JointCodes
    near: JointCodes
    reach: CueReach
    contexts: Contexts
    facet_of: Array  # by code
    generic: Array  # by code: gives way to a specific code of its facet
    eclipses: Array  # facets x facets: what a phrase of the one hides of the other within it
    bare_verb: Array  # the two facets of which the first hides a single word of the second
    ignored: Array  # by code: the code that says this was left, or -1


def build_rules(vocabulary: Vocabulary, lexicon: Lexicon, numbers: CodeNumbers) -> Rules:
    """Return a vocabulary in numbers."""
    number_targets(vocabulary.contexts, numbers)
    ignored = {code: numbers.code((IGNORED_FACET, code[1])) for code in numbers.codes if code[0] == _PROPERTY}
    bare_verb = np.array([numbers.facet(name) for name in _BARE_VERB], np.int32)
    kinds = LetterKinds(
        lexicon.alphabet.letters,
        lexicon.listing_letters,
        lexicon.denying_letters,
        lexicon.parting_letters,
        lexicon.stop_letters,
    )
    meanings = lexicon.meanings
    classes = ClassNumbers(meanings)
    return Rules(
        build_phrases(lexicon.wordings, lexicon.alphabet.letters),
        build_meanings(meanings, numbers, classes, number_contexts(vocabulary.contexts), lexicon.modifiers),
        kinds.of_letter,
        build_pairs(vocabulary, numbers, classes),
        build_near(vocabulary, numbers, classes),
        build_cue_reach(vocabulary.cues, numbers),
        build_contexts(vocabulary.contexts, numbers, kinds),
        numbers.facet_of_code(),
        np.array([code in vocabulary.generic for code in numbers.codes], np.bool_),
        np.array(
            [
                [name in vocabulary.eclipses.get(longer, ()) for name in numbers.facets]
                for longer in numbers.facets
            ],
            np.bool_,
        ),
        bare_verb,
        np.array([ignored.get(code, -1) for code in numbers.codes], np.int32),
    )


@njit(cache=True)
def understand(
    words: Words, chars: Array, classes: Array, rules: Rules, out: Array, n: int
) -> tuple[Array, int]:
    """Add what one sentence states to `out`: rows of first word, past the last, code and state.

    Parameters
    ----------
    chars, classes
        The lower-case text that the words stand in; what each code point is (see tokens).

    Returns
    -------
    The table, made longer where there was no room, and how many rows it now has.
    """
    found = find_phrases(words, chars, classes, rules.phrases)
    if len(found) == 0:
        return out, n
    sentence = make_sentence(found, words.letters, rules.letter_kinds, rules.meanings)
    statements = _longest(_stated(sentence, rules), rules)
    if len(statements) == 0:
        return out, n
    return _add_settled(statements, sentence, rules, out, n)


@njit(cache=True)
def _stated(sentence: Sentence, rules: Rules) -> Array:
    """Return each statement with the length of its unbroken phrase (0 = a combination)."""
    stated = np.empty((32, 4), np.int32)
    n = 0
    meanings, hits = rules.meanings, sentence.hits
    for k in range(len(hits)):
        if not sentence.flags[k] & STATES:
            continue
        meaning = hits[k, MEANING]
        for c in range(meanings.code_start[meaning], meanings.code_start[meaning + 1]):
            stated = with_room(stated, n)
            stated[n, FIRST], stated[n, PAST] = hits[k, FIRST], hits[k, PAST]
            stated[n, CODE], stated[n, PHRASE_WORDS] = meanings.codes[c], hits[k, PAST] - hits[k, FIRST]
            n += 1
    stated, n = combine(sentence, meanings, rules.pairs, rules.near, stated, n)
    return stated[:n]


@njit(cache=True)
def _longest(stated: Array, rules: Rules) -> Array:
    """Leave out what a longer statement of the same facet, or an eclipsing one, contains."""
    if len(stated) < 2:
        return stated
    keys = np.empty(len(stated), np.int64)
    for k in range(len(stated)):
        # by width; of two as wide, an unbroken phrase says more than a combination
        width = _LAST - np.int64(stated[k, PAST] - stated[k, FIRST])
        keys[k] = (width << _BITS | (_LAST - stated[k, PHRASE_WORDS])) << _BITS | k
    keys.sort()
    facets = np.empty(len(stated), np.int32)
    kept = np.empty_like(stated)
    n = 0
    for key in keys:
        k = int(key & _LAST)
        facet = rules.facet_of[stated[k, CODE]]
        if not _is_hidden(k, facet, stated, kept, facets, n, rules):
            kept[n], facets[n] = stated[k], facet
            n += 1
    return kept[:n]


@njit(cache=True)
def _is_hidden(s: int, facet: int, stated: Array, kept: Array, facets: Array, n: int, rules: Rules) -> bool:
    """Return whether one of the `n` statements kept so far hides another."""
    first, past = stated[s, FIRST], stated[s, PAST]
    code, own_words = stated[s, CODE], stated[s, PHRASE_WORDS]
    words = past - first
    for k in range(n):
        if kept[k, FIRST] > first or past > kept[k, PAST]:
            continue
        phrase_words = kept[k, PHRASE_WORDS]
        if kept[k, PAST] - kept[k, FIRST] == words:
            if kept[k, CODE] == code:
                return True  # said already
            if facets[k] == facet and phrase_words > 0 and own_words == 0:
                return True
        elif facets[k] == facet:  # a combination only stands in for what says little
            if phrase_words > 0 or rules.generic[code]:
                return True
        elif (words == 1 and facets[k] == rules.bare_verb[0] and facet == rules.bare_verb[1]) or (
            phrase_words > 1 and rules.eclipses[facets[k], facet]
        ):
            return True
    return False


@njit(cache=True)
def _add_settled(
    statements: Array, sentence: Sentence, rules: Rules, out: Array, n: int
) -> tuple[Array, int]:
    things = name_things(sentence, rules.meanings)
    scopes = find_scopes(sentence, things, rules.meanings, rules.reach)
    surroundings = find_surroundings(
        sentence, statements[:, CODE], things, rules.meanings, rules.contexts, rules.facet_of
    )
    made = np.empty(len(surroundings) + 1, np.int32)
    for k in range(len(statements)):
        first, past, code = statements[k, FIRST], statements[k, PAST], statements[k, CODE]
        facet = rules.facet_of[code]
        state = state_of(first, past, facet, scopes, rules.reach)
        if state == UNSTATED:
            continue
        made[0] = code
        codes = 1
        if state != ABSENT:  # what is denied is denied, whosever it was
            codes = settle_statement(first, past, code, surroundings, rules.contexts, rules.facet_of, made)
        for c in range(codes):
            out, n = _add(out, n, first, past, made[c], state)
        if is_ignored(first, past, facet, scopes, rules.reach):
            out, n = _add(out, n, first, past, rules.ignored[code], PRESENT)
    return out, n


@njit(cache=True)
def _add(out: Array, n: int, first: int, past: int, code: int, state: int) -> tuple[Array, int]:
    out = with_room(out, n)
    out[n, FIRST], out[n, PAST], out[n, CODE], out[n, STATE] = first, past, code, state
    return out, n + 1
