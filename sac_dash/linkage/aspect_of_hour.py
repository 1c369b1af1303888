"""The hour as an aspect: windows that cover the same hours of the day are of one kind."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.aspects import Aspect, Floats, Positions, counted_at_most
from sac_dash.linkage.kernels import Records, Tables

HOURS = 24
_WIDTHS = np.array([1, 2, 3, 4, 5, 7, 9, 11, 13, 17])
"""Hours covered from which windows are put together: the wider, the less the very hour matters."""
_LEAST_RATIO = 1e-4
_MARGIN = 1.0 + 1e-5


def hour_aspect(records: Records, tables: Tables) -> Aspect:
    """Return the kinds of windows, and the most that the hours of any two can say."""
    stated, kind = np.unique(_window_kind(records.hour), return_inverse=True)
    share, linked = np.zeros((len(stated), HOURS)), np.zeros((len(stated), HOURS))
    for one in range(len(stated)):
        here = kind == one
        share[one] = records.hour[here].max(axis=0)
        linked[one] = records.hour_linked[here].max(axis=0)
    ratio = _most_ratio(share, linked)
    raw = np.log10(np.maximum(np.maximum(ratio, ratio.T) * _MARGIN, _LEAST_RATIO))
    most = np.zeros((len(stated) + 1, len(stated) + 1))
    most[1:, 1:] = counted_at_most(kernels.HOUR, raw, tables)
    return Aspect(kind.astype(np.int64) + 1, most)


def _window_kind(hour: NDArray[np.float32]) -> Positions:
    """Return a number for the first hour that each window covers and for how many it does."""
    covered = hour > 0.0
    width = covered.sum(axis=1)
    begins = covered & ~np.roll(covered, 1, axis=1)
    first = np.where(width < HOURS, begins.argmax(axis=1), 0)
    return np.asarray(np.searchsorted(_WIDTHS, width, "right") * HOURS + first, np.int64)


def _most_ratio(share: Floats, linked: Floats) -> Floats:
    """Return the most that shares of one kind can come to against what partners of another expect.

    Shares add up to 1: no sum over hours exceeds what is expected of the best hour covered.
    """
    best = np.max(np.where(share[:, None, :] > 0.0, linked[None, :, :], 0.0), axis=2)
    return np.asarray(np.minimum(share @ linked.T, best))
