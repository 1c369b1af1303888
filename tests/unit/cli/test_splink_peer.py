"""Splink beside our own linking: its table and blocks, and a whole run where it is installed."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import polars as pl
import pytest

from sac_dash.cli.benchmark import splink_peer
from sac_dash.cli.benchmark.coded_force import TRUTH_COLUMN, write_coded_force
from sac_dash.cli.benchmark.coded_run import OFFENCES, read_source
from sac_dash.cli.benchmark.splink_blocks import (
    PAIRS_AN_OFFENCE,
    choose_blocks,
    count_pairs,
    rule,
    within_reach,
)
from sac_dash.cli.benchmark.splink_table import plain_table
from sac_dash.cli.benchmark.true_links import judge_links, read_truth, true_pairs_of
from sac_dash.cli.main import run
from sac_dash.domain.columns import OFFENCES as OFFENCE_COLUMNS
from sac_dash.domain.columns import TAGS as TAG_COLUMNS
from sac_dash.linkage.parameters import LinkageParameters, ReachParameters
from sac_dash.store.frame_files import open_frame, write_frame


def _frame(schema, rows):
    return pl.DataFrame(
        [{name: row.get(name) for name in schema} for row in rows], schema=dict(schema), orient="row"
    )


def test_a_table_has_a_column_a_facet_and_only_what_can_be_linked():
    at = pl.datetime(2026, 1, 2, 12, time_zone="UTC")
    common = {"offence_class": "commercial_burglary", "when_precision": "minute"}
    offences = _frame(OFFENCE_COLUMNS, [common, common, common | {"offence_class": "enabler"}]).with_columns(
        from_at=at, to_at=at, easting=pl.lit(5.0), northing=pl.lit(6.0)
    )
    stated = [
        (0, "tool", "b"),
        (0, "tool", "a"),
        (1, "tool", "a"),
        (1, "outcome", "x"),
        (1, "search", "s"),
        (0, "search", "t"),
    ]
    tags = _frame(TAG_COLUMNS, [{"row": r, "facet": f, "code": c, "state": "present"} for r, f, c in stated])
    absent = _frame(TAG_COLUMNS, [{"row": 0, "facet": "getaway", "code": "van", "state": "absent"}])
    table = plain_table(offences, pl.concat([tags, absent]))
    assert table.frame["unique_id"].to_list() == [0, 1]
    assert table.frame["mo_tool"].to_list() == ["a+b", "a"]
    assert set(table.facets) == {"mo_tool", "mo_search"}
    assert table.frame["day"][0] * 86_400 == 1_767_355_200


def test_blocks_are_the_widest_that_keep_to_their_share_of_pairs():
    days = [float(k % 300) for k in range(600)]
    frame = pl.DataFrame(
        {
            "x_m": [1000.0 * (k % 37) for k in range(600)], "y_m": [0.0] * 600, "day": days,
            "mo_tool": [None if k % 5 == 0 else str(k % 3) for k in range(600)],
            "mo_search": [str(k % 2) for k in range(600)],
        }
    )  # fmt: skip
    blocks = choose_blocks(frame, ["mo_tool", "mo_search"])
    assert sum(count_pairs(frame, block) for block in blocks) <= PAIRS_AN_OFFENCE * 600
    assert all(count_pairs(frame, block) > 0 for block in blocks)
    by_hand = sum(
        one["mo_tool"] is not None
        and one["mo_tool"] == other["mo_tool"]
        and one["mo_search"] == other["mo_search"]
        and one["day"] // 180 == other["day"] // 180
        for one, other in combinations(frame.iter_rows(named=True), 2)
    )
    ways = next(block for block in blocks if rule(block).startswith("l.mo_tool"))
    assert "l.mo_tool = r.mo_tool and l.mo_search = r.mo_search" in rule(ways)
    assert count_pairs(frame, ways) <= by_hand


def test_a_pair_is_defined_as_ours_is():
    sql = within_reach(ReachParameters(local_km=2.0, local_days=300.0, national_days=90.0))
    assert sql == (
        "(abs(l.day - r.day) <= 90.0 or (abs(l.day - r.day) <= 300.0 "
        "and power(l.x_m - r.x_m, 2) + power(l.y_m - r.y_m, 2) <= 4000000.0))"
    )


def test_without_splink_the_remedy_is_named(monkeypatch, capsys, tmp_path):
    monkeypatch.setattr(splink_peer, "find_spec", lambda _: None)
    assert run(["benchmark", "link", "--coded", "--n", "200", "--splink", "--out", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert "Splink is not installed" in said
    assert "pip install 'sac-dash[peers]'" in said


def test_splink_links_the_same_offences(tmp_path, monkeypatch):
    pytest.importorskip("splink", reason="the extra `peers` is not installed")
    monkeypatch.setattr(splink_peer, "SAMPLED_PAIRS", 2e5)
    source = tmp_path / "force.parquet"
    write_coded_force(source, 1_500, 2)
    read_source({"files": [str(source)], "folder": str(tmp_path)})
    series = read_truth(TRUTH_COLUMN, [source], open_frame(tmp_path / OFFENCES))
    write_frame(series, tmp_path / splink_peer.TRUTH)
    told = splink_peer.link_with_splink({"folder": str(tmp_path), "floor": 0.01, "seed": 0, "threads": 1})
    truth = true_pairs_of(series)
    judged = judge_links(open_frame(tmp_path / splink_peer.PREDICTED), truth, 0.01)
    assert judged.links == told["links"] <= told["pairs"]
    assert judged.held <= told["true_in_blocks"] <= len(truth)
    assert judged.recall > 0.1
    assert judged.precision > 0.1
    assert told["trained"] >= 1


def test_the_reach_of_the_benchmark_is_the_product_s():
    shipped = LinkageParameters().reach
    asked = splink_peer.parameters_within_reach(0.1).reach
    assert asked == replace(shipped, every_pair_up_to=0, min_probability=0.1)
