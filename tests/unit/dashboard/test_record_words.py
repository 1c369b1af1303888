"""Interventions and sites in the words of the history."""

from __future__ import annotations

from datetime import UTC, datetime

from sac_dash.casework import AddInterventions, AddSites, Change, RemoveIntervention, RemoveSite
from sac_dash.dashboard.decision_words import say_action, say_change
from sac_dash.dashboard.record_words import say_about, say_span
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.site import Site

PATROL = Intervention(
    "I-1",
    "patrol",
    "Op Lantern",
    "2026-03-04",
    "2026-03-09",
    series_id="S-1",
    easting=1.0,
    northing=2.0,
    radius_m=500.0,
)
FARM = Site("P-1", "Lane Farm", address="Mill Lane", measure="SmartWater", measured_from="2026-03")


def test_what_was_done_to_records_is_said_in_plain_words():
    assert say_action(AddInterventions((PATROL,)), {}) == (
        "added an intervention: Patrol Op Lantern, 4 Mar 2026 – 9 Mar 2026"
    )
    assert say_action(AddInterventions((PATROL, PATROL)), {}) == "added 2 interventions"
    assert say_action(AddSites((FARM,)), {}) == (
        "added a protected site: Lane Farm, Mill Lane: SmartWater, from Mar 2026"
    )
    assert say_action(RemoveIntervention("I-1", "never happened"), {}) == (
        "removed the intervention I-1: never happened"
    )
    assert say_action(RemoveSite("P-1"), {}) == "removed the protected site P-1"


def test_what_it_was_about_is_said_with_the_names_of_series():
    assert say_about(PATROL, {"S-1": "Lantern"}) == "Lantern, within 500 m of 1 E 2 N"
    assert say_about(Intervention("", "arrest", "x", "2026-03-04"), {}) == "all of the data"
    assert say_span("2026-03-04", "2026-03-04") == "4 Mar 2026"


def test_a_conflict_names_the_record():
    change = Change("intervention=I-1", "ended_at a", "ended_at b", "Ana", datetime(2026, 3, 2, tzinfo=UTC))
    assert say_change(change) == ("Intervention I-1", "ended_at a", "ended_at b")
