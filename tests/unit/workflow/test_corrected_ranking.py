"""A run prepared once, under corrections that come and go."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from offence_frames import offences, tags

from sac_dash.linkage.link import link_offences
from sac_dash.mo import load_vocabulary
from sac_dash.mo.corrections import CORRECTIONS, correct_tags
from sac_dash.workflow.corrected_ranking import CorrectedRanking
from sac_dash.workflow.ranking import LinkedOffences, rank_unlinked

CODES = tags(*((row, "tool", "angle_grinder" if row % 4 == 0 else "crowbar") for row in range(12)))


@pytest.fixture(scope="module")
def run() -> LinkedOffences:
    held = offences([str(n) for n in range(12)])
    linked = link_offences(held, CODES)
    return LinkedOffences(held, CODES, linked.links, linked.model)


def _scores(
    ranker: CorrectedRanking, run: LinkedOffences, *stated: tuple[int, str, str, str]
) -> dict[int, float]:
    corrections = pl.DataFrame(list(stated), schema=CORRECTIONS, orient="row")
    codes = correct_tags(run.tags, corrections, load_vocabulary())
    ranking = rank_unlinked(ranker.under(corrections, codes), replace(run, tags=codes), 1, top=11)
    return {each.row: each.log10_bayes_factor for each in ranking.ranked}


def test_a_correction_moves_what_rests_on_it_and_taking_it_back_brings_it_again(run) -> None:
    ranker = CorrectedRanking(run)
    ranker.get_ready()
    before = _scores(ranker, run)
    after = _scores(ranker, run, (1, "tool", "crowbar", "unknown"), (1, "tool", "angle_grinder", "present"))
    assert after[4] > before[4]
    assert after[5] < before[5]
    assert _scores(ranker, run) == before


def test_scores_do_not_depend_on_the_corrections_asked_about_before(run) -> None:
    stated = [(1, "tool", "sledgehammer", "present"), (2, "tool", "sledgehammer", "present")]
    seasoned = CorrectedRanking(run)
    _scores(seasoned, run, (1, "tool", "crowbar", "absent"))
    _scores(seasoned, run, (3, "getaway", "van", "present"))
    fresh = CorrectedRanking(run)
    assert _scores(seasoned, run, *stated) == _scores(fresh, run, *stated)
    assert _scores(fresh, run, *stated)[2] > _scores(fresh, run)[2]


def test_the_same_corrections_are_laid_over_once(run) -> None:
    ranker = CorrectedRanking(run)
    none = pl.DataFrame(schema=CORRECTIONS)
    assert ranker.under(none, run.tags) is ranker.under(none.clone(), run.tags)
