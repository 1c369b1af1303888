"""What a clause does to the behaviours it names: denies them, doubts them, or says they were left.

"No alarm", "nothing taken", "ignoring the alcohol", "possibly a crowbar", "by unknown means": the
scope of each cue runs within its sentence, up to a boundary word, and only so many words. Where a
cue stands beside the thing it governs, it governs that thing and what is joined to it, for officers
leave out commas: "ignored scratch cards cctv moved to face up".
"""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from dataclasses import dataclass

from sac_dash.domain.facets import TagState
from sac_dash.mo.combinations import Statement
from sac_dash.mo.normalisation import COMMA, FULL_STOP
from sac_dash.mo.noun_phrases import NounPhrases
from sac_dash.mo.phrases import Hit
from sac_dash.mo.vocabulary import Cues

_PROPERTY = "property"
# Facets whose phrases carry their own negation, or which a denial nearby does not touch
# ("shop left secure, no alarm" is still a shop).
_UNDENIED = frozenset(
    {"outcome", "security_state", "premises", "premises_brand", "timing", "hard_link", "harm"}
)
# "not a case of alarm sounding" denies what "no alarm" would leave alone
_NEVER_DENIED = frozenset({"premises", "premises_brand", "timing", "hard_link"})
_LONGEST_DENIAL = 9  # words after "no evidence of"


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
    things: NounPhrases
    phrases: list[tuple[int, int]]  # where each code's phrase of several words stands


class ClauseReader:
    """Finds the scopes of a text's cues and settles each statement's state."""

    def __init__(self, cues: Cues) -> None:
        self._cues = cues

    def scopes(self, hits: Sequence[Hit], letters: str, things: NounPhrases) -> list[Scope]:
        """Return the scope of every cue in the text."""
        cued = [hit for hit in hits if not _IDLE.issuperset(hit.meaning.cues)]
        if not cued:
            return []
        long = [hit for hit in hits if hit.past - hit.first > 1]
        named = [hit for hit in long if hit.meaning.names]
        phrases = [(hit.first, hit.past) for hit in long if hit.meaning.codes]
        layout = Layout(
            letters,
            stops=[place for place, letter in enumerate(letters) if letter == FULL_STOP]
            if FULL_STOP in letters
            else [],
            boundaries=sorted(hit.first for hit in hits if "boundary" in hit.meaning.cues),
            verbs=sorted(hit.first for hit in hits if hit.meaning.verbs and not _is_named(hit, named)),
            things=things,
            phrases=phrases,
        )
        spoken = [hit for hit in long if hit.meaning.codes or hit.meaning.cues]
        scopes: list[Scope] = []
        for hit in cued:
            for cue in hit.meaning.cues:
                if cue in _IDLE:
                    continue
                longer = _spoken_for(hit, spoken, phrases) if cue in _DENYING else None
                scope = self._scope(cue, hit, layout) if longer is None else None
                if longer is not None and not longer.meaning.codes:
                    scope = Scope(hit.first, longer.past, cue, hit.first, hit.past)  # "door not forced"
                if scope:
                    scopes.append(scope)
        return scopes

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
        if cue == "denied":
            return facet not in _NEVER_DENIED
        if facet in _UNDENIED:
            return False
        if cue in ("ignored", "ignored_after"):
            return facet in (_PROPERTY, "target")
        if cue == "failed":
            return facet not in self._cues.exempt_facets
        return cue in ("no", "no_after")

    def _scope(self, cue: str, hit: Hit, layout: Layout) -> Scope | None:
        if cue in ("ignored", "ignored_after") and not _faces(cue, hit, layout):
            return None
        reach = self._reach(cue, hit, layout)
        return Scope(*reach, cue, hit.first, hit.past)

    def _reach(self, cue: str, hit: Hit, layout: Layout) -> tuple[int, int]:
        """Return the first and past-the-last word a cue governs."""
        sentence_first, sentence_past = _around(layout.stops, hit.first, len(layout.letters))
        if cue == "unknown":
            return hit.past, hit.past + 2
        if cue in ("no_after", "ignored_after"):
            return _first_left(cue, hit, layout, sentence_first), hit.first
        if cue == "hedge_after":
            return max(sentence_first, hit.first - self._cues.hedge_after_tokens), hit.first
        past = min([sentence_past, *(b for b in layout.boundaries if b >= hit.past)])
        if cue == "ignored":
            past = min(past, _before_next_doing(layout, hit.past, past))
            thing = layout.things.past_next(hit.past, past, commas=True)
            return hit.past, past if thing is None else thing
        comma = layout.letters.find(COMMA, hit.past)
        window = _LONGEST_DENIAL if cue == "denied" else self._cues.window_tokens
        past = min(past, hit.past + window, comma if comma >= 0 else past)
        # "nothing to suggest that they remained": such a denial reaches the deed, whatever it is
        denies_deeds = cue == "denied" and layout.things.past_next(hit.past, past) is None
        ends = cue in _DENYING and not denies_deeds
        return hit.first, _past_denied(layout, hit.past, past) if ends else past


# cues that govern nothing themselves
_IDLE = frozenset({"boundary", "and"})
_DENYING = frozenset({"no", "denied"})


def _is_named(verb: Hit, named: Sequence[Hit]) -> bool:
    """Return whether a verb is part of a thing's name: "exit" in "fire exit"."""
    return any(
        hit.first <= verb.first and verb.past <= hit.past and hit.past - hit.first > verb.past - verb.first
        for hit in named
    )


def _spoken_for(cue: Hit, spoken: Sequence[Hit], phrases: Sequence[tuple[int, int]]) -> Hit | None:
    """Return the longer phrase that a denial is part of, if any: "no alarm fitted", "no evidence of".

    It is not where another phrase begins inside and goes on: in "no cctv wires cut" it is of the wires.
    """
    return next(
        (
            hit
            for hit in spoken
            if hit.first <= cue.first
            and cue.past <= hit.past
            and hit.past - hit.first > cue.past - cue.first
            and not any(cue.past <= first < hit.past < past for first, past in phrases)
        ),
        None,
    )


def _past_denied(layout: Layout, first: int, past: int) -> int:
    """Return where a denial ends, having denied whole phrases."""
    end = _past_thing_denied(layout, first, past)
    return max([end, *(till for start, till in layout.phrases if first <= start < end)])


def _past_thing_denied(layout: Layout, first: int, past: int) -> int:
    """Return where a denial ends: with the thing denied, or with what was not done to it.

    "No rear window broken" denies all four words; "no vehicles seen forced rear door" denies the
    vehicles, because another deed with a thing of its own begins.
    """
    things = layout.things
    thing = things.past_next(first, past)
    deed = next((deed for deed in things.deeds if first <= deed.first < past), None)
    if thing is None:
        if deed is None or deed.first <= first:
            return past
        return deed.first if things.starts_at(deed.past) else min(past, deed.past)
    deed = next((deed for deed in things.deeds if thing <= deed.first <= thing + 1), None)
    if deed is None:
        return thing
    if not things.starts_at(deed.past):
        return min(past, deed.past)
    own = things.past_of_thing_at(deed.past)
    passive = any(own <= later.first <= own + 1 for later in things.deeds)
    return min(past, deed.past) if passive else thing


def _faces(cue: str, hit: Hit, layout: Layout) -> bool:
    """Return whether a cue that could look either way ("ignored") looks the way of `cue`.

    It looks ahead where a thing follows and none came before; between two things, "ignored" looks
    ahead and "untouched" back.
    """
    if not {"ignored", "ignored_after"} <= set(hit.meaning.cues):
        return True
    things = layout.things
    ends_clause = layout.letters[hit.past : hit.past + 1] in ("", FULL_STOP, COMMA)
    thing = None if ends_clause else things.past_next(hit.past, len(layout.letters))
    ahead = thing is not None and (
        things.start_of_last(0, hit.first) is None
        or (hit.meaning.exact is not None and not any(thing == deed.first for deed in things.deeds))
    )
    return ahead == (cue == "ignored")


def _around(stops: list[int], place: int, length: int) -> tuple[int, int]:
    """Return the first and past-the-last word of the sentence that holds a place."""
    after = bisect.bisect_right(stops, place)
    first = stops[after - 1] + 1 if after else 0
    return first, stops[after] if after < len(stops) else length


def _first_left(cue: str, hit: Hit, layout: Layout, sentence_first: int) -> int:
    """Return the first word governed by a cue that looks back: "alcohol untouched", "rear door intact"."""
    start = _start_of_list(layout, hit.first, sentence_first)
    if cue == "ignored_after" and not any(
        sentence_first <= deed.first < hit.first for deed in layout.things.deeds
    ):
        return sentence_first  # nothing was done yet: all that is listed was left
    if cue == "no_after":
        start = max(start, layout.letters.rfind(COMMA, start, max(start, hit.first - 1)) + 1)
    thing = layout.things.start_of_last(start, hit.first)
    return start if thing is None else thing


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
