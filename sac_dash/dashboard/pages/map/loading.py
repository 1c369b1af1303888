"""One address of the Map page, answered: its filters applied to the current generation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from sac_dash.casework import HardLink
from sac_dash.dashboard import state
from sac_dash.dashboard.pages.map.filters import MapFilters, read_filters
from sac_dash.dashboard.pages.map.places import Places, places
from sac_dash.dashboard.pages.map.selecting import Selection, select
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
    hard_links: tuple[HardLink, ...] = ()

    @property
    def boundaries_day(self) -> date | None:
        """Return the day whose boundaries are drawn: one asked for, or the last of the period; None is now."""
        return self.filters.boundaries_on or self.filters.last


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
    selection = _selected(held, filters.narrowing())
    links = state.case_book().hard_links
    return MapPage(query, filters, held, selection, series_names(store), has_boundaries, links)


@lru_cache(maxsize=8)
def _selected(held: Places, filters: MapFilters) -> Selection:
    """Return the masks of an address, once for the map, the timeline and the table alike."""
    return select(held, filters)
