"""Two plain baselines that every figure of ours stands beside.

A method earns its keep by what it adds to what anybody can do: sort by nearness in place and time, or by
how many coded behaviours are the same (the Jaccard coefficient of comparative case analysis; `domain.md`
1.2). Every pair of linkable offences is scored; the cost grows with the square of their number.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.linkage.exhaustive_ranking import PairScorer, place_pairs
from sac_dash.linkage.found_pairs import FoundPairs
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.truth import Integers, TruePairs

Floats = NDArray[np.float64]

DISTANCE_TIME, SAME_CODES = "distance_time", "same_codes"


@dataclass(frozen=True)
class BaselineParameters:
    """How the baselines are worked out.

    Parameters
    ----------
    near_km, near_days
        Added to every distance and gap, so that nothing is infinitely near: the precision of an address and of
        a night. (On labelled data these serve the baseline best.)
    every_pair_up_to
        Linkable offences up to which the baselines are worked out: 20,000 make 200 million pairs.
    block_rows
        Offences compared with all others at a time; bounds the memory to this times all offences.
    """

    near_km: float = 0.1
    near_days: float = 1.0
    every_pair_up_to: int = 20_000
    block_rows: int = 256


class DistanceTimeScorer:
    """Minus distance times gap: the same order as minus log distance minus log gap (no training).

    An offence without a known place is as far from all others as two offences of the file typically are.
    """

    def __init__(self, offences: pl.DataFrame, parameters: BaselineParameters) -> None:
        self._x, self._y = places_km(offences)
        start, stop = (offences[name].dt.epoch("us").to_numpy() / 86_400e6 for name in ("from_at", "to_at"))
        self._days = (start + stop) / 2.0
        self._parameters = parameters
        self._typical_km = typical_distance_km(self._x, self._y)

    def score(self, rows: Integers) -> Floats:
        """Return minus kilometres times days."""
        apart = np.sqrt((self._x[rows, None] - self._x) ** 2 + (self._y[rows, None] - self._y) ** 2)
        apart[np.isnan(apart)] = self._typical_km
        gap = np.abs(self._days[rows, None] - self._days)
        return np.asarray(-(apart + self._parameters.near_km) * (gap + self._parameters.near_days))


class SameCodesScorer:
    """The Jaccard coefficient over coded behaviours: shared codes over all codes either offence has."""

    def __init__(self, offences: int, codes: pl.DataFrame) -> None:
        stated = codes.select("row", key=pl.concat_str("facet", "code", separator="\x1f")).unique()
        column = stated["key"].rank("dense").cast(pl.Int64).to_numpy() - 1
        self._has = np.zeros((offences, int(column.max()) + 1 if len(column) else 1), np.float32)
        self._has[stated["row"].cast(pl.Int64).to_numpy(), column] = 1.0
        self._count = self._has.sum(axis=1)

    def score(self, rows: Integers) -> Floats:
        """Return shared codes over all codes; 0 where neither offence has any."""
        shared = self._has[rows] @ self._has.T
        either = self._count[rows, None] + self._count - shared
        return np.asarray(shared / np.maximum(either, 1.0), np.float64)


def baseline_pairs(
    offences: pl.DataFrame,
    codes: pl.DataFrame,
    pairs: TruePairs,
    order: Integers,
    parameters: BaselineParameters | None = None,
) -> dict[str, FoundPairs]:
    """Return the true pairs as each baseline places them; empty where the file is too large.

    Parameters
    ----------
    offences
        ``domain.columns.OFFENCES``; those that cannot be linked stand in no list.
    codes
        ``row, facet, code`` of behaviours stated present.
    order
        ``found_pairs.order_in_time`` of the offences.
    """
    parameters = parameters or BaselineParameters()
    keep = linkable(offences).to_numpy()
    if not 1 < keep.sum() <= parameters.every_pair_up_to:
        return {}
    scorers: dict[str, PairScorer] = {
        DISTANCE_TIME: DistanceTimeScorer(offences, parameters),
        SAME_CODES: SameCodesScorer(offences.height, codes),
    }
    return {
        name: place_pairs(scorer, keep, pairs, order, parameters.block_rows)
        for name, scorer in scorers.items()
    }


def places_km(offences: pl.DataFrame) -> tuple[Floats, Floats]:
    """Return places in kilometres; not a number where unknown or in another system than the commonest."""
    stated = offences.filter(pl.col("easting").is_finite() & pl.col("northing").is_finite())
    systems = stated.group_by("crs").len().sort("len", "crs", descending=[True, False])
    system = systems["crs"][0] if systems.height else None
    here = pl.col("crs").eq_missing(pl.lit(system, pl.String))
    frame = offences.select(
        pl.when(here & pl.col(name).is_finite()).then(pl.col(name)).fill_null(float("nan")) / 1000.0
        for name in ("easting", "northing")
    )
    return frame["easting"].to_numpy(), frame["northing"].to_numpy()


def typical_distance_km(x_km: Floats, y_km: Floats, sample: int = 1_500) -> float:
    """Return the median distance between two offences of known place (1 where fewer than two have one)."""
    known = np.flatnonzero(~np.isnan(x_km) & ~np.isnan(y_km))
    if len(known) < 2:
        return 1.0
    some = known[np.unique(np.linspace(0, len(known) - 1, min(len(known), sample)).astype(np.int64))]
    apart = np.hypot(x_km[some, None] - x_km[some], y_km[some, None] - y_km[some])
    return float(np.median(apart[np.triu_indices(len(some), 1)]))
