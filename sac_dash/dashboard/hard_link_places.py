"""Hard links where they lie: between which places of a map, in words; the same for every page with a map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

from sac_dash.casework import HardLink
from sac_dash.dashboard.decision_words import say_hard_link
from sac_dash.figures.map_ties import MapTie


@dataclass(frozen=True)
class PlacedTies:
    """The hard links among some offences.

    Parameters
    ----------
    ties
        Lines to draw; facts that tie the same two offences share one.
    drawn
        Facts that those lines stand for.
    at_one_place
        Facts that tie offences at one and the same place: no line can show them.
    """

    ties: list[MapTie]
    drawn: int
    at_one_place: int


def place_ties(links: Iterable[HardLink], places: Mapping[str, tuple[float, float]]) -> PlacedTies:
    """Return the hard links both of whose offences have a place; `places` are (longitude, latitude) by offence key."""
    facts: dict[tuple[str, str], list[str]] = {}
    drawn = at_one_place = 0
    for link in links:
        first, second = link.offences
        if first not in places or second not in places:
            continue
        if places[first] == places[second]:
            at_one_place += 1
            continue
        drawn += 1
        facts.setdefault((first, second), []).append(f"<b>Hard link</b> {escape(say_hard_link(link))}")
    ties = [
        MapTie(places[first], places[second], "<br>".join(said)) for (first, second), said in facts.items()
    ]
    return PlacedTies(ties, drawn, at_one_place)


def say_ties(placed: PlacedTies) -> str:
    """Return what the dashed lines are; nothing where there are none.

    >>> say_ties(PlacedTies([], 2, 1))
    'dashed: 2 hard links, facts, not journeys (1 more at one place)'
    """
    if not placed.drawn:
        return (
            f"{_count(placed.at_one_place)} between offences at one place, not drawn"
            if placed.at_one_place
            else ""
        )
    beside = f" ({placed.at_one_place} more at one place)" if placed.at_one_place else ""
    return f"dashed: {_count(placed.drawn)}, facts, not journeys{beside}"


def _count(n: int) -> str:
    return f"{n:,} hard link{'' if n == 1 else 's'}"
