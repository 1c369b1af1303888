"""What series are called: the analyst's name where one was given, the stable id before that.

Names are decisions, kept in the append-only log; the last one stands. A series' id survives
re-runs, so its name does too.
"""

from __future__ import annotations

from sac_dash.domain.errors import SacDashError
from sac_dash.store import Store

MAX_NAME_LENGTH = 60
_KIND = "series_named"


def series_names(store: Store) -> dict[str, str]:
    """Return the name of every series that was given one: series id → name."""
    named = {
        str(entry.payload["series_id"]): str(entry.payload["name"])
        for entry in store.decisions.entries(_KIND)
    }
    return {series_id: name for series_id, name in named.items() if name}


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
    taken = {held.casefold(): held_id for held_id, held in series_names(store).items()}
    if tidy and taken.get(tidy.casefold(), series_id) != series_id:
        raise SacDashError(
            f"{tidy} is the name of {taken[tidy.casefold()]} already", remedy="Choose another name"
        )
    store.decisions.append(_KIND, {"series_id": series_id, "name": tidy}, user)
    return tidy
