import numpy as np
import pytest

from sac_dash.linkage import aoristic
from sac_dash.linkage.aoristic import cycle_base, cycle_shares, slices_of, window_hours


def test_a_window_spreads_over_its_hours_and_no_others():
    shares, _ = cycle_shares(np.array([22.0]), np.array([4.0]), 24, 1.0)
    assert shares[0].sum() == pytest.approx(1.0)
    assert set(np.flatnonzero(shares[0])) == {22, 23, 0, 1}


def test_a_window_of_days_says_nothing_of_the_hour():
    start, length = np.array([3.0, 22.0]), np.array([72.0, 2.0])
    shares, base = cycle_shares(start, length, 24, 1.0)
    assert np.allclose(shares[0], base**1 / base.sum(), atol=1e-9)


def test_part_hours_count_in_part():
    shares, base = cycle_shares(np.array([1.5]), np.array([1.0]), 24, 1.0)
    assert shares[0, 1] / shares[0, 2] == pytest.approx(base[1] / base[2])


def test_local_clock_and_day_precision(offences_of):
    # 3 July 2025 01:00 UTC is 02:00 in London, a Thursday
    offences = offences_of([{"day": 122}, {"day": 122, "when_precision": "day"}])
    start, length = window_hours(offences)
    assert start[0] == pytest.approx(3 * 24 + 2.0)
    assert (start[1], length[1]) == pytest.approx((72.0, 24.0))


def test_a_long_file_is_worked_out_in_slices_alike(monkeypatch):
    rng = np.random.default_rng(4)
    start, length = rng.uniform(0, 168, 100), rng.exponential(9, 100)
    whole = cycle_base(start, length, 24, 1.0)
    monkeypatch.setattr(aoristic, "SLICE", 7)
    assert np.allclose(cycle_base(start, length, 24, 1.0), whole, rtol=1e-12)
    assert [part.start for part in slices_of(15)] == [0, 7, 14]
