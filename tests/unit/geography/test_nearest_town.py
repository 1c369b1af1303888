"""Places said by the nearest town."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.geography.nearest_town import Towns, say_nearest_town

TOWNS = Towns(["Ludlow", "Leominster"], np.array([-2.718, -2.739]), np.array([52.368, 52.226]))
NOWHERE = Towns([], np.array([]), np.array([]))


@pytest.mark.parametrize(
    ("longitude", "latitude", "said"),
    [
        (-2.718, 52.386, "2.0 km N of Ludlow"),
        (-2.700, 52.379, "1.7 km NE of Ludlow"),
        (-2.780, 52.226, "2.8 km W of Leominster"),
        (-2.719, 52.369, "Ludlow"),
    ],
)
def test_distance_and_bearing_are_from_the_nearest_town(longitude, latitude, said):
    assert say_nearest_town(longitude, latitude, TOWNS) == said


def test_a_far_town_says_nothing():
    assert say_nearest_town(0.0, 54.0, TOWNS) is None
    assert say_nearest_town(-2.7, 52.4, NOWHERE) is None
