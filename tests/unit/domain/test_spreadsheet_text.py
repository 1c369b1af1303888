"""What a spreadsheet would run gets an apostrophe; everything else stays as it is."""

from __future__ import annotations

import pytest

from sac_dash.domain.spreadsheet_text import neutral_row, neutral_text

ACTIVE = [
    "=1+1",
    "+44 7700",
    "-x",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\rx",
    "\nx",
    " =1",
    "\u00a0=1",
    "\u3000＝1",
    "\ufeff=1",
    "\u200b@x",
    "－1+1x",
    "＋1",
    "＠x",
    "-1e5",
    "--1",
    "- 1",
    "-１",
    "-",
]


@pytest.mark.parametrize("cell", ACTIVE)
def test_what_a_spreadsheet_would_run_is_neutralised(cell):
    assert neutral_text(cell) == "'" + cell


@pytest.mark.parametrize(
    "cell", ["", "shop", "-2.5", "+3", " -7 ", "-.5", "0044", "a=b", "'=1", "№ 1", "  door"]
)
def test_numbers_and_text_stay(cell):
    assert neutral_text(cell) == cell


def test_a_row_keeps_numbers_and_leaves_gaps_empty():
    assert neutral_row(["=x", -2.5, None, 7, True]) == ["'=x", -2.5, "", 7, True]
