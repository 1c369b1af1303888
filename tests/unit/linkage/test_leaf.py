import numpy as np
import pytest
from numba.core.errors import NumbaError

from sac_dash.linkage.leaf import leaf


def doubled(values):
    return values * 2.0


def total(values):
    found = 0.0
    for value in values[1:]:
        found += value
    return found


def test_a_function_that_makes_no_array_is_compiled():
    assert leaf(total)(np.array([1.0, 2.0, 4.0])) == 6.0


def test_one_that_makes_an_array_is_refused():
    with pytest.raises(NumbaError):
        leaf(doubled)(np.array([1.0]))
