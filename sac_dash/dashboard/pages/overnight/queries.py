"""What the Overnight page asks: the night since a point, and of the few offences shown, their reasons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import polars as pl

from sac_dash.dashboard import state
from sac_dash.dashboard.class_rates import class_rates
from sac_dash.dashboard.kept_results import KeptResults
from sac_dash.dashboard.shell.cut_off import cut_off
from sac_dash.domain.tags_of import tags_of
from sac_dash.linkage.ledger import Ledger, explain_link
from sac_dash.mo.labels import code_labels, implied_codes
from sac_dash.patterns.enabler_thefts import EnablerKind, tell_enablers
from sac_dash.patterns.series_changes import SeriesChange, Turn, tell_turn
from sac_dash.patterns.shared_behaviours import rarest_shared, share_behaviours
from sac_dash.store import Generation
from sac_dash.workflow.night import Night, read_night, series_head
from sac_dash.workflow.since_sitting import Since, choose_since

MOST_OFFENCES = 40  # shown; what else is new is counted and can be opened on the map
MOST_REASONED = 12  # offences whose reasons stand on the page; the others' are one click away
LIKELY = 0.2  # a link less likely than this is named, but its reasons are not worth a meeting's time
MOST_PAIRS = 6
MOST_ENABLERS = 30
MOST_SERIES = 30
NOT_TELLING = ("outcome", "ignored", "premises_brand")  # no conduct, or said by the card's own lines
TELLING = 3  # behaviours named of an offence

Behaviours = list[tuple[str, str, int]]  # facet, code, N of "1 in N"


@dataclass(frozen=True)
class NewOffence:
    """One new offence as it is shown.

    `placing` is a row of `patterns.new_placing.PLACING`; `partner` the crime reference it is tied to.
    """

    facts: dict[str, Any]
    behaviours: Behaviours
    placing: dict[str, Any]
    partner: str | None
    reasons: tuple[str, ...]
    against: str | None
    late: bool


@dataclass(frozen=True)
class NewPair:
    """Two offences in no series that are worth a look; `first` is the new one."""

    first: dict[str, Any]
    second: dict[str, Any]
    probability: float
    shared: Behaviours
    reasons: tuple[str, ...]


class NightView:
    """A night with what the page shows of it, worked out once and then kept."""

    def __init__(self, standing: state.Standing, since: Since, reach: datetime) -> None:
        self.generation = standing.generation
        self.reach = reach
        self.night: Night = read_night(standing.generation, standing.series, standing.book, since)
        self._members = standing.series.members()
        shown = self._shown_rows()
        self._tags = tags_of(standing.tags, shown)
        # Reasons are sought among these and not, each time anew, among all.
        self._links = standing.generation.links_of(shown).select("row_a", "row_b", "probability")
        self.offences = self._new_offences()
        self.pairs = self._new_pairs()
        self.enablers = self._enablers()
        self.turn = lru_cache(maxsize=128)(self._turn)

    def _shown_rows(self) -> pl.Series:
        ties = self.night.placing["partner"].drop_nulls()
        pairs = pl.concat([self.night.pairs["row"], self.night.pairs["partner"]])
        return pl.concat([pl.Series(self._shown(), dtype=pl.UInt32), ties, pairs]).unique()

    def _shown(self) -> list[int]:
        """Return the rows of the offences shown: cash machines first, then the latest."""
        rows = list(self.night.new.linked)
        classes = self.generation.offences["offence_class"].gather(rows).to_list()
        atm = {row for row, name in zip(rows, classes, strict=True) if name == "atm_attack"}
        return sorted(rows, key=lambda row: row not in atm)[:MOST_OFFENCES]

    def _new_offences(self) -> tuple[NewOffence, ...]:
        placing = {row["row"]: row for row in self.night.placing.iter_rows(named=True)}
        return tuple(
            self._new_offence(row, placing[row], explained=place < MOST_REASONED)
            for place, row in enumerate(self._shown())
        )

    def _new_offence(self, row: int, placing: dict[str, Any], *, explained: bool) -> NewOffence:
        facts = facts_of(self.generation, row)
        tied = placing["partner"] is not None
        likely = placing["series_id"] is not None or (placing["chance"] or 0.0) >= LIKELY
        ledger = self._explain(placing["link"]) if explained and tied and likely else None
        against = ledger.of("against") if ledger else ()
        return NewOffence(
            facts=facts,
            behaviours=self._telling((row,), facts["offence_class"], TELLING),
            placing=placing,
            partner=self.generation.offences["crime_ref"][placing["partner"]] if tied else None,
            reasons=_reasons(ledger),
            against=against[0].words if against else None,
            late=row in self.night.new.late,
        )

    def _new_pairs(self) -> tuple[NewPair, ...]:
        return tuple(
            NewPair(
                facts_of(self.generation, row),
                facts_of(self.generation, partner),
                probability,
                self._telling((row, partner), self.generation.offences["offence_class"][row], 3),
                _reasons(self._explain(link)),
            )
            for row, partner, probability, link in self.night.pairs.head(MOST_PAIRS).iter_rows()
        )

    def _telling(self, rows: tuple[int, ...], offence_class: str, most: int) -> Behaviours:
        """Return the rarest behaviours that all of `rows` have."""
        rates = class_rates(self.generation)[offence_class]
        shared = share_behaviours(self._tags, pl.Series(rows, dtype=pl.UInt32), rates, len(rows))
        return rarest_shared(
            shared.filter(~pl.col("facet").is_in(["outcome", "ignored"])), most, implied_codes()
        )

    def _enablers(self) -> tuple[tuple[EnablerKind, dict[str, Any]], ...]:
        rows = self.night.new.enablers[:MOST_ENABLERS]
        kinds = tell_enablers(self.generation.offences[list(rows)])
        return tuple((kind, facts_of(self.generation, row)) for kind, row in zip(kinds, rows, strict=True))

    def _explain(self, link: int) -> Ledger:
        generation = self.generation
        row = generation.links_at([link]).row(0, named=True)
        return explain_link(
            generation.offences,
            self._tags,
            row,
            generation.model,
            labels=code_labels(),
            links=self._links,
        )

    def _turn(self, change: SeriesChange) -> Turn:
        """Return what new members change about a series."""
        rows = self._members.filter(pl.col("series_id") == change.series_id)["row"].unique()
        return tell_turn(self.generation.offences[rows], change.joined)


def facts_of(generation: Generation, row: int) -> dict[str, Any]:
    """Return one offence of a generation by column."""
    return generation.offences.row(row, named=True)


def reach_of(generation: Generation) -> datetime:
    """Return how far a generation's data goes."""
    return cut_off(generation).as_of or generation.published_at


_nights: KeptResults[NightView] = KeptResults(8)


def night_view(standing: state.Standing, asked: str | None) -> NightView:
    """Return the night since the point asked for; ticking off an action works nothing out anew."""
    generation, reach = standing.generation, reach_of(standing.generation)
    since = choose_since(state.store(), standing.book, reach, asked)
    key = (str(generation.folder), generation.id, series_head(standing.book), since.asked)
    return _nights.get(key, lambda: NightView(standing, since, reach))


def _reasons(ledger: Ledger | None, most: int = 2) -> tuple[str, ...]:
    """Return the strongest reasons for a link."""
    return tuple(line.words for line in ledger.of("for")[:most]) if ledger else ()
