"""A real server on this machine and a real Chromium that talks to nothing else."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sac_dash.settings import Settings
from sac_dash.store import Store

from .invented_force import invented_frames

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
)
SLOW_MS = 30_000  # software rendering on two busy cores


class LiveDashboard:
    """A dashboard that answers on 127.0.0.1, and the store behind it."""

    def __init__(self, address: str, store: Store) -> None:
        self.address = address
        self.store = store


def browser_path() -> str:
    """Return the Chromium to drive; without one the test fails and says what to install."""
    named = os.environ.get("SAC_DASH_CHROMIUM")
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not (named or found):
        pytest.fail(
            "no Chromium or Chrome was found: install one (Debian: apt-get install chromium) or set SAC_DASH_CHROMIUM"
        )
    return named or str(found)


def serve(home: Path, frames: Any = None, **given: Any) -> Iterator[LiveDashboard]:
    """Serve a fresh store in `home`, with settings `given`, from a thread of this process until the caller is done."""
    from waitress.server import create_server

    from sac_dash.dashboard.app import create_app

    store = Store(home)
    if frames is not None:
        store.publish(frames, "invented data for a test")
    app = create_app(Settings(home=home, **given), store)
    server = create_server(app.server, host="127.0.0.1", port=0, threads=6)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield LiveDashboard(f"http://127.0.0.1:{server.effective_port}", store)
    server.close()
    thread.join(timeout=5)


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveDashboard]:
    """Return a dashboard over an invented force."""
    yield from serve(tmp_path_factory.mktemp("home"), invented_frames())


@pytest.fixture
def empty_dashboard(tmp_path: Path) -> Iterator[LiveDashboard]:
    """Return a dashboard over an empty store."""
    yield from serve(tmp_path / "home")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Return a running browser."""
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=SLOW_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def context(chromium: Any) -> Iterator[Any]:
    """Return a user's own browser: 1440 × 900, light, British."""
    made = chromium.new_context(
        viewport={"width": 1440, "height": 900}, locale="en-GB", accept_downloads=True
    )
    made.set_default_timeout(SLOW_MS)
    yield made
    made.close()


@pytest.fixture
def page(context: Any) -> Any:
    """Return a tab that remembers what it asked for (`page.asked`) and what went wrong (`page.wrong`)."""
    return watched(context.new_page())


def watched(page: Any) -> Any:
    """Make a tab keep the addresses it asks for and the errors of its scripts."""
    page.asked, page.wrong = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("console", lambda said: page.wrong.append(said.text) if said.type == "error" else None)
    return page


def map_ready(page: Any) -> None:
    """Wait until the map is drawn and everything is written over it."""
    page.wait_for_function(
        "() => { const gd = window.SacMap && SacMap.graphOf('map-graph'); const map = SacMap.mapOf(gd);"
        " return map && map.loaded() && gd._sacOverlay && Number(gd._sacOverlay.dataset.drawn) > 0; }"
    )


def barriers(page: Any) -> list[str]:
    """Return what a screen reader's or keyboard's user would be stopped by, in axe-core's judgement."""
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_load_state("networkidle")
    page.wait_for_function("() => !document.querySelector('[data-dash-is-loading=true]')")
    page.wait_for_timeout(600)  # what was dimmed while it was read is clear again
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
        if 'class="ag-' not in node["html"]  # the grid's own rows while it fills: not ours to name
    ]
