"""Whether a probability means what it says: of links said to be 70 per cent likely, 70 in 100 should hold.

Every tenth of probability stands with its count, its mean and the share that is true, so that nobody has to
believe a curve through three points.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.linkage.bootstrap import BootstrapParameters, Estimate, Measure, draw_weights, estimate
from sac_dash.linkage.truth import TruePairs, pair_key

BANDS = 10
MIN_PAIRS = 50
"""A band with fewer pairs is shown and not judged."""
FACTOR = 2.0
"""A band holds when the share that is true is within this factor of what was said (issue 10)."""
SLIGHT = 4 / 3
"""What was said and what was true differ slightly up to this factor."""
SAME_FACTOR, SAME_POINTS = 1.1, 0.02
"""Within this factor, or so many hundredths, it was as said."""


class Verdict(StrEnum):
    """What an analyst should make of a stated probability, in words that say how far off it was."""

    TOO_FEW = "too few to tell"
    AS_SAID = "as said"
    SLIGHTLY_OVER = "overstates slightly"
    OVER = "overstates"
    FAR_OVER = "overstates more than twofold"
    SLIGHTLY_UNDER = "understates slightly"
    UNDER = "understates"
    FAR_UNDER = "understates more than twofold"


def verdict_on(said: float | None, true: float | None, pairs: int) -> Verdict:
    """Return how a stated probability compares with the share that was true.

    >>> print(verdict_on(0.25, 0.2, 400), verdict_on(0.5, 0.52, 400), sep=", ")
    overstates slightly, as said
    """
    if pairs < MIN_PAIRS or said is None or true is None:
        return Verdict.TOO_FEW
    low, high = sorted((said, true))
    if high - low <= SAME_POINTS or high <= low * SAME_FACTOR:
        return Verdict.AS_SAID
    over = (Verdict.SLIGHTLY_OVER, Verdict.OVER, Verdict.FAR_OVER)
    under = (Verdict.SLIGHTLY_UNDER, Verdict.UNDER, Verdict.FAR_UNDER)
    words = over if said > true else under
    return words[0] if high <= low * (SLIGHT + 1e-9) else words[1] if high <= low * FACTOR else words[2]


@dataclass(frozen=True)
class CalibrationBand:
    """One tenth of probability.

    Parameters
    ----------
    low, high
        From `low` up to, and without, `high` (1 belongs to the last).
    pairs
        Links in it.
    mean_prob
        What was said, on average; None where there is no link.
    true_share
        The share that is true, with its interval by series.
    """

    low: float
    high: float
    pairs: int
    mean_prob: float | None
    true_share: Estimate

    @property
    def holds(self) -> bool | None:
        """Return whether what was said holds within the factor; None where there are too few pairs to tell."""
        share = self.true_share.value
        if self.pairs < MIN_PAIRS or self.mean_prob is None or share is None:
            return None
        return self.mean_prob / FACTOR <= share <= self.mean_prob * FACTOR

    @property
    def verdict(self) -> Verdict:
        """Return whether what was said overstates, understates or is as said."""
        return verdict_on(self.mean_prob, self.true_share.value, self.pairs)


def calibration_curve(
    links: pl.DataFrame, truth: TruePairs, parameters: BootstrapParameters
) -> tuple[CalibrationBand, ...]:
    """Return the calibration of links (``row_a, row_b, probability``) by tenths of probability.

    Pairs with an offence that was given are left out. Links hold an offence's best partners only: below 0.1
    many pairs are not among them, and the first band says nothing of those.
    """
    a, b = (links[name].cast(pl.Int64).to_numpy() for name in ("row_a", "row_b"))
    given = np.array(sorted(truth.given), np.int64)
    free = ~(np.isin(a, given) | np.isin(b, given)) & truth.decided(a, b)
    prob = links["probability"].cast(pl.Float64).to_numpy()[free]
    block = _block_of_pairs(a[free], b[free], truth)
    band = np.minimum((prob * BANDS).astype(np.int64), BANDS - 1)
    weights = draw_weights(truth.blocks, parameters)
    return tuple(
        _band(number, prob[band == number], block[band == number], truth.blocks, weights, parameters)
        for number in range(BANDS)
    )


def _block_of_pairs(a: NDArray[np.int64], b: NDArray[np.int64], truth: TruePairs) -> NDArray[np.int64]:
    """Return the series of each link that is true, -1 of the others."""
    keys, wanted = pair_key(truth.a, truth.b), pair_key(a, b)
    if not len(keys):
        return np.full(len(wanted), -1, np.int64)
    order = np.argsort(keys, kind="stable")
    at = order[np.minimum(np.searchsorted(keys, wanted, sorter=order), len(keys) - 1)]
    return np.where(keys[at] == wanted, truth.block[at], -1)


def _band(  # noqa: PLR0917 - one band's columns
    number: int,
    prob: NDArray[np.float64],
    block: NDArray[np.int64],
    blocks: int,
    weights: NDArray[np.float64],
    parameters: BootstrapParameters,
) -> CalibrationBand:
    true = np.bincount(block[block >= 0], minlength=blocks).astype(np.float64)
    share = estimate(_true_share(true, float((block < 0).sum())), weights, parameters)
    mean = float(prob.mean()) if len(prob) else None
    return CalibrationBand(number / BANDS, (number + 1) / BANDS, len(prob), mean, share)


def _true_share(true: NDArray[np.float64], false: float) -> Measure:
    """Measure the share of links that are true: series are drawn, the false links stay."""

    def measure(weights: NDArray[np.float64]) -> NDArray[np.float64]:
        hits = weights @ true
        total = hits + false
        return np.asarray(np.divide(hits, total, out=np.full(len(hits), np.nan), where=total > 0))

    return measure
