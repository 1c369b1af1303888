"""The Map page's wiring."""

from __future__ import annotations

from dash import Dash


def register(app: Dash) -> None:
    """Wire the page."""
