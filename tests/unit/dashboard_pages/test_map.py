"""What stands beside the map: switches with distances, the trend, and a circle that is typed."""

from __future__ import annotations

import runpy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import flask
import numpy as np
import pytest
from dash import no_update
from dash.exceptions import PreventUpdate

from sac_dash.dashboard import state
from sac_dash.dashboard.pages.map import callbacks
from sac_dash.dashboard.pages.map.around import NO_RADIUS, NOT_FOUND, find_circle, locate, offered_places
from sac_dash.dashboard.pages.map.captions import stamp
from sac_dash.dashboard.pages.map.loading import load
from sac_dash.dashboard.pages.map.offence_card import offence_card
from sac_dash.dashboard.pages.map.queries import map_content
from sac_dash.dashboard.pages.map.series_panel import (
    distance_words,
    ellipse_words,
    listed_series,
    series_caption,
    series_rows,
)
from sac_dash.dashboard.pages.map.trend_queries import brushed_months, reach_of, trend_caption, trend_periods
from sac_dash.patterns.ellipse import spread_ellipse
from sac_dash.patterns.journey import measure_journey
from sac_dash.settings import Settings
from sac_dash.store import Store

FORCE = runpy.run_path(str(Path(__file__).parents[2] / "browser" / "invented_force.py"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a store with the invented force."""
    made = Store(tmp_path_factory.mktemp("home"))
    made.publish(FORCE["invented_frames"](300), "invented")
    return made


@pytest.fixture(autouse=True)
def request_context(store: Store) -> Iterator[None]:
    """Ask within a request of an app over the store."""
    server = flask.Flask("test")
    state.install(server, state.Context(Settings(home=store.home), store))
    with server.app_context():
        yield


def test_series_are_counted_within_the_other_filters_and_latest_first() -> None:
    page = load("?circle=-2.22,52.192,25&series=S-101")
    listed, total = listed_series(page)
    held = page.selection.offered
    for each in listed:
        mine = page.places.series == page.places.series_ids.index(each.series_id)
        assert (each.n, each.n_of) == (int((held & mine).sum()), int(mine.sum()))
    shown = [each for each in listed if each.n]
    assert total == len(shown)
    assert [each.last_ms for each in shown] == sorted((each.last_ms for each in shown), reverse=True)
    assert "S-101" in {each.series_id for each in listed}, "what is on can always be switched off"


def test_a_switched_on_series_says_its_distances(words: Callable[[object], str]) -> None:
    page = load("?series=S-110")
    rows = series_rows(page, listed_series(page)[0])
    on = [row for row in rows if getattr(row.children[0], "aria-pressed") == "true"]
    assert [getattr(row.children[0], "data-series-toggle") for row in on] == ["S-110"]
    said = words(on[0].children)
    assert "in straight lines" in said
    assert " places: " in said
    assert "lying" in said
    assert "→ 12:" in said
    assert len(rows[-1].children) == 1, "one that is off says nothing more"


def test_few_places_have_no_ellipse_and_say_why() -> None:
    assert ellipse_words(None, 5) == "No ellipse: it needs 8 different places, there are 5."
    content = map_content(load("?series=S-101"))
    assert content.ellipses == []
    assert [each.series_id for each in map_content(load("?series=S-110")).ellipses] == ["S-110"]
    assert map_content(load("?series=S-110&layers=hulls")).ellipses == []


def test_distances_and_ellipses_in_words() -> None:
    lon, lat = np.array([-2.7, -2.6, -2.6]), np.array([52.4, 52.4, 52.5])
    said = distance_words(measure_journey(lon, lat))
    assert said.startswith(
        "18 km from first to last in straight lines; from one offence to the next 6.8 km to 11 km"
    )
    ring = np.linspace(0, 2 * np.pi, 12, endpoint=False)
    ellipse = spread_ellipse(-2.7 + 0.2 * np.sin(ring), 52.4 + 0.02 * np.cos(ring))
    assert ellipse_words(ellipse, 12).endswith("lying E–W.")


def test_the_caption_says_how_many_are_listed() -> None:
    assert series_caption(40, 412, 0).startswith("The 40 seen last of 412 series shown")
    assert series_caption(0, 0, 0) == "Nothing shown is in a series"


def test_panels_that_are_closed_cost_nothing() -> None:
    with pytest.raises(PreventUpdate):
        callbacks.update_series("", "?panel=trend")
    with pytest.raises(PreventUpdate):
        callbacks.update_trend("", "", "light")
    assert len(callbacks.update_series("", "?panel=series")[0]) == 10
    figure, caption = callbacks.update_trend("?from=2026-01-01", "?panel=trend&from=2026-01-01", "dark")
    assert len(figure["layout"]["shapes"]) >= 2, "the chosen period is shown on the trend too"
    assert caption.startswith("n = 300 offences by month")


def test_the_trend_counts_every_filter_but_the_period() -> None:
    page = load("?class=atm_attack&from=2026-01-01&to=2026-02-28")
    periods = trend_periods(page, state.store().require_current())
    assert sum(period.n or 0 for period in periods) == int(page.selection.in_time.sum())
    chosen = brushed_months(page, periods)
    assert chosen is not None
    assert (chosen[1] - chosen[0]) / 86_400_000 == 59
    first, last = reach_of(periods)
    assert first < chosen[0] < chosen[1] < last
    area = load("?circle=-2.22,52.192,25")
    assert "chosen after looking" in trend_caption(area, trend_periods(area, state.store().require_current()))


def test_a_typed_place_becomes_a_circle() -> None:
    found, _, _ = find_circle(1, None, "worcester", 5)
    assert (found["lon"], found["lat"]) == pytest.approx((-2.22, 52.19), abs=0.02)
    assert (found["km"], found["name"]) == (5.0, "worcester")
    assert find_circle(1, None, "Atlantis", 5) == (no_update, NOT_FOUND, "")
    assert find_circle(1, None, "Worcester", "") == (no_update, "", NO_RADIUS)
    assert find_circle(1, None, " ", 5)[1] == "Name a place"


def test_an_offence_is_a_place_too() -> None:
    held = load("").places
    assert locate("22003/26", held) == (float(held.longitude[3]), float(held.latitude[3]))
    assert "Worcester" in offered_places()
    assert len(offered_places()) == len(set(offered_places()))


def test_the_card_says_how_far_the_offence_lies(words: Callable[[object], str]) -> None:
    page = load("?circle=-2.22,52.192,500&around=Worcester")
    row = int(np.flatnonzero((page.places.number == 2) & page.places.placed)[0])
    said = words(offence_card(page, row))
    assert "km from offence 1 of its series" in said
    assert "from Worcester" in said
    assert "Within 5 km of here" in said


def test_the_stamp_says_the_period_and_its_count() -> None:
    page = load("?from=2026-01-01&to=2026-01-28")
    assert stamp(page) == f"1 Jan 2026 – 28 Jan 2026 · {int(page.selection.chosen.sum())}"
    assert stamp(load("")) == ""


def test_the_map_of_a_far_too_full_force_depends_on_where_it_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    from sac_dash.dashboard.pages.map import in_view

    monkeypatch.setattr(in_view.choose_drawn, "__defaults__", (60,))
    whole, caption = callbacks.update_map("", "light", None, "")
    assert whole["layout"]["meta"]["windowed"]
    assert whole["data"][0]["type"] == "choroplethmap"
    assert "km squares" in caption
    close, caption = callbacks.update_map("", "light", [-2.3, 52.15, -2.15, 52.25], "")
    assert any(trace.get("name") == "offences" for trace in close["data"])
    assert "those in view are drawn" in caption


def test_a_circle_around_a_named_place_is_what_the_map_moves_to() -> None:
    fit = map_content(load("?circle=-2.22,52.192,5&around=Worcester")).fit
    assert fit is not None
    assert fit[0] == pytest.approx(-2.293, abs=0.002)
    drawn: Any = map_content(load("?circle=-2.22,52.192,5")).fit
    assert drawn == map_content(load("")).fit, "a circle drawn by hand leaves the view alone"
