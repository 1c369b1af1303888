"""From which point a meeting counts what is new: the sitting held last, or so long before the data ends.

The clock on the wall is no guide: an extract may end hours or weeks before anybody looks at it. So the
point is a moment of the data, "how far the sitting's data went", and stays one when hours are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sac_dash.casework import CaseBook, Sitting
from sac_dash.domain.errors import StoreError
from sac_dash.store import Generation, Store

DEFAULT_HOURS = 24
HOURS = {"24h": 24, "72h": 72, "7d": 168, "28d": 672}  # what may be asked for instead of a sitting
HOUR_LABELS = {
    "24h": "24 hours before the data ends",
    "72h": "3 days before the data ends",
    "7d": "7 days before the data ends",
    "28d": "28 days before the data ends",
}
SITTING_MARK = "s"  # before the number of a sitting that is asked for


@dataclass(frozen=True)
class Since:
    """The point from which a night is counted.

    Parameters
    ----------
    asked
        What says it in an address: ``s12`` (the sitting of entry 12), ``72h``.
    moment
        How far the data went then (UTC).
    head
        Number of the last decision that was known then.
    sitting
        The sitting, or None where hours before the cut-off are taken.
    before
        The generation the sitting looked at; None where it is not kept or no sitting is meant.
    """

    asked: str
    moment: datetime
    head: int
    sitting: Sitting | None = None
    before: Generation | None = None


def choose_since(store: Store, book: CaseBook, reach: datetime, asked: str | None = None) -> Since:
    """Return the point asked for; without one the sitting held last, else the day before the data ends.

    Parameters
    ----------
    reach
        The data cut-off of the current generation (aware).
    asked
        ``s<number>`` for a sitting of the log, a key of `HOURS`, or None. What is neither is ignored.
    """
    sitting = _sitting(book, asked)
    if sitting is not None:
        mark = f"{SITTING_MARK}{sitting.seq}"
        return Since(mark, sitting.reach, sitting.head, sitting, _kept(store, sitting.generation))
    known = asked if asked in HOURS else f"{DEFAULT_HOURS}h"
    moment = reach - timedelta(hours=HOURS[known])
    return Since(known, moment, _head_at(book, moment))


def _sitting(book: CaseBook, asked: str | None) -> Sitting | None:
    """Return the sitting asked for, or the last one where nothing that is known is asked for."""
    if asked in HOURS:
        return None
    named = next((each for each in book.sittings if f"{SITTING_MARK}{each.seq}" == asked), None)
    return named or (book.sittings[-1] if book.sittings else None)


def _kept(store: Store, identity: str) -> Generation | None:
    """Return a generation that is still there and whole; what is damaged is as good as gone."""
    try:
        return store.kept(identity)
    except StoreError:
        return None


def _head_at(book: CaseBook, moment: datetime) -> int:
    """Return the number of the last decision taken before a moment."""
    at = moment.astimezone(UTC)
    return max((entry.seq for entry in book.entries if entry.at <= at), default=0)
