"""The towns that invented offences happen in."""

import pytest

from sac_dash.domain.errors import SacDashError
from sac_dash.synthetic.gazetteer import read_gazetteer


def test_known_towns_are_where_they_are():
    towns = read_gazetteer()
    at = towns.names.index("Shrewsbury")
    assert towns.eastings_m[at] == pytest.approx(349_300, abs=1_500)
    assert towns.northings_m[at] == pytest.approx(312_700, abs=1_500)
    assert 60_000 < towns.populations[at] < 100_000


def test_box_holds_the_marches_and_not_london():
    towns = read_gazetteer()
    inside = {towns.names[i] for i in towns.within(320e3, 215e3, 386e3, 340e3)}
    assert {"Shrewsbury", "Hereford", "Ludlow"} <= inside
    assert "London" not in inside


def test_cities_spread_wider_than_villages():
    towns = read_gazetteer()
    assert towns.spread_m(towns.names.index("London")) == 9_000
    assert towns.spread_m(len(towns.names) - 1) < 600


def test_missing_extract_names_the_command(tmp_path):
    with pytest.raises(SacDashError, match=r"towns\.csv.*missing.*build_basemap"):
        read_gazetteer(tmp_path / "towns.csv")
