"""Data: from a dropped file to the store, with every row accounted for; and what the store holds."""

from __future__ import annotations

from sac_dash.dashboard.page import Page
from sac_dash.dashboard.pages.data.callbacks import register
from sac_dash.dashboard.pages.data.layout import layout

PAGE = Page(path="/data", title="Data", icon="data", layout=layout, register=register, needs_data=False)
