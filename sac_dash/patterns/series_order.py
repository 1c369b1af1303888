"""In which order series are looked at, and which of them are active."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

import polars as pl

ACTIVE_DAYS = 28  # four weekly meetings: quiet longer is no series to brief tonight


class SeriesOrder(StrEnum):
    """What comes first."""

    LAST = "last"  # the one seen last
    STRENGTH = "strength"  # what the force holds, then the surest suggestion
    SIZE = "size"  # the one with most members


_SORTED_BY = {
    SeriesOrder.LAST: (("last_at", True), ("members", True)),
    SeriesOrder.STRENGTH: (("held", True), ("confidence", True), ("last_at", True)),
    SeriesOrder.SIZE: (("members", True), ("last_at", True)),
}


def order_series(series: pl.DataFrame, order: SeriesOrder, active_at: datetime | None = None) -> list[str]:
    """Return the ids of the series that have members, in order.

    Parameters
    ----------
    series
        `series_id, known, owned, members, confidence, last_at`.
    active_at
        The data cut-off: only series seen within `ACTIVE_DAYS` before it; None takes all.
    """
    held = series.filter((pl.col("members") > 0) & pl.col("last_at").is_not_null())
    if active_at is not None:
        held = held.filter(pl.col("last_at") >= active_at - timedelta(days=ACTIVE_DAYS))
    columns, descending = zip(*_SORTED_BY[order], strict=True)
    ranked = held.with_columns(held=pl.col("known") | pl.col("owned")).sort(
        *columns, "series_id", descending=[*descending, False], nulls_last=True
    )
    return ranked["series_id"].to_list()
