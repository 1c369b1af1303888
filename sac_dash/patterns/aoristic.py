"""At which hour of the week offences happen, from windows rather than from times.

Most burglaries are found in the morning. Midpoints put them at three o'clock whatever happened; the
aoristic method spreads each offence, with weight 1, evenly over its window, so that a cell's weight is
the number of offences expected in it. A window that is as long as the week says nothing of the hour:
such offences are counted apart and not spread.

What is known of a cell is stated as an interval. Picking an offence at random and then a moment of its
window falls into a cell with the chance its share states, so the number of n such picks that do is
binomial: the interval needs no simulation (Jeffreys: Brown, Cai and DasGupta, *Statistical Science*
2001), and an empty cell is not said to be certainly empty.

It must not be read as when offences were committed: within a window every moment counts as equally
likely, and shops that close from six to eight make flat nights.

Sources: J. Ratcliffe, "Aoristic analysis" (International Journal of Geographical Information Science,
2000) and "Aoristic signatures and the spatio-temporal analysis of high volume crime patterns" (Journal
of Quantitative Criminology, 2002); M. Ashby and K. Bowers (Crime Science, 2013) for its accuracy.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betaincinv

from sac_dash.patterns.basis import Basis, NotEnough, TooLittle, rest_on
from sac_dash.patterns.time_windows import TimeWindows, wall_pieces

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

HOUR_S = 3_600
HOURS = 24
DAYS = 7
WEEK_HOURS = HOURS * DAYS
MONDAY_SHIFT_H = 72  # 1970-01-01 was a Thursday


@dataclass(frozen=True)
class AoristicParameters:
    """How windows are spread.

    Parameters
    ----------
    longest_days
        A longer window (7) does not tell one hour of the week from another and is counted apart.
    least_n
        Offences needed before a table is shown (5).
    coverage
        Of the intervals (0.95).
    """

    longest_days: float = 7.0
    least_n: int = 5
    coverage: float = 0.95


@dataclass(frozen=True, eq=False)
class Shares:
    """Weights of cells, of any shape.

    Attributes
    ----------
    weight
        Offences expected in each cell; sums to n.
    share
        Probability that an offence of this kind falls in the cell; sums to 1.
    low, high
        The interval of the share.
    """

    weight: Floats
    share: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class HourTable:
    """When in the week.

    Attributes
    ----------
    cells
        7 × 24: days from Monday, hours from midnight, by the clock on the wall.
    hours, weekdays
        The same by hour of the day (24) and by day (7).
    effective_n
        To how many offences timed to the hour the windows amount (sum of squared shares): 40 offences
        found after ten-hour nights tell as much as 4 timed ones.
    basis
        Offences spread, and those left out.
    """

    cells: Shares
    hours: Shares
    weekdays: Shares
    effective_n: float
    basis: Basis


_DEFAULT = AoristicParameters()


def spread_hours(windows: TimeWindows, parameters: AoristicParameters = _DEFAULT) -> HourTable | NotEnough:
    """Spread offences over the hours of the week: of a file, a selection or one series.

    Returns
    -------
    HourTable
        Or :class:`NotEnough` where fewer than `least_n` have a usable window.
    """
    usable = windows.dated & (windows.length_days <= parameters.longest_days)
    basis = rest_on(
        usable.sum(),
        month_only=(~windows.dated).sum(),
        window_too_long=(windows.dated & ~usable).sum(),
    )
    if basis.n < parameters.least_n:
        return NotEnough(TooLittle.OFFENCES, basis.n, parameters.least_n, basis)
    weight, squared = week_weights(windows.take(usable))
    table = weight.reshape(DAYS, HOURS)
    return HourTable(
        cells=shares_of(table, parameters.coverage),
        hours=shares_of(table.sum(axis=0), parameters.coverage),
        weekdays=shares_of(table.sum(axis=1), parameters.coverage),
        effective_n=squared,
        basis=basis,
    )


def week_weights(windows: TimeWindows) -> tuple[Floats, float]:
    """Return the weight of each of the 168 hours of the week, and the sum of squared shares.

    A window adds its first and last part hour and, through running sums, all whole hours between, so
    that a million offences take no longer than a few passes over them.
    """
    pieces = wall_pieces(windows)
    first_hour = pieces.begin_s // HOUR_S
    last_hour = (pieces.end_s - 1) // HOUR_S
    one = first_hour == last_hour
    head_s = np.where(one, pieces.end_s, (first_hour + 1) * HOUR_S) - pieces.begin_s
    tail_s = np.where(one, 0, pieces.end_s - last_hour * HOUR_S)
    between = np.maximum(last_hour - first_hour - 1, 0)
    slot = (first_hour + MONDAY_SHIFT_H) % WEEK_HOURS
    weight = _fold(
        slot, between, head_s * pieces.per_second, tail_s * pieces.per_second, HOUR_S * pieces.per_second
    )
    squares = (head_s**2 + tail_s**2 + between * float(HOUR_S) ** 2) * pieces.per_second**2
    return weight, float(squares.sum())


def shares_of(weight: Floats, coverage: float) -> Shares:
    """Return shares and their Jeffreys intervals for weights that sum to a number of offences."""
    total = float(weight.sum())
    tail = (1.0 - coverage) / 2.0
    hit, missed = weight + 0.5, np.maximum(total - weight, 0.0) + 0.5
    low = np.where(weight > 0, betaincinv(hit, missed, tail), 0.0)
    high = np.asarray(betaincinv(hit, missed, 1.0 - tail), float)
    return Shares(weight, weight / total, low.astype(float), high)


def _fold(slot: Ints, between: Ints, head: Floats, tail: Floats, whole: Floats) -> Floats:
    """Add heads, tails and the whole hours between, and fold what runs past Sunday into the next week."""
    reach = int((slot + between).max(initial=0)) + 3
    sheet = np.bincount(slot, head, reach) + np.bincount(slot + between + 1, tail, reach)
    steps = np.bincount(slot + 1, whole, reach) - np.bincount(slot + 1 + between, whole, reach)
    sheet += np.where(np.abs(running := np.cumsum(steps)) > 1e-9, running, 0.0)
    padded = np.zeros(-(-len(sheet) // WEEK_HOURS) * WEEK_HOURS)
    padded[: len(sheet)] = sheet
    folded: Floats = padded.reshape(-1, WEEK_HOURS).sum(axis=0)
    return folded
