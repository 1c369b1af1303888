import numpy as np
import pytest

from sac_dash.linkage.parameters import PriorParameters
from sac_dash.linkage.probability import link_probability, needed_log10, prior_log10_odds

PLAIN = PriorParameters(partners_per_offence=1.5, calibration_log10=0.0)


def test_no_evidence_leaves_the_base_rate():
    assert link_probability(np.array([0.0]), 1001, PLAIN)[0] == pytest.approx(0.0015)


def test_a_larger_file_needs_more_evidence():
    assert needed_log10(0.5, 10_000, PLAIN) > needed_log10(0.5, 100, PLAIN)
    need = needed_log10(0.01, 5000, PLAIN)
    assert link_probability(np.array([need]), 5000, PLAIN)[0] == pytest.approx(0.01)


def test_tiny_files_have_odds_too():
    assert prior_log10_odds(2, PLAIN) == pytest.approx(0.0)
    assert np.isfinite(link_probability(np.array([500.0, -500.0]), 2, PLAIN)).all()
