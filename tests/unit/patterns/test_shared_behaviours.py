"""Base rates, shared behaviours and the comparative table."""

from __future__ import annotations

import polars as pl

from sac_dash.domain.columns import TAGS
from sac_dash.patterns.behaviour_rates import measure_class_rates, measure_rates
from sac_dash.patterns.shared_behaviours import compare_cases, rarest_shared, share_behaviours


def tags(*rows: tuple[int, str, str, str]) -> pl.DataFrame:
    whole = [(row, facet, code, state, "text", None, None, None) for row, facet, code, state in rows]
    return pl.DataFrame(whole, schema=dict(TAGS), orient="row")


HELD = tags(
    (0, "plant", "telehandler", "present"),
    (1, "plant", "telehandler", "hedged"),
    (2, "plant", "digger", "present"),
    (3, "plant", "digger", "present"),
    (4, "plant", "digger", "present"),
    (0, "entry", "door", "present"),
    (1, "entry", "door", "present"),
    (2, "entry", "door", "absent"),
    (3, "entry", "door", "present"),
)
RATES = measure_rates(HELD)
MEMBERS = pl.Series([1, 0, 2, 5], dtype=pl.UInt32)


def test_rate_is_among_offences_that_say_anything_of_the_facet():
    rates = {code: (n_with, n_known) for _, code, n_with, n_known, _ in RATES.iter_rows()}
    assert rates == {"telehandler": (2, 5), "digger": (3, 5), "door": (3, 4)}


def test_rates_may_be_taken_among_some_offences_only():
    rates = measure_rates(HELD, pl.Series([0, 2], dtype=pl.UInt32))
    assert rates.filter(pl.col("code") == "telehandler").get_column("one_in").item() == 2.0


def test_the_rare_shared_behaviour_comes_first_and_unshared_ones_are_left_out():
    shared = share_behaviours(HELD, MEMBERS, RATES)
    assert shared.get_column("code").to_list() == ["telehandler", "door"]
    assert shared.select("n_agree", "n_known", "n_absent").rows() == [(2, 3, 0), (2, 3, 1)]
    assert rarest_shared(shared, top=1) == [("plant", "telehandler", 3)]


def test_cells_tell_stated_absence_from_other_and_from_unknown():
    shared = share_behaviours(HELD, MEMBERS, RATES)
    assert compare_cases(HELD, MEMBERS, shared) == [["+", "+"], ["+", "+"], ["x", "-"], ["?", "?"]]


def test_a_code_that_a_more_specific_one_implies_is_left_out():
    implied = {("getaway", "audi_s"): (("getaway", "audi"), ("getaway", "performance_car"))}
    held = tags(
        *[(row, "getaway", code, "present") for row in (0, 1) for code in ("audi_s", "audi", "red_car")]
    )
    shared = share_behaviours(held, MEMBERS, measure_rates(held))
    assert [code for _, code, _ in rarest_shared(shared, 3, implied)] == ["audi_s", "red_car"]


def test_rarity_is_among_offences_of_the_class_where_the_class_has_the_code():
    classes = pl.Series(["atm", "atm", "shop", "shop", "shop"])
    rates = measure_class_rates(HELD, classes)["atm"]
    held = {code: one_in for _, code, _, _, one_in in rates.iter_rows()}
    assert held == {"telehandler": 1.0, "door": 1.0, "digger": 5 / 3}
