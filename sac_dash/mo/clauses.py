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


@dataclass(frozen=True)
class Layout:
    """A text's letters and where its sentences, clauses and verbs begin."""

    letters: str
    stops: list[int]
    boundaries: list[int]
    verbs: list[int]


class ClauseReader:
    """Finds the scopes of a text's cues and settles each statement's state."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def scopes(self, hits: Sequence[Hit], letters: str) -> list[Scope]:
        """Return the scope of every cue in the text."""
        cued = [hit for hit in hits if hit.meaning.cues]
        if not cued:
            return []
        layout = Layout(
            letters,
            stops=[place for place, letter in enumerate(letters) if letter == FULL_STOP],
            boundaries=sorted(hit.first for hit in cued if "boundary" in hit.meaning.cues),
            verbs=sorted(hit.first for hit in hits if hit.meaning.verbs),
        )
        return [scope for hit in cued for cue in hit.meaning.cues if (scope := self._scope(cue, hit, layout))]

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

    def _scope(self, cue: str, hit: Hit, layout: Layout) -> Scope | None:
        if cue in ("boundary", "and"):
            return None
        if cue in ("ignored", "ignored_after") and not _faces(cue, hit, layout.letters):
            return None
        reach = self._reach(cue, hit, layout)
        return Scope(*reach, cue, hit.first, hit.past)

    def _reach(self, cue: str, hit: Hit, layout: Layout) -> tuple[int, int]:
        """Return the first and past-the-last word a cue governs."""
        sentence_first, sentence_past = _around(layout.stops, hit.first, len(layout.letters))
        if cue == "unknown":
            return hit.past, hit.past + 2
        if cue in ("no_after", "ignored_after"):
            start = _start_of_list(layout, hit.first, sentence_first)
            comma = layout.letters.rfind(COMMA, start, max(start, hit.first - 1))
            return max(start, comma + 1) if cue == "no_after" else start, hit.first
        if cue == "hedge_after":
            return max(sentence_first, hit.first - self._cues.hedge_after_tokens), hit.first
        past = min([sentence_past, *(b for b in layout.boundaries if b >= hit.past)])
        if cue == "ignored":
            return hit.past, min(past, _before_next_doing(layout, hit.past, past))
        comma = layout.letters.find(COMMA, hit.past)
        return hit.first, min(past, hit.past + self._cues.window_tokens, comma if comma >= 0 else past)


def _faces(cue: str, hit: Hit, letters: str) -> bool:
    """Return whether a cue that could look either way ("ignored") looks the way of `cue`."""
    if not {"ignored", "ignored_after"} <= set(hit.meaning.cues):
        return True
    ends_clause = letters[hit.past : hit.past + 1] in ("", FULL_STOP, COMMA)
    return ends_clause == (cue == "ignored_after")


def _around(stops: list[int], place: int, length: int) -> tuple[int, int]:
    """Return the first and past-the-last word of the sentence that holds a place."""
    after = bisect.bisect_right(stops, place)
    first = stops[after - 1] + 1 if after else 0
    return first, stops[after] if after < len(stops) else length


def _start_of_list(layout: Layout, place: int, first: int) -> int:
    """Return where the list of things begins that ends at `place`: after a verb or a boundary."""
    turns = (*layout.boundaries, *layout.verbs)
    start = max([first, *(turn + 1 for turn in turns if first <= turn < place)])
    comma = layout.letters.rfind(COMMA, start, place - 1)
    # "stole car keys, safe not touched": what follows a verb is its own up to the comma
    return comma + 1 if comma >= 0 else start


def _before_next_doing(layout: Layout, first: int, past: int) -> int:
    """Return where a list of ignored things ends: before the clause of the next verb."""
    verb = min((place for place in layout.verbs if first < place < past), default=past)
    comma = layout.letters.rfind(COMMA, first, verb) if verb < past else -1
    return comma if comma >= 0 else verb
