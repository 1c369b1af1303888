"""The pages, in the order of the navigation. The first one is what `/` shows."""

from __future__ import annotations

from sac_dash.dashboard.page import Page
from sac_dash.dashboard.pages.alerts import PAGE as ALERTS
from sac_dash.dashboard.pages.audit import PAGE as AUDIT
from sac_dash.dashboard.pages.briefings import PAGE as BRIEFINGS
from sac_dash.dashboard.pages.data import PAGE as DATA
from sac_dash.dashboard.pages.evaluate import PAGE as EVALUATE
from sac_dash.dashboard.pages.map import PAGE as MAP
from sac_dash.dashboard.pages.model import PAGE as MODEL
from sac_dash.dashboard.pages.offence import PAGE as OFFENCE
from sac_dash.dashboard.pages.overnight import PAGE as OVERNIGHT
from sac_dash.dashboard.pages.patterns import PAGE as PATTERNS
from sac_dash.dashboard.pages.series import PAGE as SERIES
from sac_dash.dashboard.pages.timelines import PAGE as TIMELINES
from sac_dash.dashboard.pages.trends import PAGE as TRENDS

PAGES: tuple[Page, ...] = (
    OVERNIGHT,
    ALERTS,
    MAP,
    SERIES,
    OFFENCE,
    TIMELINES,
    TRENDS,
    PATTERNS,
    EVALUATE,
    BRIEFINGS,
    DATA,
    MODEL,
    AUDIT,
)


def page_at(pathname: str | None) -> Page | None:
    """Return the page of an address; `/` is the first page; None where there is none."""
    path = (pathname or "/").rstrip("/")
    if not path:
        return PAGES[0]
    return next((page for page in PAGES if page.path == path), None)
