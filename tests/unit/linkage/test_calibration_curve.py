import polars as pl
import pytest

from sac_dash.linkage.bootstrap import BootstrapParameters
from sac_dash.linkage.calibration_curve import calibration_curve, verdict_on
from sac_dash.linkage.truth import find_true_pairs


def _curve(rows, truth, given=None):
    links = pl.DataFrame(rows, schema=["row_a", "row_b", "probability"], orient="row")
    return calibration_curve(links, find_true_pairs(truth, given), BootstrapParameters())


def test_each_tenth_says_its_count_its_mean_and_what_was_true():
    truth = pl.DataFrame({"row": [0, 1], "series": ["a", "a"]})
    curve = _curve([(0, 1, 0.92), (2, 3, 0.98), (4, 5, 1.0), (0, 4, 0.05)], truth)
    assert [band.pairs for band in curve] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 3]
    assert curve[9].mean_prob == pytest.approx((0.92 + 0.98 + 1.0) / 3)
    assert curve[9].true_share.value == pytest.approx(1 / 3)
    assert curve[9].holds is None  # too few pairs to tell
    assert curve[5].mean_prob is None


def test_a_band_holds_within_a_factor_of_two():
    def band(true):
        truth = pl.DataFrame({"row": range(2 * true), "series": [row // 2 for row in range(2 * true)]})
        return _curve([(2 * k, 2 * k + 1, 0.85) for k in range(60)], truth)[8]

    assert band(30).holds is True
    assert band(25).holds is False
    assert band(25).verdict == "overstates more than twofold"


@pytest.mark.parametrize(
    ("said", "true", "pairs", "verdict"),
    [
        (0.25, 0.20, 400, "overstates slightly"),
        (0.60, 0.40, 400, "overstates"),
        (0.60, 0.20, 400, "overstates more than twofold"),
        (0.60, 0.80, 400, "understates slightly"),
        (0.40, 0.75, 400, "understates"),
        (0.15, 0.45, 400, "understates more than twofold"),
        (0.12, 0.10, 400, "as said"),
        (0.95, 0.90, 400, "as said"),
        (0.25, 0.0, 400, "overstates more than twofold"),
        (0.25, 0.20, 49, "too few to tell"),
        (0.25, None, 400, "too few to tell"),
    ],
)
def test_a_verdict_says_which_way_and_how_far_off(said, true, pairs, verdict):
    assert verdict_on(said, true, pairs) == verdict


def test_pairs_with_a_given_offence_are_left_out():
    truth = pl.DataFrame({"row": [0, 1, 2, 3], "series": ["a", "a", "b", "b"]})
    given = pl.DataFrame({"row": [0, 1], "series": ["op", "op"]})
    curve = _curve([(0, 1, 0.9), (0, 5, 0.9), (2, 3, 0.9)], truth, given)
    assert (curve[9].pairs, curve[9].true_share.value) == (1, 1.0)
