"""Which row of a table is its header, and what its columns are called."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sac_dash.domain.errors import UnusableInputError

MAX_COLUMNS = 16_384  # as many as a worksheet can hold
_LONGEST_NAME = 200  # characters; a longer one is data, not a name
_ROWS_LOOKED_AT = 20

MOJ_LAYOUT = "moj crime matching"
MOJ_HEADER = (
    "policeForce",
    "crimeTypeId",
    "crimeTypeDescription",
    "batchId",
    "crimeReference",
    "crimeDateTimeFrom",
    "crimeDateTimeTo",
    "easting",
    "northing",
    "latitude",
    "longitude",
    "datum",
    "crimeText",
)
_MOJ_BATCH = re.compile(r"[A-Z_]{2,}\d{8}(-\d+)?(-[RA])?")
_MOJ_MOMENT = re.compile(r"\d{14}")
_MOJ_KINDS = frozenset({"RB", "BIAD", "AB", "BOTD", "TOMV", "TFP", "TFMV"})

POLICE_UK_LAYOUT = "police.uk street"
_POLICE_UK_COLUMNS = frozenset({"Month", "Reported by", "Longitude", "Latitude", "Location", "Crime type"})

OWN_LAYOUT = "sac-dash"
_OWN_COLUMNS = frozenset({"crime_ref", "force", "from_at", "to_at", "offence_class"})


@dataclass(frozen=True)
class Header:
    """The names of a table's columns and where its rows begin.

    Parameters
    ----------
    names
        Unique, in order.
    first_row
        Position, among the rows looked at, of the first row of data.
    layout
        A published layout recognised for certain, or None.
    notes
        What had to be mended, in words.
    nameless
        Columns the source gives no name, called by their position.
    """

    names: tuple[str, ...]
    first_row: int
    layout: str | None = None
    notes: tuple[str, ...] = ()
    nameless: tuple[str, ...] = ()


def find_header(rows: Sequence[Sequence[str | None]], file: str) -> Header:
    """Find the header among a table's first rows (blank ones included).

    Titles above the header are passed over: the header is the first row with at least half as
    many filled cells as rows commonly have. A Ministry of Justice crime-matching file has none
    and is known by its content.

    Raises
    ------
    UnusableInputError
        Nothing in the rows, or more columns than a worksheet can hold.
    """
    filled = [sum(bool(cell and cell.strip()) for cell in row) for row in rows[:_ROWS_LOOKED_AT]]
    counted = [n for n in filled if n]
    if not counted:
        raise UnusableInputError("the file has no header and no rows", file=file, remedy="Export it again")
    if _is_crime_matching(rows):
        first = next(n for n, count in enumerate(filled) if count)
        return Header(MOJ_HEADER, first, MOJ_LAYOUT, ("the file has no header: columns named by position",))
    usual = max(counted) if len(counted) < 3 else sorted(counted)[len(counted) // 2]
    at = next(n for n, count in enumerate(filled) if count * 2 >= usual)
    above = sum(1 for n in filled[:at] if n)
    notes = (f"{above} row(s) above the header passed over",) if above else ()
    return _name_columns(rows[at], at + 1, notes, file)


def _name_columns(cells: Sequence[str | None], first_row: int, notes: tuple[str, ...], file: str) -> Header:
    """Return the header with names made unique and empty ones filled."""
    if len(cells) > MAX_COLUMNS:
        raise UnusableInputError(
            f"the header has {len(cells):,} columns",
            file=file,
            remedy=f"Export only the columns wanted (at most {MAX_COLUMNS:,})",
        )
    cleaned = [" ".join((cell or "").split())[:_LONGEST_NAME] for cell in cells]
    names = _make_unique([name or f"column {n}" for n, name in enumerate(cleaned, start=1)])
    repeated = [
        f'the column name "{old}" stands more than once: read as "{new}"'
        for old, new in zip(cleaned, names, strict=True)
        if old and old != new
    ]
    nameless = tuple(new for old, new in zip(cleaned, names, strict=True) if not old)
    return Header(tuple(names), first_row, recognise_layout(names), (*notes, *repeated), nameless)


def _make_unique(names: Sequence[str]) -> list[str]:
    """Return the names, repeated ones numbered: "MO", "MO (2)"."""
    seen: Counter[str] = Counter()
    taken = set(names)
    unique = []
    for name in names:
        seen[name] += 1
        candidate = name
        while seen[name] > 1 and (candidate == name or candidate in taken):
            candidate = f"{name} ({seen[name]})"
            seen[name] += candidate in taken
        taken.add(candidate)
        unique.append(candidate)
    return unique


def recognise_layout(names: Sequence[str]) -> str | None:
    """Return the published layout that a table of these columns has, if any."""
    if set(names) >= _POLICE_UK_COLUMNS:
        return POLICE_UK_LAYOUT
    return OWN_LAYOUT if set(names) >= _OWN_COLUMNS else None


def _is_crime_matching(rows: Sequence[Sequence[str | None]]) -> bool:
    """Return whether most of the first rows are Ministry of Justice crime-matching rows."""
    looked_at = [row for row in rows[:_ROWS_LOOKED_AT] if any(row)]
    return sum(map(_is_crime_matching_row, looked_at)) * 2 > len(looked_at)


def _is_crime_matching_row(row: Sequence[str | None]) -> bool:
    """Return whether a row has the 13 cells of a crime-matching row."""
    if len(row) != len(MOJ_HEADER):
        return False
    batch, start, end = (row[n] or "" for n in (3, 5, 6))
    moments = sum(bool(_MOJ_MOMENT.fullmatch(text.strip())) for text in (start, end))
    return bool(_MOJ_BATCH.fullmatch(batch.strip())) or (
        moments == 2 and (row[1] or "").strip() in _MOJ_KINDS
    )
