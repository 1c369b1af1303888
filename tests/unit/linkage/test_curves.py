import numpy as np
import pytest

from sac_dash.linkage import curves
from sac_dash.linkage.parameters import DistanceParameters, HourParameters, TimeGapParameters


def _uniform_disc(radius_km):
    edges = curves.bin_edges(curves.FIRST_KM, curves.DISTANCE_BINS)
    return curves.share_by_bin(np.diff(np.minimum(edges, radius_km) ** 2))


def test_near_is_evidence_for_and_far_no_worse_than_the_travelling_share():
    parameters = DistanceParameters()
    curve = curves.distance_curve(_uniform_disc(60.0), 40.0, parameters)
    travelling = 1 - parameters.local_share - parameters.regional_share
    assert curve[8] > 0.8
    assert curve.min() >= np.log10(travelling) - 1e-9
    assert np.all(np.diff(curve[8:20]) <= 1e-9)


def test_the_same_distance_says_less_in_a_small_town():
    at_two_km = int(np.searchsorted(curves.bin_edges(curves.FIRST_KM, curves.DISTANCE_BINS), 2.0)) - 1
    county = curves.distance_curve(_uniform_disc(60.0), 40.0, DistanceParameters())
    town = curves.distance_curve(_uniform_disc(4.0), 3.0, DistanceParameters())
    assert county[at_two_km] > town[at_two_km] + 0.5


def test_days_apart_favour_the_soon():
    edges = curves.bin_edges(curves.FIRST_DAYS, curves.GAP_BINS)
    shares = curves.share_by_bin(np.diff(np.minimum(edges, 1000.0)))
    curve = curves.gap_curve(shares, TimeGapParameters())
    soon, late = (int(np.searchsorted(edges, days)) - 1 for days in (5, 500))
    assert curve[soon] > 0.8 > -0.3 > curve[late]


def test_shared_hours_are_neutral_on_average():
    base = np.full(24, 1 / 24)
    ratio = curves.hour_ratio(base, HourParameters())
    assert np.allclose(ratio, ratio.T)
    assert base @ ratio @ base == pytest.approx(1.0)
    assert ratio[2, 2] > 1.5 > 1 > ratio[2, 14]


def test_a_rare_hour_in_common_says_more():
    base = np.full(24, 0.9 / 12)
    base[12:] = 0.1 / 12
    ratio = curves.hour_ratio(base, HourParameters())
    assert ratio[18, 18] > ratio[6, 6]


def test_day_of_week_says_little():
    ratio = curves.day_ratio(np.full(7, 1 / 7), HourParameters())
    assert ratio[0, 0] < 2.0
    assert np.full(7, 1 / 7) @ ratio @ np.full(7, 1 / 7) == pytest.approx(1.0)
