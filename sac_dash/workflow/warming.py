"""Compiling what is compiled on first use, at set-up instead of under an analyst's eyes."""

from __future__ import annotations

import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sac_dash.workflow.link_files import link_files
from sac_dash.workflow.requests import LinkRequest, ReadRequest

_HEADER = "crime_ref,force,offence_title,from_at,to_at,easting,northing,premises_type,mo_text\n"
_ROW = "W/{n},Warm,Burglary business and community,{day}/03/2025 01:00,{day}/03/2025 05:00,{east},290000,Shop,{mo}\n"
_MO = "Front door forced with crowbar; cigarettes taken; made off in Audi"


def warm_up() -> float:
    """Link a handful of invented offences, so that every kernel is compiled; return the seconds it took."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "warm_up.csv"
        rows = (_ROW.format(n=n, day=f"{n % 28 + 1:02d}", east=380_000 + 500 * n, mo=_MO) for n in range(60))
        source.write_text(_HEADER + "".join(rows), "utf-8")
        read = ReadRequest(today=datetime(2026, 1, 1, tzinfo=UTC))
        link_files([source], Path(folder) / "out", read=read, link=LinkRequest(top=10))
    return time.perf_counter() - started
