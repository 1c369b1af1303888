"""In which months of the year offences happen, a day of each month counted alike.

A file of two and a half years holds three springs and two autumns; counts by month would show a spring
that is none. Each calendar month is therefore measured by offences a day, over the days of it that the
data cover, each offence spread over its window as everywhere (:mod:`.aoristic`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv

from sac_dash.patterns.aoristic import AoristicParameters
from sac_dash.patterns.basis import Basis, NotEnough, TooLittle, rest_on
from sac_dash.patterns.time_windows import TimeWindows, WallPieces, wall_pieces, wall_seconds

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MONTHS = 12
LEAST_DAYS = 365


@dataclass(frozen=True, eq=False)
class MonthTable:
    """The months of the year, January first.

    Attributes
    ----------
    weight
        Offences expected in each month, all years together.
    days
        Days of that month between the first offence and the cut-off.
    per_day, low, high
        Offences a day and their interval (Poisson, Jeffreys).
    n_years
        Years covered; with fewer than three a season is hard to tell from one busy month.
    """

    weight: Floats
    days: Floats
    per_day: Floats
    low: Floats
    high: Floats
    n_years: float
    basis: Basis


_DEFAULT = AoristicParameters()


def spread_months(
    windows: TimeWindows, as_of: datetime, parameters: AoristicParameters = _DEFAULT
) -> MonthTable | NotEnough:
    """Spread offences over the months of the year; a whole year of data is needed.

    Parameters
    ----------
    windows
        Offences known to the month only count wholly in it; their window starts on its first day.
    as_of
        How far the data reach (aware).
    """
    cut = int(as_of.timestamp())
    held = windows.start_s < cut
    usable = held & (~windows.dated | (windows.length_days <= parameters.longest_days))
    basis = rest_on(usable.sum(), window_too_long=(held & ~usable).sum(), after_cut_off=(~held).sum())
    if basis.n < parameters.least_n:
        return NotEnough(TooLittle.OFFENCES, basis.n, parameters.least_n, basis)
    kept = windows.take(usable)
    bounds = wall_seconds(np.array([kept.start_s.min(), cut]), windows.zone)
    first, last = (datetime.fromtimestamp(int(at), UTC).date() for at in bounds)
    covered = (last - first).days
    if covered < LEAST_DAYS:
        return NotEnough(TooLittle.DAYS, covered, LEAST_DAYS, basis)
    weight = _month_weights(_pieces(kept))
    days = _days_by_month(first, last)
    tail = (1.0 - parameters.coverage) / 2.0
    low = np.where(weight > 0, gammaincinv(weight + 0.5, tail), 0.0)
    high = gammaincinv(weight + 0.5, 1.0 - tail)
    return MonthTable(weight, days, weight / days, low / days, high / days, covered / 365.25, basis)


def _pieces(windows: TimeWindows) -> WallPieces:
    """Return the wall pieces; a month stated alone is one minute at its beginning."""
    end = np.where(windows.dated, windows.end_s, windows.start_s + 60)
    return wall_pieces(TimeWindows(windows.start_s, end, windows.dated, windows.zone))


def _month_weights(pieces: WallPieces) -> Floats:
    """Return the weight of each month; a window of a week or less lies in one month or two."""
    begins, ends = (
        each.astype("datetime64[s]").astype("datetime64[M]") for each in (pieces.begin_s, pieces.end_s - 1)
    )
    turn = ends.astype("datetime64[s]").astype(np.int64)  # the first moment of the month of the end
    later = np.where(ends > begins, pieces.end_s - turn, 0) * pieces.per_second
    sooner = (pieces.end_s - pieces.begin_s) * pieces.per_second - later
    of_year = [each.astype(np.int64) % MONTHS for each in (begins, ends)]
    weights = np.bincount(of_year[0], sooner, MONTHS) + np.bincount(of_year[1], later, MONTHS)
    return weights.astype(np.float64)


def _days_by_month(first: date, last: date) -> Floats:
    """Return how many days of each calendar month lie from `first` to `last`, both included."""
    days = np.arange(np.datetime64(first), np.datetime64(last + timedelta(days=1)))
    return np.bincount(days.astype("datetime64[M]").astype(np.int64) % MONTHS, minlength=MONTHS).astype(float)
