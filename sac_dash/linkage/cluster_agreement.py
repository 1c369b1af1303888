"""How well suggested series are true series: purity, rebuilt series, B-cubed.

Purity and "partly / exactly rebuilt" are how pattern tools of police forces are reported (Chohlas-Wood and
Levine 2019, Patternizr); B-cubed (Bagga and Baldwin 1998) judges from each offence, so that one large wrong
series costs what it should.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.linkage.bootstrap import BootstrapParameters, Estimate, Measure, draw_weights, estimate, ratio
from sac_dash.linkage.truth import TruePairs

Floats = NDArray[np.float64]
PARTLY = 2
"""Offences of one true series that must stand together in one suggestion for it to be partly rebuilt."""


@dataclass(frozen=True)
class SeriesAgreement:
    """Suggested series against true ones.

    Parameters
    ----------
    suggested
        How many series were suggested.
    purity
        Mean over suggestions of the share that belongs to one true series; an offence in no true series
        belongs to none. None without suggestions.
    partly, exactly
        Shares of the true series of which two or more offences stand together in a suggestion, and that
        are a suggestion offence for offence.
    b3_precision, b3_recall, b3_f
        B-cubed over the offences of true series; an offence in no suggestion stands alone.
    """

    suggested: int
    purity: Estimate
    partly: Estimate
    exactly: Estimate
    b3_precision: Estimate
    b3_recall: Estimate
    b3_f: Estimate


def compare_series(
    members: pl.DataFrame, truth: TruePairs, parameters: BootstrapParameters
) -> SeriesAgreement:
    """Compare suggested series with true ones.

    Parameters
    ----------
    members
        ``row, series_id``; a suggestion that holds an offence given to the run is left out: it is a known
        series and what was proposed to it.
    truth
        The true series, with what was given; series that share an offence count as one. Where it lists some
        series only, suggestions without a listed offence are not judged.
    """
    series_of = {row: block for row, block in truth.block_of_row.items() if row not in truth.given}
    suggestions = _suggestions(members, truth.given)
    if not truth.complete:
        suggestions = [rows for rows in suggestions if series_of.keys() & set(rows)]
    sizes = np.bincount(np.array(list(series_of.values()), np.int64), minlength=truth.blocks).astype(
        np.float64
    )
    overlaps = [_overlap(rows, series_of) for rows in suggestions]
    weights = draw_weights(truth.blocks, parameters)
    judged = (sizes >= PARTLY).astype(np.float64)
    partly, exactly = np.zeros(truth.blocks), np.zeros(truth.blocks)
    for rows, overlap in zip(suggestions, overlaps, strict=True):
        for block, count in overlap.items():
            partly[block] = max(partly[block], float(count >= PARTLY))
            exactly[block] = max(exactly[block], float(count == len(rows) == sizes[block]))
    precision, recall = _b_cubed(suggestions, overlaps, sizes)
    return SeriesAgreement(
        len(suggestions),
        estimate(_purity(suggestions, overlaps), weights, parameters),
        estimate(ratio(partly * judged, judged), weights, parameters),
        estimate(ratio(exactly * judged, judged), weights, parameters),
        estimate(ratio(precision, sizes), weights, parameters),
        estimate(ratio(recall, sizes), weights, parameters),
        estimate(_harmonic(ratio(precision, sizes), ratio(recall, sizes)), weights, parameters),
    )


def _suggestions(members: pl.DataFrame, given: frozenset[int]) -> list[list[int]]:
    """Return the rows of each suggestion, in the order of their ids."""
    groups = members.group_by("series_id").agg(pl.col("row").cast(pl.Int64).unique()).sort("series_id")
    return [rows for rows in groups["row"].to_list() if not given & set(rows)]


def _overlap(rows: list[int], series_of: dict[int, int]) -> dict[int, int]:
    """Return how many of a suggestion's offences each true series has."""
    counts: dict[int, int] = {}
    for row in rows:
        if row in series_of:
            counts[series_of[row]] = counts.get(series_of[row], 0) + 1
    return counts


def _purity(suggestions: list[list[int]], overlaps: list[dict[int, int]]) -> Measure:
    """Measure the mean purity; a suggestion is drawn as often as the series it holds most of."""
    owner = np.array([max(o, key=lambda block: (o[block], -block)) if o else -1 for o in overlaps], np.int64)
    shares = [max(o.values(), default=0) / len(rows) for o, rows in zip(overlaps, suggestions, strict=True)]
    share = np.array(shares, np.float64)

    def measure(weights: Floats) -> Floats:
        if not len(share):
            return np.full(len(weights), np.nan)
        drawn = np.hstack([weights, np.ones((len(weights), 1))])[:, owner]
        return np.asarray((drawn @ share) / np.maximum(drawn.sum(axis=1), 1e-12))

    return measure


def _b_cubed(
    suggestions: list[list[int]], overlaps: list[dict[int, int]], sizes: Floats
) -> tuple[Floats, Floats]:
    """Return the sums over each true series' offences of B-cubed precision and recall."""
    precision, recall, placed = np.zeros(len(sizes)), np.zeros(len(sizes)), np.zeros(len(sizes))
    for rows, overlap in zip(suggestions, overlaps, strict=True):
        for block, count in overlap.items():
            precision[block] += count * count / len(rows)
            recall[block] += count * count / sizes[block]
            placed[block] += count
    alone = sizes - placed
    return precision + alone, recall + alone / np.maximum(sizes, 1.0)


def _harmonic(first: Measure, second: Measure) -> Measure:
    """Measure the harmonic mean of two measures."""

    def measure(weights: Floats) -> Floats:
        a, b = first(weights), second(weights)
        return np.asarray(2.0 * a * b / np.maximum(a + b, 1e-12))

    return measure
