"""The same offence given twice: kept once, and reported when the two do not agree.

Within one ingest the first row of a force and reference stands. A later one is a duplicate; where
it says something else as well, the pair is a conflict that somebody has to settle. Against what
the store holds, a changed record is a new version and no duplicate (:mod:`sac_dash.ingest.diff`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

CONTENT_HASH = "__content"
MOST_CONFLICTS_TOLD = 1000
_PLACES = ("source_file", "source_row")


def mark_duplicates(offences: pl.DataFrame) -> pl.Series:
    """Return which rows repeat the `offence_key` of an earlier one."""
    return (~offences["offence_key"].is_first_distinct()).alias("duplicate")


def find_conflicts(offences: pl.DataFrame, duplicate: pl.Series) -> tuple[Mapping[str, Any], ...]:
    """Return the duplicates that say something else than the first row of their key.

    Parameters
    ----------
    offences
        Offences in the order read, with `__content` (a hash of all that a row says).
    duplicate
        From :func:`mark_duplicates`.

    Returns
    -------
    tuple of mappings
        `force`, `crime_ref`, where the kept and the other row stand, and the `columns` that differ
        (empty: only a facet's column does). At most a thousand are told.
    """
    later = offences.filter(duplicate)
    if later.is_empty():
        return ()
    first = offences.filter(~duplicate).join(
        later.select("offence_key").unique(), on="offence_key", how="semi"
    )
    pairs = later.join(first, on="offence_key", suffix="_kept", maintain_order="left")
    differing = pairs.filter(pl.col(CONTENT_HASH) != pl.col(f"{CONTENT_HASH}_kept")).head(MOST_CONFLICTS_TOLD)
    return tuple(_tell(row, offences.columns) for row in differing.iter_rows(named=True))


def _tell(pair: Mapping[str, Any], columns: list[str]) -> Mapping[str, Any]:
    compared = [
        name for name in columns if name not in (*_PLACES, "offence_key") and not name.startswith("__")
    ]
    return {
        "force": pair["force"],
        "crime_ref": pair["crime_ref"],
        "kept": f"{pair['source_file_kept']}, row {pair['source_row_kept']}",
        "other": f"{pair['source_file']}, row {pair['source_row']}",
        "columns": [name for name in compared if pair[name] != pair[f"{name}_kept"]],
    }
