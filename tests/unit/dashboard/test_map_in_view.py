"""Too many offences to draw become squares; where one looks closer, discs again."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from sac_dash.dashboard.pages.map.in_view import WINDOW_MARGIN, choose_drawn, read_bounds, widen
from sac_dash.dashboard.pages.map.selecting import Selection

COUNT = 400


@pytest.fixture
def held() -> Any:
    """Return places on a grid of 20 by 20, the last one unknown."""
    across, up = np.meshgrid(np.linspace(-3, -2, 20), np.linspace(52, 53, 20))
    longitude, latitude = across.ravel().copy(), up.ravel().copy()
    longitude[-1] = np.nan
    return SimpleNamespace(longitude=longitude, latitude=latitude, placed=np.isfinite(longitude))


def selection(chosen: np.ndarray | None = None) -> Selection:
    everything = np.ones(COUNT, dtype=bool)
    return Selection(everything, everything, everything, everything if chosen is None else chosen)


def test_few_are_drawn_whole_and_never_one_without_a_place(held: Any) -> None:
    drawn = choose_drawn(held, selection(), None, most=COUNT)
    assert (drawn.on_grid, drawn.windowed) == (False, False)
    assert int(drawn.which.sum()) == COUNT - 1


def test_where_all_are_too_many_the_chosen_are_drawn_alone(held: Any) -> None:
    chosen = np.arange(COUNT) < 50
    drawn = choose_drawn(held, selection(chosen), None, most=100)
    assert (drawn.on_grid, drawn.windowed) == (False, False)
    assert np.array_equal(drawn.which, chosen)


def test_too_many_are_counted_and_those_in_view_are_drawn(held: Any) -> None:
    whole = choose_drawn(held, selection(), None, most=100)
    assert (whole.on_grid, whole.windowed, whole.window) == (True, True, None)
    close = choose_drawn(held, selection(), (-2.6, 52.4, -2.4, 52.6), most=100)
    assert (close.on_grid, close.windowed) == (False, True)
    assert close.window == pytest.approx(widen((-2.6, 52.4, -2.4, 52.6), WINDOW_MARGIN))
    west, south, east, north = close.window
    inside = (held.longitude >= west) & (held.longitude <= east)
    inside &= (held.latitude >= south) & (held.latitude <= north)
    assert np.array_equal(close.which, inside)
    assert 0 < close.which.sum() <= 100


def test_a_view_that_still_holds_too_many_is_counted(held: Any) -> None:
    drawn = choose_drawn(held, selection(), (-3.0, 52.0, -2.0, 53.0), most=100)
    assert drawn.on_grid
    assert drawn.windowed


@pytest.mark.parametrize(
    "asked", [None, "x", [1, 2, 3], [1, 2, 3, "4"], [1, 0, 0, 1], [0, 0, float("nan"), 1]]
)
def test_a_view_that_cannot_be_read_is_none(asked: object) -> None:
    assert read_bounds(asked) is None
    assert read_bounds([-3, 52, -2, 53]) == (-3.0, 52.0, -2.0, 53.0)


def test_a_box_is_widened_at_each_side() -> None:
    assert widen((0.0, 0.0, 10.0, 20.0), 0.1) == (-1.0, -2.0, 11.0, 22.0)
