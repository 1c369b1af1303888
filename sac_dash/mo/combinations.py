"""Statements made of two words apart: "cut … the shutter", "door … to the rear", "dark … Audi".

A verb takes the nouns that follow it up to the next verb, and the noun just before it ("shutter
cut"); a modifier takes the noun that follows, or else the one just before.
"""

from __future__ import annotations

# ruff: noqa: PLR0917, SIM110 - compiled functions take their arguments by position and hold plain loops
from typing import Any, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.mo.code_numbers import CodeNumbers, FacetCode, in_rows
from sac_dash.mo.letter_kinds import BREAK_KINDS, DENYING_KIND, PARTING_KIND, has_kind
from sac_dash.mo.meanings import DOES, IS_NOUN, JOINS, MODIFIES, STATES, ClassNumbers, Meanings
from sac_dash.mo.phrase_matching import FIRST, MEANING, PAST, with_room
from sac_dash.mo.sentence import Sentence, in_order
from sac_dash.mo.vocabulary import Vocabulary

Array = NDArray[Any]

# how far apart two words may stand, in words between them
_OBJECT_AFTER = 5  # "cut the heavy duty metal shutter"
_OBJECT_BEFORE = 2  # "shutter had been partly cut"
_MODIFIED_AFTER = 3  # "rear double glazed upvc door"
_MODIFIED_BEFORE = 2  # "door to the rear"
_LONGEST_NOUN = 8  # words

CODE, PHRASE_WORDS = 2, 3  # columns of a table of statements, after FIRST and PAST


class JointCodes(NamedTuple):
    """The codes that two classes of words state together."""

    at: Array  # by class of the head and of the noun: which list, or -1
    start: Array  # by list; one more at the end
    codes: Array


def build_pairs(vocabulary: Vocabulary, numbers: CodeNumbers, classes: ClassNumbers) -> JointCodes:
    """Return what verbs and nouns state together."""
    pairs: dict[tuple[str, str], list[FacetCode]] = {}
    for facet in vocabulary.facets.values():
        for code in facet.codes.values():
            for pair in code.pairs:
                pairs.setdefault(pair, []).append((facet.name, code.code))
    return _joint_codes(pairs, classes.verbs, classes.nouns, numbers)


def build_near(vocabulary: Vocabulary, numbers: CodeNumbers, classes: ClassNumbers) -> JointCodes:
    """Return what modifiers and nouns state together."""
    near: dict[tuple[str, str], list[FacetCode]] = {}
    for facet in vocabulary.facets.values():
        for code in facet.codes.values():
            for pair in code.near:
                near.setdefault(pair, []).append((facet.name, code.code))
    return _joint_codes(near, classes.nouns, classes.nouns, numbers)


def _joint_codes(
    joint: dict[tuple[str, str], list[FacetCode]],
    heads: dict[str, int],
    nouns: dict[str, int],
    numbers: CodeNumbers,
) -> JointCodes:
    at = np.full((len(heads), len(nouns)), -1, np.int32)
    known = [(head, noun) for head, noun in joint if head in heads and noun in nouns]
    for place, (head, noun) in enumerate(known):
        at[heads[head], nouns[noun]] = place
    return JointCodes(at, *in_rows([[numbers.code(code) for code in joint[pair]] for pair in known]))


@njit(cache=True)
def combine(
    sentence: Sentence, meanings: Meanings, pairs: JointCodes, near: JointCodes, stated: Array, n: int
) -> tuple[Array, int]:
    """Add what verbs with nouns, and modifiers with nouns, state together; return the statements and their number."""
    nouns = in_order(sentence, IS_NOUN)
    if len(nouns) == 0:
        return stated, n
    verbs = _verbs(sentence)
    stated, n = _add_objects(verbs, nouns, sentence, meanings, pairs, stated, n)
    return _add_modified(verbs, nouns, sentence, meanings, near, stated, n)


@njit(cache=True)
def _verbs(sentence: Sentence) -> Array:
    """Return the verbs by place, without those in a phrase that denies: "no sign of forced entry"."""
    verbs = in_order(sentence, DOES)
    keep = np.ones(len(verbs), np.bool_)
    hits = sentence.hits
    for k in range(len(hits)):
        if sentence.flags[k] & STATES and sentence.kinds[hits[k, FIRST]] & DENYING_KIND:
            for v in range(len(verbs)):
                verb = verbs[v]
                if hits[k, FIRST] < hits[verb, FIRST] and hits[verb, PAST] <= hits[k, PAST]:
                    keep[v] = False
    return verbs[keep]


@njit(cache=True)
def _add_objects(
    verbs: Array,
    nouns: Array,
    sentence: Sentence,
    meanings: Meanings,
    pairs: JointCodes,
    stated: Array,
    n: int,
) -> tuple[Array, int]:
    hits = sentence.hits
    for place in range(len(verbs)):
        verb = verbs[place]
        for k in range(len(nouns)):
            noun = nouns[k]
            # a noun of the longest phrase, as far before as may be, is the first that can be meant
            if hits[noun, FIRST] < hits[verb, FIRST] - _OBJECT_BEFORE - _LONGEST_NOUN:
                continue
            after = hits[noun, FIRST] - hits[verb, PAST]
            before = hits[verb, FIRST] - hits[noun, PAST]
            if after > _OBJECT_AFTER:
                break
            if after < 0 and not 0 <= before <= _OBJECT_BEFORE:
                continue
            if not _are_together(verb, noun, sentence, BREAK_KINDS | DENYING_KIND):
                continue  # "the shutter was not forced"
            if not _state_jointly(hits[verb, MEANING], True, hits[noun, MEANING], meanings, pairs):  # noqa: FBT003
                continue
            if _is_object(place, verbs, noun, nouns, sentence, after >= 0):
                stated, n = _add_joint(verb, True, noun, sentence, meanings, pairs, stated, n)  # noqa: FBT003
    return stated, n


@njit(cache=True)
def _is_object(
    place: int,
    verbs: Array,
    noun: int,
    nouns: Array,
    sentence: Sentence,
    followed: bool,  # noqa: FBT001
) -> bool:
    """Return whether the noun is the verb's own, and no other verb's."""
    hits = sentence.hits
    first, past = hits[verbs[place], FIRST], hits[verbs[place], PAST]
    if followed:
        # "phone line cut and camera covered": a verb with its noun before it is done at "and"
        if _joins_at(past, sentence):
            for k in range(len(nouns)):
                if hits[nouns[k], PAST] == first:
                    return False
        for v in range(place + 1, len(verbs)):
            if past <= hits[verbs[v], FIRST] <= hits[noun, FIRST]:
                return False
        return True
    last_verb = 0
    for v in range(place - 1, -1, -1):
        if hits[verbs[v], PAST] <= first:
            last_verb = hits[verbs[v], PAST]
            break
    return hits[noun, FIRST] >= last_verb and not _joins_at(first - 1, sentence)


@njit(cache=True)
def _joins_at(place: int, sentence: Sentence) -> bool:
    """Return whether a joining word stands at a place."""
    for k in range(len(sentence.hits)):
        if sentence.flags[k] & JOINS and sentence.hits[k, FIRST] == place:
            return True
    return False


@njit(cache=True)
def _add_modified(
    verbs: Array,
    nouns: Array,
    sentence: Sentence,
    meanings: Meanings,
    near: JointCodes,
    stated: Array,
    n: int,
) -> tuple[Array, int]:
    hits = sentence.hits
    for place in range(len(nouns)):
        modifier = nouns[place]
        if not sentence.flags[modifier] & MODIFIES:
            continue
        before = n
        for k in range(place + 1, len(nouns)):
            gap = hits[nouns[k], FIRST] - hits[modifier, PAST]
            if 0 <= gap <= _MODIFIED_AFTER and _touch(verbs, modifier, nouns[k], sentence):
                stated, n = _add_joint(modifier, False, nouns[k], sentence, meanings, near, stated, n)  # noqa: FBT003
        if n > before:
            continue
        for k in range(place):
            gap = hits[modifier, FIRST] - hits[nouns[k], PAST]
            if 0 <= gap <= _MODIFIED_BEFORE and _are_together(modifier, nouns[k], sentence, BREAK_KINDS):
                stated, n = _add_joint(modifier, False, nouns[k], sentence, meanings, near, stated, n)  # noqa: FBT003
    return stated, n


@njit(cache=True)
def _touch(verbs: Array, modifier: int, noun: int, sentence: Sentence) -> bool:
    """Return whether nothing parts a modifier from the noun that follows: "stolen from a van"."""
    hits = sentence.hits
    first, past = hits[modifier, PAST], hits[noun, FIRST]
    for v in range(len(verbs)):
        if first <= hits[verbs[v], FIRST] < past:
            return False
    return _are_together(modifier, noun, sentence, BREAK_KINDS | PARTING_KIND)


@njit(cache=True)
def _are_together(one: int, other: int, sentence: Sentence, parting: int) -> bool:
    """Return whether no word of a parting kind stands between two phrases."""
    hits = sentence.hits
    first = min(hits[one, PAST], hits[other, PAST])
    past = max(hits[one, FIRST], hits[other, FIRST])
    return not has_kind(sentence.kinds, first, past, parting)


@njit(cache=True)
def _state_jointly(head: int, is_verb: bool, noun: int, meanings: Meanings, joint: JointCodes) -> bool:  # noqa: FBT001
    start, classes = _classes(is_verb, meanings)
    for h in range(start[head], start[head + 1]):
        for k in range(meanings.noun_start[noun], meanings.noun_start[noun + 1]):
            if joint.at[classes[h], meanings.nouns[k]] >= 0:
                return True
    return False


@njit(cache=True)
def _add_joint(
    head: int,
    is_verb: bool,  # noqa: FBT001 - compiled
    noun: int,
    sentence: Sentence,
    meanings: Meanings,
    joint: JointCodes,
    stated: Array,
    n: int,
) -> tuple[Array, int]:
    """Add the codes that two phrases state together."""
    hits = sentence.hits
    first = min(hits[head, FIRST], hits[noun, FIRST])
    past = max(hits[head, PAST], hits[noun, PAST])
    meaning, of_noun = hits[head, MEANING], hits[noun, MEANING]
    start, classes = _classes(is_verb, meanings)
    for h in range(start[meaning], start[meaning + 1]):
        for k in range(meanings.noun_start[of_noun], meanings.noun_start[of_noun + 1]):
            which = joint.at[classes[h], meanings.nouns[k]]
            if which < 0:
                continue
            for c in range(joint.start[which], joint.start[which + 1]):
                stated = with_room(stated, n)
                stated[n, FIRST], stated[n, PAST] = first, past
                stated[n, CODE], stated[n, PHRASE_WORDS] = joint.codes[c], 0
                n += 1
    return stated, n


@njit(cache=True)
def _classes(is_verb: bool, meanings: Meanings) -> tuple[Array, Array]:  # noqa: FBT001 - compiled
    """Return the classes of every meaning as a verb, or as a noun: where each starts, and the classes."""
    if is_verb:
        return meanings.verb_start, meanings.verbs
    return meanings.noun_start, meanings.nouns
