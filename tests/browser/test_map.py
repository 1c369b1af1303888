"""The Map page in a real browser: the address is the state, and every gesture reaches everything."""

from __future__ import annotations

import re
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from .conftest import LiveDashboard, at_rest, drawn, each_screen, holds, map_ready, quiet, take

pytestmark = pytest.mark.browser

BOX = "-2.9,52.5,-2.2,52.9"


def _title(page: Any) -> str:
    """Return how many offences the table says it lists; only of a page that is quiet."""
    quiet(page)
    return str(page.locator("#map-table-title").inner_text())


def _zoom(page: Any) -> float:
    return float(page.evaluate("() => SacMap.mapOf(SacMap.graphOf('map-graph')).getZoom()"))


def _wait_for_title(page: Any, other_than: str) -> str:
    page.wait_for_function(
        "was => document.getElementById('map-table-title').innerText !== was", arg=other_than
    )
    return _title(page)


def _open(page: Any, dashboard: LiveDashboard, query: str = "") -> None:
    page.goto(f"{dashboard.address}/map{query}")
    map_ready(page)
    page.wait_for_function("() => document.getElementById('map-table-title').innerText !== 'Offences'")
    drawn(page, "map-timeline-graph")


PANELS = {
    "offences": "#map-table .ag-row",
    "series": ".series-row",
    "trend": "#map-trend-graph .barlayer .point:visible",
}
IN_SIGHT = """() => {
  const parts = [...document.querySelectorAll(".map-page .card, .filter-bar > *, .card-header > *")]
    .filter((e) => e.checkVisibility()).map((e) => e.getBoundingClientRect());
  return parts.length > 10 && parts.every((box) => box.right <= innerWidth && box.bottom <= innerHeight - 20);
}"""
UNCUT = """() => [...document.querySelectorAll(
  ".card-title, .card-tools, .chips, .map-tools, .player, .key > span")]
  .filter((e) => e.offsetParent)
  .every((e) => e.scrollWidth <= e.clientWidth + 1 && e.scrollHeight <= e.clientHeight + 3)"""


def test_everything_fits_on_one_screen(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard, f"?series=S-110,S-104&box={BOX}&from=2024-06-01&panel=trend")
    for panel, shown in reversed(PANELS.items()):
        page.locator("#map-panel").get_by_text(panel.capitalize(), exact=True).click()
        page.locator(shown).first.wait_for()
        for size in each_screen(page):
            holds(page, IN_SIGHT, f"every part of the {panel} panel stands on a screen of {size}")
            holds(page, UNCUT, f"nothing of the {panel} panel is cut on a screen of {size}")
    assert page.wrong == []


def test_a_deep_link_reproduces_filters_selection_and_view(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard, f"?class=atm_attack&from=2026-01-01&box={BOX}&view=-2.5,52.6,8.5")
    expect(page.locator("#map-chips .chip")).to_have_text(["ATM attack", "From 1 Jan 2026", "Drawn box"])
    assert 0 < int(_title(page).split()[0]) < 60
    assert _zoom(page) == pytest.approx(8.5, abs=0.01)


def test_classes_chips_undo_reset_and_back(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard)
    everything = _title(page)
    page.locator(".chip-row").get_by_text("Commercial", exact=True).click()
    fewer = _wait_for_title(page, everything)
    page.locator(".chip-row").get_by_text("Enablers", exact=True).click()
    fewest = _wait_for_title(page, fewer)
    page.locator("#map-undo").click()
    assert _wait_for_title(page, fewest) == fewer
    page.go_back()
    assert _wait_for_title(page, fewer) == everything
    page.go_forward()
    assert _wait_for_title(page, everything) == fewer
    page.locator("#map-chips .chip").first.click()
    assert _wait_for_title(page, fewer) == everything
    expect(page.locator("#map-classes input:checked, .chip-row input:checked")).to_have_count(4)


def test_a_box_on_the_map_drives_table_and_timeline(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard)
    everything = _title(page)
    sent: list[str] = []
    page.on(
        "request",
        lambda request: sent.append(request.post_data or "") if "_dash-update" in request.url else None,
    )
    take(page, "box")
    area = page.locator("#map-graph").bounding_box()
    x, y = area["x"] + area["width"] * 0.3, area["y"] + area["height"] * 0.1
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + area["width"] * 0.3, y + area["height"] * 0.4, steps=6)
    page.mouse.up()
    fewer = _wait_for_title(page, everything)
    expect(page).to_have_url(re.compile("box="))
    for caption in ("#map-timeline-caption", "#map-caption"):
        page.locator(caption, has_text=f"n = {fewer.split()[0]} ").wait_for()
    assert sent
    assert all("pointIndex" not in body and "pointNumber" not in body for body in sent)


def test_a_lasso_is_sent_as_geometry(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard)
    everything = _title(page)
    take(page, "lasso")
    area = page.locator("#map-graph").bounding_box()
    corners = [(0.3, 0.1), (0.6, 0.15), (0.6, 0.5), (0.35, 0.45), (0.3, 0.12)]
    page.mouse.move(area["x"] + area["width"] * 0.3, area["y"] + area["height"] * 0.1)
    page.mouse.down()
    for across, down in corners[1:]:
        page.mouse.move(area["x"] + area["width"] * across, area["y"] + area["height"] * down, steps=5)
    page.mouse.up()
    _wait_for_title(page, everything)
    expect(page).to_have_url(re.compile("lasso="))


def test_brushing_the_timeline_filters_the_map(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard)
    everything = _title(page)
    area = page.locator("#map-timeline-graph").bounding_box()
    page.mouse.move(area["x"] + area["width"] * 0.5, area["y"] + 25)
    page.mouse.down()
    page.mouse.move(area["x"] + area["width"] * 0.8, area["y"] + 45, steps=6)
    page.mouse.up()
    _wait_for_title(page, everything)
    expect(page).to_have_url(re.compile("from=202"))
    expect(page).to_have_url(re.compile("to=202"))


def test_a_row_is_found_on_the_map(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard)
    page.locator("#map-table .ag-row").first.click()
    page.wait_for_function("() => Boolean(SacMap.graphOf('map-graph')._sacHighlight)")


def test_the_offence_in_hand_is_kept_in_the_address_until_a_filter_leaves_it_out(
    dashboard: LiveDashboard, page: Any
) -> None:
    _open(page, dashboard)
    page.locator("#map-table .ag-row").first.click()
    page.wait_for_selector("#map-offence-card .offence-card-mo")
    page.wait_for_function("() => location.search.includes('offence=')")
    quiet(page)
    page.reload()
    map_ready(page)
    page.wait_for_selector("#map-offence-card .offence-card-mo")
    page.wait_for_function("() => Boolean(SacMap.graphOf('map-graph')._sacHighlight)")
    for name in ("ATM", "Commercial", "Enablers"):
        quiet(page)
        page.locator(".chip-row").get_by_text(name, exact=True).click()
    page.wait_for_function("() => !SacMap.graphOf('map-graph')._sacHighlight")
    page.wait_for_selector("#map-offence-card .offence-card-mo", state="hidden")
    expect(page).not_to_have_url(re.compile("offence="))


def test_a_point_is_found_in_the_table(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard, "?series=S-104")
    spot = page.evaluate(
        "() => { const gd = SacMap.graphOf('map-graph'); const l = gd.layout.meta.labels[0];"
        " const p = SacMap.project('map-graph', l.lon, l.lat); const r = gd.getBoundingClientRect();"
        " return [r.x + p.x, r.y + p.y]; }"
    )
    page.mouse.move(spot[0] - 3, spot[1])
    page.mouse.move(*spot, steps=3)
    page.wait_for_selector("#map-graph .hoverlayer .hovertext")
    page.mouse.click(*spot)
    page.wait_for_selector("#map-table .ag-row-selected")


def test_journeys_are_numbered_and_towns_named_without_glyphs(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard, "?series=S-110")
    labels = page.evaluate("() => SacMap.graphOf('map-graph').layout.meta.labels.map(l => l.text)")
    assert labels[0] == "1"
    assert len(labels) > 8
    holds(
        page,
        "() => { const c = SacMap.graphOf('map-graph')._sacOverlay; const d = c.getContext('2d')"
        ".getImageData(0, 0, c.width, c.height).data; let n = 0;"
        " for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n > 3000; }",
        "numbers and names are painted over the map",
    )
    assert not any("glyph" in address or ".pbf" in address for address in page.asked)


def test_panning_is_kept_in_the_address_and_survives_a_filter(dashboard: LiveDashboard, page: Any) -> None:
    _open(page, dashboard)
    fitted = _zoom(page)
    at_rest(page)  # by now the map would have written where it looks
    assert "view=" not in page.evaluate("location.search"), "a view nobody chose is no part of the address"
    page.locator("[data-map-tool=plus]").click()
    page.wait_for_function("() => location.search.includes('view=')")
    map_ready(page)
    zoom = _zoom(page)
    assert zoom > fitted + 0.5
    before = _title(page)
    page.locator(".chip-row").get_by_text("Enablers", exact=True).click()
    _wait_for_title(page, before)
    map_ready(page)  # a figure drawn anew would have moved the map by now
    assert _zoom(page) == pytest.approx(zoom, abs=0.01)


def test_the_png_holds_the_picture(dashboard: LiveDashboard, page: Any, tmp_path: Path) -> None:
    _open(page, dashboard, "?series=S-110")
    for graph in ("map-graph", "map-timeline-graph"):
        with page.expect_download() as saved:
            page.locator(f"[data-png={graph}]").click()
        path = tmp_path / f"{graph}.png"
        saved.value.save_as(path)
        width, height, colours = _colours(path)
        assert width > 1000
        assert height > 300
        assert colours > 200, f"the picture of {graph} is blank"


def _colours(path: Path) -> tuple[int, int, int]:
    """Return a PNG's size and the number of its distinct filtered byte triples: few when it is blank."""
    content = path.read_bytes()
    width, height = struct.unpack(">II", content[16:24])
    packed, at = b"", 8
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        if content[at + 4 : at + 8] == b"IDAT":
            packed += content[at + 8 : at + 8 + length]
        at += length + 12
    raw = zlib.decompress(packed)
    middle = raw[len(raw) // 4 : 3 * len(raw) // 4]
    return width, height, len({middle[i : i + 4] for i in range(0, len(middle) - 4, 4)})
