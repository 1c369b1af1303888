"""A real server on this machine and a real Chromium that talks to nothing else."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from sac_dash.settings import Settings
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of

from .invented_force import invented_frames
from .used_browser import UsedBrowser, new_context

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
    "--disable-gpu-compositing",  # maps are drawn by the software graphics card, the pages round them without one
    "--process-per-site",
)
SLOW_MS = 60_000  # software rendering on two busy cores
SCREENS = ((1440, 900), (1280, 720))


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
    """Serve the store in `home`, with settings `given`, from a thread of this process until the caller is done."""
    from waitress.server import create_server

    from sac_dash.dashboard.app import create_app

    store = Store(home)
    if frames is not None:
        store.publish(frames, "invented data for a test")
    app = create_app(Settings(home=home, **given), store)
    server = create_server(app.server, host="127.0.0.1", port=0, threads=6)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield LiveDashboard(f"http://127.0.0.1:{server.effective_port}", store)
    finally:
        stop(server, thread)


def stop(server: Any, thread: threading.Thread) -> None:
    """End a server at once, whoever still holds a connection to it.

    Its own `close` waits until every browser has let go. Its workers end first, or the last of them would wake a
    loop that is gone.
    """
    from waitress.wasyncore import close_all

    server.task_dispatcher.shutdown(timeout=SLOW_MS / 1000)
    server.trigger.pull_trigger(lambda: close_all(server._map, ignore_all=True))
    thread.join(timeout=5)


@pytest.fixture(scope="session")
def dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveDashboard]:
    """Return a dashboard over an invented force."""
    yield from serve(tmp_path_factory.mktemp("home"), invented_frames())


@pytest.fixture
def own_dashboard(tmp_path: Path) -> Iterator[LiveDashboard]:
    """Return a dashboard over an invented force that is this test's own: what it decides is told to no other."""
    yield from serve(tmp_path / "home", invented_frames())


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
def newcomer(chromium: Any) -> Iterator[Callable[[], Any]]:
    """Return what opens a tab in a user's own browser: 1440 × 900, light, British."""
    made = []

    def come() -> Any:
        made.append(new_context(chromium, SLOW_MS))
        return watched(made[-1].new_page())

    yield come
    for context in made:
        context.close()


@pytest.fixture(scope="session")
def used_browser(chromium: Any) -> Iterator[UsedBrowser]:
    """Return the browser that tests of one user share."""
    used = UsedBrowser(chromium, SLOW_MS)
    yield used
    used.close()


@pytest.fixture
def page(used_browser: UsedBrowser) -> Iterator[Any]:
    """Return a tab that remembers what it asked for (`page.asked`) and what went wrong (`page.wrong`)."""
    tab = watched(used_browser.tab())
    yield tab
    used_browser.clear(tab.asked, anew=tab.clock_stopped)


def watched(page: Any) -> Any:
    """Make a tab keep the addresses it asks for and the errors of its scripts."""
    page.asked, page.wrong, page.clock_stopped = [], [], False
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("console", lambda said: page.wrong.append(said.text) if said.type == "error" else None)
    return page


# A page is read once it is quiet: nothing of it is asked for, on its way or about to be put on the screen. Dash keeps
# the callbacks that wait or run in its own store; a few frames in a row without one are the end of what was begun.
QUIET = """frames => new Promise((done) => {
  const over = ["stored", "completed"];
  let calm = 0;
  const busy = () => !window.store || !document.querySelector("nav a")
    || document.querySelector("[data-dash-is-loading=true]")
    || Object.entries(window.store.getState().callbacks)
      .some(([name, held]) => Array.isArray(held) && held.length && !over.includes(name));
  const look = () => {
    calm = busy() ? 0 : calm + 1;
    if (calm >= frames) done(true);
    else requestAnimationFrame(look);
  };
  look();
})"""
QUIET_FRAMES = 4
REST_MS = 600  # longer than any page waits for the end of a movement (the map 250 ms, plotly for a second click 300 ms)
# What a component of Dash does with a chart's clicks is bound once the chart is drawn for the first time.
LISTENS = """id => {
  const chart = document.querySelector(`#${id} .js-plotly-plot`);
  return chart && chart.querySelector(".main-svg") && chart._ev && chart._ev._events.plotly_click;
}"""
MAP_READY = """() => {
  const chart = window.SacMap && SacMap.graphOf("map-graph");
  const map = SacMap.mapOf(chart);
  return map && map.loaded() && !map.isMoving() && chart._sacListening && chart._ev._events.plotly_click
    && chart._sacOverlay && Number(chart._sacOverlay.dataset.drawn) > 0;
}"""
STILL = """() => document.getAnimations().every((each) => each.playState !== "running"
  || !Number.isFinite(each.effect.getComputedTiming().endTime))"""
FITS = (
    "() => document.documentElement.scrollHeight <= innerHeight"
    " && document.documentElement.scrollWidth <= innerWidth"
)


def quiet(page: Any) -> None:
    """Wait until everything the page asked the server for has come and stands on the screen."""
    page.wait_for_function(QUIET, arg=QUIET_FRAMES)


def press(page: Any, *keys: str) -> None:
    """Press keys one after the other, each once what the one before it began has ended."""
    for key in keys:
        quiet(page)
        page.keyboard.press(key)


def go_by_keys(page: Any, letter: str) -> None:
    """Press g and a page's letter; the clock stands in between, or a busy machine might take too long over it."""
    quiet(page)
    page.clock_stopped = True
    page.clock.set_fixed_time(time.time())
    page.keyboard.press("g")
    page.keyboard.press(letter)


def drawn(page: Any, *graphs: str) -> None:
    """Wait until these charts are drawn, answer to the mouse, and nothing is about to draw them anew."""
    for graph in graphs:
        page.wait_for_function(LISTENS, arg=graph)
    quiet(page)
    for graph in graphs:
        page.wait_for_function(LISTENS, arg=graph)


def map_ready(page: Any) -> None:
    """Wait until the map is drawn, answers to the mouse, stands still, and everything is written over it."""
    page.wait_for_function(MAP_READY)
    quiet(page)
    page.wait_for_function(MAP_READY)


def take(page: Any, tool: str) -> None:
    """Take a tool of the map in hand, and wait until the map obeys it."""
    mode = {"box": "select", "lasso": "lasso"}.get(tool, "pan")
    quiet(page)
    page.locator(f"[data-map-tool={tool}]").click()
    page.wait_for_selector(f"[data-map-tool={tool}][aria-pressed=true]")
    page.wait_for_function("mode => SacMap.graphOf('map-graph')._fullLayout.dragmode === mode", arg=mode)
    map_ready(page)


def at_rest(page: Any) -> None:
    """Wait until what the page does only after a rest is done: timers run in turn, and ours is set last."""
    page.evaluate(f"() => new Promise((done) => setTimeout(done, {REST_MS}))")
    quiet(page)


def holds(page: Any, condition: str, what: str, arg: Any = None) -> None:
    """Wait until a condition of the page (JavaScript) is true; what it means is said where it stays false."""
    from playwright.sync_api import TimeoutError as TooLate

    try:
        page.wait_for_function(condition, arg=arg)
    except TooLate:
        pytest.fail(f"{what}, within {SLOW_MS // 1000} s: not so at {page.url}")


def fits(page: Any) -> None:
    """Wait for a quiet page, and fail if it does not fit on its screen without scrolling."""
    quiet(page)
    holds(page, FITS, f"the page fits on one screen of {page.viewport_size}")


def none_of(page: Any, selector: str, fault: str, what: str) -> None:
    """Fail if nothing that matches can be seen on the quiet page, or if some of it has the fault (JavaScript of e)."""
    quiet(page)
    found = f"[...document.querySelectorAll({selector!r})].filter((e) => e.checkVisibility())"
    holds(
        page, f"() => {{ const found = {found}; return found.length && !found.some((e) => {fault}); }}", what
    )


def each_screen(page: Any) -> Iterator[tuple[int, int]]:
    """Give the page each size of screen in turn, so that one page serves for both."""
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        quiet(page)
        yield width, height


def in_the_dark(page: Any) -> None:
    """Switch the page to dark and wait until it is drawn so."""
    _switch(page, "dark")


def in_the_light(page: Any) -> None:
    """Switch the page to light and wait until it is drawn so."""
    _switch(page, "light")


def _switch(page: Any, scheme: str) -> None:
    quiet(page)
    page.locator("#shell-scheme-toggle").click()
    page.wait_for_function("(to) => document.documentElement.dataset.mantineColorScheme === to", arg=scheme)
    quiet(page)


def comes_to(page: Any, read: Callable[[], Any], wanted: Any) -> None:
    """Wait until what the server keeps is as wanted: its answer may reach the browser before the test looks."""
    end = time.monotonic() + SLOW_MS / 1000
    while read() != wanted and time.monotonic() < end:
        page.wait_for_timeout(50)
    assert read() == wanted


def decided(page: Any, store: Store, count: int) -> None:
    """Wait until so many decisions are written, and until the page shows what follows from them."""
    end = time.monotonic() + SLOW_MS / 1000
    while len(case_book_of(store).entries) < count:
        if time.monotonic() > end:
            pytest.fail(f"{len(case_book_of(store).entries)} decisions were written, {count} were due")
        page.wait_for_timeout(50)
    quiet(page)


def barriers(page: Any) -> list[str]:
    """Return what a screen reader's or keyboard's user would be stopped by, in axe-core's judgement."""
    from axe_playwright_python.sync_playwright import Axe

    quiet(page)
    page.wait_for_function(STILL)  # what was dimmed while it was read is clear again
    found = Axe().run(page).response["violations"]
    return [
        f"{each['id']}: {node['html'][:120]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
        if 'class="ag-' not in node["html"]  # the grid's own rows while it fills: not ours to name
    ]
