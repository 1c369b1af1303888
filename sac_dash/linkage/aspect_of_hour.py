"""The hour as an aspect: windows that cover the same hours of the day are of one kind."""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.aspects import Aspect, Floats, counted_at_most
from sac_dash.linkage.kernels import Records, Tables
from sac_dash.linkage.numbering import number_kinds

Array = NDArray[Any]

HOURS = 24
_WIDTHS = np.array([1, 2, 3, 4, 5, 7, 9, 11, 13, 17])
"""Hours covered from which windows are put together: the wider, the less the very hour matters."""
_MARGIN = 1.0 + 1e-5


def hour_aspect(records: Records, tables: Tables) -> Aspect:
    """Return the kinds of windows, and the most that the hours of any two can say."""
    window = _window_kind(records.hour, _WIDTHS)
    kinds = number_kinds(window)
    share, linked = _most_by_kind(kinds.place, len(kinds.example), records.hour, tables.hour)
    ratio = _most_ratio(share, linked)
    raw = np.log10(np.maximum(np.maximum(ratio, ratio.T) * _MARGIN, kernels.LEAST_RATIO))
    most = np.zeros((len(raw) + 1, len(raw) + 1))
    most[1:, 1:] = counted_at_most(kernels.HOUR, raw, tables)
    return Aspect((kinds.place + 1).astype(np.uint16), most)


@njit(cache=True)
def _window_kind(hour: Array, widths: Array) -> Array:
    """Return a number for the first hour that each window covers and for how many it does."""
    kind = np.empty(hour.shape[0], np.int64)
    for i in range(hour.shape[0]):
        width, first = 0, 0
        for k in range(HOURS):
            if hour[i, k] > 0:
                width += 1
        if width < HOURS:
            for k in range(HOURS - 1, -1, -1):
                if hour[i, k] > 0 and hour[i, k - 1] == 0:
                    first = k
        kind[i] = np.searchsorted(widths, width, "right") * HOURS + first
    return kind


@njit(cache=True)
def _most_by_kind(place: Array, kinds: int, hour: Array, ratio: Array) -> tuple[Array, Array]:
    """Return hour by hour the greatest share of each kind, and the most that is expected of its partners."""
    share, linked = np.zeros((kinds, HOURS), np.float64), np.zeros((kinds, HOURS), np.float64)
    expected = np.empty(HOURS, np.float64)
    for i in range(place.shape[0]):
        kernels.linked_into(hour[i], ratio, expected)
        for k in range(HOURS):
            share[place[i], k] = max(share[place[i], k], hour[i, k] / kernels.SHARE_STEPS)
            linked[place[i], k] = max(linked[place[i], k], expected[k])
    return share, linked


def _most_ratio(share: Floats, linked: Floats) -> Floats:
    """Return the most that shares of one kind can come to against what partners of another expect.

    Shares add up to 1: no sum over hours exceeds what is expected of the best hour covered.
    """
    best = np.max(np.where(share[:, None, :] > 0.0, linked[None, :, :], 0.0), axis=2)
    return np.asarray(np.minimum(share @ linked.T, best))
