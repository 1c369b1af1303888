"""Rejects come back whole, and no spreadsheet runs them."""

from __future__ import annotations

import csv
import json
from types import SimpleNamespace

import polars as pl

from sac_dash.domain.columns import REJECTS
from sac_dash.ingest.rejects import drop_refused, write_rejects


def rejects(*cells: dict | str) -> pl.DataFrame:
    rows = [
        ("a.csv", i + 2, "From", "no date", "Fill in the date", c if isinstance(c, str) else json.dumps(c))
        for i, c in enumerate(cells)
    ]
    return pl.DataFrame(rows, schema=dict(REJECTS), orient="row")


def test_every_column_comes_back(tmp_path):
    write_rejects(
        rejects({"Ref": "001", "MO": "=cmd|' /C calc'!A0"}, {"Ref": "002", "Extra": "-5.2"}),
        tmp_path / "r.csv",
    )
    with (tmp_path / "r.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second = csv.DictReader(file)
    assert first["reject_reason"] == "no date"
    assert first["Ref"] == "001"
    assert first["MO"] == "'=cmd|' /C calc'!A0"
    assert (second["Extra"], second["MO"]) == ("-5.2", "")


def test_a_row_that_is_no_json_comes_back_as_it_is(tmp_path):
    write_rejects(rejects("not json"), tmp_path / "r.csv")
    assert "not json" in (tmp_path / "r.csv").read_text(encoding="utf-8-sig")


def test_no_rejects_is_a_header(tmp_path):
    write_rejects(rejects(), tmp_path / "r.csv")
    assert (tmp_path / "r.csv").read_text(encoding="utf-8-sig").startswith("reject_file,reject_row")


def test_refused_columns_leave_no_trace():
    cleaned = drop_refused(
        rejects({"Ref": "1", "Suspect Name": "A Person"}), SimpleNamespace(refused={"Suspect Name": "name"})
    )
    assert json.loads(cleaned["raw"][0]) == {"Ref": "1"}
