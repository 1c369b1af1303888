"""The offence in hand is found by its key or its row, and let go once the filters leave it out."""

from __future__ import annotations

import runpy
from pathlib import Path

import numpy as np
import pytest

from sac_dash.dashboard.pages.map.filters import MapFilters
from sac_dash.dashboard.pages.map.loading import MapPage
from sac_dash.dashboard.pages.map.offence_card import find_offence, offence_card, offence_mark
from sac_dash.dashboard.pages.map.places import Places, places
from sac_dash.dashboard.pages.map.selecting import select
from sac_dash.store import Store

FORCE = runpy.run_path(str(Path(__file__).parents[2] / "browser" / "invented_force.py"))
EVERYTHING = np.ones(300, dtype=bool)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Return the invented force as the page holds it."""
    return places(Store(tmp_path_factory.mktemp("home")).publish(FORCE["invented_frames"](300), "invented"))


@pytest.mark.parametrize("asked", ["Invented:22007/26", "#7"])
def test_an_offence_is_found_by_key_and_by_row_while_the_filters_keep_it(held: Places, asked: str) -> None:
    assert find_offence(held, EVERYTHING, asked) == 7
    assert find_offence(held, np.arange(300) != 7, asked) is None


@pytest.mark.parametrize("asked", [None, "", "#", "#x", "#300", "#-1", "nobody"])
def test_what_is_not_there_is_nobody(held: Places, asked: str | None) -> None:
    assert find_offence(held, EVERYTHING, asked) is None


def page_of(held: Places, names: dict[str, str]) -> MapPage:
    """Return the page without filters."""
    return MapPage({}, MapFilters(), held, select(held, MapFilters()), names, has_boundaries=False)


def test_the_card_says_reference_text_and_the_way_to_its_series(held: Places) -> None:
    text = str(offence_card(page_of(held, {"S-102": "Night Owl"}), 7))
    assert "22007/26" in text
    assert "Forced rear door" in text
    assert f"/series?id={held.frame['series_id'][7]}&offence={held.number[7]}" in text
    assert offence_card(page_of(held, {}), None) == []


def test_an_offence_without_a_place_has_a_card_and_no_ring(held: Places) -> None:
    row = int(np.flatnonzero(~held.placed)[0])
    mark = offence_mark(held, row)
    assert mark is not None
    assert mark["lon"] is None
    assert "not on the map" in str(offence_card(page_of(held, {}), row))
    assert offence_mark(held, None) is None
