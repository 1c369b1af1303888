"""Every CSV and workbook that leaves the product follows the one rule of `spreadsheet_text`."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from types import SimpleNamespace

import polars as pl
import pytest

from sac_dash.cli.commands import trends
from sac_dash.dashboard.csv_text import write_csv_text
from sac_dash.domain.columns import REJECTS
from sac_dash.domain.spreadsheet_text import neutral_text
from sac_dash.ingest.rejects import write_rejects

SOURCE = Path(__file__).parents[2] / "sac_dash"
WRITES = ("csv.writer(", ".write_csv(", "DictWriter(", ".to_csv(", "Workbook(")
# An export as a records system writes it, its truth, and the benchmark's own input: read by machines.
FOR_MACHINES = {
    "workflow/publish_demo.py",
    "cli/benchmark/invented_export.py",
    "cli/benchmark/accuracy.py",
    "cli/benchmark/killed_rounds.py",
}
ACTIVE = ["=1+1", "+x", "-x", "@x", "\tx", "\rx", "＝1", "＋1", "－x", "＠x", "  =1", "\u3000=1"]


def by_rejects(cell: str, folder: Path) -> str:
    row = ("a.csv", 2, "From", "no date", cell, json.dumps({cell: cell}))
    write_rejects(pl.DataFrame([row], schema=dict(REJECTS), orient="row"), folder / "r.csv")
    return (folder / "r.csv").read_bytes().decode("utf-8-sig")


def by_pages(cell: str, _folder: Path) -> str:
    return write_csv_text([cell, "n"], [(cell, -3)], ["about"]).removeprefix("\ufeff")


def by_trends(cell: str, folder: Path) -> str:
    trends._write_csv(["group", "n"], [(cell, -3)], folder / "t.csv")
    return (folder / "t.csv").read_bytes().decode("utf-8-sig")


@pytest.mark.parametrize("write", [by_rejects, by_pages, by_trends])
@pytest.mark.parametrize("cell", ACTIVE)
def test_no_cell_and_no_header_can_act(tmp_path, write, cell):
    cells = [each for row in csv.reader(io.StringIO(write(cell, tmp_path), newline="")) for each in row]
    assert "'" + cell in cells
    assert cell not in cells
    assert all(neutral_text(each) == each for each in cells)


def test_negative_numbers_stay_numbers(tmp_path):
    case = SimpleNamespace(cell="shop", rows=[(-3, -2.5)])
    assert "-3,-2.5" in write_csv_text([case.cell, "n"], case.rows)
    assert ",-3" in by_trends("shop", tmp_path)


def test_whoever_writes_for_spreadsheets_follows_the_rule_or_is_named_here():
    for path in SOURCE.rglob("*.py"):
        text = path.read_text("utf-8")
        if any(write in text for write in WRITES) and path.relative_to(SOURCE).as_posix() not in FOR_MACHINES:
            assert "spreadsheet_text import" in text, path.name
