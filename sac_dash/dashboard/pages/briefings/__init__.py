"""Briefings: choose a product, see it as it will be printed, put it in your own words, hand it out."""

from __future__ import annotations

from sac_dash.dashboard.page import Page
from sac_dash.dashboard.pages.briefings.callbacks import register
from sac_dash.dashboard.pages.briefings.layout import layout

PAGE = Page(path="/briefings", title="Briefings", icon="brief", layout=layout, register=register)
