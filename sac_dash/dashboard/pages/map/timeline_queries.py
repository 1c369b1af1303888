"""What the timeline shows: weekly counts by class, and the windows of the series in view."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sac_dash.dashboard.pages.map.filters import MapFilters
from sac_dash.dashboard.pages.map.places import Places
from sac_dash.dashboard.pages.map.selecting import Selection, latest, period_ms
from sac_dash.dashboard.pages.map.wording import hover_texts
from sac_dash.dashboard.series_names import label_series
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.figures.timeline import MS_A_DAY, Lane, TimelineContent

MAX_LANES = 5  # more cannot be told apart in the room there is
MAX_BARS_A_LANE = 1_500
LABEL_LENGTH = 16
WEEK_MS = 7 * MS_A_DAY
MONDAY_MS = 4 * MS_A_DAY  # 1970-01-05, the first Monday after the epoch

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


def timeline_content(
    places: Places, selection: Selection, filters: MapFilters, names: dict[str, str], revision: str
) -> TimelineContent:
    """Return what the timeline shows; the chosen period is a brush over it, not a filter of it."""
    reach = (float(places.start_ms.min()), float(places.end_ms.max()) + MS_A_DAY)
    weeks = _weeks(reach)
    period = period_ms(filters.first, filters.last) if filters.first or filters.last else None
    return TimelineContent(
        weeks_ms=weeks,
        counts=_weekly_counts(places, selection.in_time, weeks),
        lanes=_lanes(places, selection.in_time, names),
        reach=reach,
        period=(max(period[0], reach[0]), min(period[1], reach[1])) if period else None,
        revision=revision,
    )


def _weeks(reach: tuple[float, float]) -> Floats:
    first = np.floor((reach[0] - MONDAY_MS) / WEEK_MS) * WEEK_MS + MONDAY_MS
    return np.arange(first, reach[1], WEEK_MS)


def _weekly_counts(places: Places, which: Flags, weeks: Floats) -> dict[str, npt.NDArray[np.int64]]:
    """Count the offences whose window starts in each week, for each class that is there."""
    week = ((places.start_ms - weeks[0]) // WEEK_MS).astype(np.int64)
    counts = {
        each.value: np.bincount(week[which & (places.klass == position)], minlength=len(weeks))
        for position, each in enumerate(OffenceClass)
    }
    return {name: count for name, count in counts.items() if count.any()}


def _lanes(places: Places, which: Flags, names: dict[str, str]) -> list[Lane]:
    """Return a lane for each of the series seen last, and one for offences in none."""
    newest = np.full(len(places.series_ids) + 1, -np.inf)
    np.maximum.at(newest, places.series[which], places.start_ms[which])
    order = [int(index) for index in np.argsort(-newest[:-1], kind="stable") if np.isfinite(newest[index])]
    lanes = [_lane(places, which, index, names) for index in order[:MAX_LANES]]
    if np.isfinite(newest[-1]):
        lanes.append(_lane(places, which, -1, names))
    return lanes


def _lane(places: Places, which: Flags, index: int, names: dict[str, str]) -> Lane:
    rows = latest(places.start_ms, which & (places.series == index), MAX_BARS_A_LANE)
    series_id = places.series_ids[index] if index >= 0 else None
    label = label_series(series_id, names) if series_id else "In no series"
    short = label if len(label) <= LABEL_LENGTH else f"{label[: LABEL_LENGTH - 1]}…"
    hover = hover_texts(places.frame[rows], names)
    return Lane(series_id, short, places.start_ms[rows], places.end_ms[rows], hover)
