"""One offence: what was written, what it resembles, and what happened around it."""

from __future__ import annotations

from sac_dash.dashboard.page import Page
from sac_dash.dashboard.pages.offence.callbacks import register
from sac_dash.dashboard.pages.offence.layout import layout

PAGE = Page(path="/offence", title="Offence", icon="offence", layout=layout, register=register)
