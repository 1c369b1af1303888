"""The tempo of many series is what the facts of each say."""

from __future__ import annotations

import polars as pl

from sac_dash.patterns.series_facts import state_facts
from sac_dash.patterns.series_tempo import measure_tempos

from .offences import at, offences

CUT_OFF = at("2026-03-01T06:00:00")
NIGHTS = ("01-02T23:00", "01-03T02:00", "01-20T01:00", "01-25T01:00", "02-01T01:00", "02-08T01:00")
FRAME = offences(*({"from_at": at(f"2026-{night}:00")} for night in (*NIGHTS, "02-20T01:00", "02-21T01:00")))
MEMBERS = FRAME.with_row_index("row").with_columns(series_id=pl.Series(["S-1"] * len(NIGHTS) + ["S-2"] * 2))


def test_gap_and_silence_agree_with_the_facts_of_the_series():
    tempo = measure_tempos(MEMBERS.reverse(), CUT_OFF)["S-1"]
    facts = state_facts(FRAME[: len(NIGHTS)], CUT_OFF)
    assert tempo.rows == (0, 1, 2, 3, 4, 5)
    assert tempo.median_gap_days == facts.median_gap_days
    assert tempo.clock.quiet_days == facts.days_since_last


def test_two_of_one_night_are_one_outing_and_one_spree():
    tempo = measure_tempos(MEMBERS, CUT_OFF)["S-1"]
    assert [spree.positions for spree in tempo.sprees] == [(0, 1)]
    assert (tempo.n_outings, tempo.clock.n_gaps) == (5, 4)
    assert 0.05 < tempo.clock.chance < 0.25


def test_a_pair_has_no_tempo():
    tempo = measure_tempos(MEMBERS, CUT_OFF)["S-2"]
    assert (tempo.median_gap_days, tempo.clock.chance) == (None, None)


def test_no_series_is_no_tempo():
    assert measure_tempos(MEMBERS.clear(), CUT_OFF) == {}
