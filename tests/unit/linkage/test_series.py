"""Series: which groups are shown, in what order, under what names."""

from dataclasses import replace

import polars as pl

from sac_dash.linkage import LinkageParameters, link_offences


def _with(**series):
    parameters = LinkageParameters()
    return replace(parameters, series=replace(parameters.series, **series))


def test_suggestions_are_few(small_file):
    many = link_offences(*small_file, _with(min_confidence=-99.0, merge_log_odds=-3.0))
    few = link_offences(*small_file, _with(min_confidence=-99.0, merge_log_odds=-3.0, max_suggestions=2))
    assert many.series.height > 2 == few.series.height
    assert few.series["series_id"].to_list() == many.series["series_id"].to_list()[:2]


def test_suggestions_are_ranked_by_confidence_and_describe_their_members(small_file):
    result = link_offences(*small_file, _with(min_confidence=-99.0))
    assert result.series["rank"].to_list() == list(range(1, result.series.height + 1))
    assert result.series["confidence"].is_sorted(descending=True)
    sizes = dict(result.members.group_by("series_id").len().iter_rows())
    assert sizes == dict(result.series.select("series_id", "size").iter_rows())
    assert (result.series["first_at"] <= result.series["last_at"]).all()


def test_an_offence_stands_in_one_series_at_most(small_file):
    members = link_offences(*small_file, _with(min_confidence=-99.0, merge_log_odds=-4.0)).members
    assert members["row"].is_unique().all()
    assert set(members["role"]) <= {"core", "periphery"}


def test_names_are_unique_and_come_from_the_founders(small_file):
    loose = link_offences(*small_file, _with(min_confidence=-99.0, merge_log_odds=-4.0))
    tight = link_offences(*small_file, _with(min_confidence=-99.0))
    assert loose.series["series_id"].is_unique().all()

    def name_of_gang(result):
        return result.members.filter(pl.col("row") == 0)["series_id"].to_list()

    assert name_of_gang(loose) == name_of_gang(tight)  # members that join later rename nothing


def test_a_known_series_of_one_is_kept(small_file):
    known = pl.DataFrame({"row": [7], "series": ["Op Lone"]})
    series = link_offences(*small_file, known=known).series.filter("known")
    assert series["series_id"].to_list() == ["Op Lone"]
    assert series["mean_log10_bayes_factor"].to_list() == [None]
