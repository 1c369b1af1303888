"""Darkness by the sun, the same whether worked out or sampled minute by minute."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.geography.sun import sun_altitude_deg
from sac_dash.patterns.basis import LeftOut, NotEnough
from sac_dash.patterns.lighting import DARK_DEG, SUNSET_DEG, LightTable, measure_light, window_light

from .windows import between, windows

WORCESTER = np.array([-2.22]), np.array([52.19])


def light(begin: str, end: str) -> np.ndarray:
    return window_light(windows((begin, end)), *WORCESTER)[0]


def test_six_in_the_evening_is_night_in_december_and_day_in_june():
    assert light("2025-12-15T18:00:00", "2025-12-15T18:01:00").tolist() == [1, 0, 0]
    assert light("2026-06-15T17:00:00", "2026-06-15T17:01:00").tolist() == [0, 0, 1]


def test_half_an_hour_after_sunset_is_twilight():
    # Worcester on 20 March 2026: the sun sets at about 18:23 UTC, dusk ends about half an hour later
    assert light("2026-03-20T18:35:00", "2026-03-20T18:36:00") == pytest.approx([0, 1, 0])


def test_windows_agree_with_minutes_looked_at_one_by_one():
    rng = np.random.default_rng(4)
    start = rng.integers(1_577_836_800, 1_672_531_200, 150)
    held = between(start, start + rng.integers(600, 3 * 86_400, 150))
    longitude, latitude = rng.uniform(-6, 1.5, 150), rng.uniform(50, 60, 150)
    step = (np.arange(2_000) + 0.5) / 2_000
    moments = held.start_s[:, None] + step * (held.end_s - held.start_s)[:, None]
    height = sun_altitude_deg(moments, longitude[:, None], latitude[:, None])
    sampled = np.column_stack([
        (height < DARK_DEG).mean(axis=1),
        ((height >= DARK_DEG) & (height < SUNSET_DEG)).mean(axis=1),
        (height >= SUNSET_DEG).mean(axis=1),
    ])  # fmt: skip
    found = window_light(held, longitude, latitude)
    assert found.sum(axis=1) == pytest.approx(1)
    assert np.abs(found - sampled).max() < 0.01


def test_offences_at_any_hour_are_as_dark_as_their_days():
    rng = np.random.default_rng(6)
    start = rng.integers(1_577_836_800, 1_672_531_200, 4_000)
    found = measure_light(between(start, start + 60), np.full(4_000, -2.2), np.full(4_000, 52.2))
    assert isinstance(found, LightTable)
    assert ((found.observed.low < found.expected_share) & (found.expected_share < found.observed.high)).all()
    assert found.expected_share.sum() == pytest.approx(1)


def test_an_unknown_place_has_no_light():
    held = windows(*[("2026-01-05T02:00:00", "2026-01-05T03:00:00")] * 6)
    longitude = np.array([-2.2] * 5 + [np.nan])
    found = measure_light(held, longitude, np.full(6, 52.2))
    assert isinstance(found, LightTable)
    assert found.basis.left_out == ((LeftOut.NO_PLACE, 1),)
    assert found.observed.share.tolist() == [1, 0, 0]
    assert isinstance(measure_light(held, np.full(6, np.nan), np.full(6, 52.2)), NotEnough)
