"""A few offences coded anew in a prepared file rank as they do when the whole file is prepared again."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.link import score_offences
from sac_dash.linkage.mo_wording import recode_terms
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.partner_ranking import PreparedFile, prepare_file, rank_against
from sac_dash.linkage.recoding import new_codes, recode_file
from sac_dash.linkage.scope import linkable

from .known_force import known_force

MOVED_AT_MOST_LOG10 = 0.1
"""What a score moves at most when eight corrections among three hundred offences are counted in the base rates."""

ASIDES = ("drank milk from the fridge", "moved a blue chair", "left a torch by the till", "ate a pasty")
CORRECTED = (0, 1, 7, 60, 61, 150, 200, 299)


@pytest.fixture(scope="module")
def force() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return three hundred offences whose texts name the tool and say something more."""
    offences, tags, own = known_force()
    told = tags.filter(pl.col("facet") == "tool").sort("row")["code"].to_list()
    texts = [
        f"{tool} used and {ASIDES[max(gang, 0) % 4]} near door {row % 40} of unit {row % 9} then left by path"
        for row, (tool, gang) in enumerate(zip(told, own, strict=True))
    ]
    spans = tags.with_columns(
        start=pl.when(pl.col("facet") == "tool").then(0),
        end=pl.when(pl.col("facet") == "tool").then(pl.col("code").str.len_chars()),
    ).cast({"start": tags.schema["start"], "end": tags.schema["end"]})
    getaway = tags.filter((pl.col("facet") == "tool") & (pl.col("row") % 3 == 0)).with_columns(
        facet=pl.lit("getaway"), code=pl.lit("van")
    )
    walked = getaway.filter(pl.col("row") % 30 == 0).with_columns(code=pl.lit("on_foot"))
    return offences.with_columns(mo_text=pl.Series(texts)), pl.concat([spans, getaway, walked])


@pytest.fixture(scope="module")
def corrected(force) -> pl.DataFrame:
    """Return the tags with eight offences corrected: a code denied, taken out, exchanged, added, a kind moved."""
    _, tags = force
    tool = pl.col("facet") == "tool"
    row = pl.col("row")
    changed = tags.with_columns(
        state=pl.when(tool & row.is_in([0, 200])).then(pl.lit("absent")).otherwise("state"),
        code=pl.when(tool & (row == 60)).then(pl.lit("tool_3")).otherwise("code"),
    ).filter(~(tool & row.is_in([1, 61])))
    added = tags.filter(tool & row.is_in([7, 150, 299])).with_columns(
        facet=pl.lit("getaway"), code=pl.lit("on_foot"), start=None, end=None
    )
    return pl.concat([changed, added.cast(dict(tags.schema))])


def _prepared(force, links: pl.DataFrame) -> PreparedFile:
    offences, tags = force
    return prepare_file(code_arrays(offences, tags, linkable(offences)), tags, LinkageParameters(), links)


@pytest.fixture(scope="module")
def links(force) -> pl.DataFrame:
    return score_offences(*force).links


def _by_the_same_rates(held: PreparedFile, force, corrected, links) -> PreparedFile:
    """Return the file prepared as a whole with the corrected codes, but for what was counted: that stays."""
    offences, _ = force
    codes = {(facet.name, code) for facet in held.scales.coded.facets for code in facet.codes}
    coded = code_arrays(offences, corrected, linkable(offences), codes)
    coded = replace(coded, facets=held.scales.coded.facets)
    whole = prepare_file(coded, corrected, LinkageParameters(), links)
    everyone = np.arange(len(coded))
    terms = recode_terms(held.scales.terms, coded, corrected, everyone, LinkageParameters().text)
    return replace(whole, scales=replace(whole.scales, combinations=held.scales.combinations, terms=terms))


def _total(prepared: PreparedFile, position: int, partner: int) -> float:
    ranking = rank_against(prepared, position, top=len(prepared.scales.coded))
    return float(ranking.total[ranking.partner == partner][0])


def test_every_ranking_is_that_of_the_whole_file_prepared_by_the_same_base_rates(force, corrected, links):
    held = _prepared(force, links)
    recoded = recode_file(held, corrected, CORRECTED)
    whole = _by_the_same_rates(held, force, corrected, links)
    for position in range(len(held.scales.coded)):
        one, other = (rank_against(each, position, top=15) for each in (recoded, whole))
        assert one.partner.tolist() == other.partner.tolist()
        assert one.total == pytest.approx(other.total, abs=1e-6)
        assert one.evidence == pytest.approx(other.evidence, abs=1e-6)


def test_counting_the_corrections_too_would_hardly_move_a_score(force, corrected, links):
    held = _prepared(force, links)
    recoded = recode_file(held, corrected, CORRECTED)
    anew = _prepared((force[0], corrected), links)
    for position in CORRECTED:
        one, other = (rank_against(each, position, top=15) for each in (recoded, anew))
        score = dict(zip(other.partner.tolist(), other.total.tolist(), strict=True))
        both = [
            (total, score[p]) for p, total in zip(one.partner.tolist(), one.total, strict=True) if p in score
        ]
        assert len(both) >= 12
        assert max(abs(mine - theirs) for mine, theirs in both) < MOVED_AT_MOST_LOG10, position


def test_a_correction_moves_the_ranking_and_leaves_the_file_as_it_was(force, corrected, links):
    held = _prepared(force, links)
    before = rank_against(held, 0, top=15)
    recoded = recode_file(held, corrected, CORRECTED)
    assert rank_against(recoded, 0, top=15).total.tolist() != before.total.tolist()
    assert rank_against(held, 0, top=15).total.tolist() == before.total.tolist()


def test_taking_every_correction_back_brings_the_first_ranking(force, corrected, links):
    held = _prepared(force, links)
    back = recode_file(recode_file(held, corrected, CORRECTED), force[1], CORRECTED)
    for position in CORRECTED:
        assert rank_against(back, position).total == pytest.approx(rank_against(held, position).total)


def test_a_code_nobody_had_needs_a_place_first(force, links):
    offences, tags = force
    first = tags.filter(pl.col("row").is_in([5, 6]) & (pl.col("facet") == "tool"))
    stated = pl.concat([tags, first.with_columns(facet=pl.lit("getaway"), code=pl.lit("hearse"))])
    held = _prepared(force, links)
    lacking = new_codes(held, stated, [5, 6])
    assert lacking == {("getaway", "hearse")}
    coded = code_arrays(offences, tags, linkable(offences), lacking)
    roomy = prepare_file(coded, tags, LinkageParameters(), links)
    assert rank_against(roomy, 5).total == pytest.approx(rank_against(held, 5).total)
    assert not new_codes(roomy, stated, [5, 6])
    assert _total(recode_file(roomy, stated, [5, 6]), 5, 6) > _total(held, 5, 6)


def test_offences_that_cannot_be_linked_are_left_out(force, links):
    held = _prepared(force, links)
    assert recode_file(held, force[1], [9_999]) is held
