"""Trends: how many, by week or month, against what the same season leads one to expect."""

from __future__ import annotations

from sac_dash.dashboard.page import Page
from sac_dash.dashboard.pages.trends.callbacks import register
from sac_dash.dashboard.pages.trends.layout import layout

PAGE = Page(path="/trends", title="Trends", icon="trends", layout=layout, register=register)
