"""`sac-dash alerts`: the table, JSON, settling, the back-test, exit codes."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from sac_dash.cli.main import run
from sac_dash.domain.columns import OFFENCES
from sac_dash.store import GenerationFrames, Store

FIRST = datetime(2022, 1, 3, 2, tzinfo=UTC)
WEEKS = 180


def force() -> pl.DataFrame:
    """Return a burglary a week and nine more in the last days."""
    at = [FIRST + timedelta(days=7 * week) for week in range(WEEKS)]
    at += [FIRST + timedelta(days=7 * WEEKS, hours=9 * place) for place in range(9)]
    plain = {"force": "X", "offence_class": "commercial_burglary", "when_precision": "minute"}
    rows = [
        dict.fromkeys(OFFENCES)
        | plain
        | {"offence_key": f"X:{n}", "crime_ref": str(n), "from_at": moment, "to_at": moment}
        for n, moment in enumerate(at)
    ]
    return pl.DataFrame(rows, schema=dict(OFFENCES))


@pytest.fixture
def sac_dash(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]):
    monkeypatch.setenv("SAC_DASH_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("SAC_DASH_USER", "ana")
    monkeypatch.setenv("COLUMNS", "200")
    Store(tmp_path / "home").publish(GenerationFrames(offences=force()), "invented data for a test")

    def execute(*arguments: object) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run([str(argument) for argument in arguments])
        captured = capfd.readouterr()
        return code, captured.out, captured.err

    return execute


def test_open_alerts_are_listed_with_why_and_what_is_not_watched(sac_dash):
    code, out, _ = sac_dash("alerts")
    assert code == 0
    assert "Busy week" in out
    assert "Budget: 4 false alarms a year" in out
    assert "Not watched: Rare behaviour shared, everything: no behaviours are coded." in out
    assert "Counting rule: each offence counted once" in out


def test_json_holds_all_of_it(sac_dash):
    code, out, _ = sac_dash("alerts", "--json", "--budget", 6, "--back-test")
    held = json.loads(out)
    assert code == 0
    assert held["budget_per_year"] == 6
    assert sum(held["spent_per_year"].values()) == pytest.approx(6)
    assert {"id", "kind", "why", "fired_on", "chance_per_year", "offence_keys"} <= set(held["open"][0])
    assert held["back_test"]["detectors"]["weekly_count"]["years"] > 0
    assert held["settled"] == []


def test_an_alert_is_settled_and_stays_so(sac_dash):
    first, second = [each["id"] for each in json.loads(sac_dash("alerts", "--json")[1])["open"][:2]]
    code, out, _ = sac_dash("alerts", "--ack", first)
    assert (code, f"({first})" in out) == (0, True)
    assert sac_dash("alerts", "--dismiss", second, "--reason", "a recording matter")[0] == 0
    held = json.loads(sac_dash("alerts", "--json")[1])
    assert {first, second}.isdisjoint(each["id"] for each in held["open"])
    assert [(each["user"], each["reason"]) for each in held["settled"]] == [
        ("ana", "a recording matter"),
        ("ana", ""),
    ]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--ack", "nope"), "no alert has the id nope"),
        (("--dismiss", "nope"), "--dismiss needs a reason"),
        (("--ack", "a", "--dismiss", "b", "--reason", "c"), "Settle one alert at a time"),
        (("--budget", "60"), "less than or equal to 52"),
    ],
)
def test_what_cannot_be_is_told_in_one_line(sac_dash, given, said):
    code, _, err = sac_dash("alerts", *given)
    assert code == 2
    assert said in err
    assert err.count("\n") == 1
