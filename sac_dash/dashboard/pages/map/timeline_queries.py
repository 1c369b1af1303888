"""What the timeline shows: counts by class in weeks or months, and the windows of the series in view."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sac_dash.dashboard.pages.map.filters import MapFilters
from sac_dash.dashboard.pages.map.places import Places
from sac_dash.dashboard.pages.map.selecting import Selection, period_ms
from sac_dash.dashboard.pages.map.wording import hover_texts
from sac_dash.dashboard.series_names import label_series
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.figures.timeline import MS_A_DAY, Lane, TimelineContent
from sac_dash.patterns.period_index import PeriodIndex
from sac_dash.patterns.periods import Period

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
    unit = counting_unit(places, selection.in_time)
    index = places.months if unit is Period.MONTH else places.weeks
    held = _placeable(places, selection.in_time, unit)
    reach = (float(places.start_ms[places.newest_first[-1]]), float(places.end_ms.max()) + MS_A_DAY)
    period = period_ms(filters.first, filters.last) if filters.first or filters.last else None
    return TimelineContent(
        edges_ms=index.edges_ms,
        unit=unit,
        counts=_counts(places, held, index),
        lanes=_lanes(places, held, names, index),
        reach=reach,
        period=(max(period[0], reach[0]), min(period[1], reach[1])) if period else None,
        revision=revision,
        unplaced=int(np.count_nonzero(selection.in_time) - np.count_nonzero(held)),
    )


def counting_unit(places: Places, which: Flags) -> Period:
    """Return the month where most of the offences `which` are known by their month only, else the week."""
    monthly = np.count_nonzero(places.month_only & which)
    return Period.MONTH if monthly > MOSTLY * np.count_nonzero(which) else Period.WEEK


def _placeable(places: Places, which: Flags, unit: Period) -> Flags:
    return which if unit is Period.MONTH else which & ~places.month_only


def _counts(places: Places, which: Flags, index: PeriodIndex) -> dict[str, Ints]:
    counts = index.count_groups(which, places.klass, len(OffenceClass))
    return {each.value: counts[at] for at, each in enumerate(OffenceClass) if counts[at].any()}


def _lanes(places: Places, which: Flags, names: dict[str, str], index: PeriodIndex) -> list[Lane]:
    """Return a lane of windows for each of the series seen last, and a strip for offences in none."""
    rows = places.series_rows[which[places.series_rows]]
    newest = np.full(len(places.series_ids), -np.inf)
    np.maximum.at(newest, places.series[rows], places.start_ms[rows])
    order = [int(at) for at in np.argsort(-newest, kind="stable")[:MAX_LANES] if np.isfinite(newest[at])]
    lanes = [_lane(places, rows[places.series[rows] == at], at, names) for at in order]
    in_none = index.count(which)
    np.subtract.at(in_none, index.period[rows], 1)
    return [*lanes, _strip(in_none, index)] if in_none.any() else lanes


def _lane(places: Places, held: Ints, index: int, names: dict[str, str]) -> Lane:
    rows = held[np.argsort(-places.start_ms[held], kind="stable")][:MAX_BARS_A_LANE]
    series_id = places.series_ids[index]
    label = label_series(series_id, names)
    short = label if len(label) <= LABEL_LENGTH else f"{label[: LABEL_LENGTH - 1]}…"
    hover = hover_texts(places.words[rows], names)
    return Lane(series_id, short, places.start_ms[rows], places.end_ms[rows], hover, rows.tolist())


def _strip(counts: Ints, index: PeriodIndex) -> Lane:
    """Return the counts of offences in no series: thousands of windows would only cover one another."""
    filled = np.flatnonzero(counts)
    hover = [f"{counts[at]:,} in no series" for at in filled]
    starts, ends = index.edges_ms[filled], index.edges_ms[filled + 1]
    return Lane(None, "In no series", starts, ends, hover, density=counts[filled])
