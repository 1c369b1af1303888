"""Tables of text from containers that hold typed values.

Whatever a container's own types, a row is handed on as text: dates as ISO 8601, numbers as plain
decimals, several values in one cell joined with a bar. Here the same cleaning and the same limits
apply as to delimited text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal

import polars as pl

from sac_dash.domain.errors import UnusableInputError
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable
from sac_dash.ingest.readers import rejects as why
from sac_dash.ingest.readers.text_stream import CONTROLS_REMOVED

VALUE_SEPARATOR = "|"

_CONTROLS = r"[\x00-\x08\x0B\x0C\x0E-\x1F\x7F]"
_ISO_DATE = r"^\d{4}-\d{2}-\d{2}$"
_ISO_MOMENT = r"^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}"


def write_value(value: object) -> str | None:
    """Return a typed value as text, None where there is nothing.

    >>> write_value(366411.0), write_value(1e21), write_value("007")
    ('366411', '1000000000000000000000', '007')
    """
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        return write_moment(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return write_number(value) if isinstance(value, int | float | Decimal) else str(value)


def write_moment(value: dt.date | dt.time | dt.timedelta) -> str:
    """Return a date, time or duration as ISO 8601; a moment at midnight as its date alone."""
    if isinstance(value, dt.timedelta):
        return write_duration(value)
    if not isinstance(value, dt.datetime):
        return value.isoformat()
    if value.time() == dt.time(0) and value.tzinfo is None:
        return value.date().isoformat()
    return value.isoformat(sep=" ")


def write_number(value: float | Decimal) -> str:
    """Return a number as a plain decimal, without an exponent or a needless fraction."""
    if isinstance(value, int):
        return str(value)
    text = repr(value) if isinstance(value, float) else str(value)
    if "e" in text or "E" in text:
        text = format(Decimal(text), "f")
    return text.removesuffix(".0")


def write_duration(value: dt.timedelta) -> str:
    """Return a duration as hours, minutes and seconds (hours may pass 24)."""
    seconds = round(value.total_seconds())
    sign = "-" if seconds < 0 else ""
    hours, rest = divmod(abs(seconds), 3600)
    return f"{sign}{hours:02d}:{rest // 60:02d}:{rest % 60:02d}"


def frame_from_rows(
    names: Sequence[str], rows: Iterable[tuple[int, Sequence[object]]], chunk_rows: int = 20_000
) -> pl.DataFrame:
    """Return (source row, values) pairs as a frame of text; short rows are filled with nothing."""
    schema = {**dict.fromkeys(names, pl.String()), SOURCE_ROW: pl.Int64()}
    frames = [pl.DataFrame(schema=schema)]
    chunk: list[list[object]] = []
    width = len(names)
    for source_row, values in rows:
        texts: list[object] = [write_value(value) for value in values[:width]]
        texts += [None] * (width - len(texts))
        if any(text is not None and str(text).strip() for text in texts):
            chunk.append([*texts, source_row])
        if len(chunk) == chunk_rows:
            frames.append(pl.DataFrame(chunk, schema=schema, orient="row"))
            chunk = []
    if chunk:
        frames.append(pl.DataFrame(chunk, schema=schema, orient="row"))
    return pl.concat(frames)


def even_out_midnights(frame: pl.DataFrame) -> pl.DataFrame:
    """Write midnight as a time in columns whose other cells have times.

    Workbooks store a date and a midnight alike; only the rest of the column tells them apart.
    """
    changed = []
    for name in frame.columns:
        if frame.schema[name] == pl.String and bool(frame[name].str.contains(_ISO_MOMENT).any()):
            dates = pl.col(name).str.contains(_ISO_DATE)
            changed.append(
                pl.when(dates).then(pl.col(name) + " 00:00:00").otherwise(pl.col(name)).alias(name)
            )
    return frame.with_columns(changed)


def finish_table(
    frame: pl.DataFrame,
    options: IngestOptions,
    *,
    file: str,
    kind: str,
    crs: str | None = None,
    layout: str | None = None,
    date_1904: bool = False,
    notes: tuple[str, ...] = (),
    warnings: dict[str, int] | None = None,
    name: str | None = None,
) -> RawTable:
    """Clean a frame of text and set apart rows with a field too large.

    Raises
    ------
    UnusableInputError
        The frame has no rows.
    """
    if frame.height == 0:
        raise UnusableInputError(f"the {kind} has no rows", file=file, remedy="Export it again")
    names = [name for name in frame.columns if name != SOURCE_ROW]
    frame, control_rows = _remove_controls(frame, names)
    frame, rejects = _set_apart_large(frame, names, file, options.max_field_bytes)
    found = {CONTROLS_REMOVED: control_rows} if control_rows else {}
    return RawTable(
        file=file,
        kind=kind,
        name=name,
        frame=frame,
        rejects=rejects,
        warnings={**found, **(warnings or {})},
        crs=crs,
        date_1904=date_1904,
        notes=notes,
        layout=layout,
    )


def _remove_controls(frame: pl.DataFrame, names: list[str]) -> tuple[pl.DataFrame, int]:
    """Return the frame without control characters and the number of rows that had any."""
    touched = [n for n in names if bool(frame[n].str.contains(rf"{_CONTROLS}|\r").any())]
    if not touched:
        return frame, 0
    rows = frame.select(
        pl.any_horizontal(pl.col(touched).str.contains(_CONTROLS).fill_null(value=False)).sum()
    )
    cleaned = pl.col(touched).str.replace_all(_CONTROLS, "").str.replace_all("\r\n", "\n", literal=True)
    return frame.with_columns(cleaned.str.replace_all("\r", " ", literal=True)), int(rows.item())


def _set_apart_large(
    frame: pl.DataFrame, names: list[str], file: str, max_bytes: int
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the rows whose fields are all within the limit, and the rest as rejects."""
    rejects = why.RejectList(file, names, max_bytes)
    large = frame.select(
        pl.any_horizontal(pl.col(names).str.len_bytes().fill_null(0) > max_bytes)
    ).to_series()
    if large.any():
        for row in frame.filter(large).iter_rows(named=True):
            fields = [row[name] for name in names]
            rejects.add(row[SOURCE_ROW], why.TOO_LARGE, f"over {max_bytes:,} bytes", fields)
        frame = frame.filter(~large)
    return frame, rejects.frame()
