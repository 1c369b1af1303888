"""What an analyst decides on one offence: codes corrected, others judged into its series."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sac_dash.casework import CodeState, EditCode, Judge, Undo, Verdict, last_undoable
from sac_dash.dashboard import state
from sac_dash.dashboard.components.notice import notice
from sac_dash.dashboard.decision_words import say_action
from sac_dash.dashboard.pages.offence.queries import OffenceInHand
from sac_dash.dashboard.shell.deciding import decide_here
from sac_dash.domain.errors import SacDashError
from sac_dash.workflow.case_book import new_series_id


def correct(offence: OffenceInHand, facet_code: str, stated: CodeState, seen: int | None) -> None:
    """Correct one code of the offence."""
    facet, _, code = facet_code.partition("=")
    decide_here(EditCode(offence.key, facet, code, stated), seen)


def judge(offence: OffenceInHand, other: str, verdict: Verdict, reason: str, seen: int | None) -> None:
    """Give a verdict on another offence in the series this one stands in.

    The first acceptance from an offence that is in no series starts one, with both accepted.

    Raises
    ------
    SacDashError
        When something else than an acceptance comes first: there is no series yet to keep it out of.
    """
    series_id = offence.series()
    words = " ".join(reason.split())
    if series_id is not None:
        roster = offence.now.series.members()
        keys = tuple(roster.filter(roster["series_id"] == series_id)["offence_key"])
        judged = (offence.key, other) if verdict is Verdict.ACCEPTED and not _accepted(offence) else (other,)
        decide_here(Judge(series_id, judged, verdict, words, keys), seen)
        return
    if verdict is not Verdict.ACCEPTED:
        raise SacDashError(
            "this offence is in no series yet", remedy="Accept one offence first; that starts a series"
        )
    pair = (offence.key, other)
    decide_here(Judge(new_series_id(pair, datetime.now(UTC)), pair, verdict, words, pair), seen)


def undo(offence: OffenceInHand, seen: int | None) -> dict[str, Any]:
    """Take back the analyst's own last decision that had to do with this offence or its series.

    Raises
    ------
    SacDashError
        When there is none.
    """
    book = state.case_book()
    last = last_undoable(book, state.user(), offence.series()) or last_undoable(book, state.user())
    if last is None:
        raise SacDashError(f"{state.user()} decided nothing here that could be undone")
    decide_here(Undo(last.seq), seen)
    return notice("Taken back", f"You {say_action(last.action, book.names())}", "gray")


def _accepted(offence: OffenceInHand) -> bool:
    return offence.now.book.accepted_in(offence.key) is not None
