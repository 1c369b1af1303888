"""`sac-dash trends`: the table, CSV, JSON, and what it refuses."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from sac_dash.cli.main import run
from sac_dash.domain.columns import OFFENCES, TAGS
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow.trend_table import TREND_COLUMNS

FIRST = datetime(2022, 1, 3, 2, tzinfo=UTC)
WEEKS = 180
SPLITS = ("class", "area", "force", "method", "series")


def force() -> pl.DataFrame:
    """Return an offence a week, an attack every fourth, recorded two days later; half name an area."""
    rows = []
    for week in range(WEEKS):
        at = FIRST + timedelta(days=7 * week)
        known = {"offence_key": f"X:{week}", "crime_ref": str(week), "force": "X", "when_precision": "minute"}
        kind = {"offence_class": "commercial_burglary" if week % 4 else "atm_attack"}
        when = {"from_at": at, "to_at": at, "recorded_at": at + timedelta(days=9)}
        rows.append(
            dict.fromkeys(OFFENCES) | known | kind | when | {"policing_area": "=Vale" if week % 2 else None}
        )
    return pl.DataFrame(rows, schema=dict(OFFENCES))


def coded() -> pl.DataFrame:
    rows = [(row, "tool", "crowbar", "present", "text", None, None, None) for row in range(0, WEEKS, 3)]
    return pl.DataFrame(rows, schema=dict(TAGS), orient="row")


@pytest.fixture
def sac_dash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    monkeypatch.setenv("SAC_DASH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    Store(tmp_path / "home").publish(
        GenerationFrames(offences=force(), tags=coded()), "invented data for a test"
    )

    def execute(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return execute


def test_the_table_has_the_range_beside_each_count_and_says_what_it_must(sac_dash):
    code, out, _ = sac_dash("trends", "--period", "week", "--last", 4)
    assert code == 0
    assert "All" in out
    assert "Commercial burglary" in out
    assert " [0 to " in out
    assert "2 Jun 2025" in out
    assert "02 Jun" not in out
    assert "(may grow)" in out
    assert "9 in 10 offences are recorded within 9 days of the window's end" in out
    assert "the last complete week may still grow." in out
    assert "where about" in out
    assert "Counting rule: each offence counted once" in out
    assert "%" not in out


def test_offences_that_do_not_say_have_a_column_and_a_line(sac_dash):
    code, out, _ = sac_dash("trends", "--by", "facet", "--facet", "tool")
    assert code == 0
    assert "Do not say" in out
    assert "120 of 180 offences say nothing of “Tool”" in out
    assert (
        "45 of 45 ATM attacks state no method"
        in sac_dash("trends", "--by", "method", "--class", "atm_attack")[1]
    )
    assert "90 of 180 offences lie in no known area" in sac_dash("trends", "--by", "area")[1]


@pytest.mark.parametrize("by", [*SPLITS, "none"])
def test_every_split_of_the_page_can_be_printed(sac_dash, by):
    assert sac_dash("trends", "--by", by)[0] == 0


def test_csv_and_json_hold_the_same_rows(sac_dash, tmp_path):
    path = tmp_path / "trends.csv"
    code, out, _ = sac_dash("trends", "--by", "area", "--csv", path)
    assert (code, "periods written" in out) == (0, True)
    held = json.loads(sac_dash("trends", "--by", "area", "--json")[1])
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == list(TREND_COLUMNS)
    assert len(rows) == len(held["rows"])
    assert {row["group"] for row in rows} == {"All offences", "'=Vale", "Area not known"}
    assert (held["by"], held["period"], held["n"]) == ("area", "month", WEEKS)
    assert held["recording_lag"]["days"] == 9
    assert any(row["law"] for row in held["rows"])
    assert sum(row["n"] or 0 for row in held["rows"] if row["group"] == "All offences") == WEEKS


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--by", "facet"), "--by facet needs a facet. Give --facet one of: tool"),
        (("--by", "facet", "--facet", "colour"), "no offence says anything of 'colour'"),
        (("--facet", "tool"), "--facet was given without --by facet"),
        (("--class", "arson"), "no offence is of the class 'arson'"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(sac_dash, given, said):
    code, _, err = sac_dash("trends", *given)
    assert code == 2
    assert said in err
    assert err.count("\n") == 1
