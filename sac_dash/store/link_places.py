"""Where the links of an offence lie, so that the few of one series are found without reading twenty-six million.

Links come in the order of their first offence: those of one stand side by side and are found by halving. Of the
second offence an order is laid beside them when they are published (`LINKS_BY_SECOND`).
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.domain.columns import Schema

# One row = one link, in the order of its second offence, and its position among the links.
LINKS_BY_SECOND: Schema = {"row_b": pl.UInt32, "place": pl.UInt32}

Places = npt.NDArray[np.int64]

_PLACE_BITS = np.uint64(32)


def order_by_second(links: pl.DataFrame) -> pl.DataFrame | None:
    """Return links in the order of their second offence; None where they are not in that of their first."""
    if not links["row_a"].is_sorted():
        return None
    both = links["row_b"].to_numpy().astype(np.uint64) << _PLACE_BITS
    both |= np.arange(links.height, dtype=np.uint64)
    both.sort()  # as one number each: several times as quick as to sort their places
    place, row_b = (each.astype(np.uint32) for each in (both, both >> _PLACE_BITS))
    return pl.DataFrame({"row_b": row_b, "place": place}, schema=LINKS_BY_SECOND)


def find_places(links: pl.DataFrame, by_second: pl.DataFrame, rows: Collection[int] | pl.Series) -> Places:
    """Return the positions of the links that some offences have at either end, in order."""
    wanted = pl.Series(sorted(set(rows)), dtype=pl.UInt32)
    first = _between(links["row_a"], wanted)
    second = by_second["place"].gather(_between(by_second["row_b"], wanted)).to_numpy()
    return np.union1d(first, second.astype(np.int64))


def scan_places(links: pl.DataFrame, rows: Collection[int] | pl.Series) -> Places:
    """Return the same by reading every link, where no order was laid beside them."""
    wanted = pl.Series(sorted(set(rows)), dtype=pl.UInt32).implode()
    touching = links["row_a"].is_in(wanted) | links["row_b"].is_in(wanted)
    return touching.arg_true().to_numpy().astype(np.int64)


def _between(ordered: pl.Series, wanted: pl.Series) -> Places:
    """Return every position at which an ordered column has one of the values wanted."""
    begin, end = (
        ordered.search_sorted(wanted, side=side).to_numpy().astype(np.int64) for side in ("left", "right")
    )
    runs = [np.arange(low, high) for low, high in zip(begin, end, strict=True)]
    return np.concatenate(runs) if runs else np.empty(0, np.int64)
