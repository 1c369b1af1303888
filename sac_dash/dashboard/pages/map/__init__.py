"""The Map page: where, when and in which series, all on one screen."""

from sac_dash.dashboard.page import Page
from sac_dash.dashboard.pages.map.callbacks import register
from sac_dash.dashboard.pages.map.layout import layout

PAGE = Page("/map", "Map", "map", layout, register)

__all__ = ["PAGE"]
