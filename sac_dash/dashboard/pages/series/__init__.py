"""Series: which offences are likely the same people, why, and what speaks against."""

from __future__ import annotations

from sac_dash.dashboard.page import Page
from sac_dash.dashboard.pages.series.callbacks import register
from sac_dash.dashboard.pages.series.layout import layout

PAGE = Page(path="/series", title="Series", icon="series", layout=layout, register=register)
