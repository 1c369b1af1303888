"""Rankings from links that are there, and of an offence that has none yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import polars as pl
import pytest
from offence_frames import offences, tags

from sac_dash.domain.columns import OFFENCES
from sac_dash.domain.errors import UnusableInputError
from sac_dash.linkage.link import link_offences
from sac_dash.workflow.ranking import LinkedOffences, describe, prepare_linked, rank_similar, rank_unlinked

CODES = tags(*((row, "tool", "angle_grinder" if row % 4 == 0 else "crowbar") for row in range(12)))


def _linked(held: pl.DataFrame) -> LinkedOffences:
    linked = link_offences(held.head(11), CODES.filter(pl.col("row") < 11))
    return LinkedOffences(held, CODES, linked.links, linked.model)


def test_a_ranking_is_in_the_order_of_the_scores_of_the_run() -> None:
    run = _linked(offences([str(n) for n in range(12)]))
    ranking = rank_similar(run, "4", top=3)
    mine = run.links.filter((pl.col("row_a") == 4) | (pl.col("row_b") == 4))
    best = mine.sort("log10_bayes_factor", descending=True)["log10_bayes_factor"].head(3)
    assert [each.log10_bayes_factor for each in ranking.ranked] == pytest.approx(best.to_list())
    assert all(each.ledger.total == each.log10_bayes_factor for each in ranking.ranked)


def test_an_offence_without_links_is_ranked_with_its_ledger() -> None:
    run = _linked(offences([str(n) for n in range(12)]))
    ranking = rank_unlinked(prepare_linked(run), run, 11, top=4)
    assert len(ranking.ranked) == 4
    for each in ranking.ranked:
        assert sum(line.log10 for line in each.ledger.lines) == pytest.approx(
            each.log10_bayes_factor, abs=1e-4
        )
    assert rank_unlinked(prepare_linked(run), run, 11, top=4).lines() == ranking.lines()


def test_an_offence_that_cannot_be_linked_is_told() -> None:
    held = offences([str(n) for n in range(12)])
    vague = held.with_columns(
        when_precision=pl.when(pl.col("crime_ref") == "11").then(pl.lit("month")).otherwise("when_precision")
    )
    run = replace(_linked(held), offences=vague)
    with pytest.raises(UnusableInputError, match="too vaguely"):
        rank_unlinked(prepare_linked(run), run, 11)


def test_an_offence_is_described_by_its_day_on_the_clock_of_the_force():
    offence = dict.fromkeys(OFFENCES) | {
        "crime_ref": "22/1", "force": "A", "offence_key": "A:22/1", "from_at": datetime(2024, 7, 16, 23, 30, tzinfo=UTC)
    }  # fmt: skip
    offences = pl.DataFrame([offence], schema=dict(OFFENCES), orient="row")
    assert describe(offences, 0) == "22/1 · 17 Jul 2024"
