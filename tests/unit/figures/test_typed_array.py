"""Typed arrays must give back the very numbers that went in."""

from __future__ import annotations

import base64

import numpy as np
import pytest

from sac_dash.figures.typed_array import typed_array


@pytest.mark.parametrize(
    ("dtype", "code"), [("float64", "f8"), ("float32", "f4"), ("int32", "i4"), ("uint8", "u1")]
)
def test_bytes_round_trip(dtype: str, code: str) -> None:
    values = np.array([0, 1, 7], dtype=dtype)
    made = typed_array(values)
    assert made["dtype"] == code
    assert np.array_equal(np.frombuffer(base64.b64decode(made["bdata"]), dtype=f"<{code}"), values)


def test_64_bit_integers_become_floats() -> None:
    assert typed_array(np.array([2**40]))["dtype"] == "f8"


def test_a_slice_is_laid_out_afresh() -> None:
    made = typed_array(np.arange(10.0)[::3])
    assert np.frombuffer(base64.b64decode(made["bdata"])).tolist() == [0, 3, 6, 9]
