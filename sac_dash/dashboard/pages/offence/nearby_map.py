"""Where the offence lies, with what the reflex queries found around it, on a small map."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import polars as pl

from sac_dash.dashboard.pages.offence.queries import OffenceInHand, say_where
from sac_dash.dashboard.wording import say_window
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.figures.map_figure import MapContent, draw_map
from sac_dash.figures.map_points import MapPoints
from sac_dash.figures.map_style import MapView
from sac_dash.figures.map_view_fit import bounds_of, fit_view
from sac_dash.figures.palette import series_colour_index
from sac_dash.patterns.reflex_queries import adjoining, same_night, same_premises

MAP_PX = (200, 130)  # smaller than the smallest card
ATTRIBUTION = "GSHHG · GeoNames CC BY"  # the short form: the card is narrow
ALONE_ZOOM = 11.0  # nothing around it: the town it lies in


@dataclass(frozen=True)
class Around:
    """Rows of the offences at the same premises, of the others adjoining, and of the same night."""

    here: list[int]
    near: list[int]
    night: list[int]


def find_around(offence: OffenceInHand, near_m: float, night_km: float) -> Around:
    """Return what the reflex queries find."""
    offences, row = offence.now.generation.offences, offence.row
    here = same_premises(offences, row)
    return Around(here, adjoining(offences, row, near_m, here), same_night(offences, row, night_km))


def nearby_map(offence: OffenceInHand, around: Around, *, dark: bool) -> tuple[dict[str, Any], str] | None:
    """Return the map and its caption; None where the offence's own place is not known."""
    place = (offence.record["longitude"], offence.record["latitude"])
    if None in place:
        return None
    said = {
        **dict.fromkeys(around.night, "same night"),
        **dict.fromkeys(around.near, "adjoining"),
        **dict.fromkeys(around.here, "same premises"),
    }
    placed = (
        offence.now.generation.offences.with_row_index("row")
        .filter(pl.col("row").is_in([*said, offence.row]))
        .drop_nulls(["longitude", "latitude"])
        .sort(pl.col("row") == offence.row, "row")  # the one in hand is drawn last, above the others
    )
    longitude, latitude = placed["longitude"].to_numpy(), placed["latitude"].to_numpy()
    view = fit_view(bounds_of(longitude, latitude), *MAP_PX)
    view = view if placed.height > 1 else MapView(*place, ALONE_ZOOM)
    content = MapContent(
        view=view,
        points=_points(offence, placed, said),
        target=place,
        fit=bounds_of(longitude, latitude) if placed.height > 1 else None,
        attribution=ATTRIBUTION,
    )
    return draw_map(content, dark=dark), _caption(len(said), len(said) + 1 - placed.height)


def _points(offence: OffenceInHand, placed: pl.DataFrame, said: dict[int, str]) -> MapPoints:
    members = offence.now.series.members().filter(pl.col("row").is_in(placed["row"].implode()))
    series = dict(members.select("row", "series_id").iter_rows())
    colours = [series_colour_index(series[row]) if row in series else -1 for row in placed["row"]]
    return MapPoints(
        row=placed["row"].to_numpy().astype(np.int64),
        longitude=placed["longitude"].to_numpy(),
        latitude=placed["latitude"].to_numpy(),
        colour_index=np.array(colours, np.int64),
        atm=(placed["offence_class"] == OffenceClass.ATM_ATTACK.value).to_numpy(),
        clear=np.ones(placed.height, bool),
        hover=[_hover(record, said) for record in placed.iter_rows(named=True)],
    )


def _hover(record: dict[str, Any], said: dict[int, str]) -> str:
    how = said.get(record["row"], "this offence")
    return (
        f"<b>{escape(record['crime_ref'])}</b> {how}<br>{escape(say_where(record))}<br>{say_window(record)}"
    )


def _caption(n: int, unplaced: int) -> str:
    missing = f", {unplaced:,} without a place" if unplaced else ""
    return f"Ringed: this offence; {n:,} around it{missing}. Grey: in no series."
