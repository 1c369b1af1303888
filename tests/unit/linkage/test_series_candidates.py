"""A candidate is as near to a series as its links to all of it."""

from __future__ import annotations

import polars as pl

from sac_dash.domain.columns import LINKS
from sac_dash.linkage.series_candidates import rank_candidates

SCHEMA = {**LINKS, "evidence_tools": pl.Float32}


def links(*rows: tuple[int, int, float]) -> pl.DataFrame:
    filled = [(min(a, b), max(a, b), 1.0 + prob, prob, prob) for a, b, prob in rows]
    return pl.DataFrame(filled, schema=SCHEMA, orient="row")


def test_links_to_every_member_go_before_one_strong_link():
    ranked = rank_candidates(links((0, 5, 0.5), (1, 5, 0.5), (2, 5, 0.5), (1, 7, 0.9)), [0, 1, 2])
    assert ranked["row"].to_list() == [5, 7]
    assert ranked["mean_prob"].round(4).to_list() == [0.5, 0.3]
    assert ranked["linked"].to_list() == [3, 1]
    assert ranked["best_member"].to_list() == [0, 1]
    assert ranked["evidence_tools"].cast(pl.Float64).round(3).to_list() == [0.5, 0.9]


def test_members_and_what_is_ruled_out_are_not_offered():
    ranked = rank_candidates(links((0, 1, 0.9), (0, 5, 0.5), (1, 6, 0.4)), [0, 1], {5})
    assert ranked["row"].to_list() == [6]


def test_no_more_than_asked_and_none_where_there_is_none():
    many = links(*[(0, row, 0.1) for row in range(1, 40)])
    assert rank_candidates(many, [0], top=7)["row"].to_list() == [1, 2, 3, 4, 5, 6, 7]
    assert rank_candidates(many, [99]).is_empty()
