"""Take a picture of every page, light and dark, over the invented force: `make docs`.

The force is published into a folder that is thrown away, the dashboard is served from this process on
127.0.0.1, and a headless Chromium (or Chrome) looks at it. Pictures go to ``docs/images``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import polars as pl

from sac_dash.dashboard import registry
from sac_dash.dashboard.app import create_app
from sac_dash.settings import Settings
from sac_dash.store import Store

IMAGES = Path(__file__).parent / "images"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
QUIET_DAYS = 182  # as long as a window of an evaluation
SETTLE_MS = 2_500  # figures, fonts and the map's ground after the last answer
QUIET = "() => !document.querySelector('[data-dash-is-loading]')"
MAP_DRAWN = (
    "() => { const map = SacMap.mapOf(SacMap.graphOf('map-graph')); return !document.getElementById('map-graph')"
    " || (map && map.loaded()); }"
)

PAST_TOLD = "() => !document.getElementById('alerts-past') || document.querySelector('#alerts-past table')"


def main() -> int:
    """Take the pictures; return the exit code."""
    options = _read_arguments()
    browser = os.environ.get("SAC_DASH_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.stderr.write("No Chromium or Chrome was found. Install one or set SAC_DASH_CHROMIUM.\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        store = Store(options.home or Path(folder))
        if store.current() is None:
            _publish(store)
        with _serve(store) as address:
            _take_pictures(address, browser, options)
    return 0


def _read_arguments() -> argparse.Namespace:
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--home", type=Path, help="a store to show instead of the invented force")
    reader.add_argument("--out", type=Path, default=IMAGES)
    reader.add_argument("--width", type=int, default=1440)
    reader.add_argument("--height", type=int, default=900)
    return reader.parse_args()


def _publish(store: Store) -> None:
    from sac_dash.workflow.publish_demo import publish_demo

    publish_demo(store)
    _add_arrest(store)


def _add_arrest(store: Store) -> None:
    """Put down an arrest a week after the largest series that has long been quiet: something to evaluate."""
    from sac_dash.domain.intervention import Intervention
    from sac_dash.workflow.case_book import case_book_of
    from sac_dash.workflow.evaluating_interventions import cut_off_of
    from sac_dash.workflow.records import add_intervention
    from sac_dash.workflow.series_in_hand import series_in_hand

    generation = store.require_current()
    series = series_in_hand(generation, case_book_of(store)).series
    quiet = series.filter(pl.col("last_at") < cut_off_of(generation) - timedelta(days=QUIET_DAYS))
    series_id, last = quiet.sort("members", "last_at")[-1].select("series_id", "last_at").row(0)
    day = (last + timedelta(days=7)).date().isoformat()
    record = Intervention("", "arrest", "Op Kestrel", day, series_id=series_id, source="invented")
    add_intervention(store, record, "analyst")


@contextmanager
def _serve(store: Store) -> Iterator[str]:
    from waitress.server import create_server

    app = create_app(Settings(home=store.home), store)
    server: Any = create_server(app.server, host="127.0.0.1", port=0, threads=6)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        server.close()


def _take_pictures(address: str, executable: str, options: argparse.Namespace) -> None:
    from playwright.sync_api import sync_playwright

    options.out.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        for scheme in ("light", "dark"):
            size = {"width": options.width, "height": options.height}
            context = browser.new_context(viewport=size, color_scheme=scheme, locale="en-GB")
            for page in registry.PAGES:
                name = page.path.strip("/").replace("/", "-")
                _take_picture(context.new_page(), address + page.path, options.out / f"{name}-{scheme}.png")
            context.close()
        browser.close()


def _take_picture(tab: Any, address: str, path: Path) -> None:  # noqa: ANN401 - the browser's own type
    tab.goto(address)
    tab.wait_for_selector(".page", timeout=60_000)
    tab.wait_for_load_state("networkidle")
    tab.wait_for_function(QUIET)
    tab.wait_for_function(MAP_DRAWN, timeout=60_000)
    tab.wait_for_function(PAST_TOLD, timeout=60_000)
    tab.wait_for_timeout(SETTLE_MS)
    tab.screenshot(path=path)
    tab.close()
    sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    raise SystemExit(main())
