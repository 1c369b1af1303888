"""Facts of a series, as an analyst would say them."""

from __future__ import annotations

import pytest

from sac_dash.patterns.series_facts import gaps_days, state_facts
from tests.unit.patterns.offences import at, offences

MEMBERS = offences(
    {"from_at": at("2026-03-11T20:00"), "to_at": at("2026-03-12T06:00"), "town": "Ludlow", "attempt": True},
    {"from_at": at("2026-03-01T20:00"), "town": "Leominster"},
    {"from_at": at("2026-03-05T20:00"), "town": "Ludlow", "policing_area": "South"},
)


def test_facts_of_three_offences_in_any_order():
    facts = state_facts(MEMBERS, at("2026-03-20T06:00"))
    assert (facts.n, facts.n_attempts) == (3, 1)
    assert facts.first_at == at("2026-03-01T20:00")
    assert facts.last_at == at("2026-03-12T06:00")
    assert facts.median_gap_days == pytest.approx(5.0)
    assert facts.days_since_last == pytest.approx(8.0)
    assert facts.towns == ("Ludlow", "Leominster")
    assert facts.areas == ("South",)


def test_gaps_run_between_window_starts():
    assert gaps_days(MEMBERS) == [4.0, 6.0]


def test_two_offences_have_no_median_gap_and_silence_is_never_negative():
    facts = state_facts(MEMBERS.head(2), at("2026-03-12T00:00"))
    assert facts.median_gap_days is None
    assert facts.days_since_last == 0.0
