"""A plan is committed as planned: times, size, reach, switch."""

from datetime import date, datetime

import numpy as np
import pytest

from sac_dash.synthetic.habits import SimulationHabits
from sac_dash.synthetic.series import SeriesPlan, commit_series, draw_plan, draw_sizes, series_days
from sac_dash.synthetic.simulation import world_until

WORLD = world_until(SimulationHabits(), date(2026, 6, 30), 0)
TELFORD = (369_000.0, 309_000.0)


def plan(**changes):
    values = {
        "series": "s",
        "name": "S",
        "shape": "test",
        "theme": "tobacco",
        "first": datetime.fromisoformat("2025-01-01"),
        "last": datetime.fromisoformat("2025-03-01"),
        "size": 12,
        "home": TELFORD,
        "reach_m": 4_000.0,
    }
    return SeriesPlan(**(values | changes))


def test_days_begin_and_end_as_planned():
    days = series_days(plan(), np.random.default_rng(0))
    assert days[0] == datetime.fromisoformat("2025-01-01")
    assert abs((days[-1] - datetime.fromisoformat("2025-03-01")).total_seconds()) < 1
    assert days == sorted(days)
    assert len(days) == 12


@pytest.mark.parametrize(("reach_m", "least_km", "most_km"), [(4e3, 0.2, 15), (110e3, 40, 400)])
def test_reach(reach_m, least_km, most_km):
    deeds = commit_series(plan(reach_m=reach_m), WORLD, np.random.default_rng(1))
    away = [
        np.hypot(d.premises.easting_m - TELFORD[0], d.premises.northing_m - TELFORD[1]) / 1e3 for d in deeds
    ]
    assert least_km < np.median(away) < most_km


def test_tour_crosses_forces():
    deeds = commit_series(plan(size=20, tour=True), WORLD, np.random.default_rng(1))
    assert len({d.premises.force for d in deeds}) >= 9


def test_switch_changes_the_way_in_and_keeps_the_people():
    change = plan(
        habits={
            "entry_point": ("roller_shutter",),
            "entry_method": ("shutter_lifted",),
            "tool": ("jack",),
            "disguise": ("overalls",),
        },
        consistency=0.97,
        switch_at=6,
        switch_theme="tobacco",
        switch_habits={"entry_point": ("roof",), "entry_method": ("roof_cut",)},
    )
    deeds = commit_series(change, WORLD, np.random.default_rng(2))
    before = [d.facts["entry_point"] == ("roller_shutter",) for d in deeds[:6]]
    after = [d.facts["entry_point"] == ("roof",) for d in deeds[6:]]
    people = [d.facts.get("disguise") == ("overalls",) for d in deeds]
    assert sum(before) >= 4
    assert sum(after) >= 4
    assert sum(people) >= 9


def test_attempts_take_nothing():
    deeds = commit_series(plan(attempt_prob=1.0), WORLD, np.random.default_rng(2))
    assert all(d.attempt and "property" not in d.facts and d.loss_gbp == 0 for d in deeds)


def test_sizes_make_the_linked_share():
    sizes = draw_sizes(WORLD, np.random.default_rng(0))
    assert len(sizes) == 150
    assert 0.2 < sum(sizes) / 3_900 < 0.3


def test_drawn_plans_stay_in_the_period():
    rng = np.random.default_rng(0)
    for number in range(60):
        drawn = draw_plan(number, 6, WORLD, rng)
        assert WORLD.start <= drawn.first <= drawn.last <= WORLD.end
