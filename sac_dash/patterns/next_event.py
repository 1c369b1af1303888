"""When a series may strike again, told only where the same method has come true for other series.

A series' gaps say something of the next one, and far less than is hoped. The window rests on the law that
the silence clock rests on (:mod:`.silence_clock`): with m gaps that add up to T, the next gap exceeds t in
(T / (T + t))^m of series whose gaps vary as chance lets them. Having been quiet for q days already, it
exceeds t in ((T + q) / (T + t))^m of them.

Three locks keep it from misleading. It is off unless switched on; it needs six outings; and it needs a
back-test: of every series on file the last outing is left out and foretold from the rest, and where too
few came true to be what was promised, nothing is said. The back-test's own count stands beside every window.

It must not be read as a place, nor as a promise: series end, and those that ended have no next gap to test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import bdtr, betaincinv

from sac_dash.patterns.basis import NotEnough, TooLittle, rest_on

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class NextEventParameters:
    """When a window is told.

    Parameters
    ----------
    switched_on
        False: nothing is told.
    coverage
        Share of windows that should come true (0.8).
    least_outings
        Nights of offending that a series needs (6).
    least_tests
        Series in the back-test (20): with fewer, a method that is right half the time may pass.
    doubt
        The back-test fails where so few or fewer would come true by chance with less than this (0.05).
    """

    switched_on: bool = False
    coverage: float = 0.8
    least_outings: int = 6
    least_tests: int = 20
    doubt: float = 0.05


@dataclass(frozen=True)
class BackTest:
    """How often the last outing of a series fell where the rest foretold.

    Attributes
    ----------
    n_series, n_true
        Series tested, and those of them whose last outing fell within its window.
    low, high
        Interval (95 %, Jeffreys) of the share that comes true; NaN without a series.
    promised
        The share that should.
    """

    n_series: int
    n_true: int
    low: float
    high: float
    promised: float


@dataclass(frozen=True)
class NextEvent:
    """From how many to how many days after the last outing the next one is to be looked for.

    Attributes
    ----------
    from_days, to_days
        The window, days from the last outing; as much of the rest lies before it as after.
    n_outings
        What it rests on.
    back_test
        To be shown beside it.
    """

    from_days: float
    to_days: float
    n_outings: int
    back_test: BackTest


_DEFAULT = NextEventParameters()


def foretell_next(
    outings: Sequence[int] | Ints,
    quiet_days: float,
    back_test: BackTest,
    parameters: NextEventParameters = _DEFAULT,
) -> NextEvent | NotEnough:
    """Return the window of the next outing of one series, or why none is told.

    Parameters
    ----------
    outings
        Nights of its outings (days), in order (:func:`sac_dash.patterns.spree_nights.least_outings`).
    quiet_days
        Days from the last outing to the cut-off.
    """
    n, basis = len(outings), rest_on(len(outings))
    if not parameters.switched_on:
        return NotEnough(TooLittle.SWITCHED_ON, 0, 1, basis)
    if n < parameters.least_outings:
        return NotEnough(TooLittle.OUTINGS, n, parameters.least_outings, basis)
    if back_test.n_series < parameters.least_tests:
        return NotEnough(TooLittle.BACK_TESTS, back_test.n_series, parameters.least_tests, basis)
    if not supports(back_test, parameters):
        return NotEnough(TooLittle.SUPPORT, back_test.n_true, least_true(back_test, parameters), basis)
    begin, end = gap_window(outings, max(0.0, quiet_days), parameters.coverage)
    return NextEvent(begin, end, n, back_test)


def back_test_windows(
    series: Sequence[Sequence[int] | Ints], parameters: NextEventParameters = _DEFAULT
) -> BackTest:
    """Leave out the last outing of each series that is long enough without it, and foretell it from the rest."""
    tested = [each for each in series if len(each) > parameters.least_outings]
    n_true = sum(_comes_true(each, parameters.coverage) for each in tested)
    low, high = (
        float(betaincinv(n_true + 0.5, len(tested) - n_true + 0.5, tail)) if tested else float("nan")
        for tail in (0.025, 0.975)
    )
    return BackTest(len(tested), n_true, low, high, parameters.coverage)


def supports(back_test: BackTest, parameters: NextEventParameters = _DEFAULT) -> bool:
    """Return whether as many windows came true as chance would let a sound method miss."""
    return back_test.n_true >= least_true(back_test, parameters)


def least_true(back_test: BackTest, parameters: NextEventParameters = _DEFAULT) -> int:
    """Return how many of the windows tested must have come true."""
    n = back_test.n_series
    return next((k for k in range(n + 1) if bdtr(k, n, back_test.promised) > parameters.doubt), n)


def gap_window(outings: Sequence[int] | Ints, quiet_days: float, coverage: float) -> tuple[float, float]:
    """Return the window of the next gap, given that it is longer than `quiet_days`; three outings at least.

    >>> [round(days, 1) for days in gap_window([0, 10, 20, 30, 40], 0.0, 0.8)]
    [1.1, 31.1]
    """
    n_gaps, together = len(outings) - 1, float(outings[-1] - outings[0]) + quiet_days
    tail = (1.0 - coverage) / 2.0
    begin, end = (together * (left ** (-1.0 / n_gaps) - 1.0) + quiet_days for left in (1.0 - tail, tail))
    return begin, end


def _comes_true(outings: Sequence[int] | Ints, coverage: float) -> bool:
    begin, end = gap_window(outings[:-1], 0.0, coverage)
    return begin <= float(outings[-1] - outings[-2]) <= end
