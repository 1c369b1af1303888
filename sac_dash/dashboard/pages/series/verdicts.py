"""Deciding on the Series page: from what is chosen on screen to an action in the case book."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sac_dash.casework import Describe, Judge, Lock, Merge, SeriesField, Split, Undo, Verdict, last_undoable
from sac_dash.casework.actions import AddNote
from sac_dash.dashboard import state
from sac_dash.dashboard.components.notice import notice
from sac_dash.dashboard.decision_words import say_action
from sac_dash.dashboard.pages.series.queries import SeriesDetail, series_basis
from sac_dash.dashboard.shell.deciding import decide_here
from sac_dash.domain.errors import SacDashError
from sac_dash.workflow.case_book import new_series_id


def judge(
    detail: SeriesDetail, offences: Iterable[str], verdict: Verdict, reason: str, seen: int | None
) -> None:
    """Give a verdict on offences of a series."""
    chosen = tuple(dict.fromkeys(offences))
    series_id = detail.card.series_id
    decide_here(Judge(series_id, chosen, verdict, " ".join(reason.split()), detail.roster), seen)


def describe(detail: SeriesDetail, values: dict[SeriesField, str], seen: int | None) -> None:
    """Set what changed of a series' fields; where one conflicts the others are still kept."""
    owned = detail.card.owned
    for field, value in values.items():
        tidy = " ".join((value or "").split())
        if tidy != (owned.value_of(field) if owned else ""):
            recorded = decide_here(Describe(detail.card.series_id, field, tidy, detail.roster), seen)
            seen = recorded.seq if recorded else seen


def add_note(detail: SeriesDetail, text: str, seen: int | None) -> None:
    """Write a note on a series."""
    decide_here(AddNote(detail.card.series_id, text.strip(), detail.roster), seen)


def lock(detail: SeriesDetail, *, locked: bool, seen: int | None) -> None:
    """Close a series to changes, or open it again."""
    decide_here(Lock(detail.card.series_id, locked, detail.roster), seen)


def split(detail: SeriesDetail, offences: Iterable[str], seen: int | None) -> str | None:
    """Take members out into a series of their own; return its id, or None when nothing was written.

    Raises
    ------
    SacDashError
        When no member, or every one, was chosen.
    """
    chosen = tuple(key for key in dict.fromkeys(offences) if key in detail.roster)
    if not chosen or len(chosen) == len(detail.roster):
        raise SacDashError(
            "a split takes some members and leaves some", remedy="Tick the members that are to go"
        )
    new_id = new_series_id(chosen, datetime.now(UTC))
    done = decide_here(Split(detail.card.series_id, chosen, new_id, detail.roster), seen)
    return new_id if done else None


def merge(detail: SeriesDetail, other_id: str, seen: int | None) -> None:
    """Join another series to this one.

    Raises
    ------
    SacDashError
        When there is no such series.
    """
    basis = series_basis(require_standing())
    if other_id not in basis.rows_of:
        raise SacDashError(f"there is no series {other_id}", remedy="Choose one from the list")
    theirs = basis.detail(other_id).roster
    decide_here(Merge(detail.card.series_id, other_id, detail.roster, theirs), seen)


def undo(detail: SeriesDetail, seen: int | None) -> dict[str, Any]:
    """Take back the analyst's own last decision on a series; return a notice of what it was.

    Raises
    ------
    SacDashError
        When there is none.
    """
    book = state.case_book()
    last = last_undoable(book, state.user(), detail.card.series_id)
    if last is None:
        raise SacDashError(f"{state.user()} decided nothing here that could be undone")
    decide_here(Undo(last.seq), seen)
    return notice("Taken back", f"You {say_action(last.action, book.names())}", "gray")


def require_standing() -> state.Standing:
    """Return what stands; pages that need it are not drawn on an empty store."""
    now = state.standing()
    if now is None:
        raise SacDashError("the store is empty", remedy="Import an export on the Data page")
    return now
