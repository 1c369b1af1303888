"""From how far and how long before plant is stolen ahead of a series, or why that is not said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import polars as pl

from sac_dash.domain.columns import OFFENCES
from sac_dash.patterns.enabler_reach import measure_reach

START = datetime(2025, 1, 1, 23, 0, tzinfo=UTC)


def offence(day: float, easting: float | None, *, plant: bool = False) -> dict[str, object]:
    at = START + timedelta(days=day)
    return dict.fromkeys(OFFENCES) | {
        "offence_class": "enabler" if plant else "atm_attack",
        "offence_title": "Theft of plant" if plant else "",
        "from_at": at,
        "to_at": at + timedelta(hours=1),
        "crs": "EPSG:27700",
        "easting": easting,
        "northing": 0.0,
    }


def frame(*rows: dict[str, object]) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=dict(OFFENCES))


def series(*, thefts: int) -> pl.DataFrame:
    attacks = [offence(50.0 * n, 0.0) for n in range(8)]
    return frame(*attacks, *(offence(50.0 * n - 0.25, 11_000.0, plant=True) for n in range(thefts)))


def test_thefts_six_hours_before_and_eleven_km_off_give_fifteen_km_and_six_hours() -> None:
    reach = measure_reach(series(thefts=4), range(8))
    assert (reach.n, reach.n_placed, reach.km, reach.hours) == (4, 8, 15.0, 6.0)
    assert reach.chance is not None
    assert reach.chance < 0.05


def test_two_are_too_few_to_read_a_reach_off() -> None:
    reach = measure_reach(series(thefts=2), range(8))
    assert (reach.n, reach.km, reach.hours) == (2, None, None)


def test_where_plant_is_stolen_every_day_nothing_is_read_off() -> None:
    attacks = [offence(50.0 * n, 0.0) for n in range(8)]
    daily = [offence(float(day) - 0.25, 11_000.0, plant=True) for day in range(360)]
    reach = measure_reach(frame(*attacks, *daily), range(8))
    assert (reach.n, reach.km) == (8, None)
    assert reach.chance is not None
    assert reach.chance > 0.05


def test_a_short_file_has_no_rate_and_unknown_places_are_left_out() -> None:
    short = frame(offence(0, 0.0), offence(1, None), offence(2, 0.0), offence(1.9, 1_000.0, plant=True))
    reach = measure_reach(short, [0, 1, 2])
    assert (reach.n, reach.n_placed, reach.expected, reach.km) == (1, 2, None, None)
