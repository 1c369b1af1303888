"""Series: which groups are shown, in what order, under what names."""

import hashlib
from dataclasses import replace

import polars as pl

from sac_dash.linkage import LinkageParameters, link_offences

LOOSE = {"min_confidence": 0.0, "merge_log_odds": -3.0, "second_merge_log_odds": -3.0, "size_gain": 0.0}


def _with(**series):
    parameters = LinkageParameters()
    return replace(parameters, series=replace(parameters.series, **series))


def test_suggestions_are_few(small_file):
    many = link_offences(*small_file, _with(**LOOSE))
    few = link_offences(*small_file, _with(**LOOSE, max_suggestions=2))
    assert many.series.height > 2 == few.series.height
    assert few.series["series_id"].to_list() == many.series["series_id"].to_list()[:2]


def test_suggestions_are_ranked_by_confidence_and_describe_their_members(small_file):
    result = link_offences(*small_file, _with(min_confidence=0.0))
    assert result.series["rank"].to_list() == list(range(1, result.series.height + 1))
    assert result.series["confidence"].is_sorted(descending=True)
    sizes = dict(result.members.group_by("series_id").len().iter_rows())
    assert sizes == dict(result.series.select("series_id", "size").iter_rows())
    assert (result.series["first_at"] <= result.series["last_at"]).all()


def test_an_offence_stands_in_one_series_at_most(small_file):
    members = link_offences(*small_file, _with(min_confidence=0.0, merge_log_odds=-4.0)).members
    assert members["row"].is_unique().all()
    assert set(members["role"]) <= {"core", "periphery"}


def test_names_are_unique_and_come_from_the_founder(small_file):
    offences, tags = small_file
    result = link_offences(offences, tags, _with(min_confidence=0.0, merge_log_odds=3.0))
    assert result.series["series_id"].is_unique().all()
    founder = hashlib.sha256(offences["offence_key"][0].encode()).hexdigest()[:8].upper()
    assert result.members.filter(pl.col("row") == 0)["series_id"].to_list() == [f"S-{founder}"]


def test_a_member_that_joins_later_renames_nothing(small_file):
    offences, tags = small_file
    before = link_offences(
        offences[[0, 1, *range(3, 60)]], _without(tags, 2), _with(min_confidence=0.0, merge_log_odds=1.0)
    )
    after = link_offences(offences, tags, _with(min_confidence=0.0, merge_log_odds=1.0))

    def name_of_gang(found):
        return found.members.filter(pl.col("row") == 0)["series_id"].to_list()

    assert name_of_gang(before) == name_of_gang(after)
    assert after.members.filter(pl.col("row") == 2)["series_id"].to_list() == name_of_gang(after)


def _without(tags, row):
    kept = tags.filter(pl.col("row") != row)
    return kept.with_columns(
        pl.when(pl.col("row") > row).then(pl.col("row") - 1).otherwise(pl.col("row")).cast(pl.UInt32)
    )


def test_a_known_series_of_one_is_kept(small_file):
    known = pl.DataFrame({"row": [7], "series": ["Op Lone"]})
    series = link_offences(*small_file, known=known).series.filter("known")
    assert series["series_id"].to_list() == ["Op Lone"]
    assert series["mean_log10_bayes_factor"].to_list() == [None]
