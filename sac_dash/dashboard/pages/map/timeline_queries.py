"""What the timeline shows: counts by class in weeks or months, and the windows of the series in view."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import numpy.typing as npt

from sac_dash.dashboard.pages.map.filters import MapFilters
from sac_dash.dashboard.pages.map.places import Places
from sac_dash.dashboard.pages.map.selecting import Selection, latest, period_ms
from sac_dash.dashboard.pages.map.wording import hover_texts
from sac_dash.dashboard.series_names import label_series
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.figures.timeline import MS_A_DAY, Lane, TimelineContent
from sac_dash.patterns.periods import Period, next_start, period_starts

MAX_LANES = 4  # more cannot be told apart in the room there is
MAX_BARS_A_LANE = 1_500
LABEL_LENGTH = 16
MOSTLY = 0.5  # share of month-only offences from which everything is counted by month

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def timeline_content(
    places: Places, selection: Selection, filters: MapFilters, names: dict[str, str], revision: str
) -> TimelineContent:
    """Return what the timeline shows; the chosen period is a brush over it, not a filter of it.

    Weeks are counted unless most of the offences are known by their month only; in weeks such
    offences are left out and `unplaced` says how many, because a week for them would be invented.
    """
    reach = (float(places.start_ms.min()), float(places.end_ms.max()) + MS_A_DAY)
    unit = counting_unit(places, selection.in_time)
    held = selection.in_time if unit is Period.MONTH else selection.in_time & ~places.month_only
    edges = _edges(reach, unit)
    period = period_ms(filters.first, filters.last) if filters.first or filters.last else None
    return TimelineContent(
        edges_ms=edges,
        unit=unit,
        counts=_counts(places, held, edges),
        lanes=_lanes(places, held, names, edges),
        reach=reach,
        period=(max(period[0], reach[0]), min(period[1], reach[1])) if period else None,
        revision=revision,
        unplaced=int(selection.in_time.sum() - held.sum()),
    )


def counting_unit(places: Places, which: Flags) -> Period:
    """Return the month where most of the offences `which` are known by their month only, else the week."""
    monthly = which.any() and places.month_only[which].mean() > MOSTLY
    return Period.MONTH if monthly else Period.WEEK


def _edges(reach: tuple[float, float], unit: Period) -> Floats:
    """Return the starts of every period of the reach and the end of the last, in local ms."""
    first, last = (datetime.fromtimestamp(moment / 1000, UTC).date() for moment in reach)
    starts = period_starts(first, last, unit)
    return np.array([_midnight_ms(day) for day in [*starts, next_start(starts[-1], unit)]])


def _midnight_ms(day: date) -> float:
    return datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000


def _count(places: Places, which: Flags, edges: Floats) -> Ints:
    """Count the offences `which` in the period their window starts in."""
    period = np.searchsorted(edges, places.start_ms[which], side="right") - 1
    return np.bincount(period, minlength=len(edges) - 1)


def _counts(places: Places, which: Flags, edges: Floats) -> dict[str, Ints]:
    counts = {
        each.value: _count(places, which & (places.klass == position), edges)
        for position, each in enumerate(OffenceClass)
    }
    return {name: count for name, count in counts.items() if count.any()}


def _lanes(places: Places, which: Flags, names: dict[str, str], edges: Floats) -> list[Lane]:
    """Return a lane of windows for each of the series seen last, and a strip for offences in none."""
    newest = np.full(len(places.series_ids) + 1, -np.inf)
    np.maximum.at(newest, places.series[which], places.start_ms[which])
    order = [int(index) for index in np.argsort(-newest[:-1], kind="stable") if np.isfinite(newest[index])]
    lanes = [_lane(places, which, index, names) for index in order[:MAX_LANES]]
    if np.isfinite(newest[-1]):
        lanes.append(_strip(places, which & (places.series < 0), edges))
    return lanes


def _lane(places: Places, which: Flags, index: int, names: dict[str, str]) -> Lane:
    rows = latest(places.start_ms, which & (places.series == index), MAX_BARS_A_LANE)
    series_id = places.series_ids[index]
    label = label_series(series_id, names)
    short = label if len(label) <= LABEL_LENGTH else f"{label[: LABEL_LENGTH - 1]}…"
    hover = hover_texts(places.frame[rows], names)
    return Lane(series_id, short, places.start_ms[rows], places.end_ms[rows], hover, rows.tolist())


def _strip(places: Places, which: Flags, edges: Floats) -> Lane:
    """Return the counts of offences in no series: thousands of windows would only cover one another."""
    counts = _count(places, which, edges)
    filled = np.flatnonzero(counts)
    hover = [f"{counts[at]:,} in no series" for at in filled]
    return Lane(None, "In no series", edges[filled], edges[filled + 1], hover, density=counts[filled])
