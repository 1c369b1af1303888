"""How rare each behaviour is: counted by offence and not by statement, among all or within a class."""

from __future__ import annotations

import polars as pl

from sac_dash.domain.columns import TAGS
from sac_dash.patterns.behaviour_rates import RATES, measure_class_rates, measure_rates

SAID = [
    (0, "tool", "crowbar", "present"),
    (0, "tool", "crowbar", "hedged"),  # said twice: one offence
    (0, "getaway", "audi", "present"),
    (1, "tool", "grinder", "present"),
    (2, "tool", "crowbar", "absent"),  # says something of tools, and has none
    (3, "tool", "crowbar", "present"),
    (3, "getaway", "audi", "present"),
]
CLASSES = pl.Series(["atm_attack", "atm_attack", "enabler", "enabler", "other"])


def tags(said=SAID):
    rows = [(*row, "text", None, None, "") for row in said]
    return pl.DataFrame(rows, schema=dict(TAGS), orient="row")


def rates_of(frame):
    return {(facet, code): (n, known) for facet, code, n, known, _ in frame.iter_rows()}


def test_offences_are_counted_once_among_those_that_say_anything():
    rates = measure_rates(tags())
    assert rates.schema == pl.Schema(RATES)
    assert rates_of(rates) == {
        ("tool", "grinder"): (1, 4),
        ("tool", "crowbar"): (2, 4),
        ("getaway", "audi"): (2, 2),
    }
    assert rates["one_in"].to_list() == [4.0, 2.0, 1.0]


def test_rates_can_be_taken_among_some_rows():
    assert rates_of(measure_rates(tags(), pl.Series([0, 2], dtype=pl.UInt32))) == {
        ("tool", "crowbar"): (1, 2),
        ("getaway", "audi"): (1, 1),
    }


def test_a_class_has_its_own_rates_and_the_general_one_for_what_it_lacks():
    rates = measure_class_rates(tags(), CLASSES)
    assert set(rates) == {"atm_attack", "enabler", "other"}
    assert rates_of(rates["enabler"]) == {
        ("tool", "crowbar"): (1, 2),
        ("getaway", "audi"): (1, 1),
        ("tool", "grinder"): (1, 4),
    }
    assert rates_of(rates["other"]) == rates_of(measure_rates(tags()))


def test_without_codes_there_are_no_rates():
    assert measure_rates(tags([])).is_empty()
    assert all(frame.is_empty() for frame in measure_class_rates(tags([]), CLASSES).values())
    only_absent = [(0, "tool", "crowbar", "absent")]
    assert measure_rates(tags(only_absent)).is_empty()
