"""The ground of every map, from this server: coast, rivers, towns and the force's own boundaries.

A map that asks elsewhere goes blank without a network. A layer that is not there answers 204, so that
the map around it still works.
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
_BOUNDARY_PRECISION_DEG = 1e-5
_BOUNDARY_TOLERANCE_M = 40.0


def add_basemap_route(server: flask.Flask) -> None:
    """Serve the layers under :data:`ROUTE`."""
    server.add_url_rule(f"{ROUTE}/boundaries.geojson", "boundaries", _boundaries)
    server.add_url_rule(f"{ROUTE}/<layer>.geojson", "basemap", _layer)


def _layer(layer: str) -> flask.Response:
    """Answer one layer of the offline basemap; 204 where there is none of that name."""
    file = f"{layer}.geojson"
    if layer not in LAYERS or not (BASEMAP_FOLDER / file).is_file():
        return flask.Response(status=204)
    answer = flask.send_from_directory(
        BASEMAP_FOLDER, file, mimetype="application/geo+json", max_age=_CACHE_S
    )
    answer.direct_passthrough = False  # so that it is compressed
    return answer


def _boundaries() -> flask.Response:
    """Answer the boundaries in force, in degrees and thinned for the screen; 204 without any."""
    frame = state.store().boundaries()
    in_force = frame.filter(pl.col("valid_to").is_null())
    if in_force.is_empty():
        return flask.Response(status=204)
    shapes = tuple(in_force.select("area_name", "wkb").iter_rows())
    return flask.Response(_geojson(shapes), mimetype="application/geo+json")


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
