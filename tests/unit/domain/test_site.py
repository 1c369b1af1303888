"""Protected sites: an id that lasts, what counts as a change, what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sac_dash.domain.site import Site

FARM = Site("", "Lane Farm", "Farm", "Mill Lane", "SY8 1AA", measure="SmartWater", measured_from="2026-03-04")


def test_an_id_is_derived_from_name_and_place_and_lasts_when_the_measure_changes():
    known = FARM.identified().site_id
    assert known.startswith("P-")
    assert (
        replace(FARM, measure="Fog cannon", measured_to="2026-09", owner="Co").identified().site_id == known
    )
    assert replace(FARM, postcode="SY8 1AB").identified().site_id != known
    assert FARM.changes_to(replace(FARM, measure="Fog cannon")) == (("measure", "SmartWater", "Fog cannon"),)


def test_it_stood_from_the_first_day_to_the_end_of_the_last():
    assert FARM.ends() is None
    assert replace(FARM, measured_to="2026-03").ends().isoformat() == "2026-04-01T00:00:00+01:00"
    assert Site("x").starts() is None


@pytest.mark.parametrize(
    ("wrong", "column", "said"),
    [
        ({"name": "", "address": " "}, "name", "neither name nor address"),
        ({"measured_from": "", "measured_to": "2026-03-09"}, "measured_from", "an end without a start"),
        ({"measured_to": "2026-03-01"}, "measured_to", "ended before it started"),
        ({"easting": 1.0}, "northing", "half a place"),
        ({"owner": "x" * 201}, "owner", "longer than 200"),
    ],
)
def test_what_cannot_be_is_told_with_its_field(wrong, column, said):
    (told,) = replace(FARM, **wrong).complaints()
    assert (told.column, said in told.line()) == (column, True)
