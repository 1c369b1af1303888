"""Radius, ruler, typed places, series switches, player and marks: driven as an analyst drives them."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import expect

from .conftest import LiveDashboard, at_rest, drawn, holds, map_ready, press, quiet, take

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def nothing_goes_wrong(page: Any) -> Any:
    """Fail a test whose page says an error or asks anybody but this machine."""
    yield
    quiet(page)
    assert page.wrong == []
    assert [each for each in page.asked if not each.startswith(("http://127.0.0.1:", "blob:", "data:"))] == []


def _open(page: Any, dashboard: LiveDashboard, query: str = "") -> None:
    page.goto(f"{dashboard.address}/map{query}")
    map_ready(page)
    page.wait_for_function("() => document.getElementById('map-table-title').innerText !== 'Offences'")
    drawn(page, "map-timeline-graph")


def _count(page: Any) -> int:
    """Return how many offences the table says it lists; only of a page that is quiet."""
    quiet(page)
    return int(page.locator("#map-table-title").inner_text().split()[0].replace(",", ""))


def _asked(page: Any, name: str) -> str:
    """Return what the address names; asked of the page, for the browser's own word of it comes a moment later."""
    return parse_qs(page.evaluate("location.search.slice(1)")).get(name, [""])[0]


def _wait_for_address(page: Any, test: str) -> None:
    page.wait_for_function(f"() => {{ const q = new URLSearchParams(location.search); return {test}; }}")


def _wait_for_count(page: Any, other_than: int) -> int:
    page.wait_for_function(
        "was => parseInt(document.getElementById('map-table-title').innerText.replace(',', '')) !== was",
        arg=other_than,
    )
    return _count(page)


def _drag(page: Any, start: tuple[float, float], end: tuple[float, float]) -> None:
    """Drag over the map between places given as shares of its width and height."""
    area = page.locator("#map-graph").bounding_box()
    at = [(area["x"] + area["width"] * x, area["y"] + area["height"] * y) for x, y in (start, end)]
    page.mouse.move(*at[0])
    page.mouse.down()
    page.mouse.move(*at[1], steps=8)
    page.mouse.up()


def test_a_radius_is_dragged_out_from_its_middle(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard)
    everything = _count(page)
    centre = page.evaluate("() => SacMap.mapOf(SacMap.graphOf('map-graph')).getCenter().lng")
    take(page, "radius")
    _drag(page, (0.5, 0.5), (0.6, 0.5))
    fewer = _wait_for_count(page, everything)
    assert 0 < fewer < everything
    lon, _lat, km = map(float, _asked(page, "circle").split(","))
    assert lon == pytest.approx(centre, abs=0.02)
    assert km > 1
    assert page.evaluate("() => SacMap.mapOf(SacMap.graphOf('map-graph')).getCenter().lng") == pytest.approx(
        centre, abs=1e-4
    ), "drawing a circle must not move the map"
    expect(page.locator("[data-map-tool=pan]")).to_have_attribute("aria-pressed", "true")
    for caption in ("map-caption", "map-timeline-caption"):
        expect(page.locator(f"#{caption}")).to_contain_text(f"n = {fewer} ")
    page.locator("#map-undo").click()
    assert _wait_for_count(page, fewer) == everything


def test_a_radius_needs_no_mouse(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard, "?lasso=-3,52,-2,52,-2,53")
    before = _count(page)
    page.get_by_role("button", name="Within…").focus()
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement?.id === 'map-around-km'")  # the form has the focus
    page.get_by_label("Kilometres").fill("12")
    page.locator("#map-around-place").fill("Atlantis")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=No such town, reference or grid reference")
    quiet(page)
    page.locator("#map-around-place").fill("Worcester")
    page.keyboard.press("Enter")
    _wait_for_address(page, "q.has('circle')")
    _wait_for_count(page, before)
    assert _asked(page, "around") == "Worcester"
    assert _asked(page, "circle").endswith(",12")
    assert _asked(page, "lasso") == "", "one area at a time"
    expect(page.locator("#map-chips .chip")).to_have_text(["Within 12 km of Worcester"])
    inside = _count(page)
    page.reload()
    map_ready(page)
    page.wait_for_function(
        f"() => document.getElementById('map-table-title').innerText.startsWith('{inside} ')"
    )
    map_ready(page)
    west = page.evaluate("() => SacMap.mapOf(SacMap.graphOf('map-graph')).getBounds().getWest()")
    assert -2.8 < west < -2.3, "the map shows the circle"
    page.locator("#map-chips .chip").focus()
    page.keyboard.press("Enter")
    _wait_for_address(page, "!q.has('circle') && !q.has('around')")


def test_the_offence_in_hand_is_a_middle_too(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard, "?series=S-110")
    page.locator("#map-table .ag-row").nth(1).click()
    page.locator("#map-offence-card").get_by_text("Within 5 km of here").click()
    _wait_for_address(page, "q.has('circle') && q.get('around').includes('/26')")


def test_a_ruler_measures_and_is_kept_in_the_address(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard)
    take(page, "ruler")
    area = page.locator("#map-graph").bounding_box()
    for across in (0.4, 0.6, 0.7):
        page.mouse.click(area["x"] + area["width"] * across, area["y"] + area["height"] * 0.5)
    _wait_for_address(page, "(q.get('measure') || '').split(',').length === 6")
    at_rest(page)  # by now a click would have selected what is beneath it
    assert not page.locator("#map-offence-card .offence-card-head").count(), (
        "a measuring click selects nothing"
    )
    places = [float(each) for each in _asked(page, "measure").split(",")]
    km = page.evaluate(
        "([a, b, c, d]) => SacMap.distanceKm([a, b], [c, d])", [places[0], places[1], places[2], places[3]]
    )
    from sac_dash.geography.distances import distance_km

    assert km == pytest.approx(float(distance_km(*places[:4])), rel=1e-9)
    page.reload()
    map_ready(page)
    page.wait_for_function("() => (SacMap.graphOf('map-graph')._sacRuler || []).length === 3")
    press(page, "Escape")
    _wait_for_address(page, "!q.has('measure')")


def test_series_are_switched_on_and_off_and_keep_their_colours(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard)
    everything = _count(page)
    page.locator("#map-panel").get_by_text("Series", exact=True).click()
    _wait_for_address(page, "q.get('panel') === 'series'")
    switch = page.locator("[data-series-toggle='S-110']")
    switch.wait_for()
    quiet(page)
    colour = switch.locator(".dot").evaluate("e => e.style.background")
    switch.focus()
    page.keyboard.press("Space")
    one = _wait_for_count(page, everything)
    expect(switch).to_have_attribute("aria-pressed", "true")
    assert switch.locator(".dot").evaluate("e => e.style.background") == colour
    expect(page.locator(".series-facts").first).to_contain_text("in straight lines")
    page.locator("[data-series-toggle='S-109']").click()
    both = _wait_for_count(page, one)
    assert both > one
    assert _asked(page, "series") == "S-110,S-109"
    labels = page.evaluate(
        "() => new Set(SacMap.graphOf('map-graph').layout.meta.labels.map(l => l.colour)).size"
    )
    assert labels == 2
    page.locator("[data-series-toggle='S-110']").click()
    other = _wait_for_count(page, both)
    assert _asked(page, "series") == "S-109"
    page.locator("#map-undo").click()
    assert _wait_for_count(page, other) == both


def test_playing_moves_one_period_through_the_data_as_one_step(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard, "?from=2026-01-01&to=2026-01-28")
    page.get_by_role("button", name="Play through time").click()
    page.wait_for_function("() => new URLSearchParams(location.search).get('from') >= '2026-01-22'")
    page.get_by_role("button", name="Pause").click()
    page.wait_for_selector("[data-play=toggle][aria-label='Play through time']")
    map_ready(page)
    first, last = _asked(page, "from"), _asked(page, "to")
    page.wait_for_function(  # the map shows the very frame that the table lists
        "() => SacMap.graphOf('map-graph').layout.meta.stamp.endsWith("
        "`· ${parseInt(document.getElementById('map-table-title').innerText)}`)"
    )
    at_rest(page)  # longer than a frame stands
    assert (_asked(page, "from"), _asked(page, "to")) == (first, last), "it stands still once paused"
    page.locator("#map-undo").click()
    _wait_for_address(page, "q.get('from') === '2026-01-01' && q.get('to') === '2026-01-28'")


WRITE_DOWN_WHAT_THE_PLAYER_SAYS = """() => {
  const button = document.querySelector("[data-play=toggle]");
  window.playerSaid = [];
  new MutationObserver(() => window.playerSaid.push(button.getAttribute("aria-label")))
    .observe(button, { attributeFilter: ["aria-label"] });
}"""


def test_the_player_steps_by_hand_and_stops_at_the_end(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard)
    page.locator("#map-step").get_by_text("13 weeks").click()
    _wait_for_address(page, "q.get('step') === '91'")
    page.get_by_role("button", name="One step on").click()
    _wait_for_address(page, "q.has('from') && q.has('to')")
    quiet(page)
    first = _asked(page, "from")
    page.get_by_role("button", name="One step on").click()
    _wait_for_address(page, f"q.get('from') > '{first}'")
    assert _asked(page, "step") == "91"
    _open(page, dashboard, "?from=2026-04-20&to=2026-05-17")
    page.evaluate(
        WRITE_DOWN_WHAT_THE_PLAYER_SAYS
    )  # the film is short: one who looks now and then may miss it
    page.get_by_role("button", name="Play through time").click()
    page.wait_for_function("() => window.playerSaid.join() === 'Pause,Play through time'")
    quiet(page)
    last = page.evaluate("() => new Date(SacMapPage.reach()[1]).toISOString().slice(0, 10)")
    assert _asked(page, "to") == last > "2026-05-25"


def test_the_trend_follows_the_filters_and_chooses_a_month(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard, "?panel=trend&class=atm_attack")
    page.wait_for_selector("#map-trend-graph .barlayer .point")
    drawn(page, "map-trend-graph")
    everything = _count(page)
    expect(page.locator("#map-trend-caption")).to_contain_text(f"n = {everything} offences by month")
    counts = page.evaluate(
        "() => Array.from(SacMap.graphOf('map-trend-graph').data.find(t => t.type === 'bar').y)"
    )
    tallest = counts.index(max(counts))
    bar = page.locator("#map-trend-graph .barlayer .point").nth(tallest).bounding_box()
    page.mouse.click(bar["x"] + bar["width"] / 2, bar["y"] + bar["height"] - 3)
    _wait_for_address(page, "q.has('from') && q.has('to')")
    assert _asked(page, "from").endswith("-01")
    assert _asked(page, "from")[:7] == _asked(page, "to")[:7]
    assert _wait_for_count(page, everything) >= counts[tallest], (
        "windows that reach into the month are kept too"
    )
    holds(
        page,
        "() => SacMap.graphOf('map-trend-graph').layout.shapes.length >= 2",
        "the month chosen is marked in the trend",
    )


def test_brushing_the_trend_filters_everything(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard, "?panel=trend")
    page.wait_for_selector("#map-trend-graph .barlayer .point")
    drawn(page, "map-trend-graph")
    everything = _count(page)
    area = page.locator("#map-trend-graph").bounding_box()
    page.mouse.move(area["x"] + area["width"] * 0.5, area["y"] + 30)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] * 0.8, area["y"] + 60, steps=6)
    page.mouse.up()
    fewer = _wait_for_count(page, everything)
    page.wait_for_function(
        f"() => document.getElementById('map-caption').innerText.startsWith('n = {fewer} ')"
    )


def test_an_offence_in_hand_is_marked_in_map_table_timeline_and_trend(
    dashboard: LiveDashboard, page: Any
) -> None:
    _open(page, dashboard, "?series=S-110&panel=trend")
    page.wait_for_selector("#map-trend-graph .barlayer .point", state="attached")
    drawn(page, "map-trend-graph")
    window = page.locator("#map-timeline-graph .scatterlayer .point").nth(2).bounding_box()
    page.mouse.click(window["x"] + window["width"] - 3, window["y"] + window["height"] / 2)
    page.wait_for_function("() => Boolean(SacMap.graphOf('map-graph')._sacHighlight)")
    for graph in ("map-timeline-graph", "map-trend-graph"):
        page.wait_for_selector(f"#{graph} .time-mark-held:not([hidden])")
    page.locator("#map-panel").get_by_text("Offences", exact=True).click()
    page.wait_for_selector("#map-table .ag-row-selected")
    press(page, "Escape")
    page.wait_for_selector("#map-timeline-graph .time-mark-held", state="hidden")
    expect(page.locator("#map-table .ag-row-selected")).to_have_count(0)


def test_what_is_pointed_at_in_the_table_is_ringed_on_the_map(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard, "?series=S-110")
    page.locator("#map-table .ag-row").nth(2).hover()
    page.wait_for_function("() => Boolean(SacMap.graphOf('map-graph')._sacPointed)")
    page.wait_for_selector("#map-timeline-graph .time-mark-pointed:not([hidden])")
    page.locator(".brand").hover()
    page.wait_for_function("() => !SacMap.graphOf('map-graph')._sacPointed")


def test_reset_forgets_every_filter_tool_and_measure(dashboard: LiveDashboard, page: Any) -> None:
    query = "?class=atm_attack&series=S-110&from=2026-01-01&circle=-2.2,52.2,40&around=Worcester"
    query += "&measure=-2.2,52.2,-2.3,52.3"
    _open(page, dashboard, query)
    page.locator("#map-reset").click()
    page.wait_for_function("() => location.search === ''")
    page.wait_for_function("() => document.getElementById('map-table-title').innerText.startsWith('420')")
    expect(page.locator("#map-chips .chip")).to_have_count(0)
    expect(page.locator("#map-reset")).to_be_disabled()
    quiet(page)
    page.locator("#map-undo").click()
    _wait_for_address(page, "q.get('around') === 'Worcester'")


def test_changing_the_panel_draws_nothing_again(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard)
    page.evaluate(
        "() => { window.drawn = 0; SacMap.graphOf('map-graph').on('plotly_afterplot', () => (window.drawn += 1)); }"
    )
    page.locator("#map-panel").get_by_text("Trend", exact=True).click()
    page.wait_for_selector("#map-trend-graph .barlayer .point")
    drawn(page, "map-trend-graph")
    at_rest(page)
    assert page.evaluate("() => window.drawn") == 0


def test_everything_on_the_map_page_is_named_for_a_screen_reader(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard, "?panel=series&series=S-110")
    page.wait_for_selector(".series-row")
    quiet(page)
    nameless = page.evaluate(
        "() => [...document.querySelectorAll('.map-page button, .map-page input')].filter(e => e.offsetParent"
        " && !(e.innerText || '').trim() && !e.getAttribute('aria-label') && !(e.labels && e.labels.length)"
        " && !e.closest('[aria-hidden=true], .ag-root')).map(e => e.outerHTML.slice(0, 120))"
    )
    assert nameless == []
    picture = page.locator("#map-graph canvas.maplibregl-canvas")
    expect(picture).to_have_attribute("aria-describedby", "map-caption")
