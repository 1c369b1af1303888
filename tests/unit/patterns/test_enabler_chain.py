"""Enablers before and after, beside what an ordinary fortnight holds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl
import pytest

from sac_dash.domain.columns import OFFENCES
from sac_dash.patterns.enabler_chain import find_chain

START = datetime(2026, 1, 1, tzinfo=UTC)


def offences(*rows: tuple[float, str, float]) -> pl.DataFrame:
    """Return offences of (day, title, km): the first is the one asked about."""
    filled = [
        dict.fromkeys(OFFENCES)
        | {
            "crs": "EPSG:27700",
            "offence_class": "enabler" if number else "atm_attack",
            "offence_title": title,
            "from_at": START + timedelta(days=day),
            "to_at": START + timedelta(days=day),
            "easting": 1_000.0 * km,
            "northing": 0.0,
        }
        for number, (day, title, km) in enumerate(rows)
    ]
    return pl.DataFrame(filled, schema=dict(OFFENCES))


def test_thefts_before_and_burnt_vehicles_after_are_the_chain():
    chain = find_chain(
        offences(
            (100, "ATM", 0),
            (98, "Theft of telehandler", 10),
            (99, "Theft of motor vehicle", 59),
            (99, "Theft of motor vehicle", 61),
            (85, "Theft of telehandler", 1),
            (101, "Theft of telehandler", 1),
            (102, "Arson to vehicle", 5),
            (108, "Arson to vehicle", 5),
            (0, "Theft of telehandler", 300),
        ),
        0,
    )
    assert [each.row for each in chain.before] == [2, 1]
    assert [(each.row, each.days) for each in chain.after] == [(6, 2.0)]
    assert chain.before[1].distance_m == pytest.approx(10_000)


def test_what_an_ordinary_fortnight_holds_stands_beside_the_count():
    rows = [(140, "ATM", 0), *((day, "Theft of telehandler", 1) for day in range(0, 280, 14))]
    chain = find_chain(offences(*rows), 0)
    assert chain.expected == pytest.approx(20 * 14 / 266)
    assert len(chain.before) == 2
    assert chain.chance == pytest.approx(0.2836, abs=0.001)


def test_a_short_file_says_nothing_of_chance():
    chain = find_chain(offences((10, "ATM", 0), (8, "Theft of telehandler", 1)), 0)
    assert (chain.expected, chain.chance) == (None, None)
