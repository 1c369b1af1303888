"""A place is found by its name, its grid reference or its degrees."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.geography.find_place import read_place
from sac_dash.geography.nearest_town import Towns

TOWNS = Towns(
    ["Newport", "Newport", "Ludlow"], np.array([-2.998, -2.378, -2.718]), np.array([51.588, 52.767, 52.368])
)
SHROPSHIRE = (-2.7, 52.7)


def test_of_two_towns_of_a_name_the_closer_is_meant() -> None:
    assert read_place(" newport", TOWNS, SHROPSHIRE) == (-2.378, 52.767)
    assert read_place("Newport", TOWNS, (-3.0, 51.5)) == (-2.998, 51.588)


@pytest.mark.parametrize("text", ["52.192, -2.22", "-2.22 52.192", "52.192;-2.22"])
def test_degrees_are_read_in_either_order(text: str) -> None:
    assert read_place(text, TOWNS, SHROPSHIRE) == (-2.22, 52.192)


def test_degrees_elsewhere_are_latitude_first() -> None:
    assert read_place("49.28, -123.12", TOWNS, SHROPSHIRE) == (-123.12, 49.28)


def test_a_grid_reference_is_the_middle_of_its_square() -> None:
    place = read_place("SO 849 550", TOWNS, SHROPSHIRE)
    assert place == pytest.approx((-2.222, 52.193), abs=0.002)


@pytest.mark.parametrize("text", ["", "Atlantis", "999, 999", "ZZ 12 12"])
def test_what_is_no_place_is_none(text: str) -> None:
    assert read_place(text, TOWNS, SHROPSHIRE) is None
