"""Statements made of two words apart: "cut … the shutter", "door … to the rear", "dark … Audi".

A verb takes the nouns that follow it up to the next verb, and the noun just before it ("shutter
cut"); a modifier takes the noun that follows, or else the one just before.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from sac_dash.mo.normalisation import COMMA, FULL_STOP
from sac_dash.mo.phrases import FacetCode, Hit, Meaning
from sac_dash.mo.vocabulary import Vocabulary


@dataclass(frozen=True)
class ReachParameters:
    """How far apart two words may stand, in words between them."""

    object_after: int = 5  # "cut the heavy duty metal shutter"
    object_before: int = 2  # "shutter had been partly cut"
    modified_after: int = 3  # "rear double glazed upvc door"
    modified_before: int = 2  # "door to the rear"


_LONGEST_NOUN = 8  # words


class Statement(NamedTuple):
    """A code stated by words `first` to `past`, before its sense is settled."""

    first: int
    past: int
    facet: str
    code: str


class Combiner:
    """Knows which pairs of words state which codes."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        parting_letters: frozenset[str],
        reach: ReachParameters | None = None,
        denying_letters: frozenset[str] = frozenset(),
    ) -> None:
        self._parting = parting_letters
        self._denying = denying_letters
        self._reach = reach or ReachParameters()
        self._pairs: dict[tuple[str, str], list[FacetCode]] = {}
        self._near: dict[tuple[str, str], list[FacetCode]] = {}
        for facet in vocabulary.facets.values():
            for code in facet.codes.values():
                for pair in code.pairs:
                    self._pairs.setdefault(pair, []).append((facet.name, code.code))
                for pair in code.near:
                    self._near.setdefault(pair, []).append((facet.name, code.code))

        self._joined: dict[tuple[int, int, int], tuple[FacetCode, ...]] = {}
        self._modifiers = frozenset(modifier for modifier, _ in self._near)

    def combine(self, hits: Sequence[Hit], letters: str) -> list[Statement]:
        """Return what verbs with nouns, and modifiers with nouns, state together."""
        nouns = sorted((hit for hit in hits if hit.meaning.nouns), key=lambda hit: (hit.first, -hit.past))
        if not nouns:
            return []
        denied = [hit for hit in hits if hit.meaning.codes and letters[hit.first] in self._denying]
        verbs = sorted((hit for hit in hits if hit.meaning.verbs), key=lambda hit: hit.first)
        if denied:
            verbs = [hit for hit in verbs if not any(_holds(phrase, hit) for phrase in denied)]
        joins = {hit.first for hit in hits if "and" in hit.meaning.cues}
        return self._objects(verbs, nouns, letters, joins) + self._modified(
            nouns, [verb.first for verb in verbs], letters
        )

    def _objects(self, verbs: list[Hit], nouns: list[Hit], letters: str, joins: set[int]) -> list[Statement]:
        reach = self._reach
        stated: list[Statement] = []
        starts = [noun.first for noun in nouns]
        for place, verb in enumerate(verbs):
            # a noun of the longest phrase, as far before as may be, is the first that can be meant
            first_near = bisect.bisect_left(starts, verb.first - reach.object_before - _LONGEST_NOUN)
            for noun in islice(nouns, first_near, None):
                after = noun.first - verb.past
                if after > reach.object_after:
                    break
                before = verb.first - noun.past
                if after < 0 and not 0 <= before <= reach.object_before:
                    continue
                codes = self._joint(self._pairs, verb.meaning, verb.meaning.verbs, noun.meaning)
                if not codes or not _unbroken(letters, verb, noun) or self._is_denied(letters, verb, noun):
                    continue
                if _is_object(place, verbs, noun, nouns, joins, followed=after >= 0):
                    first, past = min(verb.first, noun.first), max(verb.past, noun.past)
                    stated.extend(Statement(first, past, facet, code) for facet, code in codes)
        return stated

    def _modified(self, nouns: list[Hit], verbs: list[int], letters: str) -> list[Statement]:
        reach = self._reach
        stated: list[Statement] = []
        for place, modifier in enumerate(nouns):
            if self._modifiers.isdisjoint(modifier.meaning.nouns):
                continue
            ahead = [n for n in nouns[place + 1 :] if 0 <= n.first - modifier.past <= reach.modified_after]
            found = [
                s
                for n in ahead
                if self._touch(letters, verbs, modifier, n)
                for s in self._near_codes(modifier, n)
            ]
            if not found:
                behind = [n for n in nouns[:place] if 0 <= modifier.first - n.past <= reach.modified_before]
                found = [
                    s
                    for n in behind
                    if _unbroken(letters, modifier, n)
                    for s in self._near_codes(modifier, n)
                ]
            stated.extend(found)
        return stated

    def _is_denied(self, letters: str, verb: Hit, noun: Hit) -> bool:
        """Return whether "not" stands between the two: "the shutter was not forced"."""
        first, past = min(verb.past, noun.past), max(verb.first, noun.first)
        return first < past and not self._denying.isdisjoint(letters[first:past])

    def _touch(self, letters: str, verbs: list[int], modifier: Hit, noun: Hit) -> bool:
        first, past = min(modifier.past, noun.past), max(modifier.first, noun.first)
        parted = not self._parting.isdisjoint(letters[first:past]) or any(
            first <= verb < past for verb in verbs
        )
        return not parted and _unbroken(letters, modifier, noun)

    def _near_codes(self, modifier: Hit, noun: Hit) -> list[Statement]:
        codes = self._joint(self._near, modifier.meaning, modifier.meaning.nouns, noun.meaning)
        first, past = min(modifier.first, noun.first), max(modifier.past, noun.past)
        return [Statement(first, past, facet, code) for facet, code in codes]

    def _joint(
        self, table: dict[tuple[str, str], list[FacetCode]], head: Meaning, classes: list[str], noun: Meaning
    ) -> tuple[FacetCode, ...]:
        """Return the codes that two phrases state together, remembered for each two."""
        key = (id(table), id(head), id(noun))  # meanings live as long as the lexicon
        known = self._joined.get(key)
        if known is None:
            known = self._joined[key] = tuple(
                code
                for head_class in classes
                for noun_class in noun.nouns
                for code in table.get((head_class, noun_class), ())
            )
        return known


def _holds(phrase: Hit, verb: Hit) -> bool:
    """Return whether a verb is part of a longer phrase: "no sign of forced entry"."""
    return phrase.first < verb.first and verb.past <= phrase.past


def _is_object(
    place: int, verbs: list[Hit], noun: Hit, nouns: list[Hit], joins: set[int], *, followed: bool
) -> bool:
    """Return whether the noun is the verb's own, and no other verb's."""
    verb = verbs[place]
    if followed:
        # "phone line cut and camera covered": a verb with its noun before it is done at "and"
        done = verb.past in joins and any(other.past == verb.first for other in nouns)
        return not done and not any(verb.past <= other.first <= noun.first for other in verbs[place + 1 :])
    last_verb = next((o.past for o in reversed(verbs[:place]) if o.past <= verb.first), 0)
    return noun.first >= last_verb and verb.first - 1 not in joins


def _unbroken(letters: str, one: Hit, other: Hit) -> bool:
    between = letters[min(one.past, other.past) : max(one.first, other.first)]
    return FULL_STOP not in between and COMMA not in between
