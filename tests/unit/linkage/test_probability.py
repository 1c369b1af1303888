import numpy as np
import pytest

from sac_dash.linkage.parameters import PriorParameters
from sac_dash.linkage.probability import link_probability, needed_log10, prior_log10_odds, vote_weight

PLAIN = PriorParameters(partners_per_offence=1.5, calibration_log10=0.0)


def test_no_evidence_leaves_the_base_rate():
    assert link_probability(np.array([0.0]), 1001, PLAIN)[0] == pytest.approx(0.0015)


def test_a_larger_file_needs_more_evidence():
    assert needed_log10(0.5, 10_000, PLAIN) > needed_log10(0.5, 100, PLAIN)
    need = needed_log10(0.01, 5000, PLAIN)
    assert link_probability(np.array([need]), 5000, PLAIN)[0] == pytest.approx(0.01)


def test_beyond_the_bend_a_share_of_the_evidence_is_believed_and_the_order_stays():
    bent = PriorParameters(
        partners_per_offence=1.5,
        calibration_log10=0.0,
        repeats_from_log10=0.0,
        repeats_share=0.5,
    )
    base = prior_log10_odds(1001, bent)
    below, at, above = link_probability(np.array([-1.0, 0.0, 2.0]) - base, 1001, bent)
    assert (below, at, above) == pytest.approx((1 / 11, 0.5, 10 / 11))
    assert vote_weight(np.array([2.0]) - base, 1001, bent)[0] == pytest.approx(100 / 101)
    assert needed_log10(10 / 11, 1001, bent) == pytest.approx(2.0 - base)


def test_tiny_files_have_odds_too():
    assert prior_log10_odds(2, PLAIN) == pytest.approx(0.0)
    assert np.isfinite(link_probability(np.array([500.0, -500.0]), 2, PLAIN)).all()
