"""What series are called: the analyst's name where one was given, the stable id before that.

Names are decisions, kept in the append-only log; the last one stands. A series' id survives
re-runs, so its name does too.
"""

from __future__ import annotations

from collections.abc import Iterable

from sac_dash.domain.errors import SacDashError
from sac_dash.store import Entry, EntryKind, Store

MAX_NAME_LENGTH = 60


def series_names(store: Store) -> dict[str, str]:
    """Return the name of every series that was given one: series id → name."""
    return _last_names(store.decisions.entries(EntryKind.SERIES_NAMED))


def label_series(series_id: str, names: dict[str, str]) -> str:
    """Return what to call a series: its name, else its id."""
    return names.get(series_id, series_id)


def name_series(store: Store, series_id: str, name: str, user: str) -> str:
    """Write down a series' name and return it as kept (spaces tidied; empty takes the name away).

    Raises
    ------
    SacDashError
        When the name is too long or another series has it.
    """
    tidy = " ".join(name.split())
    if len(tidy) > MAX_NAME_LENGTH:
        raise SacDashError("the name is too long", remedy=f"Use at most {MAX_NAME_LENGTH} characters")

    def refuse_taken(entries: Iterable[Entry]) -> None:
        _refuse_taken(series_id, tidy, _last_names(entries))

    payload = {"series_id": series_id, "name": tidy}
    store.decisions.append_checked(EntryKind.SERIES_NAMED, payload, user, refuse_taken)
    return tidy


def _last_names(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the names that stand after these entries: series id → name."""
    named = {str(entry.payload["series_id"]): str(entry.payload["name"]) for entry in entries}
    return {series_id: name for series_id, name in named.items() if name}


def _refuse_taken(series_id: str, name: str, names: dict[str, str]) -> None:
    """Raise when another series has this name."""
    taken = {held.casefold(): held_id for held_id, held in names.items()}
    if name and taken.get(name.casefold(), series_id) != series_id:
        raise SacDashError(
            f"{name} is the name of {taken[name.casefold()]} already", remedy="Choose another name"
        )
