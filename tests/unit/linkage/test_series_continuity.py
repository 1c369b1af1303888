"""Names of series outlive the night: the successor that holds most of an old series takes its id."""

from datetime import UTC, datetime

import polars as pl

from sac_dash.domain.columns import SERIES, SERIES_MEMBERS
from sac_dash.linkage.series_continuity import keep_series_ids

AT = datetime(2026, 5, 1, tzinfo=UTC)


def _members(**groups):
    rows = [(row, name, 0.9, "core") for name, members in groups.items() for row in members]
    return pl.DataFrame(rows, schema=dict(SERIES_MEMBERS), orient="row")


def _series(*names, known=()):
    rows = [(name, None if name in known else 1, name in known, 3, 1.0, 5.0, AT, AT) for name in names]
    return pl.DataFrame(rows, schema=dict(SERIES), orient="row")


def _names(frames):
    series, members = frames
    assert set(series["series_id"]) == set(members["series_id"])
    return {name: sorted(group["row"]) for (name,), group in members.group_by("series_id")}


def test_a_series_that_gained_an_earlier_offence_keeps_its_name():
    kept = keep_series_ids(_series("NEW"), _members(NEW=[0, 1, 2, 3]), _members(OLD=[1, 2, 3]))
    assert _names(kept) == {"OLD": [0, 1, 2, 3]}


def test_when_a_series_splits_the_larger_part_keeps_the_name():
    kept = keep_series_ids(_series("P", "Q"), _members(P=[1, 2], Q=[3, 4, 5]), _members(OLD=[1, 2, 3, 4, 5]))
    assert _names(kept) == {"P": [1, 2], "OLD": [3, 4, 5]}


def test_a_founding_name_that_another_inherits_is_not_given_twice():
    kept = keep_series_ids(_series("OLD", "Q"), _members(OLD=[1, 9], Q=[3, 4, 5]), _members(OLD=[1, 3, 4, 5]))
    assert _names(kept) == {"OLD": [3, 4, 5], "OLD-B": [1, 9]}


def test_a_small_remnant_is_no_successor():
    kept = keep_series_ids(_series("P"), _members(P=[1, 7, 8]), _members(OLD=[1, 2, 3, 4]))
    assert _names(kept) == {"P": [1, 7, 8]}


def test_known_series_are_left_alone():
    kept = keep_series_ids(
        _series("Op Kestrel", "Q", known=("Op Kestrel",)),
        _members(**{"Op Kestrel": [1, 2], "Q": [5, 6]}),
        _members(OLD=[1, 2], Q2=[5, 6]),
    )
    assert _names(kept) == {"Op Kestrel": [1, 2], "Q2": [5, 6]}


def test_without_an_earlier_run_nothing_changes():
    series, members = _series("P"), _members(P=[1, 2])
    assert keep_series_ids(series, members, _members())[0].equals(series)


def test_an_id_that_became_a_known_series_is_not_inherited_by_what_is_left_of_the_suggestion():
    series = _series("OLD", "NEW", known=("OLD",))
    kept = keep_series_ids(series, _members(OLD=[1, 2], NEW=[3, 4, 5]), _members(OLD=[1, 2, 3, 4, 5]))
    assert _names(kept) == {"OLD": [1, 2], "NEW": [3, 4, 5]}
    assert kept[0]["series_id"].is_unique().all()
