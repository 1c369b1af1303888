"""Hard links on the map: between two offences shown of which one at least is in a series."""

from __future__ import annotations

import polars as pl

from sac_dash.dashboard.hard_link_places import PlacedTies, place_ties
from sac_dash.dashboard.pages.map.loading import MapPage

MAX_TIES = 200
"""More lines at once than this hide the map; with a series switched on there are hardly as many."""


def page_ties(page: MapPage) -> PlacedTies:
    """Return the hard links among the offences that pass every filter."""
    if not page.hard_links:
        return PlacedTies([], 0, 0)
    places = page.places
    ends = {key for link in page.hard_links for key in link.offences}
    rows = places.frame.select("row", "offence_key").filter(pl.col("offence_key").is_in(sorted(ends)))
    shown = page.selection.chosen & places.placed
    at = {
        key: (float(places.longitude[row]), float(places.latitude[row]))
        for row, key in rows.iter_rows()
        if shown[row]
    }
    in_series = {key for row, key in rows.iter_rows() if places.series[row] >= 0}
    return place_ties([link for link in page.hard_links if in_series.intersection(link.offences)], at)
