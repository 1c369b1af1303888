"""Here before, next door, the same night."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl

from sac_dash.domain.columns import OFFENCES
from sac_dash.patterns.reflex_queries import adjoining, distances_m, same_night, same_premises, within

START = datetime(2026, 3, 2, 1, tzinfo=UTC)


def offences(*rows: dict) -> pl.DataFrame:
    filled = [
        dict.fromkeys(OFFENCES)
        | {"crs": "EPSG:27700", "from_at": START, "to_at": START + timedelta(hours=2), "northing": 0.0}
        | row
        for row in rows
    ]
    return pl.DataFrame(filled, schema=dict(OFFENCES))


def test_the_same_premises_are_known_by_name_and_postcode_however_they_are_written():
    held = offences(
        {"premises_name": "Spar, High Street", "postcode": "WR1 2AB", "easting": 0.0},
        {"premises_name": "SPAR HIGH STREET", "postcode": "wr12ab", "easting": None},
        {"premises_name": "Spar, High Street", "postcode": "HR4 9ZZ", "easting": 9_000.0},
        {"premises_name": None, "postcode": None, "easting": 10.0, "location_precision_m": 1.0},
        {"easting": 10.0, "location_precision_m": 500.0},
    )
    assert set(same_premises(held, 0)) == {1, 3}


def test_an_offence_without_a_place_or_name_matches_nothing():
    held = offences({"easting": None}, {"easting": None}, {"easting": 0.0})
    assert same_premises(held, 0) == []
    assert adjoining(held, 0, 1_000.0) == []


def test_adjoining_leaves_out_what_was_named_already_and_puts_the_latest_first():
    later = {"from_at": START + timedelta(days=3), "to_at": START + timedelta(days=3)}
    held = offences({"easting": 0.0}, {"easting": 100.0}, {"easting": 200.0, **later}, {"easting": 251.0})
    assert adjoining(held, 0, 250.0) == [2, 1]
    assert adjoining(held, 0, 250.0, besides=[1]) == [2]


def test_the_same_night_is_a_window_that_overlaps_or_nearly_does():
    def window(hours: float, length: float = 1.0) -> dict:
        start = START + timedelta(hours=hours)
        return {"from_at": start, "to_at": start + timedelta(hours=length), "easting": 1_000.0}

    held = offences(
        {"easting": 0.0}, window(1), window(13.5), window(15), window(-30, length=40), window(-30)
    )
    assert set(same_night(held, 0, 10.0)) == {1, 2, 4}
    assert same_night(held, 0, 0.5) == []


def test_names_are_alike_whatever_stands_between_their_letters_and_unlike_where_a_letter_is():
    held = offences(
        {"premises_name": "K's Kiosk 24", "town": "Ludlow"},
        {"premises_name": "KS-KIOSK (24)", "town": "LUDLOW"},
        {"premises_name": "\u212as Kiosk, 24.", "town": "Ludlow"},  # the sign for kelvin is a k, too
        {"premises_name": "Ks Kiosk 24 A", "town": "Ludlow"},
        {"premises_name": "Ks Kiosk", "town": "Ludlow"},
        {"premises_name": "K's Kiosk 24", "town": "Hereford"},
        {"premises_name": "K's Kiosk 24", "town": None},
        {"premises_name": None, "town": "Ludlow"},
    )
    assert set(same_premises(held, 0)) == {1, 2}


def test_an_address_is_the_same_only_with_its_postcode():
    held = offences(
        {"address": "1 High St.", "postcode": "WR1 2AB"},
        {"address": "1 high st", "postcode": "WR12AB"},
        {"address": "1 high st", "postcode": "WR1 2AC"},
        {"address": "11 high st", "postcode": "WR1 2AB"},
    )
    assert same_premises(held, 0) == [1]


def test_offences_within_a_radius_come_with_how_far_off_they_are():
    held = offences({"easting": 0.0}, {"easting": 30.0, "northing": 40.0}, {"easting": 50.0, "northing": 1.0})
    rows, away_m = within(held, 0, 50.0)
    assert rows.tolist() == [0, 1]
    assert away_m.tolist() == [0.0, 50.0]
    assert np.array_equal(distances_m(held, 0)[rows], away_m)


def test_places_of_another_system_are_not_near():
    held = offences({"easting": 0.0}, {"easting": 0.0, "crs": "EPSG:29902"}, {"easting": 0.0, "crs": None})
    assert adjoining(held, 0, 100.0) == []
