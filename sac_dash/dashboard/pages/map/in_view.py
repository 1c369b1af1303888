"""What of the chosen offences can be drawn one by one, and what is counted on a grid instead.

Ten thousand discs are drawn fluently without a graphics card, a million are not, and would hide one
another. So discs are sent while they are few enough, over the whole map or in the part looked at;
otherwise squares, the smaller the closer one looks, down to one kilometre.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sac_dash.dashboard.pages.map.places import Places
from sac_dash.dashboard.pages.map.selecting import Flags, Selection
from sac_dash.figures.map_view_fit import Bounds

MAX_POINTS = 10_000
WINDOW_MARGIN = 0.3  # of the width and height, at each side: a small move asks for nothing new


@dataclass(frozen=True)
class Drawn:
    """Which offences are drawn, and how.

    Attributes
    ----------
    which
        The offences drawn or counted.
    on_grid
        Whether they are counted in squares.
    windowed, window
        Whether that depends on where the map looks, and the box it holds for; None is everywhere.
    """

    which: Flags
    on_grid: bool = False
    windowed: bool = False
    window: Bounds | None = None


def choose_drawn(
    places: Places, selection: Selection, looked_at: Bounds | None, most: int = MAX_POINTS
) -> Drawn:
    """Return what to draw of a selection in a map that looks at a box (degrees; None is not known yet).

    The offences that filters leave out are drawn faint as long as there is room for all.
    """
    shown = selection.shown & places.placed
    if np.count_nonzero(shown) <= most:
        return Drawn(shown)
    chosen = selection.chosen & places.placed
    if np.count_nonzero(chosen) <= most:
        return Drawn(chosen)
    if looked_at is None:
        return Drawn(chosen, on_grid=True, windowed=True)
    window = widen(looked_at, WINDOW_MARGIN)
    held = chosen & _inside(places, window)
    return Drawn(held, on_grid=int(np.count_nonzero(held)) > most, windowed=True, window=window)


def widen(bounds: Bounds, share: float) -> Bounds:
    """Return a box wider and higher by a share of itself at each side."""
    west, south, east, north = bounds
    across, up = (east - west) * share, (north - south) * share
    return west - across, south - up, east + across, north + up


def read_bounds(asked: object) -> Bounds | None:
    """Return the box that a browser says it looks at; None where it says nothing usable."""
    if not isinstance(asked, list) or len(asked) != 4:
        return None
    if not all(isinstance(each, int | float) and np.isfinite(each) for each in asked):
        return None
    west, south, east, north = map(float, asked)
    return (west, south, east, north) if west < east and south < north else None


def _inside(places: Places, window: Bounds) -> Flags:
    west, south, east, north = window
    with np.errstate(invalid="ignore"):
        across = (places.longitude >= west) & (places.longitude <= east)
        return across & (places.latitude >= south) & (places.latitude <= north)
