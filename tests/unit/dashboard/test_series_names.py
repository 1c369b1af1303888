"""A name is one series' own, however many workers are asked at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from sac_dash.dashboard.series_names import MAX_NAME_LENGTH, name_series, series_names
from sac_dash.domain.errors import SacDashError
from sac_dash.store import Store


def test_of_those_who_give_one_name_at_once_one_has_it(tmp_path):
    def give(number: int) -> bool:
        try:
            name_series(Store(tmp_path), f"S-{number}", "Op Lantern", "analyst")
        except SacDashError:
            return False
        return True

    with ThreadPoolExecutor(8) as several:
        given = list(several.map(give, range(8)))
    assert given.count(True) == 1
    assert list(series_names(Store(tmp_path)).values()) == ["Op Lantern"]


def test_a_name_can_be_given_again_once_it_is_free(tmp_path):
    store = Store(tmp_path)
    name_series(store, "S-1", "  Op   Lantern ", "analyst")
    name_series(store, "S-1", "Op Lantern", "analyst")
    with pytest.raises(SacDashError, match="Choose another name"):
        name_series(store, "S-2", "OP LANTERN", "analyst")
    name_series(store, "S-1", "", "analyst")
    assert name_series(store, "S-2", "Op Lantern", "analyst") == "Op Lantern"
    assert series_names(store) == {"S-2": "Op Lantern"}
    with pytest.raises(SacDashError, match="too long"):
        name_series(store, "S-1", "x" * (MAX_NAME_LENGTH + 1), "analyst")
