"""Lists of hard links (recovered property, DNA hits, footwear marks …) from CSV or XLSX.

A row becomes a link or a reject; which offence a bare reference means is settled by who knows the
offences held (:mod:`sac_dash.workflow.hard_links`), so a link's force may still be empty here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import polars as pl

from sac_dash.casework import HardLink
from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.ingest.aliases import squash
from sac_dash.ingest.date_order import decide_order, weigh_order
from sac_dash.ingest.date_text import read_date_parts
from sac_dash.ingest.dates import DateRules, read_instants
from sac_dash.ingest.hard_link_columns import (
    COLUMNS,
    KINDS,
    KINDS_SAID,
    LinkColumns,
    recognise_link_columns,
)
from sac_dash.ingest.listed_rows import (
    ListedRow,
    ListedTable,
    RejectedRow,
    cell_text,
    column_names,
    put_together,
    without_protected,
)
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable
from sac_dash.ingest.readers import read_source

MAX_LENGTH = 200  # characters of a reference or a source's name
_COLUMNS_REMEDY = f"Give it the columns {', '.join(COLUMNS[:5])} (and {', '.join(COLUMNS[5:])} where known)"
_NO_DATE = "date could not be read: the link is kept without it"


def read_hard_links(path: Path, today: datetime) -> ListedTable[HardLink]:
    """Read a list of hard links.

    Parameters
    ----------
    path
        CSV in any dialect, or XLSX: every sheet that has the columns is read.
    today
        The present moment (aware): a link established later has a wrong date.

    Raises
    ------
    UnusableInputError
        The file cannot be read, or no table of it has the columns of a link.
    """
    tables = read_source(path, IngestOptions(today=today.astimezone(UTC)))
    tables = [without_protected(table) for table in tables]
    known = [(table, recognise_link_columns(column_names(table))) for table in tables]
    usable = [(table, columns) for table, columns in known if not columns.missing]
    if not usable:
        missing = min((columns.missing for _, columns in known), key=len)
        raise UnusableInputError(
            f"no column is {' or '.join(missing)}", file=path.name, remedy=_COLUMNS_REMEDY
        )
    return put_together([_read_table(table, columns, today) for table, columns in usable])


def parse_link_date(text: str) -> str | None:
    """Return a date that somebody typed as ISO 8601 with its offset, or None where it is none."""
    return _dates(pl.Series([text]), date_1904=False)[0]


def _read_table(table: RawTable, columns: LinkColumns, today: datetime) -> ListedTable[HardLink]:
    frame = table.frame
    dates = _dated(table, columns)
    late = today.astimezone(UTC)
    rows: list[ListedRow[HardLink]] = []
    rejects: list[RejectedRow] = []
    undated = 0
    for date, raw in zip(dates, frame.iter_rows(named=True), strict=True):
        number = int(raw.pop(SOURCE_ROW))
        cells = {ours: cell_text(raw[theirs]) for ours, theirs in columns.theirs.items()}
        date = date if date and datetime.fromisoformat(date) <= late else None  # noqa: PLW2901 - the future is no record
        undated += bool(cells.get("recorded_at")) and date is None
        row = ListedRow(_link(cells, date, table.file), table.file, number, raw, columns.theirs)
        reject = _why_not(row, cells)
        (rejects if reject else rows).append(reject or row)  # type: ignore[arg-type]
    warnings = {**table.warnings, **({_NO_DATE: undated} if undated else {})}
    unused = tuple(f'column "{name}" is none of a hard link: not used' for name in columns.unused)
    return ListedTable(tuple(rows), tuple(rejects), table.rejects, warnings, (*table.notes, *unused))


def _link(cells: Mapping[str, str], date: str | None, file: str) -> HardLink:
    kind = KINDS.get(squash(cells["kind"]))
    return HardLink(
        cells.get("force_a", ""),
        cells["crime_ref_a"],
        cells.get("force_b", ""),
        cells["crime_ref_b"],
        str(kind or ""),
        cells.get("reference", ""),
        date or "",
        cells.get("source") or file,
    )


def _why_not(row: ListedRow[HardLink], cells: Mapping[str, str]) -> RejectedRow | None:
    """Return why a row states no link, or None where it does."""
    for ours in ("crime_ref_a", "crime_ref_b"):
        if not cells[ours]:
            return row.reject(ours, "crime reference is blank", "Give the reference of both offences")
    if not row.record.kind:
        said = f'"{cells["kind"][:40]}" is no kind of hard link' if cells["kind"] else "the kind is blank"
        return row.reject("kind", said, f"Use one of {KINDS_SAID}")
    for ours, text in cells.items():
        if len(text) > MAX_LENGTH:
            return row.reject(
                ours, f"longer than {MAX_LENGTH} characters", "Shorten it to what identifies it"
            )
    return None


def _dated(table: RawTable, columns: LinkColumns) -> list[str | None]:
    name = columns.theirs.get("recorded_at")
    if name is None:
        return [None] * table.frame.height
    return _dates(table.frame[name], date_1904=table.date_1904)


def _dates(texts: pl.Series, *, date_1904: bool) -> list[str | None]:
    """Return the moments a column states, in the source's own zone, None where it states none."""
    parts = read_date_parts(texts.cast(pl.String).str.strip_chars().replace("", None))
    spans = read_instants(parts, decide_order(weigh_order(parts)), DateRules(date_1904=date_1904))
    zone = ZoneInfo(SOURCE_TIMEZONE)
    return [start.astimezone(zone).isoformat() if start else None for start in spans["start"]]
