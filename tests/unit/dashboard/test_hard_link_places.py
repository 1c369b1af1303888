"""Hard links find their places, and the caption counts them."""

from __future__ import annotations

from sac_dash.casework import HardLink
from sac_dash.dashboard.hard_link_places import place_ties, say_ties

PLACES = {"W:1": (-2.0, 52.0), "W:2": (-2.5, 52.5), "W:3": (-2.0, 52.0)}


def _link(a: str, b: str, kind: str = "dna", reference: str = "LAB/7") -> HardLink:
    return HardLink("W", a, "W", b, kind, reference, source="list.csv")


def test_facts_between_the_same_two_offences_share_a_line() -> None:
    placed = place_ties([_link("1", "2"), _link("2", "1", "vehicle", "<b>")], PLACES)
    (tie,) = placed.ties
    assert {tie.start, tie.end} == {PLACES["W:1"], PLACES["W:2"]}
    assert "DNA LAB/7" in tie.words
    assert "list.csv" in tie.words
    assert "&lt;b&gt;" in tie.words
    assert placed.drawn == 2
    assert say_ties(placed) == "dashed: 2 hard links, facts, not journeys"


def test_what_cannot_be_a_line_is_counted_and_what_is_not_shown_is_not() -> None:
    placed = place_ties([_link("1", "3"), _link("1", "9")], PLACES)
    assert placed.ties == []
    assert say_ties(placed) == "1 hard link between offences at one place, not drawn"
    assert say_ties(place_ties([], PLACES)) == ""
