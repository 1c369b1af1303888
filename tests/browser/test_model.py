"""The Model page in a real browser: figures are drawn, rates are listed, nothing is cut off."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from sac_dash.domain.columns import LINKS
from sac_dash.linkage.domains import DOMAINS
from tests.unit.dashboard_pages.test_model import LEARNING, MODEL, _frames

from .conftest import serve
from .invented_force import invented_frames

pytestmark = pytest.mark.browser
CODES = {"crowbar": 120, "sledgehammer": 8, "thermal_lance": 2}


@pytest.fixture(scope="module")
def judged(tmp_path_factory):
    """Return a dashboard whose links and base rates are invented."""
    from dataclasses import replace

    frames, rng = invented_frames(), np.random.default_rng(2)
    pairs = {tuple(sorted(pair)) for pair in rng.integers(0, 420, (1_500, 2)).tolist() if pair[0] != pair[1]}
    score = rng.normal(0, 1.5, len(pairs))
    columns = {domain.column: rng.normal(0.1, 0.4, len(pairs)).astype(np.float32) for domain in DOMAINS}
    a, b = zip(*sorted(pairs), strict=True)
    links = pl.DataFrame(
        {"row_a": a, "row_b": b, "log10_bayes_factor": score, "probability": 1 / (1 + 10**-score), **columns},
        schema_overrides=dict(LINKS),
    )
    model = {"version": "1", "n": 400, "mode": "every pair", "prior_log10_odds": -2.5}
    facets = {"tool": {"domain": "tools", "known": 240, "codes": CODES}}
    held = replace(frames, links=links, model=model | {"facets": facets})
    yield from serve(tmp_path_factory.mktemp("model"), held)


def open_model(page, dashboard):
    page.goto(f"{dashboard.address}/model")
    page.wait_for_selector("#model-reach-graph .js-plotly-plot .scatterlayer .trace")
    page.wait_for_selector("#model-time-graph .js-plotly-plot .scatterlayer .trace")
    page.locator("#model-rates").scroll_into_view_if_needed()  # the table draws its rows when they are seen
    page.wait_for_selector("#model-rates .ag-row .ag-cell")


def test_what_the_model_is_and_is_not_can_be_read(page, judged):
    open_model(page, judged)
    said = page.locator(".model").inner_text()
    assert "Age, sex, ethnicity, nationality" in said
    assert "every one of 79,800 pairs" in said
    assert "No known series is held" in page.locator("#model-quality").inner_text()
    assert "120" in page.locator("#model-rates .ag-row").first.inner_text()  # the rarest first: 2 of 240
    assert not page.wrong
    assert all(address.startswith((judged.address, "data:", "blob:")) for address in page.asked)


@pytest.mark.parametrize("size", [(1440, 900), (1280, 720)])
def test_the_page_scrolls_within_itself_and_nothing_is_cut_at_the_side(page, judged, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    open_model(page, judged)
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
    assert page.evaluate(
        "(() => { const p = document.querySelector('.page-scroll'); return p.scrollWidth <= p.clientWidth; })()"
    )


INSIDE = (
    "name => { const table = document.querySelector(name);"
    " const right = table.closest('.card').getBoundingClientRect().right;"
    " return [...table.querySelectorAll('th, td')].every("
    "cell => cell.getBoundingClientRect().right <= right && cell.scrollWidth <= cell.clientWidth); }"
)


@pytest.mark.parametrize("learning", [{}, LEARNING], ids=["judged", "learnt"])
def test_no_column_of_the_tables_of_quality_is_cut_off_on_a_small_screen(page, tmp_path, learning):
    page.set_viewport_size({"width": 1280, "height": 720})
    for dashboard in serve(tmp_path / "home", _frames(MODEL | {"learning": learning})):
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.goto(f"{dashboard.address}/model")
            for name in (".model-measures", ".model-said"):
                page.wait_for_selector(f"{name} tbody tr")
                assert page.evaluate(INSIDE, name), (name, scheme)
                heads, cells = (
                    page.locator(f"{name} thead th"),
                    page.locator(f"{name} tbody tr:first-child > *"),
                )
                assert heads.count() == cells.count(), name
        said = page.locator("#model-quality").inner_text()
        assert ("Error of its probabilities" if learning else "Of an offence's true partners") in said
        assert "too few to tell" in page.locator("#model-said-and-true").inner_text()
    assert not page.wrong
