"""Deciding from a page: one way in for every page, so that nobody is overruled silently.

The browser keeps the number of the last decision its screen has taken in (`shell.DECIDED`). A page
decides with :func:`decide_here`. Where somebody else decided on the same thing in between, nothing is
written and the shell shows both; where somebody decided on something else, the analyst is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import set_props

from sac_dash.casework import ConflictError, Recorded, to_payload
from sac_dash.casework.actions import Action
from sac_dash.dashboard import state
from sac_dash.dashboard.components.notice import READ_LONG_MS, notice
from sac_dash.dashboard.decision_words import say_decision
from sac_dash.dashboard.shell import ids
from sac_dash.workflow.case_book import decide

TOLD_AT_MOST = 3


def decide_here(action: Action, seen: int | None) -> Recorded | None:
    """Write an action down as of the decisions this screen has taken in; must run within a callback.

    Returns
    -------
    The decision, or None where somebody else's stands in the way and the analyst is being asked.

    Raises
    ------
    SacDashError
        When it cannot be done; the shell tells.
    """
    return _told([_write_down(action, seen or 0)], seen or 0)[0]


def decide_all_here(actions: Sequence[Action], seen: int | None) -> list[Recorded | None]:
    """Write several actions down, each with an entry of its own, as :func:`decide_here` does one.

    It stops at the first that somebody else's decision stands in the way of.
    """
    recorded: list[Recorded | None] = []
    for action in actions:
        recorded.append(_write_down(action, seen or 0))
        if recorded[-1] is None:
            break
    return _told(recorded, seen or 0)


def _told(recorded: list[Recorded | None], seen: int) -> list[Recorded | None]:
    """Tell what others decided meanwhile, and the pages that something was decided."""
    own = {each.seq for each in recorded if each is not None}
    if own:
        book = state.case_book()
        tell_others([each for each in book.entries_after(seen) if each.seq not in own])
        set_props(ids.DECIDED, {"data": book.head})
    return recorded


def _write_down(action: Action, seen: int) -> Recorded | None:
    """Write an action down; where somebody else's stands in the way, ask and return None."""
    try:
        return decide(state.store(), replace(action, seen=seen), state.user())
    except ConflictError as conflict:
        asked = {
            "action": to_payload(action),
            "head": conflict.head,
            "changes": [
                {
                    "subject": each.subject,
                    "stands": each.stands,
                    "wanted": each.wanted,
                    "user": each.user,
                    "at": each.at.isoformat(),
                    "reason": each.reason,
                }
                for each in conflict.changes
            ],
        }
        set_props(ids.CONFLICT, {"data": asked})
        return None


def tell_others(entries: Sequence[Recorded]) -> None:
    """Tell the analyst what was decided elsewhere, the last few in words."""
    notices = others_notices(entries)
    if notices:
        set_props(ids.NOTICES, {"sendNotifications": notices})


def others_notices(entries: Sequence[Recorded]) -> list[dict[str, Any]]:
    """Return notices of decisions taken elsewhere, the latest few one by one."""
    names = state.case_book().names() if entries else {}
    shown = list(entries)[-TOLD_AT_MOST:]
    notices = [_notice(f"decision-{entry.seq}", say_decision(entry, names)) for entry in shown]
    if len(entries) > TOLD_AT_MOST:
        n = len(entries) - TOLD_AT_MOST
        notices.insert(
            0, _notice(f"decisions-{entries[-1].seq}", f"{n} earlier decisions by others; see the history.")
        )
    return notices


def _notice(notice_id: str, words: str) -> dict[str, Any]:
    return notice("Decided elsewhere", words, "indigo", stays_ms=READ_LONG_MS, notice_id=notice_id)
