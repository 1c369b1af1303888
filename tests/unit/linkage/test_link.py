"""The façade: contract of the frames, constraints, independence of order and threads."""

import json
from dataclasses import replace

import polars as pl
import pytest

from sac_dash.domain.columns import LINKS, SERIES, SERIES_MEMBERS, require
from sac_dash.domain.errors import SacDashError
from sac_dash.linkage import DOMAINS, LinkageParameters, link_offences, warm_up
from sac_dash.linkage.link import score_offences
from sac_dash.linkage.parameters import ReachParameters


def _by_key(result, offences):
    """Links named by offence keys instead of rows, in a settled order."""
    keys = offences["offence_key"]
    links = result.links.with_columns(a=keys[result.links["row_a"]], b=keys[result.links["row_b"]])
    first, second = pl.min_horizontal("a", "b"), pl.max_horizontal("a", "b")
    return links.select(first, second.alias("z"), pl.exclude("a", "b", "row_a", "row_b")).sort("a", "z")


def _series_by_key(result, offences):
    keys = offences["offence_key"]
    members = result.members
    return sorted(zip(keys[members["row"]].to_list(), members["series_id"].to_list(), strict=True))


def test_frames_are_as_agreed_and_evidence_adds_up(small_file):
    result = link_offences(*small_file)
    require(result.links, LINKS, "links")
    require(result.members, SERIES_MEMBERS, "members")
    require(result.series, SERIES, "series")
    total = result.links.select(pl.sum_horizontal([d.column for d in DOMAINS])).to_series()
    assert (total - result.links["log10_bayes_factor"]).abs().max() < 1e-4
    assert (result.links["row_a"] < result.links["row_b"]).all()
    assert result.links.select("row_a", "row_b").is_unique().all()
    assert result.links["probability"].is_between(0, 1).all()
    json.dumps(result.model)


def test_scoring_alone_gives_the_same_links_and_model(small_file):
    whole, scored = link_offences(*small_file), score_offences(*small_file)
    assert scored.links.equals(whole.links)
    assert whole.model == {**scored.model, "chance": whole.model["chance"]}


def test_the_gang_is_found(small_file):
    result = link_offences(*small_file)
    best = result.links.sort("log10_bayes_factor", descending=True).head(3)
    assert set(best["row_a"]) | set(best["row_b"]) == {0, 1, 2}
    first = result.series.filter(pl.col("rank") == 1)["series_id"][0]
    assert {0, 1, 2} <= set(result.members.filter(pl.col("series_id") == first)["row"])


def test_every_offence_keeps_its_best_partners_whatever_their_score(small_file):
    links = link_offences(*small_file, top=4).links
    counts = pl.concat([links["row_a"], links["row_b"]]).value_counts()
    assert counts.height == 60
    assert counts["count"].min() >= 4


def test_row_order_and_threads_change_nothing(small_file):
    offences, tags = small_file
    first = link_offences(offences, tags, jobs=1)
    order = offences.with_row_index("old").sample(fraction=1.0, shuffle=True, seed=5)
    new_row = {old: new for new, old in enumerate(order["old"])}
    moved = tags.with_columns(pl.col("row").replace_strict(new_row, return_dtype=pl.UInt32)).reverse()
    shuffled = order.drop("old")
    second = link_offences(shuffled, moved, jobs=2)
    assert _by_key(first, offences).equals(_by_key(second, shuffled))
    assert _series_by_key(first, offences) == _series_by_key(second, shuffled)


def test_known_series_keep_their_names_and_use_up_no_suggestion(small_file):
    known = pl.DataFrame({"row": [7, 8, 9], "series": ["Op Example"] * 3})
    result = link_offences(*small_file, known=known)
    given = result.members.filter(pl.col("series_id") == "Op Example")
    assert {7, 8, 9} <= set(given["row"])
    assert given.filter(pl.col("row").is_in([7, 8, 9]))["membership_prob"].to_list() == [1.0] * 3
    suggested = result.members.filter(pl.col("series_id") != "Op Example")
    assert not {7, 8, 9} & set(suggested["row"])
    assert result.series.filter("known")["rank"].to_list() == [None]
    assert result.series.filter(~pl.col("known"))["rank"].min() == 1


def test_an_unplaced_offence_is_proposed_to_the_known_series_it_fits(small_file):
    known = pl.DataFrame({"row": [0, 1], "series": ["Op Plant"] * 2})
    eager = LinkageParameters()
    eager = replace(eager, series=replace(eager.series, join_known_log_odds=-2.0))
    members = link_offences(*small_file, eager, known=known).members
    proposed = members.filter((pl.col("row") == 2) & (pl.col("series_id") == "Op Plant"))
    assert proposed["role"].to_list() == ["periphery"]
    assert 0.0 < proposed["membership_prob"][0] < 1.0


def test_a_rejected_pair_is_never_suggested_together(small_file):
    result = link_offences(*small_file, cannot=[(0, 1)])
    together = result.members.filter(pl.col("row").is_in([0, 1])).group_by("series_id").len()
    assert together.filter(pl.col("len") > 1).is_empty()


def test_a_new_offence_does_not_rename_the_series(small_file, offences_of):
    offences, tags = small_file
    later = offences_of([{"day": 50, "km": (50, 3), "offence_key": "T:9999", "crime_ref": "9999"}])
    before = link_offences(offences, tags)
    after = link_offences(pl.concat([offences, later]), tags)
    series = [result.members.filter(pl.col("row") == 0)["series_id"].to_list() for result in (before, after)]
    assert series[0] == series[1] != []


def test_beyond_every_pair_only_pairs_within_reach_are_scored(small_file):
    reach = ReachParameters(
        every_pair_up_to=10, local_km=5.0, local_days=60.0, national_days=9.0, min_probability=0.0001
    )
    offences, tags = small_file
    result = link_offences(offences, tags, replace(LinkageParameters(), reach=reach))
    assert result.model["mode"] == "within reach"
    places = offences.select("from_at", "easting", "northing")
    a, b = places[result.links["row_a"]], places[result.links["row_b"]]
    days = (a["from_at"] - b["from_at"]).abs().dt.total_seconds() / 86_400
    km = ((a["easting"] - b["easting"]) ** 2 + (a["northing"] - b["northing"]) ** 2).sqrt() / 1000
    assert ((days <= 9.01) | ((km <= 5.0) & (days <= 60.01))).all()
    assert (result.links["probability"] >= 0.0001).all()
    assert result.links.height > 0


def test_reach_and_every_pair_give_a_pair_the_same_pairwise_evidence(small_file):
    wide = ReachParameters(every_pair_up_to=10, min_probability=1e-9, slack_log10=9.0)
    near = link_offences(*small_file, replace(LinkageParameters(), reach=wide))
    every = link_offences(*small_file)
    names = ["row_a", "row_b", "evidence_distance", "evidence_tools"]
    both = near.links.select(names).join(every.links.select(names), on=["row_a", "row_b"])
    assert both.height > 20
    assert both["evidence_tools"].equals(both["evidence_tools_right"].rename("evidence_tools"))


@pytest.mark.parametrize("count", [0, 1, 2])
def test_hardly_any_offences(offences_of, tags_of, count):
    result = link_offences(offences_of([{}] * count), tags_of([]))
    assert result.links.height == (1 if count == 2 else 0)
    assert result.series.is_empty()


def test_nothing_is_suggested_from_months(offences_of, tags_of):
    offences = offences_of([{"when_precision": "month", "km": (1, 1)}] * 5)
    result = link_offences(offences, tags_of([]))
    assert result.links.is_empty()
    assert result.model["n"] == 0


def test_a_known_series_must_name_rows_that_exist(small_file):
    with pytest.raises(SacDashError, match="99"):
        link_offences(*small_file, known=pl.DataFrame({"row": [99], "series": ["x"]}))


def test_a_missing_column_is_named(small_file):
    offences, tags = small_file
    with pytest.raises(SacDashError, match="easting"):
        link_offences(offences.drop("easting"), tags)


def test_inputs_are_left_as_they_were(small_file):
    offences, tags = small_file
    before = offences.clone(), tags.clone()
    link_offences(offences, tags)
    assert offences.equals(before[0])
    assert tags.equals(before[1])


def test_progress_is_told_and_may_stop_the_work(small_file):
    stages = []
    link_offences(*small_file, progress=lambda stage, share: stages.append((stage, share)))
    assert ("Scoring pairs", 1.0) in stages
    assert warm_up() is None
