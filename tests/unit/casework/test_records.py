"""Interventions and protected sites in the case book: versions, removal, undo, what is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from casework_actions import book_of

from sac_dash.casework import (
    AddInterventions,
    AddSites,
    ConflictError,
    RemoveIntervention,
    RemoveSite,
    Undo,
    check,
)
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.site import Site

PATROL = Intervention("I-1", "patrol", "Op Lantern", "2026-03-04")
LONGER = replace(PATROL, ended_at="2026-03-09")
FARM = Site("P-1", "Lane Farm", measure="SmartWater")
ADD, ADD_LONGER = AddInterventions((PATROL,)), AddInterventions((LONGER,))


def test_the_newest_version_stands_and_says_which_it_is_and_whose():
    held = book_of(("ana", ADD), ("ben", ADD_LONGER)).interventions["I-1"]
    assert (held.record, held.number, held.seq, held.user) == (LONGER, 2, 2, "ben")


def test_the_same_again_is_no_version():
    again = AddInterventions((replace(PATROL, source="another list"),))
    held = book_of(("ana", ADD), ("ben", again)).interventions["I-1"]
    assert (held.record, held.number, held.user) == (PATROL, 1, "ana")


def test_a_removal_takes_all_versions_and_an_undo_brings_back_what_stood():
    removed = (("ana", ADD), ("ben", ADD_LONGER), ("ana", RemoveIntervention("I-1")))
    assert book_of(*removed).interventions == {}
    assert book_of(*removed, ("ana", Undo(3))).interventions["I-1"].record == LONGER
    assert book_of(("ana", ADD), ("ben", ADD_LONGER), ("ben", Undo(2))).interventions["I-1"].record == PATROL


def test_sites_are_kept_alike():
    fogged = replace(FARM, measure="Fog cannon")
    book = book_of(("ana", AddSites((FARM,))), ("ben", AddSites((fogged,))))
    assert (book.sites["P-1"].record, book.sites["P-1"].number) == (fogged, 2)
    assert book_of(("ana", AddSites((FARM,))), ("ana", RemoveSite("P-1"))).sites == {}


def test_records_take_no_series_in_hand():
    of_series = AddInterventions((replace(PATROL, series_id="S-1"),))
    assert book_of(("ana", of_series)).series == {}


@pytest.mark.parametrize(
    ("refused", "why"),
    [
        (AddInterventions(()), "there is no intervention"),
        (AddInterventions((PATROL, LONGER)), "I-1 is given twice"),
        (AddInterventions((replace(PATROL, kind="hunch"),)), "no kind of intervention"),
        (AddInterventions((replace(PATROL, intervention_id=""),)), "has no id"),
        (AddSites((Site("P-1"),)), "neither name nor address"),
        (RemoveIntervention("I-9"), "there is no intervention I-9"),
        (RemoveSite("P-9"), "there is no site P-9"),
    ],
)
def test_what_cannot_stand_is_refused_with_the_reason(refused, why):
    with pytest.raises(SacDashError, match=why):
        check(book_of(("ana", ADD)), replace(refused, seen=1))


def test_a_version_somebody_else_gave_in_between_is_told():
    book = book_of(("ana", ADD), ("ben", ADD_LONGER))
    mine = AddInterventions((replace(PATROL, ended_at="2026-03-12"),), seen=1)
    with pytest.raises(ConflictError) as told:
        check(book, mine)
    (change,) = told.value.changes
    assert (change.subject, change.user) == ("intervention=I-1", "ben")
    assert (change.stands, change.wanted) == ("ended_at 2026-03-09", "ended_at 2026-03-12")
    check(book, replace(mine, seen=2))
    check(book, replace(ADD_LONGER, seen=1))
    with pytest.raises(ConflictError, match="version 2"):
        check(book, RemoveIntervention("I-1", seen=1))
