"""What a user sees when something goes wrong: plain words and a reference, never a traceback."""

from __future__ import annotations

import logging
from typing import Any
from uuid import uuid4

from dash import set_props
from dash.development.base_component import Component

from sac_dash.dashboard.components.empty_state import page_failed
from sac_dash.dashboard.components.notice import READ_LONG_MS, notice
from sac_dash.dashboard.shell import ids
from sac_dash.domain.errors import SacDashError

log = logging.getLogger("sac_dash.dashboard")


def tell_user(error: Exception) -> None:
    """Show a callback's error as a notice in the corner; the figures stay as they were."""
    set_props(ids.NOTICES, {"sendNotifications": [failure(plain_words(error))]})


def failure(words: str) -> dict[str, Any]:
    """Return a notice of what did not work."""
    return notice("That did not work", words, "red", stays_ms=READ_LONG_MS)


def show_failed_page(error: Exception) -> Component:
    """Return the panel that stands where a page could not be drawn."""
    return page_failed(plain_words(error))


def plain_words(error: Exception) -> str:
    """Return the error's own line where it is meant for users; else a reference into the log."""
    if isinstance(error, SacDashError):
        return error.line()
    reference = uuid4().hex[:8]
    log.error("callback failed, reference %s", reference, exc_info=error)
    return f"Something went wrong on the server. The log has the details under the reference {reference}."
