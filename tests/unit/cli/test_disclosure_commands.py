"""Handling is set and shown, disclosures are listed, in the terminal and as CSV."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sac_dash.casework import Disclose, Undo
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of, decide

GIVEN = Disclose(
    "industry_pack",
    "S-12",
    "=Partnership",
    "ISA 12",
    "DI Example",
    "",
    (("pack.pdf", "0f" * 32),),
    (("name", 3), ("postcode", 1)),
)


def test_handling_is_that_of_the_settings_until_somebody_sets_it(command) -> None:
    shown = command("handling", "show")
    assert shown.code == 0
    assert "Marking: OFFICIAL-SENSITIVE" in shown.out
    assert "Nobody has set it yet" in shown.out


def test_what_is_not_given_stays(command, home: Path) -> None:
    first = command("handling", "set", "--code", "P", "--instruction", "Ask first")
    assert first.code == 0
    assert "P, lawful sharing permitted" in first.out
    command("handling", "set", "--marking", "official")
    held = case_book_of(Store(home)).handling
    assert (held.marking, held.code, held.instruction) == ("OFFICIAL", "P", "Ask first")
    assert "no pack for outsiders" in command("handling", "set", "--code", "C").out


@pytest.mark.parametrize("asked", [("--marking", "RESTRICTED"), (), ("--code", "X")])
def test_what_cannot_be_set_is_told_in_one_line(command, asked: tuple[str, ...]) -> None:
    ended = command("handling", "set", *asked)
    assert ended.code == 2
    assert len(ended.err.splitlines()) == 1


def test_disclosures_are_listed_and_one_taken_back_says_so(command, home: Path, tmp_path: Path) -> None:
    assert "No disclosures yet" in command("disclosures").out
    store = Store(home)
    entry = decide(store, GIVEN, "ana")
    assert "ISA 12" in command("disclosures").out
    decide(store, Undo(entry.seq, seen=entry.seq), "ana")
    path = tmp_path / "list.csv"
    assert command("disclosures", "--csv", path).code == 0
    with path.open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["recipient"] == "'=Partnership"
    assert row["removed"] == "3 name; 1 postcode"
    assert row["taken_back"] == "yes"
    assert row["sha256"] == "0f" * 32
