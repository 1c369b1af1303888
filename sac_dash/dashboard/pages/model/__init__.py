"""Model: how offences are compared, how far to believe it, and what it never looks at."""

from __future__ import annotations

from sac_dash.dashboard.page import Page
from sac_dash.dashboard.pages.model.callbacks import register
from sac_dash.dashboard.pages.model.layout import layout

PAGE = Page(path="/model", title="Model", icon="model", layout=layout, register=register)
