"""What every briefing is written from: one published state under the decisions that stand, and who asks.

Composing modules take this and nothing else, so that the same state, decisions and moment give the same
document on every machine. The frames come from whoever holds the store; nothing here opens one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import polars as pl

from sac_dash.briefing.handling import Handling
from sac_dash.briefing.night_facts import NightFacts
from sac_dash.casework import CaseBook
from sac_dash.domain.errors import SacDashError
from sac_dash.mo.labels import implied_codes
from sac_dash.patterns.cut_off import data_cut_off
from sac_dash.store import Generation


@dataclass(frozen=True, eq=False)
class BriefingSource:
    """A state to brief from.

    Parameters
    ----------
    generation
        What was published.
    book
        What was decided.
    placed
        One row per offence in a series as it stands: `row` (null: not held), `series_id`, `offence_key`,
        `standing` (`casework.standing.Standing`), `role`, `membership_prob`.
    series
        One row per series as it stands: `series_id, rank, known, owned, members, accepted, proposed, first_at,
        last_at, confidence, chance_share, chance_shuffles, stability`.
    tags
        The codes as corrected (`domain.columns.TAGS`).
    boundaries
        Dated areas (`domain.columns.BOUNDARIES`); may be empty.
    marking, handling
        As the unit set them.
    made_at, made_by
        When (aware) and by whom; given, so that a document can be made again byte for byte.
    night
        What is new since a sitting, for the daily sheet; None where nobody asked.
    """

    generation: Generation
    book: CaseBook
    placed: pl.DataFrame
    series: pl.DataFrame
    tags: pl.DataFrame
    boundaries: pl.DataFrame
    marking: str
    handling: Handling
    made_at: datetime
    made_by: str
    night: NightFacts | None = None

    @property
    def offences(self) -> pl.DataFrame:
        """Return the offences held (`domain.columns.OFFENCES`)."""
        return self.generation.offences

    @cached_property
    def as_of(self) -> datetime:
        """Return how far the data reaches (UTC)."""
        return data_cut_off(self.offences) or self.generation.published_at

    @cached_property
    def rates(self) -> Mapping[str, pl.DataFrame]:
        """Return how common each behaviour is among the offences of its class (`behaviour_rates.RATES`)."""
        return self.generation.class_rates

    @cached_property
    def worked_out(self) -> dict[str, Any]:
        """Return what products work out once of this source and share, by name: contents of series, ground."""
        return {}

    @cached_property
    def names(self) -> dict[str, str]:
        """Return the names analysts gave to series: id → name."""
        return self.book.names()

    @property
    def implied(self) -> Mapping[tuple[str, str], tuple[tuple[str, str], ...]]:
        """Return the more general codes that are true whenever a code is."""
        return implied_codes()

    def series_called(self, asked: str) -> str:
        """Return the id of a series asked for by id or by name.

        Raises
        ------
        SacDashError
            When nothing held is called so.
        """
        ids = set(self.series["series_id"])
        wanted = self.book.leads_to(asked)
        if wanted in ids:
            return wanted
        named = [each for each, name in self.names.items() if name.casefold() == asked.strip().casefold()]
        if len(named) == 1 and named[0] in ids:
            return named[0]
        raise SacDashError(
            f"no series is called {asked}",
            remedy="Take the id or the name from the Series page or from series.parquet",
        )

    def members_of(self, series_id: str, *, possible: bool = True) -> pl.DataFrame:
        """Return a series' members held (`OFFENCES` with `row` and `standing`), in order of time.

        Rejected and merely proposed offences are never members; `possible` False leaves those out too that
        an analyst holds possible.
        """
        counts = ["accepted", "suggested", *(["possible"] if possible else [])]
        wanted = self.placed.filter(
            (pl.col("series_id") == series_id)
            & pl.col("standing").is_in(counts)
            & pl.col("row").is_not_null()
        ).select("row", "standing")
        rows = wanted["row"].to_list()
        held = self.offences[rows].with_columns(wanted["row"], wanted["standing"])
        return held.sort("from_at", "to_at", "row")
