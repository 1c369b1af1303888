"""A small comparison and what is said of it, for tests of the documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from sac_dash.briefing.comparison_workbook import SHEET_CELLS, SHEET_COLUMNS, SHEET_OFFENCES, ComparisonSheet
from sac_dash.briefing.provenance import Provenance

LONDON = ZoneInfo("Europe/London")
HOSTILE = ("=1+1", "+x", "-x", "@x", "\tx", "＝1", "  =1")


@dataclass(frozen=True)
class Case:
    """One offence's row: its reference, its text and its states by column."""

    reference: str
    text: str
    states: tuple[str, ...]


def comparison(*cases: Case, corrected: bool = False) -> ComparisonSheet:
    columns = [
        ("Target", "Type of premises", "Post office", "1 in 2", "1 in 2 of the ATM attacks", 1, 2, 0),
        ("Doing", "Tool", "Telehandler", "1 in 140", "1 in 140 of the ATM attacks", 1, 1, 1),
        ("Doing", "Tool", "=SUM(A1)", "usual", "Usual", 1, 1, 0),
    ]
    offences = [
        (
            n,
            case.reference,
            "Marches",
            "4 Mar 2026",
            "Ludlow",
            "Shop",
            "South",
            "ATM attack",
            1200.0,
            case.text,
        )
        for n, case in enumerate(cases, start=1)
    ]
    who = ("Ana", "4 Mar 2026 02:15", "stated absent") if corrected else ("", "", "")
    cells = [
        (n, at, state, f"{case.reference}: {state}\n“{case.text}”", case.text, "text", *who)
        for n, case in enumerate(cases, start=1)
        for at, state in enumerate(case.states)
    ]
    return ComparisonSheet(
        "Lantern (S-1)",
        pl.DataFrame(offences, schema=dict(SHEET_OFFENCES), orient="row"),
        pl.DataFrame(columns, schema=dict(SHEET_COLUMNS), orient="row"),
        pl.DataFrame(cells, schema=dict(SHEET_CELLS), orient="row"),
    )


@pytest.fixture
def provenance() -> Provenance:
    return Provenance(
        marking="OFFICIAL-SENSITIVE",
        subject="Lantern (S-1)",
        invented=True,
        made_at=datetime(2026, 3, 5, 9, 30, tzinfo=LONDON),
        made_by="Ana",
        extract_at=datetime(2026, 3, 4, 6, 40, tzinfo=LONDON),
        snapshot="20260304-ab",
        snapshot_hash="f" * 64,
        decisions=12,
        software="0.1.0",
        model="version 1: shipped",
        vocabulary="version 1.3",
        counting_rule="each offence counted once",
        n=2,
        n_unknown="Tool not stated in 1 of 2",
        recording_lag="nine in ten within 3 days",
    )


@pytest.fixture
def sheet() -> ComparisonSheet:
    return comparison(
        Case("22/1", "telehandler used", ("present", "hedged", "absent")),
        Case("22/2", "nothing said", ("other", "unknown", "present")),
    )
