"""Which series are already known: from KNOWN.csv and from the source's own detections.

Known series teach the linkage and hold together whatever the evidence says. What is known does not
change an offence; it is a list of (row, series) beside them. What a list said is kept with the store's
generation, so that the next ingest, which brings no list, does not forget it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import polars as pl

from sac_dash.domain.columns import LISTED_SERIES, empty
from sac_dash.domain.errors import UnusableInputError
from sac_dash.workflow.references import rows_of

_REMEDY = "Give it the columns crime_ref and series (and force where the offences are of several)"


@dataclass(frozen=True)
class KnownSeries:
    """What is known of which offences.

    Parameters
    ----------
    frame
        One row per offence of a known series: `row` (UInt32, in the offences frame), `series`.
    absent
        References of the list that are not among the offences.
    listed
        What lists (this one and those before) say, to be kept: `domain.columns.LISTED_SERIES`.
    """

    frame: pl.DataFrame
    absent: tuple[str, ...] = ()
    listed: pl.DataFrame = field(default_factory=partial(empty, LISTED_SERIES))


def known_series(
    offences: pl.DataFrame, path: Path | None, remembered: pl.DataFrame | None = None
) -> KnownSeries:
    """Return the known series of `offences`: lists first, the newest first, then column `known_series`.

    Parameters
    ----------
    path
        A list to lay over what is remembered, or None.
    remembered
        What earlier lists said (`LISTED_SERIES`), or None.

    Raises
    ------
    UnusableInputError
        When the list cannot be read or puts one offence into two series.
    AmbiguousReferenceError
        When a bare reference of the list stands for offences of several forces.
    """
    listed = empty(LISTED_SERIES) if remembered is None else _found_since(remembered, offences)
    absent: tuple[str, ...] = ()
    if path is not None:
        stated, absent = _stated(offences, path)
        listed = pl.concat([listed.join(stated, on="offence_key", how="anti"), stated])
    held = offences.select("offence_key", "known_series").with_row_index("row")
    placed = held.join(listed, on="offence_key", how="inner").select("row", "series")
    detected = held.select("row", series="known_series").filter(
        pl.col("series").str.strip_chars().str.len_chars() > 0
    )
    known = pl.concat([_tidy(placed), _tidy(detected.join(placed, on="row", how="anti"))])
    return KnownSeries(known.sort("row"), absent, listed.sort("offence_key"))


def read_series_list(path: Path, more: tuple[str, ...] = ()) -> pl.DataFrame:
    """Read a CSV of `crime_ref, series[, force]` as text; rows without a series are left out.

    Columns named in `more` are read where they are there.

    Raises
    ------
    UnusableInputError
        When the file is missing, empty, not text or lacks a column.
    """
    rows = _csv_rows(path)
    header = [name.strip().casefold() for name in next(rows, [])]
    missing = [name for name in ("crime_ref", "series") if name not in header]
    if missing:
        raise UnusableInputError(f"there is no column {missing[0]}", file=path.name, remedy=_REMEDY)
    wanted = [name for name in ("crime_ref", "series", "force", *more) if name in header]
    places = [header.index(name) for name in wanted]
    cells = [[_cell(row, place) for place in places] for row in rows if any(row)]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(wanted, pl.String), orient="row")
    return frame.drop_nulls(["crime_ref", "series"])


def _stated(offences: pl.DataFrame, path: Path) -> tuple[pl.DataFrame, tuple[str, ...]]:
    """Return what the list at `path` says of `offences`, and the references it names in vain."""
    named = rows_of(offences, read_series_list(path))
    if "force" not in named.columns:
        named = named.with_columns(force=pl.lit(None, pl.String))
    held = pl.lit(offences["offence_key"]).gather(pl.col("row"))
    as_written = pl.concat_str("force", "crime_ref", separator=":")
    stated = named.select(offence_key=pl.coalesce(held, as_written, "crime_ref"), series="series").unique(
        maintain_order=True
    )
    _refuse_two_series(stated, path)
    absent = named.filter(pl.col("row").is_null())["crime_ref"].unique(maintain_order=True)
    return stated, tuple(absent)


def _found_since(remembered: pl.DataFrame, offences: pl.DataFrame) -> pl.DataFrame:
    """Return what is remembered; bare references of offences that have come since get their keys.

    A reference that offences of several forces bear stays as it is: nothing is guessed.
    """
    if remembered.is_empty():
        return remembered  # most stores: a million references need not be looked through
    bare = remembered.join(offences.select("offence_key"), on="offence_key", how="anti")
    sole = offences.select("crime_ref", found="offence_key").filter(pl.col("crime_ref").is_unique())
    found = bare.join(sole, left_on="offence_key", right_on="crime_ref", how="inner")
    settled = remembered.join(found, on="offence_key", how="anti")
    keyed = found.select(offence_key="found", series="series").join(settled, on="offence_key", how="anti")
    return pl.concat([settled, keyed])


def _csv_rows(path: Path) -> Iterator[list[str]]:
    if not path.is_file():
        raise UnusableInputError("there is no such file", file=path.name, remedy=_REMEDY)
    content = path.read_bytes()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\0" in text:
        raise UnusableInputError("this is not a CSV file", file=path.name, remedy=_REMEDY)
    return csv.reader(text.splitlines())


def _cell(row: list[str], place: int) -> str | None:
    return (row[place].strip() or None) if place < len(row) else None


def _refuse_two_series(stated: pl.DataFrame, path: Path) -> None:
    twice = stated.filter(pl.col("offence_key").is_duplicated())
    if twice.height:
        raise UnusableInputError(
            f"offence {twice['offence_key'][0]} is given two series",
            file=path.name,
            remedy="Keep one of them",
        )


def _tidy(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.select(pl.col("row").cast(pl.UInt32), pl.col("series").str.strip_chars())
