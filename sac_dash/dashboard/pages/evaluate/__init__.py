"""Evaluate: whether an arrest, an operation or a prevention worked, and whether one could have told."""

from __future__ import annotations

from sac_dash.dashboard.page import Page
from sac_dash.dashboard.pages.evaluate.callbacks import register
from sac_dash.dashboard.pages.evaluate.layout import layout

PAGE = Page(path="/evaluate", title="Evaluate", icon="check", layout=layout, register=register)
