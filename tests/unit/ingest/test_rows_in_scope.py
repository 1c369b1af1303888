"""Typing in slices changes nothing but the memory it takes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from sac_dash.ingest import IngestOptions, IngestResult, ingest_files, laid_aside, rows_in_scope
from sac_dash.ingest.readers import delimited, text_stream

OPTIONS = IngestOptions(today=datetime(2026, 6, 1, tzinfo=UTC))
HEADER = "Crime Ref,Offence,Committed From,Committed To,Easting,Northing,Property Stolen\n"


def _row(number: int, start: str, offence: str = "Burglary - Business") -> str:
    return f"R{number},{offence},{start},,{384950 + number},247700,Cash; Tobacco\n"


def _ingest(path: Path, text: str) -> IngestResult:
    path.write_text(text, encoding="utf-8")
    return ingest_files([path], options=OPTIONS)


@pytest.mark.parametrize(
    "starts",
    [
        ["03/04/2024 10:00"] * 7 + ["04/25/2024 11:00"] * 3,  # told only by the last slice
        ["03/04/2024 00:00"] * 10,  # midnights throughout: dates without a time
        ["03/04/2024 00:00"] * 9 + ["03/04/2024 09:30"],  # a time in the last slice only
        ["03/04/2024 10:00", "", "soon"] * 4,  # rejects in every slice
    ],
)
@pytest.mark.parametrize("with_reference", [True, False])
def test_slices_say_what_the_whole_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, starts: list[str], *, with_reference: bool
) -> None:
    offences = ["Burglary - Business", "Robbery"]
    rows = [_row(n, start, offences[n % 5 == 4]) for n, start in enumerate(starts)]
    text = HEADER + "".join(rows)
    if not with_reference:
        text = "".join(line.partition(",")[2] for line in text.splitlines(keepends=True))
    whole = _ingest(tmp_path / "export.csv", text)
    monkeypatch.setattr(rows_in_scope, "SLICE_ROWS", 3)
    monkeypatch.setattr(delimited, "LAID_ROWS", 3)
    monkeypatch.setattr(text_stream, "BLOCK_BYTES", 200)
    monkeypatch.setattr(laid_aside, "KEPT_BYTES", 0)
    sliced = _ingest(tmp_path / "export.csv", text)
    assert sliced.quality == whole.quality
    assert sliced.offences.equals(whole.offences)
    assert sliced.facet_values.equals(whole.facet_values)
    assert sliced.rejects.equals(whole.rejects)
