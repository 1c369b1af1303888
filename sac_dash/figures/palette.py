"""Colours that mean the same thing everywhere: series, classes, the map's ground.

Series take one of twenty-four colours by a checksum of their id, so that a series keeps its colour on
every page, on every machine and after every re-run. The first seven are Okabe and Ito's (*Color
Universal Design*, 2008); the rest were chosen, each as far in OKLab from those before it as its
lightness allows on the light and the dark ground. Two series can still share a colour (two given ones
do once in 24). Handing colours out by rank would part neighbours in the list, but a series would then
change its colour whenever another is found or accepted; that it keeps it matters more. Labels, hulls
and the chosen series' own emphasis tell series apart, never colour alone.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from sac_dash.domain.offence_class import OffenceClass

SERIES_COLOURS = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#e69f00",
    "#56b4e9",
    "#b8a800",
    "#7b5fd0",
    "#a04000",
    "#00a5b5",
    "#b0305c",
    "#6a9a1f",
    "#c02fd0",
    "#2a3fd6",
    "#306810",
    "#2fae3c",
    "#8a1f95",
    "#e8578c",
    "#9a5cf0",
    "#4fae86",
    "#684880",
    "#b878d8",
    "#5a2fc4",
    "#907848",
)
UNPLACED = "#8a96a3"

# Kept apart from the series' hues, so that a blue bar is not read as the blue series.
CLASS_COLOURS = {
    OffenceClass.ATM_ATTACK.value: "#5366de",
    OffenceClass.COMMERCIAL_BURGLARY.value: "#98a5e4",
    OffenceClass.ENABLER.value: "#c2a45a",
    OffenceClass.OTHER.value: "#97a2ae",
}


@dataclass(frozen=True)
class Ground:
    """Colours of the map's background (CSS)."""

    sea: str
    land: str
    coast: str
    water: str
    border: str
    label: str
    label_halo: str
    ring: str
    paper: str


LIGHT_GROUND = Ground(
    sea="#dbe6ee",
    land="#fafaf7",
    coast="#b4c2cd",
    water="#c3d8e6",
    border="#b9aec4",
    label="#47525e",
    label_halo="#ffffff",
    ring="#1f2933",
    paper="#ffffff",
)
DARK_GROUND = Ground(
    sea="#10171f",
    land="#202830",
    coast="#435160",
    water="#16242f",
    border="#584f66",
    label="#b9c4cf",
    label_halo="#141a20",
    ring="#f2f5f8",
    paper="#1a2027",
)


def ground_for(*, dark: bool) -> Ground:
    """Return the map's background colours for the light or the dark screen."""
    return DARK_GROUND if dark else LIGHT_GROUND


def series_colour(series_id: str | None) -> str:
    """Return the colour a series has everywhere; offences in no series are grey.

    >>> series_colour("S-0001") == series_colour("S-0001")
    True
    >>> series_colour(None) == UNPLACED
    True
    """
    return UNPLACED if series_id is None else SERIES_COLOURS[series_colour_index(series_id)]


def series_colour_index(series_id: str) -> int:
    """Return the position of a series' colour in :data:`SERIES_COLOURS`."""
    return zlib.crc32(series_id.encode()) % len(SERIES_COLOURS)


def with_opacity(colour: str, opacity: float) -> str:
    """Return a hexadecimal colour as CSS ``rgba`` of an opacity between 0 and 1.

    >>> with_opacity("#0072b2", 0.5)
    'rgba(0,114,178,0.5)'
    """
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"
