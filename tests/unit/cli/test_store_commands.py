"""Commands on the store: what they print of it, and what they say when it is empty."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from sac_dash.domain.columns import OFFENCES, empty
from sac_dash.store import GenerationFrames, Store


def published(home: Path) -> Store:
    store = Store(home)
    rows = pl.DataFrame(
        {
            "offence_key": ["M:1", "M:2", "M:3"],
            "crime_ref": ["1", "2", "3"],
            "force": "M",
            "offence_class": ["atm_attack", "commercial_burglary", "atm_attack"],
            "from_at": ["2026-01-05", "2026-01-20", "2026-03-01"],
            "when_precision": "day",
        }
    ).with_columns(pl.col("from_at").str.to_datetime(time_unit="us", time_zone="UTC"))
    rows = rows.with_columns(to_at="from_at")
    store.decisions.append("decision", {"accept": True}, "ab1234")
    store.publish(GenerationFrames(offences=pl.concat([empty(OFFENCES), rows], how="diagonal")), "one")
    return store


@pytest.mark.parametrize("arguments", [("trends",), ("similar", "--ref", "1"), ("backup", "b.zip")])
def test_an_empty_store_says_what_to_do(command, arguments: tuple[str, ...]) -> None:
    ended = command(*arguments)
    assert ended.code == 2
    assert "sac-dash ingest" in ended.err
    assert len(ended.err.splitlines()) == 1


def test_trends_count_by_month(command, home: Path) -> None:
    published(home)
    ended = command("trends", "--by", "class")
    assert ended.code == 0
    assert "Jan 2026" in ended.out
    assert "ATM attack" in ended.out
    assert "(part)" in ended.out
    assert "Counting rule" in ended.out


def test_trends_as_csv(command, home: Path, tmp_path: Path) -> None:
    published(home)
    path = tmp_path / "trends.csv"
    assert command("trends", "--by", "none", "--csv", path).code == 0
    assert pl.read_csv(path)["n"].sum() == 3


@pytest.mark.parametrize("target", ["absent/trends.csv", "folder"])
def test_a_table_that_cannot_be_written_is_told_first(command, tmp_path: Path, target: str) -> None:
    (tmp_path / "folder").mkdir()
    ended = command("trends", "--csv", tmp_path / target)
    assert (ended.code, len(ended.err.splitlines())) == (2, 1)
    assert "--csv" in ended.err


def test_audit_lists_and_verifies(command, home: Path) -> None:
    published(home)
    assert "ab1234" in command("audit", "list").out
    entries = [json.loads(line) for line in command("audit", "list", "--json").out.splitlines()]
    assert entries[0]["payload"] == {"accept": True}
    assert entries[1]["payload"]["generation"] == Store(home).require_current().id
    verified = command("audit", "verify")
    assert verified.code == 0
    assert "2 log entries" in verified.out


def test_audit_tells_of_damage(command, home: Path) -> None:
    path = published(home).require_current().folder / "offences.arrow"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)
    ended = command("audit", "verify")
    assert ended.code == 2
    assert "offences.arrow" in ended.err
    assert "restore" in ended.err


def test_backup_and_restore(command, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    published(home)
    backup = tmp_path / "b.zip"
    assert command("backup", backup).code == 0
    assert command("restore", backup).code == 2
    monkeypatch.setenv("SAC_DASH_HOME", str(tmp_path / "other"))
    restored = command("restore", backup)
    assert restored.code == 0
    assert "3 offences" in restored.out
    assert Store(tmp_path / "other").verify().sound


def test_geography_of_an_empty_store(command) -> None:
    ended = command("geography", "list")
    assert ended.code == 0
    assert "geography add" in ended.out


def test_text_is_shown_as_text(command, home: Path) -> None:
    store = published(home)
    store.decisions.append("decision", {"note": "[bold red]=cmd()\x1b[2J"}, "[link=x]a")
    out = command("audit", "list").out
    assert "[bold red]" in out
    assert "[link=x]" in out
    assert "\x1b[2J" not in out
