"""How often the same premises are hit again, and how soon.

Premises hit once are likelier to be hit again, the sooner the likelier (Bowers, Hirschfield and Johnson,
*Security Journal*, 1998, for premises that are no dwellings). The time to the next offence must allow for
premises that have only just been hit and had no time to be hit again: the share hit again within so
many days is therefore the Kaplan-Meier estimate, in which such premises count for as long as they were
watched.

It must not be read as the risk of any one shop: premises never hit are not in a file of offences.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import numpy as np
import numpy.typing as npt
from scipy import stats

from sac_dash.patterns.basis import Basis, NotEnough, TooLittle, rest_on
from sac_dash.patterns.time_windows import TimeWindows

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class RepeatParameters:
    """What is stated of repeats.

    Parameters
    ----------
    within_days
        Delays for which the share hit again is stated.
    least_n
        Offences with known premises needed (20).
    coverage
        Of the intervals (0.95).
    """

    within_days: tuple[int, ...] = (2, 7, 14, 28, 91, 182, 365)
    least_n: int = 20
    coverage: float = 0.95


@dataclass(frozen=True, eq=False)
class RepeatPremises:
    """Repeats in a file or selection.

    Attributes
    ----------
    n_premises, n_repeat_premises
        Premises hit at all, and hit more than once.
    n_repeats
        Offences at premises hit before.
    repeat_share
        Of all offences at known premises, those that are repeats.
    intervals_days
        From each offence to the next at the same premises (window start to window start), shortest first.
    within_days, again_share, low, high
        Share of offences after which the same premises were hit again within so many days, and its
        interval; NaN for delays that nobody was watched for, and no interval where nobody was hit again.
    premises, premises_count
        Numbers and counts of premises hit more than once, most first.
    """

    n_premises: int
    n_repeat_premises: int
    n_repeats: int
    repeat_share: float
    intervals_days: Floats
    within_days: Ints
    again_share: Floats
    low: Floats
    high: Floats
    premises: Ints
    premises_count: Ints
    basis: Basis


_DEFAULT = RepeatParameters()


def count_repeats(
    premises: Ints, windows: TimeWindows, as_of: datetime, parameters: RepeatParameters = _DEFAULT
) -> RepeatPremises | NotEnough:
    """Count repeats at the same premises up to `as_of` (aware).

    Parameters
    ----------
    premises
        As :func:`sac_dash.patterns.premises.identify_premises` numbers them; -1 is unknown.
    """
    cut = int(as_of.timestamp())
    held = windows.start_s <= cut
    usable = held & windows.dated & (premises >= 0)
    basis = rest_on(
        usable.sum(),
        after_cut_off=(~held).sum(),
        month_only=(held & ~windows.dated).sum(),
        no_premises=(held & windows.dated & (premises < 0)).sum(),
    )
    if basis.n < parameters.least_n:
        return NotEnough(TooLittle.OFFENCES, basis.n, parameters.least_n, basis)
    where, at = premises[usable], windows.start_s[usable]
    order = np.lexsort((at, where))
    where, at = where[order], at[order]
    again = where[1:] == where[:-1]
    gaps = _to_the_hour(np.diff(at)[again])
    last = np.append(~again, True)
    count = np.bincount(where)
    curve = _again_curve(gaps, _to_the_hour(cut - at[last]), parameters)
    repeated = np.flatnonzero(count > 1)
    repeated = repeated[np.argsort(-count[repeated], kind="stable")]
    return RepeatPremises(
        n_premises=int((count > 0).sum()),
        n_repeat_premises=len(repeated),
        n_repeats=int(again.sum()),
        repeat_share=float(again.sum() / basis.n),
        intervals_days=np.sort(gaps),
        within_days=np.array(parameters.within_days),
        again_share=curve[0],
        low=curve[1],
        high=curve[2],
        premises=repeated,
        premises_count=count[repeated],
        basis=basis,
    )


def _again_curve(
    gaps: Floats, watched: Floats, parameters: RepeatParameters
) -> tuple[Floats, Floats, Floats]:
    """Return the Kaplan-Meier share hit again within each delay, and its interval (log-log Greenwood)."""
    delays = np.array(parameters.within_days, dtype=float)
    curve = stats.ecdf(stats.CensoredData(uncensored=gaps, right=watched)).cdf
    with warnings.catch_warnings():  # of delays before the first repeat and after the last, said by NaN below
        warnings.simplefilter("ignore", RuntimeWarning)
        bounds = curve.confidence_interval(parameters.coverage, method="log-log")
    seen = delays <= max(gaps.max(initial=0.0), watched.max(initial=0.0))
    shares = [
        np.where(seen, cast("Any", each).evaluate(delays), np.nan)  # scipy's stubs say less than its docs
        for each in (curve, bounds.low, bounds.high)
    ]
    return shares[0], shares[1], shares[2]


def _to_the_hour(seconds: Ints) -> Floats:
    """Return days, to the hour: no window tells more, and a million delays then take few distinct values."""
    return np.round(seconds / 3_600.0) / 24.0
