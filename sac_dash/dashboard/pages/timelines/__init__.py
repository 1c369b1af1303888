"""Timelines: many series in time beside one another, with their tempo, sprees and silences."""

from __future__ import annotations

from sac_dash.dashboard.page import Page
from sac_dash.dashboard.pages.timelines.callbacks import register
from sac_dash.dashboard.pages.timelines.layout import layout

PAGE = Page(path="/timelines", title="Timelines", icon="clock", layout=layout, register=register)
