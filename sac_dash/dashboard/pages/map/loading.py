"""One address of the Map page, answered: its filters applied to the current generation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sac_dash.dashboard import state
from sac_dash.dashboard.pages.map.filters import MapFilters, read_filters
from sac_dash.dashboard.pages.map.places import Places, places
from sac_dash.dashboard.pages.map.queries import OUTLINED, period_shown
from sac_dash.dashboard.pages.map.selecting import Selection, select
from sac_dash.dashboard.pages.map.wording import ground_missing, map_caption, period_words, timeline_caption
from sac_dash.dashboard.query_string import read_query
from sac_dash.dashboard.series_names import series_names
from sac_dash.figures.basemap import missing_layers
from sac_dash.figures.timeline import TimelineContent


@dataclass(frozen=True)
class MapPage:
    """What every callback of the page starts from."""

    query: dict[str, str]
    filters: MapFilters
    places: Places
    selection: Selection
    names: dict[str, str]
    has_boundaries: bool

    def map_caption(self, *, aggregated: bool) -> str:
        """Return what the map counts."""
        chosen = self.selection.chosen
        counted = (
            "counted on a grid, too many to draw one by one"
            if aggregated
            else f"each offence once, attempts included; {self._outlines()}"
        )
        unplaced = int((chosen & ~self.places.placed).sum())
        caption = map_caption(int(chosen.sum()), unplaced, self._period(), counted)
        missing = missing_layers() if self.places.on_earth else ()
        return f"{caption} · {ground_missing(missing)}" if missing else caption

    def timeline_caption(self, content: TimelineContent) -> str:
        """Return what the timeline counts."""
        n = int(self.selection.in_time.sum())
        brushed = int(self.selection.chosen.sum()) if content.period else None
        lanes = sum(lane.series_id is not None for lane in content.lanes)
        return timeline_caption(n, brushed, content.unit, content.unplaced, lanes)

    def _outlines(self) -> str:
        if not self.places.series_ids:
            return "nothing is in a series"
        if self.filters.series:
            return "journeys in the order of the windows' starts"
        return (
            f"outlined: series active in the last {OUTLINED.active_days} days within {OUTLINED.extent_km:g} km; "
            "choose a series for its journey"
        )

    def _period(self) -> str:
        period = period_shown(self.places, self.selection.chosen)
        return period_words(period[0].date(), period[1].date()) if period else "no offences"


def load(search: str | None) -> MapPage:
    """Return the page of an address. Called within a request, with a generation published.

    Raises
    ------
    StoreError
        When the store is empty.
    """
    query = read_query(search)
    filters = read_filters(query)
    store = state.store()
    held = places(store.require_current())
    has_boundaries = "boundaries" in filters.layers and store.boundaries().height > 0
    return MapPage(query, filters, held, _selected(held, filters), series_names(store), has_boundaries)


@lru_cache(maxsize=8)
def _selected(held: Places, filters: MapFilters) -> Selection:
    """Return the masks of an address, once for the map, the timeline and the table alike."""
    return select(held, filters)
