"""What series are called: the analyst's name where one was given, the stable id before that.

Names are decisions in the case book; the last one stands. A series' id survives re-runs, so its
name does too.
"""

from __future__ import annotations

from sac_dash.casework import Describe, SeriesField
from sac_dash.casework.actions import MAX_NAME_LENGTH
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of, decide

__all__ = ["MAX_NAME_LENGTH", "label_series", "name_series", "series_names"]


def series_names(store: Store) -> dict[str, str]:
    """Return the name of every series that was given one: series id → name."""
    return case_book_of(store).names()


def label_series(series_id: str, names: dict[str, str]) -> str:
    """Return what to call a series: its name, else its id."""
    return names.get(series_id, series_id)


def name_series(
    store: Store,
    series_id: str,
    name: str,
    user: str,
    *,
    roster: tuple[str, ...] = (),
    seen: int | None = None,
) -> str:
    """Write down a series' name and return it as kept (spaces tidied; empty takes the name away).

    Raises
    ------
    ConflictError
        When somebody else named it since `seen`, a number of the log (None: whatever stands).
    SacDashError
        When the name is too long or another series has it.
    """
    tidy = " ".join(name.split())
    known = case_book_of(store).head if seen is None else seen
    decide(store, Describe(series_id, SeriesField.NAME, tidy, roster, known), user)
    return tidy
