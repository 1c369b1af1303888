"""Where on earth: British National Grid, WGS84 and any other system, in arrays.

Linkage works in metres, maps in degrees, so every place is kept as both. Transforms go through
PROJ without the OSTN15 grid, which would have to be fetched: positions in Great Britain are
therefore good to about two metres, far below how precisely offences are located.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from sac_dash.domain.errors import MappingError

if TYPE_CHECKING:
    import pyproj

BRITISH_NATIONAL_GRID = "EPSG:27700"
WGS84 = "EPSG:4326"
LOCAL_METRES = "local-metres"

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


_THREAD = threading.local()


@dataclass(frozen=True)
class Bounds:
    """A box that holds every place of some area, in the units of its coordinate system."""

    x_min: float
    y_min: float
    x_max: float
    y_max: float

    def holds(self, x: Floats, y: Floats) -> Flags:
        """Return which points lie inside; a point that is not a number does not."""
        with np.errstate(invalid="ignore"):
            return (x >= self.x_min) & (x <= self.x_max) & (y >= self.y_min) & (y <= self.y_max)


#: The British National Grid's own extent: 700 km by 1,300 km (Ordnance Survey). Metres.
GRID_BOUNDS = Bounds(1, 1, 700_000, 1_300_000)
#: Great Britain and its islands with the seas around, as the Ministry of Justice accepts. Degrees.
GB_BOUNDS = Bounds(-8.7, 49.5, 2.6, 61.5)
#: What a longitude and a latitude can be at all. Degrees.
DEGREE_BOUNDS = Bounds(-180, -90, 180, 90)


@lru_cache(maxsize=32)
def _crs(name: str) -> pyproj.CRS:
    import pyproj

    try:
        return pyproj.CRS.from_user_input(name)
    except pyproj.exceptions.CRSError as error:
        remedy = 'Write crs = "EPSG:27700" (or another EPSG code), or crs = "local-metres"'
        raise MappingError(f'"{name}" is not a coordinate system', remedy=remedy) from error


def _stay_offline() -> None:
    """Keep this thread's PROJ from fetching grids, whatever its environment says: each thread has its own."""
    from pyproj.network import set_network_enabled  # type: ignore[attr-defined]

    if not getattr(_THREAD, "offline", False):
        set_network_enabled(active=False)
        _THREAD.offline = True


@lru_cache(maxsize=32)
def _transformer(source: str, target: str) -> pyproj.Transformer:
    import pyproj

    return pyproj.Transformer.from_crs(_crs(source), _crs(target), always_xy=True)


def check_crs(name: str) -> str:
    """Return the name of a coordinate system, or raise :class:`MappingError` if there is none.

    >>> check_crs("EPSG:32610")
    'EPSG:32610'
    """
    if name != LOCAL_METRES:
        _crs(name)
    return name


def is_geographic(crs: str) -> bool:
    """Return whether a system's coordinates are degrees."""
    return crs != LOCAL_METRES and bool(_crs(crs).is_geographic)


def is_true_metres(crs: str) -> bool:
    """Return whether distances in this system are metres (Web Mercator's are not)."""
    if crs == LOCAL_METRES:
        return True
    system = _crs(crs)
    metres = all(axis.unit_conversion_factor == 1.0 for axis in system.axis_info)
    return bool(system.is_projected) and metres and "mercator" not in _method(system)


def _method(system: pyproj.CRS) -> str:
    operation = system.coordinate_operation
    name = operation.method_name.lower() if operation is not None else ""
    return name.replace("transverse mercator", "")


def transform(x: Floats, y: Floats, source: str, target: str) -> tuple[Floats, Floats]:
    """Transform points between two systems (x = easting or longitude); what cannot be is NaN."""
    if source == target:
        return x.copy(), y.copy()
    _stay_offline()
    new_x, new_y = _transformer(source, target).transform(x, y)
    bad = ~(np.isfinite(new_x) & np.isfinite(new_y))
    return np.where(bad, np.nan, new_x), np.where(bad, np.nan, new_y)


def in_great_britain(longitude: Floats, latitude: Floats) -> Flags:
    """Return which points (degrees) lie in the box around Great Britain."""
    return GB_BOUNDS.holds(longitude, latitude)


def utm_crs(longitude: Floats, latitude: Floats) -> str:
    """Return the metric UTM system of the median of some points (degrees).

    >>> import numpy as np
    >>> utm_crs(np.array([-123.1]), np.array([49.3]))
    'EPSG:32610'
    """
    zone = int(np.clip((np.nanmedian(longitude) + 180) // 6 + 1, 1, 60))
    return f"EPSG:{(32600 if np.nanmedian(latitude) >= 0 else 32700) + zone}"
