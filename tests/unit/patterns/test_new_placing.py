"""What new offences belong to, and new pairs in no series."""

from __future__ import annotations

import polars as pl

from sac_dash.domain.columns import LINKS
from sac_dash.patterns.new_placing import find_new_pairs, place_new

PLACED = pl.DataFrame(
    [
        (0, "S-1", "accepted", None),
        (1, "S-1", "accepted", 0.9),
        (2, "S-2", "suggested", 0.8),
        (10, "S-1", "suggested", 0.97),
        (11, "S-1", "rejected", 0.9),
        (12, "S-2", "accepted", 0.5),
        (12, "S-1", "proposed", 0.9),
    ],
    schema={
        "row": pl.UInt32,
        "series_id": pl.String,
        "standing": pl.String,
        "membership_prob": pl.Float64,
    },
    orient="row",
)


def links(*rows: tuple[int, int, float]) -> pl.DataFrame:
    return pl.DataFrame(
        [(first, second, 1.0, probability) for first, second, probability in rows],
        schema=dict(LINKS),
        orient="row",
    )


KEPT = links(
    (0, 10, 0.6), (1, 10, 0.99), (2, 10, 0.3), (1, 11, 0.9), (2, 11, 0.5), (20, 21, 0.7), (2, 20, 0.1)
)


def one(row: int) -> dict:
    return place_new([row], PLACED, KEPT).row(0, named=True)


def test_a_member_is_told_its_series_its_chance_and_its_strongest_link_within_it():
    told = one(10)
    assert (told["series_id"], told["standing"], told["chance"]) == ("S-1", "suggested", 0.97)
    assert (told["partner"], told["link"]) == (1, 1)


def test_what_an_analyst_decided_has_no_chance_and_goes_before_a_proposal():
    told = one(12)
    assert (told["series_id"], told["standing"], told["chance"]) == ("S-2", "accepted", None)


def test_a_series_it_was_rejected_from_is_not_offered_again():
    told = one(11)
    assert (told["series_id"], told["standing"], round(told["chance"], 2)) == ("S-2", None, 0.5)
    assert told["partner"] == 2


def test_a_weak_link_names_no_series_but_the_strongest_partner():
    told = one(20)
    assert (told["series_id"], told["partner"], round(told["chance"], 2)) == (None, 21, 0.7)


def test_an_offence_without_a_link_keeps_its_place_in_the_list():
    told = place_new([30, 10], PLACED, KEPT)
    assert told["row"].to_list() == [30, 10]
    assert told.row(0)[1:] == (None,) * 5


def test_a_new_pair_is_strong_new_and_in_no_series():
    in_series = pl.Series([0, 1, 2, 10], dtype=pl.UInt32)
    kept = links((20, 21, 0.7), (20, 22, 0.9), (21, 23, 0.3), (2, 21, 0.95), (30, 31, 0.99))
    pairs = find_new_pairs([20, 21], in_series, kept)
    assert pairs.select("row", "partner").rows() == [(20, 22), (21, 20)]


def test_a_pair_of_two_new_offences_is_named_once():
    pairs = find_new_pairs([20, 21], pl.Series([], dtype=pl.UInt32), links((20, 21, 0.7)))
    assert pairs.select("row", "partner").rows() == [(21, 20)]
