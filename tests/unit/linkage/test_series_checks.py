"""Checks stand beside suggestions and change none of them."""

from dataclasses import replace

import polars as pl

from sac_dash.domain.columns import SERIES, SERIES_CHECKS, require
from sac_dash.linkage import LinkageParameters, link_offences
from sac_dash.linkage.series_parameters import ChanceParameters, StabilityParameters

CHECKS = ["chance_share", "chance_shuffles", "stability"]


def _rules(**series):
    parameters = LinkageParameters()
    given = {"min_confidence": 0.0, "merge_log_odds": 3.0} | series
    return replace(parameters, series=replace(parameters.series, **given))


def test_every_suggestion_is_checked_and_known_series_are_not(small_file):
    known = pl.DataFrame({"row": [7, 9], "series": ["Op A", "Op A"]})
    rules = _rules(chance=ChanceParameters(fewest=20, files=10))
    series = link_offences(*small_file, rules, known=known).series
    require(series, {**SERIES, **SERIES_CHECKS}, "the series")
    suggested = series.filter(~pl.col("known"))
    assert suggested.height
    assert suggested.select(CHECKS).null_count().sum_horizontal().item() == 0
    assert suggested["chance_share"].is_between(0, 1).all()
    assert suggested["stability"].is_between(0, 1).all()
    assert series.filter("known").select(CHECKS).to_dicts() == [dict.fromkeys(CHECKS)]


def test_a_file_too_small_to_shuffle_leaves_the_chance_unsaid(small_file):
    series = link_offences(*small_file, _rules(chance=ChanceParameters(fewest=1000))).series
    assert series["chance_share"].is_null().all()
    assert series["chance_shuffles"].is_null().all()
    assert series["stability"].is_not_null().all()


def test_checks_change_neither_which_series_are_shown_nor_their_order(small_file):
    quiet = _rules(chance=ChanceParameters(fewest=1000), stability=StabilityParameters(resamples=0))
    checked, unchecked = link_offences(*small_file, _rules()), link_offences(*small_file, quiet)
    assert checked.series.drop(CHECKS).equals(unchecked.series.drop(CHECKS))
    assert checked.members.equals(unchecked.members)


def test_the_seed_moves_the_checks_only(small_file):
    one, other = (link_offences(*small_file, _rules(), seed=seed) for seed in (1, 2))
    assert one.links.equals(other.links)
    assert one.series.drop(CHECKS).equals(other.series.drop(CHECKS))
    assert one.series.equals(link_offences(*small_file, _rules(), seed=1).series)
