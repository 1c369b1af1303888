"""What parts several values in one cell of a structured column, told by the values themselves."""

from __future__ import annotations

import polars as pl

from sac_dash.ingest.column_content import sample

_LABEL_CHARACTERS = 40  # one value among several in a cell is no longer
_LISTED_SHARE = 0.02  # of values that hold a separator, for it to be believed


def holds(column: pl.Series, separator: str) -> bool:
    """Return whether any value holds the separator."""
    return bool(column.str.contains(separator, literal=True).any())


def find_code_separator(column: pl.Series) -> str | None:
    """Return what parts several codes in one cell: a mark, or a space between codes with figures."""
    values = sample(column)
    for separator in ("|", ";", ",", "/"):
        if holds(values, separator):
            return separator
    listed = float(values.str.contains(r"^\s*\S*\d\S*(\s+\S*\d\S*)+\s*$").mean() or 0) if len(values) else 0.0  # type: ignore[arg-type]
    return " " if listed >= _LISTED_SHARE else None


def find_separator(column: pl.Series) -> str | None:
    """Return what parts several labels in one cell, or None.

    A bar or semicolon is believed when short labels stand on both sides; a comma or slash only
    when its parts also stand in other cells (``Cash, Tobacco``), not when it belongs to the label
    (``Burglary, attempted``).
    """
    values = sample(column)
    for separator in ("|", ";"):
        if _share_listed(values, separator) >= _LISTED_SHARE:
            return separator
    for separator in (",", "/"):
        if _share_listed(values, separator) >= _LISTED_SHARE and _parts_recur(values, separator):
            return separator
    return None


def _share_listed(values: pl.Series, separator: str) -> float:
    """Return the share of values that are several short labels parted by the separator."""
    if not len(values):
        return 0.0
    parts = values.str.split(by=separator)
    longest = parts.list.eval(pl.element().str.strip_chars().str.len_chars()).list.max()
    listed = (parts.list.len() > 1) & (longest <= _LABEL_CHARACTERS)
    return float(listed.mean() or 0.0)  # type: ignore[arg-type]


def _parts_recur(values: pl.Series, separator: str) -> bool:
    """Return whether most parts of parted cells also stand alone or beside other parts."""
    cells = [
        tuple(part.strip().casefold() for part in value.split(separator) if part.strip())
        for value in values.unique(maintain_order=True)
    ]
    contexts: dict[str, set[tuple[str, ...]]] = {}
    for cell in cells:
        for part in cell:
            contexts.setdefault(part, set()).add(cell)
    parts = [part for cell in cells if len(cell) > 1 for part in cell]
    recurring = sum(len(contexts[part]) > 1 for part in parts)
    first = {cell[0] for cell in cells if len(cell) > 1}
    later = {part for cell in cells if len(cell) > 1 for part in cell[1:]}
    alone = {cell[0] for cell in cells if len(cell) == 1}
    mixed = bool(later & (first | alone))
    return bool(parts) and mixed and recurring * 2 >= len(parts)
