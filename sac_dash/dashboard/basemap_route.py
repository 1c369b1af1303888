"""The ground of every map, from this server: coast, rivers, towns and the force's own boundaries.

A map that asks elsewhere goes blank without a network. A layer that is not there answers an empty
collection: plotly gives a map up when a source fails.
"""

from __future__ import annotations

import json
from functools import lru_cache

import flask
import polars as pl

from sac_dash.dashboard import state
from sac_dash.figures.basemap import BASEMAP_FOLDER, LAYERS

ROUTE = "/basemap"
_CACHE_S = 3600
_EMPTY = '{"type": "FeatureCollection", "features": []}'
_BOUNDARY_PRECISION_DEG = 1e-5
_BOUNDARY_TOLERANCE_M = 40.0


def add_basemap_route(server: flask.Flask) -> None:
    """Serve the layers under :data:`ROUTE`."""
    server.add_url_rule(f"{ROUTE}/boundaries.geojson", "boundaries", _boundaries)
    server.add_url_rule(f"{ROUTE}/<layer>.geojson", "basemap", _layer)


def _layer(layer: str) -> flask.Response:
    """Answer one layer of the offline basemap; an empty one where there is none of that name."""
    file = f"{layer}.geojson"
    if layer not in LAYERS or not (BASEMAP_FOLDER / file).is_file():
        return _answer(_EMPTY)
    answer = flask.send_from_directory(
        BASEMAP_FOLDER, file, mimetype="application/geo+json", max_age=_CACHE_S
    )
    answer.direct_passthrough = False  # so that it is compressed
    return answer


def _boundaries() -> flask.Response:
    """Answer the boundaries in force, in degrees and thinned for the screen."""
    frame = state.store().boundaries()
    in_force = frame.filter(pl.col("valid_to").is_null())
    if in_force.is_empty():
        return _answer(_EMPTY)
    shapes = tuple(in_force.select("area_name", "wkb").iter_rows())
    return _answer(_geojson(shapes))


def _answer(text: str) -> flask.Response:
    return flask.Response(text, mimetype="application/geo+json")


@lru_cache(maxsize=2)
def _geojson(shapes: tuple[tuple[str, bytes], ...]) -> str:
    import shapely
    from pyproj import Transformer

    to_degrees = Transformer.from_crs(27700, 4326, always_xy=True)
    thinned = shapely.simplify(shapely.from_wkb([wkb for _, wkb in shapes]), _BOUNDARY_TOLERANCE_M)
    turned = shapely.transform(thinned, to_degrees.transform, interleaved=False)
    exact = shapely.set_precision(turned, _BOUNDARY_PRECISION_DEG)
    features = [
        {"type": "Feature", "properties": {"name": name}, "geometry": shapely.geometry.mapping(shape)}
        for (name, _), shape in zip(shapes, exact, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})
