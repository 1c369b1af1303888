"""The form for interventions: what it reads, what it says beside a field, what it writes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sac_dash.dashboard import intervention_saving, state
from sac_dash.dashboard.components.intervention_form import FIELDS, InterventionIds, intervention_dialog
from sac_dash.dashboard.intervention_saving import area_options, read_form, save_form, series_options

NOW = datetime(2026, 6, 1, tzinfo=UTC)
FILLED = {"kind": "patrol", "label": " Op Lantern ", "started_at": "04/03/2026", "radius_m": None}


def form(**given):
    return read_form(FILLED | given, state.generation(), "ana", NOW)


def test_a_form_becomes_an_intervention(request_context):
    record, errors = form(
        ended_at="9 Mar 2026", series_id="S-1", area="Marches\n=South", place="SO 849 550", radius_m="500"
    )
    assert errors == {}
    assert (record.label, record.started_at, record.ended_at) == ("Op Lantern", "2026-03-04", "2026-03-09")
    assert (record.force, record.policing_area, record.series_id) == ("Marches", "=South", "S-1")
    assert (round(record.easting), round(record.northing), record.radius_m) == (384950, 255050, 500.0)
    assert record.source == "ana"
    assert record.intervention_id.startswith("I-")


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"kind": None}, "kind", "Choose what was done"),
        ({"label": ""}, "label", "The label is blank. Say what was done"),
        ({"started_at": ""}, "started_at", "The start is blank"),
        ({"started_at": "soon"}, "started_at", '"soon" is no date. Give a date such as 04/03/2026'),
        ({"ended_at": "01/03/2026"}, "ended_at", "It ended before it started"),
        ({"place": "nowhere at all"}, "place", "No such town"),
        ({"radius_m": "500"}, "radius_m", "A radius needs a place"),
        ({"radius_m": "wide"}, "radius_m", '"wide" is no number'),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(request_context, given, field, said):
    _, errors = form(**given)
    assert list(errors) == [field]
    assert errors[field].startswith(said)


def test_saving_writes_a_decision_and_empties_the_form(request_context, monkeypatch):
    written = []
    monkeypatch.setattr(
        intervention_saving, "decide_here", lambda action, seen: written.append((action, seen)) or 1
    )
    told = save_form(1, *[FILLED.get(name) for name in FIELDS], 7)
    ((action, seen),) = written
    assert (action.interventions[0].label, seen) == ("Op Lantern", 7)
    assert told[0] is False
    assert "Patrol Op Lantern, 4 Mar 2026" in told[1][0]["message"]
    assert len(told) == 2 + 2 * len(FIELDS)
    assert not any(told[2:])


def test_a_form_with_a_mistake_writes_nothing(request_context, monkeypatch):
    monkeypatch.setattr(intervention_saving, "decide_here", lambda *_: pytest.fail("written"))
    told = save_form(1, *[None for _ in FIELDS], 7)
    assert told[2] == "Choose what was done"


def test_the_choices_are_the_series_forces_and_areas_there_are(request_context):
    forces, areas = area_options(state.store().require_current())
    assert forces["items"] == [{"value": "Marches\n", "label": "Marches"}]
    assert areas["items"] == [{"value": "Marches\n=South", "label": "=South"}]
    assert series_options(["S-2", "S-1"], {"S-1": "Lantern"}) == [
        {"value": "S-1", "label": "Lantern (S-1)"},
        {"value": "S-2", "label": "S-2"},
    ]


def test_the_ids_of_two_pages_differ():
    ids = [InterventionIds(prefix) for prefix in ("timelines", "evaluate")]
    assert intervention_dialog(ids[0]).id != intervention_dialog(ids[1]).id
    assert {ids[0].field(name) for name in FIELDS}.isdisjoint({ids[1].field(name) for name in FIELDS})
