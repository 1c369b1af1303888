"""The ground around places, as one outline."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.geography.buffers import buffer_rings
from sac_dash.geography.distances import distance_km


def test_one_place_has_a_circle_around_it():
    (ring,) = buffer_rings(np.array([-2.2]), np.array([52.2]), 5.0)
    assert distance_km(ring[:, 0], ring[:, 1], -2.2, 52.2) == pytest.approx(5, rel=0.01)


def test_near_places_share_an_outline_and_far_ones_do_not():
    rings = buffer_rings(np.array([-2.2, -2.21, -3.0, np.nan]), np.array([52.2, 52.2, 52.2, 52.0]), 2.0)
    assert len(rings) == 2
    assert len(rings[0]) > 0
    assert rings[0][:, 0].min() > -2.3  # the larger part first
    assert buffer_rings(np.array([np.nan]), np.array([np.nan]), 2.0) == ()
