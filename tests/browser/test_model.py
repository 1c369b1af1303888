"""The Model page in a real browser: figures are drawn, rates are listed, nothing is cut off."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from playwright.sync_api import expect

from sac_dash.domain.columns import LINKS
from sac_dash.linkage.domains import DOMAINS
from tests.unit.dashboard_pages.test_model import LEARNING, MODEL, _frames

from .conftest import each_screen, holds, in_the_dark, quiet, serve
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
    quiet(page)


def test_what_the_model_is_and_is_not_can_be_read(page, judged):
    open_model(page, judged)
    expect(page.locator(".model")).to_contain_text("Age, sex, ethnicity, nationality")
    expect(page.locator(".model")).to_contain_text("every one of 79,800 pairs")
    expect(page.locator("#model-quality")).to_contain_text("No known series is held")
    expect(page.locator("#model-rates .ag-row").first).to_contain_text("120")  # the rarest first: 2 of 240
    it_scrolls_within_itself_and_nothing_is_cut_at_the_side(page)
    assert not page.wrong
    assert all(address.startswith((judged.address, "data:", "blob:")) for address in page.asked)


def it_scrolls_within_itself_and_nothing_is_cut_at_the_side(page):
    for _ in each_screen(page):
        holds(
            page,
            "() => { const p = document.querySelector('.page-scroll'); return p.scrollWidth <= p.clientWidth"
            " && document.documentElement.scrollHeight <= innerHeight; }",
            "the page scrolls within itself, and down only",
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
    page.emulate_media(color_scheme="light")
    for dashboard in serve(tmp_path / "home", _frames(MODEL | {"learning": learning})):
        page.goto(f"{dashboard.address}/model")
        for scheme in ("light", "dark"):
            for name in (".model-measures", ".model-said"):
                page.wait_for_selector(f"{name} tbody tr")
                quiet(page)
                holds(page, INSIDE, f"no column of {name} is cut off when it is {scheme}", name)
                heads, cells = (
                    page.locator(f"{name} thead th"),
                    page.locator(f"{name} tbody tr:first-child > *"),
                )
                expect(cells).to_have_count(heads.count())
            if scheme == "light":
                in_the_dark(page)
        said = "Error of its probabilities" if learning else "Of an offence's true partners"
        expect(page.locator("#model-quality")).to_contain_text(said)
        expect(page.locator("#model-said-and-true")).to_contain_text("too few to tell")
        quiet(page)
        assert not page.wrong
