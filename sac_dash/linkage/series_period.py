"""Whether a series belongs to the earlier or the later half of those it is judged with.

Offenders, targets and ways of recording change, weights taught on the past do not. A quality that is lower in
the later half is how that shows.
"""

from __future__ import annotations

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.linkage.truth import TruePairs

EARLIER, LATER = "earlier half", "later half"


def period_of_series(offences: pl.DataFrame, pairs: TruePairs) -> NDArray[np.object_]:
    """Return the half of each true series, by its number (``TruePairs.block``); empty where it has no time.

    A series stands where the median of its offences' windows ends; the halves hold as many series each.
    """
    ends = offences["to_at"].dt.epoch("us").cast(pl.Float64).fill_null(np.nan).to_numpy()
    block = np.r_[pairs.block, pairs.block]
    at = np.array([_median(ends[pairs.seeds[block == number]]) for number in range(pairs.blocks)])
    known = at[~np.isnan(at)]
    if not len(known):
        return np.full(pairs.blocks, "", object)
    half = np.where(at <= np.median(known), EARLIER, LATER).astype(object)
    half[np.isnan(at)] = ""
    return half


def _median(ends: NDArray[np.float64]) -> float:
    known = ends[~np.isnan(ends)]
    return float(np.median(known)) if len(known) else np.nan
