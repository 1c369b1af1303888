"""What the Series page asks of what stands: the list, one series, one pair."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import polars as pl

from sac_dash.casework import OwnedSeries, SeriesStatus
from sac_dash.dashboard import state
from sac_dash.dashboard.class_rates import class_rates
from sac_dash.dashboard.shell.cut_off import cut_off
from sac_dash.dashboard.state import Standing as StandingNow
from sac_dash.domain.tags_of import tags_of
from sac_dash.linkage.ledger import Ledger, explain_link
from sac_dash.linkage.series_candidates import rank_candidates
from sac_dash.mo.labels import code_labels, implied_codes
from sac_dash.patterns.series_areas import SeriesAreas, count_areas, home_forces
from sac_dash.patterns.series_facts import SeriesFacts, state_facts
from sac_dash.patterns.series_standing import Standing, tell_standing
from sac_dash.patterns.shared_behaviours import compare_cases, rarest_shared, share_behaviours
from sac_dash.store import Generation

FEW = 8  # suggestions shown before "show more": a queue an analyst can work through in a morning
TOP_BEHAVIOURS = 3
CANDIDATES_SHOWN = 25
DETAILS_KEPT = 2_048
CLOSED = frozenset({str(SeriesStatus.DETECTED), str(SeriesStatus.DISMISSED)})


@dataclass(frozen=True)
class Checks:
    """What the run's own checks say of a suggestion; None where it made none.

    `chance_share` is the share of `chance_shuffles` shuffled files that held a group as tight and as
    large; `stability` the share of its core pairs that resampled evidence keeps together.
    """

    chance_share: float | None = None
    chance_shuffles: int | None = None
    stability: float | None = None
    may_join: str | None = None


@dataclass(frozen=True)
class SeriesCard:
    """One entry of the list.

    Parameters
    ----------
    owned
        What was decided on it, or None where nobody has put a hand to it.
    confidence
        Mean probability of the links between the members, 0 to 1; None for a series the force knows
        and for one whose members an analyst put together.
    rarest
        (facet, code, N of "1 in N" among offences of the series' class).
    standing
        How each member stands to the rest, in order of time.
    proposed
        How many offences the last run would add.
    """

    series_id: str
    rank: int | None
    known: bool
    owned: OwnedSeries | None
    confidence: float | None
    facts: SeriesFacts
    areas: SeriesAreas
    rarest: list[tuple[str, str, int]]
    standing: list[Standing]
    proposed: int = 0
    checks: Checks = Checks()

    @property
    def closed(self) -> bool:
        """Tell whether an analyst closed it: detected, or dismissed."""
        return self.owned is not None and self.owned.value_of("status") in CLOSED


@dataclass(frozen=True)
class SeriesDetail:
    """One series: its members in order of time (journey number 1 first) and what they share.

    `members` are offences with `row, role, membership_prob, stands` (accepted | possible | suggested);
    `beside` likewise those that are no members: proposed and rejected ones. `cases` has one list of
    cells per member, one cell per row of `shared`.
    """

    card: SeriesCard
    members: pl.DataFrame
    beside: pl.DataFrame
    shared: pl.DataFrame
    cases: list[list[str]]
    tags: pl.DataFrame

    @property
    def state(self) -> str:
        """Return what tells one state of the series from another: who is in it, and what was decided on it."""
        owned = self.card.owned
        return (
            f"{self.card.series_id}|{owned.last_seq if owned else 0}|{hash(self.roster)}|{self.card.proposed}"
        )

    @property
    def roster(self) -> tuple[str, ...]:
        """Return the keys of the members, as an action writes them down."""
        return tuple(self.members.get_column("offence_key"))


class SeriesBasis:
    """The series as they stand; each is worked out when first looked at and then kept."""

    def __init__(self, now: StandingNow) -> None:
        self.now = now
        self.generation = generation = now.generation
        self.as_of = cut_off(generation).as_of or generation.published_at
        held = now.series.members()
        self.rows_of = {
            str(key[0]): part for key, part in held.partition_by("series_id", as_dict=True).items()
        }
        rest = now.series.placed.filter(
            pl.col("standing").is_in(["proposed", "rejected"]) & pl.col("row").is_not_null()
        )
        self.beside_of = {
            str(key[0]): part for key, part in rest.partition_by("series_id", as_dict=True).items()
        }
        placed = now.series.placed.get_column("row").drop_nulls().unique()
        self.tags = tags_of(now.tags, placed)
        self.rates = class_rates(generation)
        self.ours = home_forces(generation.offences)
        self.order = now.series.series.filter(pl.col("series_id").is_in(list(self.rows_of)))
        self._edited = {key for key, _, _ in now.book.edits}
        self._kept = _details_kept(generation)

    def detail(self, series_id: str) -> SeriesDetail:
        """Return one series; what nobody decided on is the same after every decision elsewhere."""
        keys = self.rows_of[series_id].get_column("offence_key")
        touched = series_id in self.now.book.series or not self._edited.isdisjoint(keys)
        kept_as = (series_id, self.now.book.written_at if touched else None)
        if kept_as not in self._kept:
            while len(self._kept) >= DETAILS_KEPT:
                self._kept.pop(next(iter(self._kept)), None)
            self._kept[kept_as] = self._detail(series_id)
        return self._kept[kept_as]

    def suggested(self) -> list[str]:
        """Return the ids of the suggested series, best first."""
        untouched = self.order.filter(~pl.col("known") & ~pl.col("owned"))
        return untouched.sort("rank").get_column("series_id").to_list()

    def in_hand(self) -> list[str]:
        """Return the ids of the series somebody has put a hand to, the latest active first."""
        return self._by_activity(pl.col("owned"))

    def known(self) -> list[str]:
        """Return the ids of the known series nobody has put a hand to, the latest active first."""
        return self._by_activity(pl.col("known") & ~pl.col("owned"))

    def last_active(self) -> list[str]:
        """Return the ids of all series, the latest active first."""
        return self._by_activity(pl.lit(value=True))

    def active_since(self, moment: datetime) -> frozenset[str]:
        """Return the ids of the series with an offence at or after a moment."""
        return frozenset(self.order.filter(pl.col("last_at") >= moment).get_column("series_id"))

    def most_suggested(self) -> int | None:
        """Return how many suggestions are kept at most, where the model says."""
        kept = self.generation.model.get("parameters", {}).get("series", {}).get("max_suggestions")
        return int(kept) if kept is not None else None

    def _by_activity(self, which: pl.Expr) -> list[str]:
        return (
            self.order.filter(which)
            .sort("last_at", "series_id", descending=[True, False])
            .get_column("series_id")
            .to_list()
        )

    def _detail(self, series_id: str) -> SeriesDetail:
        members = self._offences(self.rows_of[series_id])
        beside = self._offences(self.beside_of.get(series_id, self.rows_of[series_id].clear()))
        rows = members.get_column("row")
        tags = self.tags.filter(pl.col("row").is_in(rows.implode()))
        usual_class = members.get_column("offence_class").mode().sort()[0]
        shared = share_behaviours(tags, rows, self.rates[usual_class])
        card = self._card(series_id, members, beside, shared)
        return SeriesDetail(card, members, beside, shared, compare_cases(tags, rows, shared), tags)

    def _offences(self, placed: pl.DataFrame) -> pl.DataFrame:
        """Return the offences placed in a series, in order of time."""
        stands = placed.select(
            pl.col("row"),
            pl.col("role").fill_null("core"),
            pl.col("membership_prob"),
            stands="standing",
        )
        held = self.generation.offences[stands.get_column("row")]
        return pl.concat([stands, held], how="horizontal").sort("from_at", "to_at", "row")

    def _card(
        self, series_id: str, members: pl.DataFrame, beside: pl.DataFrame, shared: pl.DataFrame
    ) -> SeriesCard:
        row = self.order.row(by_predicate=pl.col("series_id") == series_id, named=True)
        judged = row["known"] or row["owned"]
        return SeriesCard(
            series_id=series_id,
            rank=row["rank"],
            known=row["known"],
            owned=self.now.book.standing().get(series_id),
            confidence=None if judged else members.select(pl.col("membership_prob").mean()).item(),
            facts=state_facts(members, self.as_of),
            areas=count_areas(members, self.ours),
            rarest=rarest_shared(shared, TOP_BEHAVIOURS, implied_codes()),
            standing=tell_standing(members),
            proposed=beside.filter(pl.col("stands") == "proposed").height,
            checks=Checks(row["chance_share"], row["chance_shuffles"], row["stability"], row["may_join"]),
        )


@state.per_generation
def _details_kept(_generation: Generation) -> dict[tuple[str, datetime | None], SeriesDetail]:
    """Return where the series of a generation are kept once worked out, by id and book."""
    return {}


@state.per_standing
def series_basis(now: StandingNow) -> SeriesBasis:
    """Return the series as they stand."""
    return SeriesBasis(now)


def find_series(now: StandingNow, series_id: str | None, first: str | None = None) -> SeriesDetail | None:
    """Return the series asked for, `first` when none is, or None when there is no such series.

    An id that was merged leads to the series it was merged into.
    """
    basis = series_basis(now)
    wanted = now.book.leads_to(series_id) if series_id else first
    return basis.detail(wanted) if wanted is not None and wanted in basis.rows_of else None


def candidates(now: StandingNow, detail: SeriesDetail) -> pl.DataFrame:
    """Return the offences that come closest to a series (``linkage.series_candidates``) with `proposed`."""
    stands = dict(detail.beside.select("row", "stands").iter_rows())
    ruled_out = [row for row, standing in stands.items() if standing == "rejected"]
    rows = detail.members["row"].to_list()
    ranked = rank_candidates(now.generation.links_of(rows), rows, ruled_out, top=CANDIDATES_SHOWN)
    proposed = [row for row, standing in stands.items() if standing == "proposed"]
    return ranked.with_columns(proposed=pl.col("row").is_in(proposed))


def partners(generation: Generation, detail: SeriesDetail, number: int) -> list[dict[str, Any]]:
    """Return the links of one member to the others that are kept, strongest first.

    Each is a row of `LINKS` with `partner`, the other member's journey number.
    """
    rows = detail.members.get_column("row").to_list()
    own = rows[number - 1]
    place = {row: index + 1 for index, row in enumerate(rows)}
    held = [
        link | {"partner": place[other]}
        for link in generation.links_of([own]).iter_rows(named=True)
        if (other := link["row_b"] if link["row_a"] == own else link["row_a"]) in place
    ]
    return sorted(held, key=lambda link: -link["log10_bayes_factor"])


def link_between(generation: Generation, row: int, other: int) -> dict[str, Any] | None:
    """Return the kept link of two offences, or None."""
    low, high = sorted((row, other))
    held = generation.links_of([low]).filter((pl.col("row_a") == low) & (pl.col("row_b") == high))
    return held.row(0, named=True) if held.height else None


def explain_pair(now: StandingNow, link: dict[str, Any]) -> Ledger:
    """Return the evidence of one link in words."""
    generation = now.generation
    plain = {name: value for name, value in link.items() if name != "partner"}
    return explain_link(
        generation.offences,
        now.tags,
        plain,
        generation.model,
        labels=code_labels(),
        links=generation.links_of([link["row_a"], link["row_b"]]),
    )


def why_none(generation: Generation) -> str:
    """Return in words why the generation holds no series."""
    reason: str | None = generation.quality.get("no_series_reason")
    return reason or "No group of offences is alike enough to be worth a look."
