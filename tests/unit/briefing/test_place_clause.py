"""A place is named where the offences are, and not where they are not."""

from __future__ import annotations

import numpy as np
import polars as pl

from sac_dash.briefing.place_clause import say_direction, say_where
from sac_dash.geography.nearest_town import Towns
from sac_dash.patterns.series_areas import SeriesAreas

TOWNS = Towns(["Ludlow", "Telford"], np.array([-2.718, -2.445]), np.array([52.368, 52.677]))
ONE_FORCE = SeriesAreas(("Marches",), ("North",), 0, 0)


def members(*places: tuple[float | None, float | None]) -> pl.DataFrame:
    return pl.DataFrame(list(places), schema={"longitude": pl.Float64, "latitude": pl.Float64}, orient="row")


def test_the_tightest_circle_that_holds_most_is_named() -> None:
    near = [(-2.718, 52.368 + n / 1_000) for n in range(4)]
    assert say_where(members(*near), ONE_FORCE, TOWNS) == "all within 3 km of Ludlow"
    assert say_where(members(*near, (-1.0, 51.0)), ONE_FORCE, TOWNS) == "4 of them within 3 km of Ludlow"


def test_what_has_no_place_is_told() -> None:
    near = [(-2.718, 52.368)] * 4
    assert "(place known of 4)" in say_where(members(*near, (None, None)), ONE_FORCE, TOWNS)
    assert say_where(members((None, None)), ONE_FORCE, TOWNS) == ""


def test_a_spread_series_is_said_to_be_spread() -> None:
    far = members((-2.7, 52.4), (-1.5, 53.8), (0.1, 51.5), (-4.0, 55.9))
    forces = SeriesAreas(("Marches", "Dee", "Fenland"), ("North",), 0, 0)
    assert say_where(far, forces, TOWNS).startswith("across 3 forces, ")


def test_direction_needs_six_and_more_than_chance() -> None:
    south = members(*[(-2.7, 52.5 - n / 100) for n in range(6)])
    assert say_direction(south) == "moving south"
    assert say_direction(south.head(5)) == ""
    rng = np.random.default_rng(3)
    scattered = members(*[(float(x), float(y)) for x, y in rng.normal((-2.7, 52.4), 0.1, (8, 2))])
    assert say_direction(scattered) == ""
