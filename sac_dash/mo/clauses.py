"""What a clause does to the behaviours it names: denies them, doubts them, or says they were left.

"No alarm", "nothing taken", "ignoring the alcohol", "possibly a crowbar", "by unknown means": the
scope of each cue runs within its sentence, up to a boundary word, and only so many words.
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from sac_dash.domain.facets import TagState
from sac_dash.mo.combinations import Statement
from sac_dash.mo.normalisation import COMMA, FULL_STOP
from sac_dash.mo.phrases import Hit
from sac_dash.mo.vocabulary import Cues

_PROPERTY = "property"
# Facets whose phrases carry their own negation, or which a denial nearby does not touch
# ("shop left secure, no alarm" is still a shop).
_UNDENIED = frozenset(
    {"outcome", "security_state", "premises", "premises_brand", "timing", "hard_link", "harm"}
)


@dataclass(frozen=True)
class Scope:
    """The words a cue governs, and what it does to them."""

    first: int
    past: int
    cue: str
    cue_first: int
    cue_past: int


class ClauseReader:
    """Finds the scopes of a text's cues and settles each statement's state."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def scopes(self, hits: Sequence[Hit], letters: str) -> list[Scope]:
        """Return the scope of every cue in the text."""
        cued = [hit for hit in hits if hit.meaning.cues]
        if not cued:
            return []
        stops = [place for place, letter in enumerate(letters) if letter == FULL_STOP]
        boundaries = sorted(hit.first for hit in cued if "boundary" in hit.meaning.cues)
        verbs = sorted(hit.first for hit in hits if hit.meaning.verbs)
        return [
            scope
            for hit in cued
            for cue in hit.meaning.cues
            if (scope := self._scope(cue, hit, letters, stops, boundaries, verbs))
        ]

    def state(self, statement: Statement, scopes: Sequence[Scope]) -> TagState | None:
        """Return the state of a statement, or None when it says that nothing is known."""
        state = TagState.PRESENT
        for scope in scopes:
            if not (scope.first <= statement.first and statement.past <= scope.past):
                continue
            if statement.first <= scope.cue_first and scope.cue_past <= statement.past:
                continue  # the cue is part of the phrase itself: "no alarm fitted"
            if scope.cue == "unknown" and statement.facet in self._cues.unknown_facets:
                return None
            if self._denies(scope.cue, statement.facet):
                return TagState.ABSENT
            if scope.cue in ("hedge", "hedge_after"):
                state = TagState.HEDGED
        return state

    def is_ignored(self, statement: Statement, scopes: Sequence[Scope]) -> bool:
        """Return whether the statement's property was there for the taking and left."""
        return statement.facet == _PROPERTY and any(
            scope.cue in ("ignored", "ignored_after")
            and scope.first <= statement.first
            and statement.past <= scope.past
            for scope in scopes
        )

    def _denies(self, cue: str, facet: str) -> bool:
        if facet in _UNDENIED:
            return False
        if cue in ("ignored", "ignored_after"):
            return facet in (_PROPERTY, "target")
        if cue == "failed":
            return facet not in self._cues.exempt_facets
        return cue in ("no", "no_after")

    def _scope(
        self,
        cue: str,
        hit: Hit,
        letters: str,
        stops: list[int],
        boundaries: list[int],
        verbs: list[int],
    ) -> Scope | None:
        sentence_first, sentence_past = _around(stops, hit.first, len(letters))
        window = self._cues.window_tokens
        if cue in ("boundary", "and"):
            return None
        if cue == "unknown":
            return Scope(hit.past, hit.past + 2, cue, hit.first, hit.past)
        if cue in ("no_after", "ignored_after"):
            first = _start_of_list(letters, hit.first, sentence_first, boundaries, verbs)
            return Scope(first, hit.first, cue, hit.first, hit.past)
        if cue == "hedge_after":
            return Scope(max(sentence_first, hit.first - 3), hit.first, cue, hit.first, hit.past)
        past = min([sentence_past, *(b for b in boundaries if b >= hit.past)])
        if cue == "ignored":
            past = min(past, _before_next_doing(letters, hit.past, past, verbs))
            return Scope(hit.past, past, cue, hit.first, hit.past)
        comma = letters.find(COMMA, hit.past)
        past = min(past, hit.past + window, comma if comma >= 0 else past)
        return Scope(hit.first, past, cue, hit.first, hit.past)


def _around(stops: list[int], place: int, length: int) -> tuple[int, int]:
    """Return the first and past-the-last word of the sentence that holds a place."""
    after = bisect.bisect_right(stops, place)
    first = stops[after - 1] + 1 if after else 0
    return first, stops[after] if after < len(stops) else length


def _start_of_list(letters: str, place: int, first: int, boundaries: list[int], verbs: list[int]) -> int:
    """Return where the list of things begins that ends at `place`: after a verb or a boundary."""
    before = [first, *(stop + 1 for stop in (*boundaries, *verbs) if first <= stop < place)]
    start = max(before)
    comma = letters.rfind(COMMA, start, place - 1)
    return comma + 1 if comma >= 0 and start == first else start


def _before_next_doing(letters: str, first: int, past: int, verbs: list[int]) -> int:
    """Return where a list of ignored things ends: before the clause of the next verb."""
    verb = min((place for place in verbs if first < place < past), default=past)
    comma = letters.rfind(COMMA, first, verb) if verb < past else -1
    return comma if comma >= 0 else verb
