"""One address of the Map page, answered: its filters applied to the current generation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sac_dash.dashboard import state
from sac_dash.dashboard.pages.map.filters import MapFilters, read_filters
from sac_dash.dashboard.pages.map.places import Places, places
from sac_dash.dashboard.pages.map.queries import period_shown
from sac_dash.dashboard.pages.map.selecting import Selection, select
from sac_dash.dashboard.pages.map.wording import map_caption, period_words
from sac_dash.dashboard.query_string import read_query
from sac_dash.dashboard.series_names import series_names


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
            else "each offence once; journeys in the order of the windows' starts"
        )
        unplaced = int((chosen & ~self.places.placed).sum())
        return map_caption(int(chosen.sum()), unplaced, self._period(), counted)

    def timeline_caption(self, lanes: int) -> str:
        """Return what the timeline counts."""
        n = int(self.selection.in_time.sum())
        return (
            f"n = {n:,} offences · counted in the week the window starts · bars are windows, start to end, "
            f"of the series seen last ({lanes} row{'' if lanes == 1 else 's'})"
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
