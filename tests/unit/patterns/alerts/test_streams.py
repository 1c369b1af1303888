"""Streams: weeks by local time, only what was known, the same counts as the trend page's."""

from __future__ import annotations

import polars as pl

from sac_dash.domain.columns import TAGS
from sac_dash.patterns.alerts.streams import Stream, standard_streams, watch_streams
from sac_dash.patterns.counts import count_by_period
from tests.unit.patterns.alerts.unchanging_force import AS_OF, unchanging_force
from tests.unit.patterns.offences import at, offences


def test_counts_are_those_of_the_trend_page():
    force, _ = unchanging_force(1)
    watched = watch_streams(force, standard_streams(force), AS_OF)
    trend = count_by_period(force, "week", "offence_class", AS_OF)
    for name in ("atm_attack", "commercial_burglary"):
        own = trend.filter((pl.col("group") == name) & (pl.col("period_start") >= watched.first_monday))
        number = [each.key for each in watched.streams].index(f"class:{name}")
        assert watched.counts[number].tolist() == own["n"].to_list()


def test_classes_areas_and_methods_are_watched():
    frame = offences(
        {"from_at": at("2026-01-05"), "offence_class": "atm_attack", "policing_area": "South"},
        {"from_at": at("2026-01-06"), "offence_class": "atm_attack", "policing_area": "North"},
        {"from_at": at("2026-01-07")},
        {"from_at": at("2026-01-08"), "offence_class": "enabler", "policing_area": "North"},
    )
    tags = pl.DataFrame(
        [
            dict.fromkeys(TAGS) | {"row": 0, "facet": "atm_attack", "code": "rip_out", "state": "present"},
            dict.fromkeys(TAGS) | {"row": 1, "facet": "atm_attack", "code": "rip_out", "state": "absent"},
        ],
        schema=dict(TAGS),
    )
    found = {each.key: each.rows.tolist() for each in standard_streams(frame, tags)}
    assert found == {
        "class:atm_attack": [0, 1],
        "area:atm_attack:North": [1],
        "area:atm_attack:South": [0],
        "class:commercial_burglary": [2],
        "method:rip_out": [0],
    }


def test_what_is_recorded_later_is_not_known_yet():
    frame = offences(
        {"from_at": at("2026-01-05T01:00")},
        {"from_at": at("2026-01-13T01:00"), "recorded_at": at("2026-01-20T01:00")},
        {"from_at": at("2026-01-14T01:00"), "recorded_at": at("2026-01-14T09:00")},
        {"from_at": at("2026-01-14T01:00"), "when_precision": "month"},
    )
    watched = watch_streams(
        frame, (Stream("all", "All", pl.Series([0, 1, 2, 3]).to_numpy()),), at("2026-01-15T12:00")
    )
    assert watched.counts.tolist() == [[1, 1]]
    assert watched.whole_weeks == 1
    assert watched.rows[0].tolist() == [0, 2]


def test_sunday_night_in_summer_is_the_week_of_local_time():
    frame = offences({"from_at": at("2026-05-25T00:30")}, {"from_at": at("2026-06-07T23:30")})
    watched = watch_streams(frame, (Stream("all", "All", pl.Series([0, 1]).to_numpy()),), at("2026-06-10"))
    assert watched.counts[0].tolist() == [1, 0, 1]


def test_an_empty_file_is_watched_in_silence():
    empty = offences()
    watched = watch_streams(empty, standard_streams(empty), at("2026-06-10"))
    assert watched.streams == ()
