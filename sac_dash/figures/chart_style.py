"""The quiet look that every chart shares, in light and dark: inks, grid, fonts.

Colours are from the Okabe–Ito set (Okabe and Ito, *Color Universal Design*, 2008), which
readers with any common colour vision tell apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

FONT = "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


@dataclass(frozen=True)
class ChartStyle:
    """Colours of a chart (CSS)."""

    ink: str
    muted: str
    faint: str
    grid: str
    paper: str
    bar: str
    bar_light: str
    band: str
    alert: str
    low: str


LIGHT = ChartStyle(
    ink="#1f2933",
    muted="#5f6c7b",
    faint="#c3ccd6",
    grid="#e4e9ef",
    paper="#ffffff",
    bar="#3b7dbd",
    bar_light="#8db6db",
    band="rgba(95,108,123,0.18)",
    alert="#d55e00",
    low="#009e73",
)
DARK = ChartStyle(
    ink="#e6ebf0",
    muted="#a3b1bf",
    faint="#4b5866",
    grid="#323c47",
    paper="#1a2027",
    bar="#56a0dc",
    bar_light="#2f5f88",
    band="rgba(163,177,191,0.20)",
    alert="#e69f00",
    low="#2fbf95",
)


def style_for(*, dark: bool) -> ChartStyle:
    """Return the style of the light or the dark screen."""
    return DARK if dark else LIGHT


def base_layout(style: ChartStyle) -> dict[str, Any]:
    """Return the part of a layout that every chart has; the page's own paper shows through."""
    return {
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 12, "color": style.ink},
        "margin": {"l": 44, "r": 12, "t": 12, "b": 32},
        "hoverlabel": {
            "align": "left",
            "bgcolor": style.paper,
            "bordercolor": style.faint,
            "font": {"color": style.ink},
        },
        "showlegend": False,
        "bargap": 0.1,
    }


def time_axis(style: ChartStyle) -> dict[str, Any]:
    """Return a date axis with British day order."""
    return {
        "type": "date",
        "showgrid": False,
        "linecolor": style.faint,
        "tickcolor": style.faint,
        "ticks": "outside",
        "ticklen": 4,
        "tickfont": {"color": style.muted},
        "hoverformat": "%-d %b %Y",
        "tickformatstops": [
            {"dtickrange": [None, 86_400_000], "value": "%H:%M\n%-d %b"},
            {"dtickrange": [86_400_000, "M1"], "value": "%-d %b\n%Y"},
            {"dtickrange": ["M1", "M12"], "value": "%b\n%Y"},
            {"dtickrange": ["M12", None], "value": "%Y"},
        ],
    }


def count_axis(style: ChartStyle, top: float) -> dict[str, Any]:
    """Return a count axis from 0 that shows whole numbers only."""
    return {
        "range": [0, max(top * 1.12, 1.5)],
        "gridcolor": style.grid,
        "zerolinecolor": style.faint,
        "tickfont": {"color": style.muted},
        "tickformat": ",d",
        "nticks": 6,
        "rangemode": "tozero",
        **({"dtick": 1} if top <= 5 else {}),
    }
