"""The weighted displacement difference: worked figures, windows, rings."""

from __future__ import annotations

import pytest

from sac_dash.patterns.evaluation.rate_change import BeforeAfter
from sac_dash.patterns.evaluation.weighted_displacement import weighted_displacement


@pytest.mark.parametrize(
    ("treated", "control", "difference", "z"),
    [((6, 0), (10, 9), -5, -1.0), ((8, 0), (20, 18), -6, -0.88), ((16, 0), (16, 16), -16, -2.3)],
)
def test_worked_figures(treated, control, difference, z):
    found = weighted_displacement(BeforeAfter(*treated), BeforeAfter(*control))
    assert found.difference == difference
    assert found.z == pytest.approx(z, abs=0.015)


def test_standard_error_is_the_root_of_all_counts():
    assert weighted_displacement(BeforeAfter(6, 0), BeforeAfter(10, 9)).standard_error == 5.0


def test_windows_are_brought_to_the_later_ones_length():
    found = weighted_displacement(BeforeAfter(12, 0, 2, 1), BeforeAfter(20, 10, 2, 1))
    assert found.difference == -6.0
    assert found.standard_error == pytest.approx((0 + 12 / 4 + 10 + 20 / 4) ** 0.5)


def test_what_went_to_the_ring_is_set_off():
    alone = weighted_displacement(BeforeAfter(6, 0), BeforeAfter(10, 9))
    ring = weighted_displacement(BeforeAfter(6, 0), BeforeAfter(10, 9), BeforeAfter(1, 4), BeforeAfter(5, 5))
    assert ring.difference == alone.difference + 3
    assert ring.standard_error > alone.standard_error


def test_nothing_has_no_z():
    assert weighted_displacement(BeforeAfter(0, 0), BeforeAfter(0, 0)).z == 0.0
