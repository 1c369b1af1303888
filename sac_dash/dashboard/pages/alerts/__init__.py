"""Alerts: what rang, why, how often chance would do it, who settled it; and the budget behind it."""

from __future__ import annotations

from sac_dash.dashboard.page import Page
from sac_dash.dashboard.pages.alerts.callbacks import register
from sac_dash.dashboard.pages.alerts.layout import layout

PAGE = Page(path="/alerts", title="Alerts", icon="bell", layout=layout, register=register)
