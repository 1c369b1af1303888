"""Patterns: when and where offences happen, and whether either is more than chance."""

from __future__ import annotations

from sac_dash.dashboard.page import Page
from sac_dash.dashboard.pages.patterns.callbacks import register
from sac_dash.dashboard.pages.patterns.layout import layout

PAGE = Page(path="/patterns", title="Patterns", icon="patterns", layout=layout, register=register)
