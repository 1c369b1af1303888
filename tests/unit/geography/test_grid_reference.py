"""Grid references as officers write them."""

from __future__ import annotations

import polars as pl
import pytest

from sac_dash.geography.grid_reference import read_grid_references, write_grid_reference


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SO 849 550", (384_950, 255_050, 100)),
        ("so849550", (384_950, 255_050, 100)),
        ("TQ3080", (530_500, 180_500, 1000)),
        ("NN 16663 71279", (216_663.5, 771_279.5, 1)),
        ("HP 61 09", (461_500, 1_209_500, 1000)),
        ("XX 12 34", (None, None, None)),
        ("SO 123", (None, None, None)),
        ("384950", (None, None, None)),
        (None, (None, None, None)),
    ],
)
def test_references(text, expected):
    assert read_grid_references(pl.Series([text], dtype=pl.String)).row(0) == expected


def test_a_reference_is_written_as_it_is_read():
    assert write_grid_reference(384_950.0, 255_050.0) == "SO 849 550"
    assert read_grid_references(pl.Series(["SO 849 550"])).row(0)[:2] == (384_950.0, 255_050.0)
    assert write_grid_reference(-500.0, 10.0) is None
