# ruff: noqa: E501 - rows of a table are read whole
"""An export with everything that goes wrong in one: small slices on disk say what one slice in memory says."""

from __future__ import annotations

import csv
import io
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sac_dash.ingest import IngestOptions, ingest_files, laid_aside, rows_in_scope
from sac_dash.ingest.readers import delimited, text_stream

OPTIONS = IngestOptions(today=datetime(2026, 6, 1, tzinfo=UTC), force="Marches")

HEADER = (
    "Crime Ref", "HO Code", "Offence", "Committed From", "Committed To", "Recorded", "Easting", "Northing", "Premises Type",
    "Point of Entry", "MO Text", "Property Stolen", "Value", "Suspect Ethnicity",
)  # fmt: skip
_OFFENCES = (
    ("30C", "Burglary - Business and Community"), ("28E", "Burglary - Residential"), ("49", "Theft - other"), ("", "Burglary"),
    ("30C", "burglary non dwelling"), ("105", "Anti-social behaviour"), ("ZZ9", "Burglary - Business and Community"),
)  # fmt: skip
_TEXTS = (
    "rear door forced, till taken",
    'entered by "jemmying" the door,\nthen smashed the counter',
    "telehandler ripped ATM from wall",
    "known associate; no entry gained",
    "=HYPERLINK(1)",
    "keys to Audi RS3 stolen",
    "café – fenêtre cassée",
    "",
    "N/K",
)
_DATES = (
    "{d:02d}/{m:02d}/2024 22:15", "{d:02d}/{m:02d}/2024", "2024-{m:02d}-{d:02d} 03:30", "{d} Mar 2024 1.30pm", "31/02/2024 10:00", "soon",
    "", "01/01/2031 10:00", "31/03/2024 01:30", "27/10/2024 01:30", "45356.25", "{d:02d}/{m:02d}/2024 22:15:10",
)  # fmt: skip
_PLACES = (
    ("384950", "255050"), ("0", "0"), ("255050", "384950"), ("1e9", "4"), ("", ""), ("-2.2216", "52.1935"), ("SO 512 401", ""),
    ("384,950m", "255050"), ("NaN", "inf"), ("365000", "300000"),
)  # fmt: skip
_SPOILED = (
    'R{n},30C,Burglary - Business and Community,06/01/2024 22:00,,,384950,255050,Shop,Door,"unclosed,Cash,5,White\n',
    "R{n},30C,too,few\n",
    "\n",
    "R{n},30C,Burglary - Business,06/01/2024 22:00,,,384950,255050,Shop,Door,text,Cash,5,White,one,too,many\n",
)


@pytest.mark.parametrize("references", [True, False])
def test_small_slices_on_disk_say_what_one_slice_in_memory_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, references: bool
) -> None:
    write_awkward(tmp_path / "export.csv", 3_000, references=references)
    whole = ingest_files([tmp_path / "export.csv"], options=OPTIONS)
    monkeypatch.setattr(rows_in_scope, "SLICE_ROWS", 200)
    monkeypatch.setattr(delimited, "LAID_ROWS", 200)
    monkeypatch.setattr(text_stream, "BLOCK_BYTES", 8_192)
    monkeypatch.setattr(laid_aside, "KEPT_BYTES", 50_000)
    sliced = ingest_files([tmp_path / "export.csv"], options=OPTIONS)
    assert sliced.quality == whole.quality
    assert sliced.offences.equals(whole.offences)
    assert sliced.facet_values.equals(whole.facet_values)
    assert sliced.rejects.equals(whole.rejects)
    counts = whole.quality.counts.check()
    assert min(counts.accepted, counts.out_of_scope, counts.rejected) > 500
    assert (counts.duplicate > 0) == references
    assert len(whole.quality.warnings) > 8


def write_awkward(path: Path, rows: int, *, seed: int = 5, references: bool = True) -> None:
    """Write `rows` rows and some that are none; without `references`, the column of crime references is left out."""
    chance = random.Random(seed)
    first = 0 if references else 1
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(HEADER[first:])
        for number in range(rows):
            if references and chance.random() < 0.002:
                file.write(chance.choice(_SPOILED).format(n=number))
            file.write(_line(_row(number, chance)[first:]))


def _row(number: int, chance: random.Random) -> list[str]:
    code, title = chance.choice(_OFFENCES)
    repeated = chance.random() < 0.03
    reference = f"R{chance.randrange(number + 1) if repeated else number}"
    start = _date(chance)
    end = start if chance.random() < 0.3 else _date(chance)
    x, y = chance.choice(_PLACES) if chance.random() < 0.3 else _PLACES[0]
    return [
        "" if chance.random() < 0.01 else reference,
        code,
        title,
        start,
        end,
        chance.choice(("", "07/01/2024 09:00", "2024-05-01")),
        x,
        y,
        chance.choice(("Shop", "House", "Bank", "Unknown", "")),
        chance.choice(("Rear door", "Window; Roof", "-", "")),
        chance.choice(_TEXTS),
        chance.choice(("Cash; Tobacco", "Tobacco", "Cash", "", "n/k")),
        chance.choice(("£1,200.50", "-5", "lots", "2.5k", "")),
        "White",
    ]


def _date(chance: random.Random) -> str:
    shape = chance.choice(_DATES) if chance.random() < 0.25 else _DATES[0]
    return shape.format(d=chance.randint(1, 28), m=chance.randint(1, 12))


def _line(cells: list[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
