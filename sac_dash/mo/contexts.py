"""Whose thing it was, and in what part of the story: words whose surroundings change what they mean.

"The witness's van", "a drill, a saw and a grinder stolen", "advised to fit a shutter", "next to the
bank", "forced the till": the noun is there, but no getaway, tool, point of entry, target or loot.
Each context is a list of words with a reach; what it governs is dropped, or turned into what it was
(a stolen grinder is property). The lists live in the vocabulary, where an analyst can read them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sac_dash.mo.combinations import Statement
from sac_dash.mo.normalisation import COMMA, FULL_STOP
from sac_dash.mo.noun_phrases import NounPhrases
from sac_dash.mo.phrases import FacetCode, Hit
from sac_dash.mo.vocabulary import Context

_OPENING = "entry_point"
# a word such as "drill" is a deed and a thing; only what is no thing ends a list of things
_THINGS = frozenset({"tool", "property"})
_WORDS_TO_UNLESS = 4  # "crowbar belonging to the victim was then used"


class Surroundings(NamedTuple):
    """The words one context governs in one text."""

    first: int
    past: int
    context: Context
    ahead: bool = False  # the words follow the context's own

    def govern(self, statement: Statement) -> bool:
        """Return whether a statement stands inside, or begins with the first word ahead."""
        if self.first <= statement.first and statement.past <= self.past:
            return True
        return self.ahead and statement.first == self.first < self.past


class ContextReader:
    """Finds the contexts of a text and says what becomes of a statement inside them."""

    def __init__(self, contexts: Sequence[Context], stop_letters: dict[str, frozenset[str]]) -> None:
        self._contexts = {context.name: context for context in contexts}
        self._stop_letters = stop_letters
        self._beside_names = frozenset(
            context.name for context in contexts if context.phrase and context.before
        )
        self._ends = {context.name: self._ends_of(context) for context in contexts}
        self._codes = {
            context.name: frozenset((*context.turns, *context.adds, *context.drops)) for context in contexts
        }

    def surroundings(
        self, hits: Sequence[Hit], letters: str, stated: set[FacetCode], things: NounPhrases
    ) -> list[Surroundings]:
        """Return the words governed by each context that has a say in one of the codes stated."""
        facets = {facet for facet, _ in stated}
        found: list[Surroundings] = []
        speaking = [hit for hit in hits if hit.meaning.contexts]
        beside = [
            hit
            for hit in speaking
            if hit.past - hit.first > 1 and not self._beside_names.isdisjoint(hit.meaning.contexts)
        ]
        for hit in speaking:
            for name in hit.meaning.contexts:
                context = self._contexts[name]
                has_a_say = not (
                    context.drops_facets.isdisjoint(facets) and self._codes[name].isdisjoint(stated)
                )
                if not has_a_say or _is_part(context, hit, beside):
                    continue
                if not context.attributive or not (
                    self._describes_next(context, hit, hits) or self._goes_on(hit, letters)
                ):
                    found.extend(self._around(context, hit, hits, letters, things))
        return found

    def _describes_next(self, context: Context, hit: Hit, hits: Sequence[Hit]) -> bool:
        """Return whether a word like "stolen" goes with what follows: "in a stolen black Audi"."""
        following = (other.meaning for other in hits if other.first == hit.past)
        if context.phrase:  # "cafe opposite has CCTV" describes no place ahead
            own = context.drops_facets
            return any(facet in own for meaning in following for facet, _ in meaning.codes)
        return any(meaning.codes or meaning.nouns for meaning in following)

    def _goes_on(self, hit: Hit, letters: str) -> bool:
        """Return whether a word like "next door" goes with what follows: "next door to the bank"."""
        return letters[hit.past : hit.past + 1] in self._stop_letters.get("onward", ())

    def settle(self, statement: Statement, surroundings: Sequence[Surroundings]) -> Sequence[Statement]:
        """Return what a statement states where it stands: itself, something else, both or nothing."""
        stated = [statement]
        code: FacetCode = (statement.facet, statement.code)
        for surrounding in surroundings:
            if surrounding.govern(statement):
                context = surrounding.context
                turned, added = context.turns.get(code), context.adds.get(code)
                if turned:
                    return [statement._replace(facet=turned[0], code=turned[1])]
                if code in context.drops or statement.facet in context.drops_facets:
                    return []
                if added:
                    stated.append(statement._replace(facet=added[0], code=added[1]))
        return stated

    def _around(
        self, context: Context, hit: Hit, hits: Sequence[Hit], letters: str, things: NounPhrases
    ) -> list[Surroundings]:
        if context.phrase:
            return self._beside(context, hit, letters, things)
        found: list[Surroundings] = []
        if context.after:
            past = min(len(letters), hit.past + context.after)
            past = self._first_stop(context, hit.past, past, hits, letters)
            found.append(Surroundings(hit.past, past, context))
        if context.before:
            first = max(0, hit.first - context.before)
            first = self._last_stop(context, first, hit.first, hits, letters)
            found.append(Surroundings(first, hit.first, context))
        if context.itself:
            found.append(Surroundings(hit.first, hit.past, context))
        return found

    def _beside(self, context: Context, hit: Hit, letters: str, things: NounPhrases) -> list[Surroundings]:
        """Return the thing named right beside the words of a context, unless it was put to use."""
        put_to_use = self._stop_letters.get(context.unless, frozenset()) if context.unless else frozenset()
        found: list[Surroundings] = []
        if context.after:
            past = things.past_next(hit.past, min(len(letters), hit.past + context.after))
            if past is not None and put_to_use.isdisjoint(letters[past : past + _WORDS_TO_UNLESS]):
                found.append(Surroundings(hit.past, past, context, ahead=True))
        if context.before:
            first = things.start_of_last(max(0, hit.first - context.before), hit.first)
            if first is not None and put_to_use.isdisjoint(
                _last_words(letters[max(0, first - 2) : first])
                + letters[hit.past : hit.past + _WORDS_TO_UNLESS]
            ):
                found.append(Surroundings(first, hit.first, context))
        return found

    def _first_stop(self, context: Context, first: int, past: int, hits: Sequence[Hit], letters: str) -> int:
        ended = self._ends[context.name].search(letters, first, past)
        stop = ended.start() if ended else past
        return min([stop, *(hit.first for hit in hits if first <= hit.first < stop and _stops(context, hit))])

    def _last_stop(self, context: Context, first: int, past: int, hits: Sequence[Hit], letters: str) -> int:
        start = first
        for ended in self._ends[context.name].finditer(letters, first, past):
            if not any(hit.meaning.names and hit.first < ended.start() < hit.past for hit in hits):
                start = ended.end()  # "Stihl saws stolen": nobody saw anything
        start = max([start, *(hit.past for hit in hits if start < hit.past <= past and _stops(context, hit))])
        if start and start > first and letters[start - 1] in self._stop_letters.get("parting", ()):
            return self._past_object(start, past, letters)
        return start

    def _past_object(self, first: int, past: int, letters: str) -> int:
        """Return where a list begins again after "with a grinder, …": the grinder is not of it."""
        joins = self._stop_letters.get("and", frozenset()) | {COMMA}
        return next((place + 1 for place in range(first, past) if letters[place] in joins), past)

    def _ends_of(self, context: Context) -> re.Pattern[str]:
        ends = {FULL_STOP}
        for stop in context.stops:
            ends |= {COMMA} if stop == "comma" else self._stop_letters.get(stop, frozenset())
        return re.compile("[" + "".join(sorted(ends)) + "]")


def _stops(context: Context, hit: Hit) -> bool:
    meaning = hit.meaning
    if "verb" in context.stops and meaning.verbs and all(facet not in _THINGS for facet, _ in meaning.codes):
        return True
    if "opening" in context.stops and any(facet == _OPENING for facet, _ in meaning.codes):
        return True
    return "boundary" in context.stops and "boundary" in meaning.cues


def _is_part(context: Context, hit: Hit, beside: Sequence[Hit]) -> bool:
    """Return whether a context's words are part of what another says of the thing beside it.

    "Enquiries" opens what others did, but not in "eliminated from enquiries".
    """
    return not context.phrase and any(
        other.first <= hit.first
        and hit.past <= other.past
        and other.past - other.first > hit.past - hit.first
        for other in beside
    )


def _last_words(letters: str) -> str:
    """Return the letters after the last stop among them."""
    return letters[max(letters.rfind(COMMA), letters.rfind(FULL_STOP)) + 1 :]
