"""Actions are written down whole and read back equal."""

from __future__ import annotations

import json

import pytest

from sac_dash.casework import (
    AddHardLinks,
    AddInterventions,
    AddNote,
    AddSites,
    AddTask,
    CodeState,
    CompleteTask,
    Describe,
    EditCode,
    HardLink,
    Judge,
    Lock,
    MarkSitting,
    Merge,
    RemoveHardLink,
    RemoveIntervention,
    RemoveSite,
    SaveView,
    SeriesField,
    Split,
    Undo,
    Verdict,
    from_payload,
    to_payload,
)
from sac_dash.casework.actions import named_offences, named_series
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.site import Site

LINK = HardLink("X", "1", "Y", "2", "dna", "LAB/7", "2026-01-02T03:04:00+00:00", "list.csv")
EVERY_KIND = [
    Judge("S-1", ("X:1", "X:2"), Verdict.REJECTED, "another gang", ("X:1", "X:2", "X:3"), 4),
    Describe("S-1", SeriesField.STATUS, "active"),
    AddNote("S-1", "Seen at the ferry", seen=2),
    Lock("S-1", locked=True),
    Split("S-1", ("X:2",), "A-1", ("X:1", "X:2")),
    Merge("S-1", "S-2", ("X:1",), ("X:4",)),
    EditCode("X:1", "tool", "crowbar", CodeState.UNKNOWN),
    AddHardLinks((LINK,), "list.csv"),
    RemoveHardLink(LINK, "wrong profile"),
    SaveView("Mondays", "/map"),
    Undo(3),
    MarkSitting("20260302T090000-ab", 3, "2026-03-02T06:40:00+00:00"),
    AddTask("Ring the hire shop", "Sgt Brook", "2026-03-05"),
    CompleteTask(4, done=False),
    AddInterventions(
        (Intervention("I-1", "patrol", "Op", "2026-03-04", easting=1.5, northing=2.0),), "list.csv"
    ),
    RemoveIntervention("I-1", "never happened"),
    AddSites((Site("P-1", "Lane Farm"), Site("P-2", address="Mill Lane", easting=1.0, northing=2.0))),
    RemoveSite("P-1"),
]


@pytest.mark.parametrize("action", EVERY_KIND, ids=lambda action: type(action).__name__)
def test_an_action_goes_through_json_unchanged(action):
    assert from_payload(json.loads(json.dumps(to_payload(action)))) == action


def test_a_decision_of_a_later_version_is_told():
    with pytest.raises(SacDashError, match="does not know"):
        from_payload({"action": "teleport"})


def test_a_decision_with_a_part_missing_is_told():
    with pytest.raises(SacDashError, match="cannot be read"):
        from_payload({"action": "judge", "series_id": "S-1"})


def test_an_action_names_its_series_and_offences():
    assert named_series(EVERY_KIND[5]) == ("S-1", "S-2")
    assert named_series(EVERY_KIND[4]) == ("S-1", "A-1")
    assert named_series(EVERY_KIND[6]) == ()
    assert named_offences(EVERY_KIND[7]) == ("X:1", "Y:2")
    assert named_offences(EVERY_KIND[6]) == ("X:1",)
