"""Overnight: what the daily management meeting has to know, on one screen."""

from __future__ import annotations

from sac_dash.dashboard.page import Page
from sac_dash.dashboard.pages.overnight.callbacks import register
from sac_dash.dashboard.pages.overnight.layout import layout

PAGE = Page(path="/overnight", title="Overnight", icon="overnight", layout=layout, register=register)
