"""What the Series page asks of a generation: the list, one series, one pair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

import polars as pl

from sac_dash.dashboard import state
from sac_dash.dashboard.mo_words import code_labels, implied_codes
from sac_dash.dashboard.shell.cut_off import cut_off
from sac_dash.linkage.ledger import Ledger, explain_link
from sac_dash.patterns.behaviour_rates import measure_class_rates
from sac_dash.patterns.series_areas import SeriesAreas, count_areas, home_forces
from sac_dash.patterns.series_facts import SeriesFacts, state_facts
from sac_dash.patterns.series_standing import Standing, tell_standing
from sac_dash.patterns.shared_behaviours import compare_cases, rarest_shared, share_behaviours
from sac_dash.store import Generation

FEW = 8  # suggestions shown before "show more": a queue an analyst can work through in a morning
TOP_BEHAVIOURS = 3


@dataclass(frozen=True)
class SeriesCard:
    """One entry of the list.

    Parameters
    ----------
    confidence
        Mean probability of the links between the members, 0 to 1; None for a series the force knows.
    rarest
        (facet, code, N of "1 in N" among offences of the series' class).
    standing
        How each member stands to the rest, in order of time.
    """

    series_id: str
    rank: int | None
    known: bool
    confidence: float | None
    facts: SeriesFacts
    areas: SeriesAreas
    rarest: list[tuple[str, str, int]]
    standing: list[Standing]


@dataclass(frozen=True)
class SeriesDetail:
    """One series: its members in order of time (journey number 1 first) and what they share.

    `members` are offences with `row, role, membership_prob`; `cases` has one list of cells per
    member, one cell per row of `shared`.
    """

    card: SeriesCard
    members: pl.DataFrame
    shared: pl.DataFrame
    cases: list[list[str]]
    tags: pl.DataFrame


class SeriesBasis:
    """The series of one generation; each is worked out when first looked at and then kept."""

    def __init__(self, generation: Generation) -> None:
        self.generation = generation
        self.as_of = cut_off(generation).as_of or generation.published_at
        members = generation.members
        self.rows_of = {
            str(key[0]): part for key, part in members.partition_by("series_id", as_dict=True).items()
        }
        placed = members.get_column("row").unique()
        self.tags = generation.tags.filter(pl.col("row").is_in(placed.implode()))
        self.rates = measure_class_rates(generation.tags, generation.offences.get_column("offence_class"))
        self.ours = home_forces(generation.offences)
        self.order = generation.series.filter(pl.col("series_id").is_in(list(self.rows_of)))
        self.detail = lru_cache(maxsize=512)(self._detail)

    def suggested(self) -> list[str]:
        """Return the ids of the suggested series, best first."""
        return self.order.filter(~pl.col("known")).sort("rank").get_column("series_id").to_list()

    def last_active(self) -> list[str]:
        """Return the ids of all series, the latest active first."""
        return self.order.sort("last_at", descending=True).get_column("series_id").to_list()

    def active_since(self, moment: datetime) -> frozenset[str]:
        """Return the ids of the series with an offence at or after a moment."""
        return frozenset(self.order.filter(pl.col("last_at") >= moment).get_column("series_id"))

    def most_suggested(self) -> int | None:
        """Return how many suggestions are kept at most, where the model says."""
        kept = self.generation.model.get("parameters", {}).get("series", {}).get("max_suggestions")
        return int(kept) if kept is not None else None

    def known(self) -> list[str]:
        """Return the ids of the known series, the latest active first."""
        return self.order.filter("known").sort("last_at", descending=True).get_column("series_id").to_list()

    def first(self) -> str | None:
        """Return the series shown when the address names none."""
        return next(iter([*self.suggested(), *self.known()]), None)

    def _detail(self, series_id: str) -> SeriesDetail:
        placed = self.rows_of[series_id].select("row", "role", "membership_prob")
        held = self.generation.offences[placed.get_column("row")]
        members = pl.concat([placed, held], how="horizontal").sort("from_at", "to_at", "row")
        rows = members.get_column("row")
        tags = self.tags.filter(pl.col("row").is_in(rows.implode()))
        usual_class = members.get_column("offence_class").mode().sort()[0]
        shared = share_behaviours(tags, rows, self.rates[usual_class])
        card = self._card(series_id, members, shared)
        return SeriesDetail(card, members, shared, compare_cases(tags, rows, shared), tags)

    def _card(self, series_id: str, members: pl.DataFrame, shared: pl.DataFrame) -> SeriesCard:
        row = self.order.row(by_predicate=pl.col("series_id") == series_id, named=True)
        sure = members.select(pl.col("membership_prob").mean()).item()
        return SeriesCard(
            series_id=series_id,
            rank=row["rank"],
            known=row["known"],
            confidence=None if row["known"] else sure,
            facts=state_facts(members, self.as_of),
            areas=count_areas(members, self.ours),
            rarest=rarest_shared(shared, TOP_BEHAVIOURS, implied_codes()),
            standing=tell_standing(members),
        )


@state.per_generation
def series_basis(generation: Generation) -> SeriesBasis:
    """Return the series of a generation."""
    return SeriesBasis(generation)


def find_series(generation: Generation, series_id: str | None) -> SeriesDetail | None:
    """Return the series asked for, the first one when none is, or None when there is no such series."""
    basis = series_basis(generation)
    wanted = series_id or basis.first()
    return basis.detail(wanted) if wanted in basis.rows_of else None


def partners(generation: Generation, detail: SeriesDetail, number: int) -> list[dict[str, Any]]:
    """Return the links of one member to the others that are kept, strongest first.

    Each is a row of `LINKS` with `partner`, the other member's journey number.
    """
    rows = detail.members.get_column("row").to_list()
    own = rows[number - 1]
    place = {row: index + 1 for index, row in enumerate(rows)}
    links = generation.links.filter((pl.col("row_a") == own) | (pl.col("row_b") == own))
    held = [
        link | {"partner": place[other]}
        for link in links.iter_rows(named=True)
        if (other := link["row_b"] if link["row_a"] == own else link["row_a"]) in place
    ]
    return sorted(held, key=lambda link: -link["log10_bayes_factor"])


def explain_pair(generation: Generation, link: dict[str, Any]) -> Ledger:
    """Return the evidence of one link in words."""
    plain = {name: value for name, value in link.items() if name != "partner"}
    return explain_link(
        generation.offences,
        generation.tags,
        plain,
        generation.model,
        labels=code_labels(),
        links=generation.links,
    )


def why_none(generation: Generation) -> str:
    """Return in words why the generation holds no series."""
    reason: str | None = generation.quality.get("no_series_reason")
    return reason or "No group of offences is alike enough to be worth a look."
