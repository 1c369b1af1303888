"""One user's browser for test after test: what a test left in it is gone before the next one comes.

A browser that starts anew for every test fetches and compiles all scripts of the dashboard anew, which is most of
what a test costs. Here every tab of the dashboards' site has the same process, which keeps what it compiled.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

MOST_TABS = 20  # then a process of its own begins: maps leave memory behind
_ANCHOR = "http://127.0.0.1:9/"  # of the dashboards' site, answered by nobody: it keeps the process
_SCREEN = {"width": 1440, "height": 900}


def new_context(chromium: Any, slow_ms: float) -> Any:
    """Return a user's own browser: 1440 × 900, light, British."""
    context = chromium.new_context(viewport=_SCREEN, locale="en-GB", accept_downloads=True)
    context.set_default_timeout(slow_ms)
    return context


class UsedBrowser:
    """Tabs of one context, which is cleared between tests."""

    def __init__(self, chromium: Any, slow_ms: float) -> None:
        self._chromium = chromium
        self._slow_ms = slow_ms
        self._context: Any = None
        self._anchor: Any = None
        self._tabs = 0

    def tab(self) -> Any:
        """Return a new tab."""
        if self._context is None or self._tabs >= MOST_TABS:
            self.close()
            self._open()
        self._tabs += 1
        return self._context.new_page()

    def clear(self, asked: list[str], *, anew: bool) -> None:
        """Close every tab and forget what was stored for the addresses asked for.

        Where `anew` is said the next tab is of another browser: a clock that was stopped stays stopped.
        """
        for each in self._context.pages:
            if each is not self._anchor:
                each.close()
        if anew:
            self.close()
            return
        parts = map(urlsplit, asked)
        session = self._context.new_cdp_session(self._anchor)
        for origin in {f"{each.scheme}://{each.netloc}" for each in parts if each.scheme == "http"}:
            session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        session.detach()

    def close(self) -> None:
        """End it."""
        if self._context is not None:
            self._context.close()
        self._context, self._tabs = None, 0

    def _open(self) -> None:
        self._context = new_context(self._chromium, self._slow_ms)
        self._anchor = self._context.new_page()
        self._anchor.route(f"{_ANCHOR}**", lambda route: route.fulfill(body="", content_type="text/html"))
        self._anchor.goto(_ANCHOR)
