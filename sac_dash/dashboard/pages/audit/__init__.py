"""Audit: who did what and when, and whether the log is as it was written."""

from __future__ import annotations

from sac_dash.dashboard.page import Page
from sac_dash.dashboard.pages.audit.callbacks import register
from sac_dash.dashboard.pages.audit.layout import layout

PAGE = Page(path="/audit", title="Audit", icon="audit", layout=layout, register=register, needs_data=False)
