"""Which offences the filters keep: masks over :class:`Places`, one for each question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cached_property

import numpy as np
import numpy.typing as npt
import shapely

from sac_dash.dashboard.pages.map.filters import CLASSES, MapFilters, Outline
from sac_dash.dashboard.pages.map.places import Places
from sac_dash.geography.distances import within

Flags = npt.NDArray[np.bool_]
_LOOKED_THROUGH = 65_536  # rows at a time


@dataclass(frozen=True)
class Selection:
    """Masks over a generation's offences.

    Attributes
    ----------
    in_class
        Of a class that is shown.
    in_period
        Whose window touches the chosen period.
    in_series
        Of a chosen series (all when none is chosen).
    in_area
        Inside the drawn outline and circle (all without one; never an offence without a place).
    """

    in_class: Flags
    in_period: Flags
    in_series: Flags
    in_area: Flags

    @cached_property
    def shown(self) -> Flags:
        """Return what stands on the map at all, faint or clear."""
        return self.in_class & self.in_period

    @cached_property
    def chosen(self) -> Flags:
        """Return what passes every filter: what the table lists and the captions count."""
        return self.shown & self.in_series & self.in_area

    @cached_property
    def offered(self) -> Flags:
        """Return what passes every filter but the series: what the list of series counts."""
        return self.shown & self.in_area

    @cached_property
    def in_time(self) -> Flags:
        """Return what the timeline counts: every filter but the period, which it shows as a brush."""
        return self.in_class & self.in_series & self.in_area


def select(places: Places, filters: MapFilters) -> Selection:
    """Return the masks of `filters` over `places`."""
    return Selection(
        _in_classes(places, filters.classes),
        _in_period(places, filters.first, filters.last),
        _in_series(places, filters.series),
        _in_area(places, filters),
    )


def latest(places: Places, which: Flags, most: int) -> npt.NDArray[np.int64]:
    """Return the rows of at most `most` offences of `which`, the latest start first.

    The order is known; only as much of it is looked through as it takes to find that many.
    """
    found: list[npt.NDArray[np.int64]] = []
    held = 0
    for at in range(0, len(places.newest_first), _LOOKED_THROUGH):
        rows = places.newest_first[at : at + _LOOKED_THROUGH]
        found.append(rows[which[rows]])
        held += len(found[-1])
        if held >= most:
            break
    return np.concatenate([*found, np.empty(0, dtype=np.int64)])[:most]


def period_ms(first: date | None, last: date | None) -> tuple[float, float]:
    """Return a period of local days as milliseconds of local wall time; open ends are infinite."""
    start = _midnight_ms(first) if first else -np.inf
    end = _midnight_ms(last + timedelta(days=1)) if last else np.inf
    return start, end


def _in_classes(places: Places, classes: tuple[str, ...]) -> Flags:
    if set(classes) == set(CLASSES):
        return np.ones(len(places.klass), dtype=bool)
    wanted = np.array([name in classes for name in CLASSES])
    return wanted[places.klass]


def _in_period(places: Places, first: date | None, last: date | None) -> Flags:
    if first is None and last is None:
        return np.ones(len(places.start_ms), dtype=bool)
    start, end = period_ms(first, last)
    return (places.start_ms < end) & (places.end_ms >= start)


def _in_series(places: Places, series: tuple[str, ...]) -> Flags:
    if not series:
        return np.ones(len(places.series), dtype=bool)
    wanted = np.array([series_id in series for series_id in places.series_ids] + [False])
    chosen = np.zeros(len(places.series), dtype=bool)
    chosen[places.series_rows] = wanted[places.series[places.series_rows]]
    return chosen


def _in_area(places: Places, filters: MapFilters) -> Flags:
    inside = _in_outline(places, filters.outline)
    if filters.circle is not None:
        inside &= within(filters.circle, places.longitude, places.latitude)
    return inside


def _in_outline(places: Places, outline: Outline | None) -> Flags:
    if outline is None:
        return np.ones(len(places.series), dtype=bool)
    area = shapely.make_valid(shapely.Polygon(outline))
    shapely.prepare(area)
    west, south, east, north = area.bounds
    with np.errstate(invalid="ignore"):
        inside: Flags = (places.longitude >= west) & (places.longitude <= east)
        inside &= (places.latitude >= south) & (places.latitude <= north)
    rows = np.flatnonzero(inside)
    inside[rows] = shapely.contains_xy(area, places.longitude[rows], places.latitude[rows])
    return inside


def _midnight_ms(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000
