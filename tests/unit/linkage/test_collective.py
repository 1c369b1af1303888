import numpy as np
import pytest

from sac_dash.linkage.collective import collective_evidence
from sac_dash.linkage.parameters import CollectiveParameters

PLAIN = CollectiveParameters(partners=20, gain=2.0, steepness=5.0)


def test_a_shared_third_offence_speaks_for_a_link():
    a, b = np.array([0, 0, 1, 3]), np.array([1, 2, 2, 4])
    probability = np.array([0.1, 0.8, 0.5, 0.9])
    found = collective_evidence(a, b, probability, 5, PLAIN)
    assert found[0] == pytest.approx(2.0 * np.log10(1 + 5 * 0.8 * 0.5))
    assert found[3] == 0.0


def test_only_the_best_partners_vote():
    a, b = np.array([0, 0, 0, 1]), np.array([1, 2, 3, 2])
    probability = np.array([0.9, 0.2, 0.8, 0.2])
    one = CollectiveParameters(partners=1, gain=1.0, steepness=5.0)
    everyone = CollectiveParameters(partners=9, gain=1.0, steepness=5.0)
    few = collective_evidence(a, b, probability, 4, one)
    assert (few <= collective_evidence(a, b, probability, 4, everyone)).all()
