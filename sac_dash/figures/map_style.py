"""The ground a map stands on: an inline style whose every layer comes from the same server.

No style address, no glyphs, no sprites, no tiles: a map that asks the network for any of these is
blank where there is no network, and says nothing. Names, numbers, the scale bar and the north arrow
are drawn over the map by `dashboard/assets/20_map_overlay.js`, from the figure's `meta`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sac_dash.figures.palette import Ground, ground_for

TILE_PX = 512  # at zoom z the world is TILE_PX · 2^z pixels wide
MAX_ZOOM_TO_FIT = 13.5


@dataclass(frozen=True)
class MapView:
    """Where a map looks: its centre in WGS84 degrees, its zoom."""

    longitude: float
    latitude: float
    zoom: float


@dataclass(frozen=True)
class GroundLayers:
    """Which layers of the ground are drawn, and where they are fetched from.

    Parameters
    ----------
    url
        Same-origin address of the layers: ``{url}/land.geojson`` and so on.
    on_earth
        False for data in local metres: no coast, no towns, a plain sheet.
    towns, boundaries
        Whether the names of towns and the stored boundaries are shown.
    boundaries_on
        The day (ISO) whose boundaries those are; empty is the latest.
    """

    url: str = "/basemap"
    on_earth: bool = True
    towns: bool = True
    boundaries: bool = False
    boundaries_on: str = ""

    @property
    def boundaries_url(self) -> str | None:
        """Return where the boundaries are fetched from; None where they are not shown."""
        day = f"?on={self.boundaries_on}" if self.boundaries_on else ""
        return f"{self.url}/boundaries.geojson{day}" if self.boundaries and self.on_earth else None


def map_style(layers: GroundLayers, *, dark: bool) -> dict[str, Any]:
    """Return a MapLibre style: sea, land, lakes, rivers, borders and, where asked, boundaries."""
    ground = ground_for(dark=dark)
    if not layers.on_earth:
        return {"version": 8, "sources": {}, "layers": [_background(ground.land)]}
    names = ["land", "lakes", "rivers", "borders", *(["boundaries"] if layers.boundaries else [])]
    address = {name: f"{layers.url}/{name}.geojson" for name in names}
    if layers.boundaries_url:
        address["boundaries"] = layers.boundaries_url
    sources = {name: {"type": "geojson", "data": address[name]} for name in names}
    drawn = [layer for layer in _layers(ground) if layer.get("source", "land") in names]
    return {"version": 8, "sources": sources, "layers": drawn}


def _background(colour: str) -> dict[str, Any]:
    return {"id": "background", "type": "background", "paint": {"background-color": colour}}


def _layers(ground: Ground) -> list[dict[str, Any]]:
    return [
        _background(ground.sea),
        _fill("land", ground.land),
        _line("land-coast", "land", ground.coast, 0.8),
        _fill("lakes", ground.water),
        _line("rivers", "rivers", ground.water, 1.4),
        _line("borders", "borders", ground.border, 1.2, dash=[4, 3]),
        _line("boundaries", "boundaries", ground.border, 1.2),
    ]


def _fill(name: str, colour: str) -> dict[str, Any]:
    return {
        "id": name,
        "type": "fill",
        "source": name,
        "paint": {"fill-color": colour, "fill-antialias": True},
    }


def _line(
    layer_id: str, source: str, colour: str, width_px: float, dash: list[int] | None = None
) -> dict[str, Any]:
    paint: dict[str, Any] = {"line-color": colour, "line-width": width_px}
    if dash:
        paint["line-dasharray"] = dash
    layout = {"line-join": "round", "line-cap": "round"}
    return {"id": layer_id, "type": "line", "source": source, "paint": paint, "layout": layout}
