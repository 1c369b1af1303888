"""What stands beneath the map and the timeline: how many, of what, when, and how they were counted."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from sac_dash.dashboard.hard_link_places import say_ties
from sac_dash.dashboard.pages.map.loading import MapPage
from sac_dash.dashboard.pages.map.outlining import OUTLINED
from sac_dash.dashboard.pages.map.places import Places
from sac_dash.dashboard.pages.map.selecting import Flags
from sac_dash.dashboard.pages.map.ties import page_ties
from sac_dash.dashboard.pages.map.wording import ground_missing, period_words, say_period
from sac_dash.dashboard.pages.map.wording import map_caption as map_words
from sac_dash.dashboard.pages.map.wording import timeline_caption as timeline_words
from sac_dash.figures.basemap import missing_layers
from sac_dash.figures.map_figure import MapContent
from sac_dash.figures.timeline import TimelineContent


def map_caption(page: MapPage, content: MapContent) -> str:
    """Return what the map counts, how, and by which boundaries."""
    chosen = page.selection.chosen
    unplaced = int(np.count_nonzero(chosen & ~page.places.placed))
    said = [
        map_words(int(np.count_nonzero(chosen)), unplaced, _period(page), _rule(page, content)),
        _ties(page, content),
        _boundaries(page),
    ]
    missing = missing_layers() if page.places.on_earth else ()
    said.append(ground_missing(missing) if missing else "")
    return " · ".join(filter(None, said))


def timeline_caption(page: MapPage, content: TimelineContent) -> str:
    """Return what the timeline counts."""
    n = int(np.count_nonzero(page.selection.in_time))
    brushed = int(np.count_nonzero(page.selection.chosen)) if content.period else None
    lanes = sum(lane.series_id is not None for lane in content.lanes)
    return timeline_words(n, brushed, content.unit, content.unplaced, lanes)


def stamp(page: MapPage) -> str:
    """Return the chosen period and its count, to be written across the map; nothing without a period."""
    if not (page.filters.first or page.filters.last):
        return ""
    n = int(np.count_nonzero(page.selection.chosen))
    period = say_period(page.filters.first, page.filters.last)
    return f"{period[:1].upper()}{period[1:]} · {n:,}"


def period_shown(places: Places, which: Flags) -> tuple[datetime, datetime] | None:
    """Return the first and last moment (local wall time) of the offences `which`; None without any."""
    if not which.any():
        return None
    first = places.start_ms.min(where=which, initial=np.inf)
    last = places.end_ms.max(where=which, initial=-np.inf)
    return datetime.fromtimestamp(first / 1000, UTC), datetime.fromtimestamp(last / 1000, UTC)


def _rule(page: MapPage, content: MapContent) -> str:
    if content.cells is not None:
        return f"counted in {content.cells.size_m / 1000:g} km squares, too many to draw one by one"
    in_part = "; those in view are drawn" if content.windowed else ""
    return f"each once, attempts included{in_part}{_outlines(page, content)}"


def _outlines(page: MapPage, content: MapContent) -> str:
    if not page.places.series_ids:
        return "; nothing is in a series"
    if not page.filters.series:
        words = f"; outlined: series active in the last {OUTLINED.active_days} days within {OUTLINED.extent_km:g} km"
        return words if content.hulls else ""
    journeys = "; numbered by the windows' starts" if content.journeys else ""
    ellipses = "; an ellipse holds about 63 in 100 of a series' places" if content.ellipses else ""
    return journeys + ellipses


def _ties(page: MapPage, content: MapContent) -> str:
    placed = page_ties(page)
    if not placed.ties or content.ties:
        return say_ties(placed)
    return f"{placed.drawn:,} hard links not drawn: switch on a series to see its own"


def _boundaries(page: MapPage) -> str:
    if not (page.has_boundaries and "boundaries" in page.filters.layers):
        return ""
    day = page.boundaries_day
    return f"boundaries in force on {period_words(day, day)}" if day else "boundaries in force now"


def _period(page: MapPage) -> str:
    period = period_shown(page.places, page.selection.chosen)
    return period_words(period[0].date(), period[1].date()) if period else "no offences"
