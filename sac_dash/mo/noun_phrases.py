"""Where the thing beside a word begins and ends: "ignored | scratch cards | cctv moved to face up".

Officers write without commas, so a cue cannot govern all that follows it. It governs the thing
named next to it, with its adjectives ("rear kitchen door"), what is joined to it ("alcohol and
sweets") and where it is ("small window to the rear"), and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from sac_dash.mo.normalisation import COMMA, FULL_STOP
from sac_dash.mo.phrases import Hit

_WORDS_BETWEEN = 3  # "ignored some expensive looking jewellery"; "vapes and high value spirits"
_WORDS_TO_PLACE = 2  # "window at the rear"


class _Named(NamedTuple):
    """A thing's words; `only_describes` where they are an adjective by themselves ("rear")."""

    first: int
    past: int
    only_describes: bool


class NounPhrases:
    """The things one text names, in order; they are looked for when first asked after."""

    def __init__(self, hits: Sequence[Hit], letters: str, joins: frozenset[str]) -> None:
        self._hits = hits
        self._letters = letters
        self._joins = joins

    @cached_property
    def deeds(self) -> list[Hit]:
        """The words that say what was done, in order."""
        return self._found[1]

    @cached_property
    def _named(self) -> list[_Named]:
        return self._found[0]

    @cached_property
    def _found(self) -> tuple[list[_Named], list[Hit]]:
        named: list[_Named] = []
        deeds: list[Hit] = []
        kind = ""
        for hit in sorted(self._hits, key=_by_place):
            if hit.meaning.names:
                kind = self._add(named, hit, kind)
            elif hit.meaning.verbs and not (named and hit.past <= named[-1].past):
                deeds.append(hit)  # "loading" in "loading bay" is none
        return named, deeds

    def past_next(self, start: int, limit: int, *, commas: bool = False) -> int | None:
        """Return where the thing named right after `start` ends, or None if none is."""
        ahead = [named for named in self._named if start < named.past and named.first < limit]
        if not ahead or not self._is_near(start, ahead[0].first):
            return None
        past = ahead[0].past
        for named in ahead[1:]:
            if not (self._joined(past, named.first, commas=commas) or self._placed(past, named)):
                break
            past = named.past
        return past

    def start_of_last(self, limit: int, end: int) -> int | None:
        """Return where the thing named right before `end` starts, or None if none is."""
        behind = [named for named in self._named if limit <= named.first and named.past <= end]
        if not behind or not self._is_near(behind[-1].past, end):
            return None
        start, placing = behind[-1].first, behind[-1].only_describes
        for named in reversed(behind[:-1]):
            near = placing and start - named.past <= _WORDS_TO_PLACE
            if not (near and self._is_near(named.past, start)) and not self._joined(
                named.past, start, commas=False
            ):
                break
            start, placing = named.first, named.only_describes
        return start

    def starts_at(self, place: int) -> bool:
        """Return whether a thing's words begin at a place or the word after it."""
        return any(place <= named.first <= place + 1 for named in self._named)

    def past_of_thing_at(self, place: int) -> int:
        """Return where the thing that begins at a place, or the word after it, ends."""
        return next((named.past for named in self._named if place <= named.first <= place + 1), place)

    def _add(self, named: list[_Named], hit: Hit, kind: str) -> str:
        """Add a hit to the thing it belongs to, after one of a kind; return what kind that is now."""
        own, describes = hit.meaning.kind, hit.meaning.describes
        last = named[-1] if named else None
        if last and (
            hit.first < last.past
            or (hit.first == last.past and (last.only_describes or (own and own == kind)))
        ):
            only = last.only_describes and describes
            named[-1] = _Named(last.first, max(last.past, hit.past), only)
            return own or (kind if hit.first < last.past else "")
        named.append(_Named(hit.first, hit.past, describes))
        return own

    def _is_near(self, past: int, first: int) -> bool:
        """Return whether no stop and no deed, and few words, stand between two places."""
        between = self._letters[past:first]
        return (
            len(between) <= _WORDS_BETWEEN
            and FULL_STOP not in between
            and COMMA not in between
            and not any(past <= deed.first < first for deed in self.deeds)
        )

    def _joined(self, past: int, first: int, *, commas: bool) -> bool:
        between = self._letters[past:first]
        if not between or len(between) > _WORDS_BETWEEN or FULL_STOP in between:
            return False
        if commas and between[0] == COMMA:
            return not any(past <= deed.first < first for deed in self.deeds)
        return between[0] in self._joins and self._is_near(past, first)

    def _placed(self, past: int, named: _Named) -> bool:
        gap = named.first - past
        return named.only_describes and 0 < gap <= _WORDS_TO_PLACE and self._is_near(past, named.first)


def _by_place(hit: Hit) -> tuple[int, int]:
    return hit.first, -hit.past
