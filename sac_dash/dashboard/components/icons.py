"""Icons without a request beyond the machine: shapes are masks in `assets/icons.css`."""

from __future__ import annotations

from typing import Any

from dash import html

NAMES = (
    "map",
    "series",
    "trends",
    "patterns",
    "data",
    "png",
    "undo",
    "reset",
    "close",
    "layers",
    "calendar",
    "shield",
    "alert",
    "upload",
    "download",
    "search",
    "link",
    "model",
    "audit",
    "offence",
    "brief",
    "clock",
    "check",
    "info",
    "offline",
    "table",
    "chevron",
    "lasso",
    "box",
    "pan",
    "fit",
    "plus",
    "minus",
    "play",
    "pause",
    "overnight",
    "bell",
    "keyboard",
    "sun",
    "moon",
    "radius",
    "ruler",
    "step-back",
    "step-on",
)

_HIDDEN: dict[str, Any] = {"aria-hidden": "true"}


def icon(name: str, size_px: int = 18) -> html.Span:
    """Return an icon that takes the colour of the text around it; decorative for screen readers."""
    if name not in NAMES:
        raise KeyError(name)
    return html.Span(
        className=f"icon icon-{name}",
        style={"width": size_px, "height": size_px},
        **_HIDDEN,
    )
