"""Forces and areas of a series, counted offence by offence."""

from __future__ import annotations

from sac_dash.patterns.series_areas import count_areas, home_forces
from tests.unit.patterns.offences import at, offences

DAY = {"from_at": at("2026-03-01T20:00")}
MEMBERS = offences(
    DAY | {"policing_area": "South"},
    DAY | {"policing_area": "North"},
    DAY | {"policing_area": "South"},
    DAY,
    DAY | {"force": "Trent"},
    DAY | {"force": "Trent"},
)


def test_ours_are_the_forces_whose_areas_are_known():
    assert home_forces(MEMBERS) == {"Marches"}


def test_elsewhere_is_not_the_same_as_not_known():
    reach = count_areas(MEMBERS, frozenset({"Marches"}))
    assert reach.forces == ("Marches", "Trent")
    assert reach.areas == ("South", "North")
    assert (reach.n_elsewhere, reach.n_unknown) == (2, 1)
