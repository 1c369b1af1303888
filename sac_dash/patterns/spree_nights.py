"""Nights on which a series struck more than once, and the fewest nights that explain all its windows.

A night runs from noon to noon, local time. An offence belongs to a night only where its whole window
lies within it; a weekend's window could be any of three nights and makes no spree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.domain.when import SOURCE_TIMEZONE

Ints = npt.NDArray[np.int64]
NIGHT_BEGINS = timedelta(hours=12)  # noon: whatever happens in the small hours is of the evening before
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class SpreeNight:
    """A night (the day on which it began) and the positions of the two or more offences in it."""

    night: date
    positions: tuple[int, ...]


def night_span(offences: pl.DataFrame) -> tuple[Ints, Ints]:
    """Return the first and last night (days since 1970) that each window touches."""
    spans = []
    for name in ("from_at", "to_at"):
        local = pl.col(name).dt.convert_time_zone(SOURCE_TIMEZONE).dt.replace_time_zone(None)
        night = (local - NIGHT_BEGINS).dt.date().to_physical()
        spans.append(offences.select(night.cast(pl.Int64).alias(name))[name].to_numpy())
    return spans[0], spans[1]


def find_sprees(first: Ints, last: Ints) -> tuple[SpreeNight, ...]:
    """Return the nights that certainly hold two or more offences, in order.

    Parameters
    ----------
    first, last
        As :func:`night_span` gives them.

    Examples
    --------
    >>> [each.positions for each in find_sprees(np.array([5, 5, 9]), np.array([5, 5, 9]))]
    [(0, 1)]
    """
    certain: dict[int, list[int]] = {}
    for position, (begin, end) in enumerate(zip(first.tolist(), last.tolist(), strict=True)):
        if begin == end:
            certain.setdefault(begin, []).append(position)
    return tuple(
        SpreeNight(EPOCH + timedelta(days=night), tuple(positions))
        for night, positions in sorted(certain.items())
        if len(positions) > 1
    )


def least_outings(first: Ints, last: Ints) -> Ints:
    """Return the fewest nights that leave no window without one, in order.

    Offences of one night are one outing; a window that another outing's night falls into adds none.
    Taking the fewest keeps a wide window from being counted as an outing of its own, so that a series
    is never said to be busier than its windows prove (greedy piercing of intervals, which is optimal).

    Examples
    --------
    >>> least_outings(np.array([1, 1, 3, 8]), np.array([1, 4, 4, 8])).tolist()
    [1, 4, 8]
    """
    chosen: list[int] = []
    for position in np.argsort(last, kind="stable"):
        if not chosen or first[position] > chosen[-1]:
            chosen.append(int(last[position]))
    return np.array(chosen, dtype=np.int64)
