"""The tags of some offences, found by where they stand and not by looking at all.

A generation's tags lie in the order of their offences. Pages ask for those of a pair or of a series many times
over; with fourteen million tags looking at each of them every time is what an analyst would wait for.
"""

from __future__ import annotations

import numpy as np
import polars as pl


def tags_of(tags: pl.DataFrame, rows: pl.Series) -> pl.DataFrame:
    """Return the tags of the offences at `rows`, in the order of `tags`.

    Parameters
    ----------
    tags
        `domain.columns.TAGS`; searched where its rows are marked as sorted (:func:`mark_order`), else read through.
    rows
        Rows of offences, in any order; one that is named twice counts once.
    """
    column = tags.get_column("row")
    if not column.flags["SORTED_ASC"]:
        return tags.filter(pl.col("row").is_in(rows.implode()))
    wanted = rows.drop_nulls().unique().sort().cast(column.dtype)
    starts, ends = (
        column.search_sorted(wanted, side=side).to_numpy().astype(np.int64) for side in ("left", "right")
    )
    lengths = ends - starts
    before = (
        np.repeat(starts - np.concatenate([[0], lengths.cumsum()[:-1]]), lengths) if len(starts) else starts
    )
    return tags[before + np.arange(int(lengths.sum()))]


def mark_order(tags: pl.DataFrame) -> pl.DataFrame:
    """Return tags with their order marked, where they lie in the order of their offences."""
    column = tags.get_column("row")
    return tags.with_columns(column.set_sorted()) if column.is_sorted() else tags
