"""Parquet: typed columns as text, list columns joined with a bar.

The product's own ``offences.parquet`` comes back through here as it was written.
"""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
from pyarrow import ArrowException

from sac_dash.domain.errors import UnusableInputError
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable
from sac_dash.ingest.readers.header import MAX_COLUMNS, recognise_layout
from sac_dash.ingest.readers.typed_rows import VALUE_SEPARATOR, finish_table, write_number

MAX_UNPACKED_BYTES = 2**30  # of cells at 16 bytes each; a file past it is refused only when packed …
MAX_UNPACKED_RATIO = 100.0  # … more tightly than this

_CELL_BYTES = 16


def read_parquet(path: Path, options: IngestOptions) -> RawTable:
    """Read a Parquet file as a table of text.

    Raises
    ------
    UnusableInputError
        The file is damaged, has no rows, or would unpack beyond all measure.
    """
    try:
        _check_size(path)
        frame = pl.read_parquet(path, glob=False, hive_partitioning=False, memory_map=False)
    except (ArrowException, pl.exceptions.PolarsError, OSError, ValueError) as error:
        raise UnusableInputError(
            "the Parquet file is damaged", file=path.name, remedy="Export it again"
        ) from error
    unread = [name for name, dtype in frame.schema.items() if _is_unread(dtype)]
    text = frame.drop(unread).select(
        _write_column(frame[name]) for name in frame.columns if name not in unread and name != SOURCE_ROW
    )
    rows = pl.int_range(2, text.height + 2, dtype=pl.Int64).alias(SOURCE_ROW)
    notes = (f"columns that hold no text left out: {', '.join(unread)}",) if unread else ()
    return finish_table(
        text.with_columns(rows),
        options,
        file=path.name,
        kind="Parquet",
        layout=recognise_layout(text.columns),
        notes=notes,
    )


def _check_size(path: Path) -> None:
    """Refuse a file whose few bytes stand for more cells than memory holds."""
    metadata = pq.read_metadata(path)
    unpacked = metadata.num_rows * metadata.num_columns * _CELL_BYTES
    if metadata.num_columns > MAX_COLUMNS:
        raise UnusableInputError(
            f"the file has {metadata.num_columns:,} columns",
            file=path.name,
            remedy=f"Export only the columns wanted (at most {MAX_COLUMNS:,})",
        )
    if unpacked > MAX_UNPACKED_BYTES and unpacked > MAX_UNPACKED_RATIO * path.stat().st_size:
        raise UnusableInputError(
            f"the file would unpack to {unpacked / 2**20:,.0f} MB", file=path.name, remedy="Export it as CSV"
        )


def _is_unread(dtype: pl.DataType) -> bool:
    """Return whether a column's values are no text (bytes, records, objects)."""
    inner = dtype.inner if isinstance(dtype, pl.List) else dtype
    return isinstance(inner, pl.Binary | pl.Struct | pl.Object | pl.List | pl.Array)


def _write_column(column: pl.Series) -> pl.Series:
    """Return a typed column as text."""
    dtype = column.dtype
    if isinstance(dtype, pl.List):
        column = column.list.eval(pl.element().cast(pl.String).drop_nulls()).list.join(VALUE_SEPARATOR)
    elif isinstance(dtype, pl.Datetime):
        column = _write_moments(column, dtype)
    elif dtype.is_float():
        column = _write_floats(column)
    else:
        column = column.cast(pl.String)
    return column.to_frame().select(pl.when(pl.first() != "").then(pl.first())).to_series()


def _write_moments(column: pl.Series, dtype: pl.Datetime) -> pl.Series:
    """Return moments as ISO 8601, those with a zone in UTC and ending in Z."""
    if dtype.time_zone is None:
        return column.dt.strftime("%Y-%m-%d %H:%M:%S%.f")
    return column.dt.convert_time_zone("UTC").dt.strftime("%Y-%m-%dT%H:%M:%S%.fZ")


def _write_floats(column: pl.Series) -> pl.Series:
    """Return floats as plain decimals."""
    text = column.cast(pl.Float64).cast(pl.String)
    with_exponent = text.str.contains("e", literal=True)
    if with_exponent.any():
        return column.cast(pl.Float64).map_elements(write_number, return_dtype=pl.String)
    return text.str.strip_suffix(".0")
