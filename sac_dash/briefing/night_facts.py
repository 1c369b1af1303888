"""What a daily meeting is told, as it reaches a document: the same night the Overnight page shows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

import polars as pl

from sac_dash.casework import Recorded
from sac_dash.patterns.new_offences import NewOffences
from sac_dash.patterns.series_changes import SeriesChange


class NightFacts(Protocol):
    """A night read from a store; whoever reads it need not know this room."""

    @property
    def new(self) -> NewOffences:
        """Return the new offences by class."""

    @property
    def placing(self) -> pl.DataFrame:
        """Return where each belongs (`patterns.new_placing.PLACING`)."""

    @property
    def pairs(self) -> pl.DataFrame:
        """Return the new pairs worth a look (`patterns.new_placing.NEW_PAIRS`)."""

    @property
    def changes(self) -> tuple[SeriesChange, ...]:
        """Return the series that changed."""

    @property
    def decisions(self) -> tuple[Recorded, ...]:
        """Return what was decided since."""

    @property
    def known(self) -> Collection[str]:
        """Return the series on record or in hand."""


def window_of(night: NightFacts) -> datetime:
    """Return the moment since which offences count as new (UTC)."""
    return night.new.since
