"""The weighted displacement difference: the familiar count of offences averted, with how unsure it is.

What the treated place changed by, less what its control changed by; where displacement areas are given, theirs
is added. Its standard error is the root of the sum of all counts, so at the numbers of this work it seldom tells
anything, which the z shows. Windows of unequal length are brought to the later one's length first.

Source: A. P. Wheeler and J. H. Ratcliffe, *Crime Science* 7 (2018), 11.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sac_dash.patterns.evaluation.rate_change import BeforeAfter


@dataclass(frozen=True)
class WeightedDisplacement:
    """Offences fewer (below 0) or more than the control leads one to expect, its standard error, and their ratio."""

    difference: float
    standard_error: float

    @property
    def z(self) -> float:
        """Return the difference in standard errors; 0 where there were no offences."""
        return self.difference / self.standard_error if self.standard_error else 0.0


def weighted_displacement(
    treated: BeforeAfter,
    control: BeforeAfter,
    ring: BeforeAfter | None = None,
    ring_control: BeforeAfter | None = None,
) -> WeightedDisplacement:
    """Return the weighted displacement difference.

    Parameters
    ----------
    treated, control
        Places that are comparable, over the same windows.
    ring, ring_control
        Where treated offences may have gone, and a place comparable to that; both or neither.

    Examples
    --------
    >>> found = weighted_displacement(BeforeAfter(6, 0), BeforeAfter(10, 9))
    >>> found.difference, found.standard_error, found.z
    (-5.0, 5.0, -1.0)
    """
    difference = _change(treated) - _change(control)
    variance = _variance(treated) + _variance(control)
    if ring is not None and ring_control is not None:
        difference += _change(ring) - _change(ring_control)
        variance += _variance(ring) + _variance(ring_control)
    return WeightedDisplacement(difference, math.sqrt(variance))


def _change(counts: BeforeAfter) -> float:
    return counts.after - counts.expected_after


def _variance(counts: BeforeAfter) -> float:
    return counts.after + counts.before * (counts.after_days / counts.before_days) ** 2
