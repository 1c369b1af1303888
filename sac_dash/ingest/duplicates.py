"""The same offence given twice: kept once, and reported when the two do not agree.

Within one ingest the first row of a force and reference stands. A later one is a duplicate; where
it says something else as well, the pair is a conflict that somebody has to settle. Against what
the store holds, a changed record is a new version and no duplicate (:mod:`sac_dash.ingest.diff`).

Of every row two hashes are in memory, sixteen bytes in all. Keys whose hashes meet are then compared in
full, so that no two offences are taken for one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.ingest.typed_table import Hashes, TypedSlice

MOST_CONFLICTS_TOLD = 1000
_PLACES = ("source_file", "source_row")

Places = NDArray[np.int64]  # of rows, counted through all slices


@dataclass(frozen=True)
class Repeats:
    """Rows that repeat the `offence_key` of an earlier one (`later`, ascending), and that one (`first`)."""

    later: Places
    first: Places


def hash_rows(content: pl.DataFrame) -> Hashes:
    """Return a hash of each row."""
    return content.hash_rows().to_numpy()


def find_repeats(slices: Sequence[TypedSlice]) -> Repeats:
    """Find the rows whose `offence_key` an earlier row has."""
    keys = pl.Series(np.concatenate([each.keys for each in slices]))
    met_again = ~keys.is_first_distinct()
    if not met_again.any():
        return Repeats(np.empty(0, np.int64), np.empty(0, np.int64))
    suspects = np.flatnonzero(keys.is_in(keys.filter(met_again).unique().implode()).to_numpy())
    named = _rows_at(slices, suspects, ["offence_key"]).with_columns(place=pl.Series(suspects))
    firsts = named.with_columns(first=pl.col("place").first().over("offence_key"))
    later = firsts.filter(pl.col("place") != pl.col("first"))
    return Repeats(later["place"].to_numpy(), later["first"].to_numpy())


def find_conflicts(slices: Sequence[TypedSlice], repeats: Repeats) -> tuple[Mapping[str, Any], ...]:
    """Return the duplicates that say something else than the first row of their key.

    Returns
    -------
    tuple of mappings
        `force`, `crime_ref`, where the kept and the other row stand, and the `columns` that differ
        (empty: only a facet's column does). At most a thousand are told.
    """
    if not len(repeats.later):
        return ()
    content = np.concatenate([each.content for each in slices])
    differing = np.flatnonzero(content[repeats.later] != content[repeats.first])[:MOST_CONFLICTS_TOLD]
    others = _rows_at(slices, repeats.later[differing])
    kept = _rows_at(slices, repeats.first[differing])
    pairs = zip(others.iter_rows(named=True), kept.iter_rows(named=True), strict=True)
    return tuple(_tell(other, first) for other, first in pairs)


def _rows_at(
    slices: Sequence[TypedSlice], places: Places, columns: Sequence[str] | None = None
) -> pl.DataFrame:
    """Return offences by their places, in the order asked for."""
    ends = np.cumsum([each.offences.height for each in slices])
    of_slice = np.searchsorted(ends, places, side="right")
    taken = []
    for at in np.unique(of_slice):
        here = np.flatnonzero(of_slice == at)
        within = places[here] - (ends[at] - slices[at].offences.height)
        frame = slices[at].offences.load()
        some: pl.DataFrame = (frame if columns is None else frame.select(columns))[within]
        taken.append(some.with_columns(asked=pl.Series(here)))
    if not taken:
        none: pl.DataFrame = slices[0].offences.load().clear()
        return none if columns is None else none.select(columns)
    return pl.concat(taken).sort("asked").drop("asked")


def _tell(other: Mapping[str, Any], kept: Mapping[str, Any]) -> Mapping[str, Any]:
    compared = [name for name in other if name not in (*_PLACES, "offence_key") and not name.startswith("__")]
    return {
        "force": other["force"],
        "crime_ref": other["crime_ref"],
        "kept": f"{kept['source_file']}, row {kept['source_row']}",
        "other": f"{other['source_file']}, row {other['source_row']}",
        "columns": [name for name in compared if other[name] != kept[name]],
    }
