"""Short ways to write down what analysts did, for tests of the case book."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sac_dash.casework import CaseBook, Recorded, fold
from sac_dash.casework.actions import Action

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def record(*done: tuple[str, Action]) -> list[Recorded]:
    """Return (user, action) pairs as entries numbered from 1, a minute apart."""
    return [
        Recorded(seq, START + timedelta(minutes=seq), user, action)
        for seq, (user, action) in enumerate(done, 1)
    ]


def book_of(*done: tuple[str, Action]) -> CaseBook:
    """Return the book after these."""
    return fold(record(*done))
