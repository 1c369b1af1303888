"""A verdict is about a row that was seen."""

from __future__ import annotations

import pytest

from sac_dash.dashboard.components.rows_shown import row_in_hand

SHOWN = [
    {"id": "A/1", "number": 1, "chosen": True},
    {"id": "A/2", "number": 2, "chosen": False},
    {"id": "A/3", "number": "", "chosen": False},
]


@pytest.mark.parametrize(
    ("rows", "asked", "column", "meant"),
    [
        (SHOWN, "A/2", "id", "A/2"),
        (SHOWN, "2", "number", "A/2"),
        (SHOWN, None, "id", "A/1"),
        (SHOWN, "A/9", "id", "A/1"),  # what the address names has left the table
        (SHOWN[1:], "A/9", "id", None),  # nothing is marked: nothing is guessed
        (None, "A/2", "id", None),
    ],
)
def test_the_row_named_else_the_row_marked(rows, asked, column, meant):
    assert row_in_hand(rows, asked, column) == meant
