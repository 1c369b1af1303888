"""Invented premises stand in real towns, the same for the same seed."""

import numpy as np

from sac_dash.synthetic.gazetteer import read_gazetteer
from sac_dash.synthetic.lexicon import load_lexicon
from sac_dash.synthetic.places import HOME_FORCE, Places, area_of, home_mask

TOWNS = read_gazetteer()


def places(seed=4):
    return Places(TOWNS, load_lexicon(), seed)


def test_stock_does_not_depend_on_who_asks_first():
    first, second = places(), places()
    ludlow, hereford = TOWNS.names.index("Ludlow"), TOWNS.names.index("Hereford")
    second.stock_of(hereford, "pub")
    assert first.stock_of(ludlow, "convenience_store") == second.stock_of(ludlow, "convenience_store")
    assert places(5).stock_of(ludlow, "convenience_store") != first.stock_of(ludlow, "convenience_store")


def test_larger_towns_have_more_premises():
    stock = places()
    ludlow, telford = TOWNS.names.index("Ludlow"), TOWNS.names.index("Telford")
    assert (
        len(stock.stock_of(telford, "convenience_store"))
        > len(stock.stock_of(ludlow, "convenience_store"))
        >= 1
    )


def test_near_draw_is_nearer():
    rng, stock, telford = np.random.default_rng(0), places(), TOWNS.names.index("Telford")
    home = (TOWNS.eastings_m[telford], TOWNS.northings_m[telford])

    def mean_m(near):
        drawn = [stock.premises(telford, "convenience_store", rng, near) for _ in range(60)]
        return np.mean([np.hypot(p.easting_m - home[0], p.northing_m - home[1]) for p in drawn])

    assert mean_m(home) < 0.8 * mean_m(None)


def test_forces_and_areas():
    assert area_of(369_000, 309_000)[0].name == HOME_FORCE
    assert area_of(369_000, 309_000)[1] == "Wrekin"
    assert area_of(530_000, 180_000)[0].name == "Lower Thames Police (invented)"
    assert 20 < home_mask(TOWNS).sum() < 200


def test_postcodes_cannot_be_real():
    stock = places().stock_of(TOWNS.names.index("Telford"), "pub")
    assert all(p.postcode.startswith("Q") for p in stock)
