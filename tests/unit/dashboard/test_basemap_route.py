"""The map's boundaries are answered by their day, named, and empty where none was in force."""

from __future__ import annotations

import runpy
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import shapely

from sac_dash.dashboard.app import create_app
from sac_dash.dashboard.pages.map.captions import map_caption
from sac_dash.dashboard.pages.map.loading import load
from sac_dash.dashboard.pages.map.queries import map_content
from sac_dash.domain.columns import BOUNDARIES
from sac_dash.settings import Settings
from sac_dash.store import Store

FORCE = runpy.run_path(str(Path(__file__).parents[2] / "browser" / "invented_force.py"))


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return an app over a force whose areas were redrawn in January 2026."""
    home = tmp_path_factory.mktemp("home")
    store = Store(home)
    store.publish(FORCE["invented_frames"](120), "invented")
    box = shapely.to_wkb(shapely.box(340_000, 240_000, 400_000, 330_000))
    rows = [
        ("areas", "O", "Old", date(2012, 1, 1), date(2026, 1, 18), box),
        ("areas", "N", "New", date(2026, 1, 19), None, box),
    ]
    store.add_boundaries(pl.DataFrame(rows, schema=dict(BOUNDARIES), orient="row"))
    return create_app(Settings(home=home), store)


def names(app: Any, query: str) -> list[str]:
    features = (
        app.server.test_client().get(f"/basemap/boundaries.geojson{query}").get_json(force=True)["features"]
    )
    for each in features:
        assert shapely.geometry.shape(each["geometry"]).contains(shapely.Point(each["properties"]["label"]))
    return [each["properties"]["name"] for each in features]


def test_boundaries_are_those_of_the_day_asked_for(app: Any) -> None:
    assert names(app, "?on=2026-01-18") == ["Old"]
    assert names(app, "?on=2026-01-19") == ["New"]
    assert names(app, "") == names(app, "?on=nonsense") == ["New"]
    assert names(app, "?on=1999-01-01") == []


@pytest.mark.parametrize(
    ("search", "on", "said"),
    [
        ("?layers=boundaries&to=2025-12-31", "2025-12-31", "boundaries in force on 31 Dec 2025"),
        ("?layers=boundaries&to=2025-12-31&on=2026-02-01", "2026-02-01", "boundaries in force on 1 Feb 2026"),
        ("?layers=boundaries", "", "boundaries in force now"),
    ],
)
def test_the_map_draws_and_names_the_boundaries_of_its_period(
    app: Any, search: str, on: str, said: str
) -> None:
    with app.server.test_request_context():
        page = load(search)
        content = map_content(page)
        assert content.layers.boundaries
        assert content.layers.boundaries_on == on
        assert said in map_caption(page, content)
