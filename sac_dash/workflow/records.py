"""Interventions and protected sites into the case book, and out of it: from a list, by hand, by an undoing entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from sac_dash.casework import AddInterventions, AddSites, Recorded, RemoveIntervention, RemoveSite
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.site import Site
from sac_dash.ingest.record_lists import read_interventions, read_sites
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of, decide
from sac_dash.workflow.names_held import crs_of, names_held, not_held
from sac_dash.workflow.record_import import RecordImport, sort_out, sort_out_one


def import_interventions(store: Store, path: Path, user: str, now: datetime) -> RecordImport[Intervention]:
    """Read a list of interventions and write what is new or changed into the case book, as one decision.

    Parameters
    ----------
    now
        The present moment (aware).

    Raises
    ------
    UnusableInputError
        When the file cannot be used at all; nothing is written.
    ConflictError
        When somebody changed one of them while the file was read.
    """
    book = case_book_of(store)
    held = names_held(store.current(), book)
    table = read_interventions(path, now, held.crs)
    sorted_out = sort_out(table, lambda each: held.place(each.identified()), book.interventions)
    if sorted_out.fresh:
        decide(store, AddInterventions(sorted_out.fresh, path.name, book.head), user)
    return sorted_out.told(not_held(sorted_out.fresh, held, book.sites))


def add_intervention(store: Store, record: Intervention, user: str) -> RecordImport[Intervention]:
    """Write one intervention entered by hand.

    Raises
    ------
    SacDashError
        When it is not valid.
    """
    book = case_book_of(store)
    held = names_held(store.current(), book)
    record = held.place(record.identified())
    done = sort_out_one(record, book.interventions)
    if done.counts.accepted:
        decide(store, AddInterventions((record,), record.source, book.head), user)
    return replace(done, not_held=not_held([record], held, book.sites))


def import_sites(store: Store, path: Path, user: str, now: datetime) -> RecordImport[Site]:
    """Read a list of protected sites into the case book, as :func:`import_interventions` does."""
    book = case_book_of(store)
    table = read_sites(path, now, crs_of(store.current()))
    sorted_out = sort_out(table, lambda each: each.identified(), book.sites)
    if sorted_out.fresh:
        decide(store, AddSites(sorted_out.fresh, path.name, book.head), user)
    return sorted_out.told(())


def add_site(store: Store, record: Site, user: str) -> RecordImport[Site]:
    """Write one protected site entered by hand.

    Raises
    ------
    SacDashError
        When it is not valid.
    """
    book = case_book_of(store)
    record = record.identified()
    done = sort_out_one(record, book.sites)
    if done.counts.accepted:
        decide(store, AddSites((record,), user, book.head), user)
    return done


def remove_intervention(store: Store, intervention_id: str, reason: str, user: str) -> Recorded:
    """Take an intervention back by a new entry of the log.

    Raises
    ------
    SacDashError
        When there is none of this id.
    """
    return decide(store, RemoveIntervention(intervention_id, reason, case_book_of(store).head), user)


def remove_site(store: Store, site_id: str, reason: str, user: str) -> Recorded:
    """Take a protected site back by a new entry of the log.

    Raises
    ------
    SacDashError
        When there is none of this id.
    """
    return decide(store, RemoveSite(site_id, reason, case_book_of(store).head), user)
