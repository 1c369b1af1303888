"""Metres of one system, and what is in another counted."""

from __future__ import annotations

import numpy as np
import polars as pl

from sac_dash.geography.metric_places import metric_places

SCHEMA = {"easting": pl.Float64, "northing": pl.Float64, "crs": pl.String}


def frame(*rows: tuple[float | None, float | None, str | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def test_the_commonest_system_is_taken():
    found = metric_places(
        frame((1, 2, "EPSG:27700"), (3, 4, "EPSG:27700"), (5, 6, "EPSG:32610"), (None, None, None))
    )
    assert found.crs == "EPSG:27700"
    assert found.known.tolist() == [True, True, False, False]
    assert np.nansum(found.y_m) == 6
    assert (found.n_unknown, found.n_other_system) == (1, 1)


def test_without_places_there_is_no_system():
    found = metric_places(frame((None, None, None)))
    assert found.crs is None
    assert found.n_unknown == 1
    assert metric_places(frame()).known.tolist() == []
