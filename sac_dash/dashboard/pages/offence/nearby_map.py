"""Where the offence lies, with what the reflex queries found around it, on a small map."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from html import escape
from typing import Any

import numpy as np
import polars as pl

from sac_dash.dashboard.kept_results import KeptResults
from sac_dash.dashboard.pages.offence.queries import OffenceInHand, say_where
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.figures.map_figure import MapContent, draw_map
from sac_dash.figures.map_points import MapPoints
from sac_dash.figures.map_style import MapView
from sac_dash.figures.map_view_fit import bounds_of, fit_view
from sac_dash.figures.palette import series_colour_index
from sac_dash.figures.wording import say_window
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


_found: KeptResults[Around] = KeptResults(16)


def find_around(offence: OffenceInHand, near_m: float, night_km: float) -> Around:
    """Return what the reflex queries find: the lists and the small map ask for the same."""
    generation = offence.now.generation
    key = (str(generation.folder), generation.id, offence.row, near_m, night_km)
    return _found.get(key, lambda: _find_around(generation.offences, offence.row, near_m, night_km))


def _find_around(offences: pl.DataFrame, row: int, near_m: float, night_km: float) -> Around:
    here = same_premises(offences, row)
    return Around(here, adjoining(offences, row, near_m, here), same_night(offences, row, night_km))


@dataclass(frozen=True)
class Nearby:
    """What the small map shows: the offence's place, itself and those around it as points, and what to say."""

    place: tuple[float, float]
    points: MapPoints
    caption: str

    @property
    def signature(self) -> str:
        """Return a short text that changes when anything drawn does."""
        points = self.points
        shown = (self.place, points.row.tolist(), points.colour_index.tolist(), points.hover)
        return sha256(repr(shown).encode()).hexdigest()[:16]


def find_nearby(offence: OffenceInHand, around: Around) -> Nearby | None:
    """Return what the small map shows; None where the offence's own place is not known."""
    longitude, latitude = offence.record["longitude"], offence.record["latitude"]
    if longitude is None or latitude is None:
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
    caption = _caption(len(said), len(said) + 1 - placed.height)
    return Nearby((longitude, latitude), _points(offence, placed, said), caption)


def draw_nearby(nearby: Nearby, *, dark: bool) -> dict[str, Any]:
    """Return the map."""
    points = nearby.points
    alone = len(points.row) == 1
    box = None if alone else bounds_of(points.longitude, points.latitude)
    view = MapView(*nearby.place, ALONE_ZOOM) if alone else fit_view(box, *MAP_PX)
    content = MapContent(view=view, points=points, target=nearby.place, fit=box, attribution=ATTRIBUTION)
    return draw_map(content, dark=dark)


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
