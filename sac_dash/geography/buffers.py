"""The ground within a distance of any of some places, as one outline.

Circles around thirty offences hide one another; their union shows at once how much ground a series'
surroundings cover, and whether it falls into parts.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from sac_dash.geography.distances import km_a_degree, offset

Floats = npt.NDArray[np.float64]

CORNERS_A_QUARTER = 16


def buffer_rings(longitude: Floats, latitude: Floats, radius_km: float) -> tuple[Floats, ...]:
    """Return the outer edges of all that lies within `radius_km` (above 0) of a place.

    Returns
    -------
    One array of longitude and latitude (corners × 2, not closed) for each separate part, the largest
    first; holes are not drawn. Unknown places are passed over.
    """
    import shapely

    known = np.isfinite(longitude) & np.isfinite(latitude)
    if not known.any():
        return ()
    centre = float(longitude[known].mean()), float(latitude[known].mean())
    north_km, east_km = km_a_degree((latitude[known] + centre[1]) / 2)
    points = shapely.points(
        (longitude[known] - centre[0]) * east_km, (latitude[known] - centre[1]) * north_km
    )
    union = shapely.union_all(shapely.buffer(points, radius_km, quad_segs=CORNERS_A_QUARTER))
    parts = sorted(shapely.get_parts(union), key=lambda part: -part.area)
    corners = [shapely.get_coordinates(part.exterior)[:-1] for part in parts]
    return tuple(offset(*centre, each[:, 0], each[:, 1]) for each in corners)
