"""The ground of every map, from this server: coast, rivers, towns and the force's own boundaries.

A map that asks elsewhere goes blank without a network. A layer that is not there answers an empty
collection: plotly gives a map up when a source fails.
"""

from __future__ import annotations

import json
from datetime import date
from functools import lru_cache
from typing import Any

import flask

from sac_dash.dashboard import state
from sac_dash.figures.basemap import BASEMAP_FOLDER, LAYERS
from sac_dash.geography.boundaries import in_force

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
    """Answer the boundaries in force on the day asked for, in degrees and thinned for the screen."""
    held = in_force(state.store().boundaries(), _day(flask.request.args.get("on")))
    if held.is_empty():
        return _answer(_EMPTY)
    shapes = tuple(held.select("area_name", "wkb").iter_rows())
    return _answer(_geojson(shapes))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _answer(text: str) -> flask.Response:
    return flask.Response(text, mimetype="application/geo+json")


@lru_cache(maxsize=4)
def _geojson(shapes: tuple[tuple[str, bytes], ...]) -> str:
    import shapely
    from pyproj import Transformer

    to_degrees = Transformer.from_crs(27700, 4326, always_xy=True)
    thinned = shapely.simplify(shapely.from_wkb([wkb for _, wkb in shapes]), _BOUNDARY_TOLERANCE_M)
    turned = shapely.transform(thinned, to_degrees.transform, interleaved=False)
    exact = shapely.set_precision(turned, _BOUNDARY_PRECISION_DEG)
    features = [
        {
            "type": "Feature",
            "properties": {"name": name, "label": _label_place(shape)},
            "geometry": shapely.geometry.mapping(shape),
        }
        for (name, _), shape in zip(shapes, exact, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def _label_place(shape: Any) -> list[float]:  # noqa: ANN401 - shapely has no types
    """Return a place surely within an area, where its name is written."""
    point = shape.representative_point()
    return [round(point.x, 4), round(point.y, 4)]
