"""Interventions: an id that lasts, what counts as a change, what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sac_dash.domain.intervention import INTERVENTION_LABELS, Intervention, InterventionKind

PATROL = Intervention(
    "", "patrol", "Op Lantern", "2026-03-04", force="West", easting=384950.0, northing=255050.0
)


def test_an_id_is_derived_from_what_was_done_and_lasts_when_more_becomes_known():
    known = PATROL.identified()
    assert known.intervention_id.startswith("I-")
    later = replace(PATROL, label="op  lantern", ended_at="2026-03-09", radius_m=500.0, source="list.csv")
    assert later.identified().intervention_id == known.intervention_id
    assert replace(PATROL, started_at="2026-03-05").identified() != known
    assert replace(PATROL, intervention_id="P/7").identified().intervention_id == "P/7"


def test_where_it_came_from_is_no_change_and_the_rest_is_told():
    later = replace(PATROL, ended_at="2026-03-09", radius_m=500.0, source="list.csv")
    assert PATROL.changes_to(later) == (("ended_at", "nothing", "2026-03-09"), ("radius_m", "nothing", "500"))
    assert PATROL.changes_to(replace(PATROL, source="other")) == ()


def test_a_day_is_over_at_its_end_and_no_end_is_none():
    assert PATROL.ends() is None
    assert replace(PATROL, ended_at="2026-03-04").ends().isoformat() == "2026-03-05T00:00:00+00:00"
    assert PATROL.starts().isoformat() == "2026-03-04T00:00:00+00:00"


@pytest.mark.parametrize(
    ("wrong", "column", "said"),
    [
        ({"kind": "hunch"}, "kind", "target_hardening, publicity, other"),
        ({"kind": ""}, "kind", "the kind is blank"),
        ({"label": " "}, "label", "the label is blank"),
        ({"label": "x" * 201}, "label", "longer than 200"),
        ({"started_at": ""}, "started_at", "the start is blank"),
        ({"started_at": "soon"}, "started_at", "is no date"),
        ({"ended_at": "2026-03-03"}, "ended_at", "ended before it started"),
        ({"northing": None}, "northing", "half a place"),
        ({"easting": float("nan")}, "easting", "no number"),
        ({"radius_m": 0.0}, "radius_m", "radius cannot be"),
        ({"radius_m": 5.0, "easting": None, "northing": None}, "radius_m", "needs a place"),
    ],
)
def test_what_cannot_be_is_told_with_its_field_and_a_remedy(wrong, column, said):
    (told,) = replace(PATROL, **wrong).complaints()
    assert told.column == column
    assert said in told.line()
    assert told.remedy


def test_one_that_ends_on_the_day_it_began_is_no_mistake():
    assert PATROL.complaints() == []
    assert replace(PATROL, started_at="2026-03-04T22:00:00+00:00", ended_at="2026-03-04").complaints() == []


def test_every_kind_has_a_label():
    assert set(INTERVENTION_LABELS) == set(InterventionKind)
