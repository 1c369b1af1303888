"""Two offences that share rare behaviours within four weeks, anywhere: an alarm at the second of a series.

Gangs travel, so neither place nor count gives them away early; a telehandler and a flatbed twice in a month
does. How alike two offences are is the sum of log10 "1 in N" over the behaviours they share, among offences of
their class. Behaviours go together (a rip-out and a chain), so the sum is not turned into a probability; it
is held against pairs more than half a year apart, which are hardly the same people: the share of those as
alike is the joint "1 in N", and that share times the pairs that four weeks bring in a year is how often chance
alone would ring. The least likeness that rings follows from the budget. A shared unknown counts for nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.domain.offence_class import CLASS_LABELS, LINKED_CLASSES, OffenceClass
from sac_dash.patterns.alerts.alert import Alert, say_chance
from sac_dash.patterns.alerts.budget import AlarmKind
from sac_dash.patterns.alerts.watch import Found, NotWatched, Watch
from sac_dash.patterns.behaviour_rates import PRESENT_STATES, RATES, measure_rates
from sac_dash.patterns.expectation import DAYS_A_YEAR
from sac_dash.patterns.shared_behaviours import Implied, rarest_shared, share_behaviours

Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

MOST_ANCHORS, MOST_REFERENCE, MOST_RATED = 500, 3_000, 20_000


@dataclass(frozen=True)
class RarePairDetector:
    """Watch for pairs that share rare behaviours.

    Parameters
    ----------
    days
        The earlier of the two began within so many days before the later (28).
    apart_days
        Pairs further apart than this stand for chance (182).
    facets
        Facets that count; empty takes all that are tagged.
    least_offences, least_days, most_days
        Offences of a class and days of earlier data needed, and days used.
    """

    days: float = 28.0
    apart_days: float = 182.0
    facets: frozenset[str] = frozenset()
    least_offences: int = 30
    least_days: float = 365.0
    most_days: float = 3 * DAYS_A_YEAR
    kind: AlarmKind = AlarmKind.RARE_BEHAVIOUR

    def cannot_watch(self, watch: Watch) -> str | None:
        """Return why no class can be watched, or None where one can."""
        if watch.tags is None or watch.tags.is_empty():
            return "no behaviours are coded"
        lacking = [self._lacks(watch, each) for each in LINKED_CLASSES]
        return None if None in lacking else "; ".join(str(each) for each in lacking)

    def find(self, watch: Watch, per_year: float) -> Found:
        """Return the pairs more alike than the budget lets chance ring for, class by class."""
        ready = [each for each in LINKED_CLASSES if self._lacks(watch, each) is None]
        not_watched = [
            NotWatched(CLASS_LABELS[each], str(self._lacks(watch, each)))
            for each in LINKED_CLASSES
            if each not in ready
        ]
        alerts, done = [], []
        for each in ready:
            rows = watch.of_class(each.value)
            held, span = self._learned(watch, each)
            spread = _Spread(
                _evenly(held, MOST_ANCHORS), _evenly(held, MOST_REFERENCE), len(held) / span * DAYS_A_YEAR
            )
            recent = rows[watch.day[rows] >= watch.from_day - self.days]
            told = None
            if spread.can_tell(per_year / len(ready), self.days):
                used = np.unique(np.concatenate([spread.anchors, spread.reference, recent]))
                codes = _code_weights(watch, used, self.facets, _evenly(held, MOST_RATED))
                told = self._tell_chance(watch, codes, spread, per_year / len(ready))
            if told is None:
                why = "so many offences that chance cannot be told as finely as the budget asks"
                not_watched.append(NotWatched(CLASS_LABELS[each], why))
                continue
            done.append(f"{CLASS_LABELS[each]}: pairs 1 in {told.scarcity(told.least):,.0f} or rarer")
            alerts += self._pairs_of(watch, recent, codes, told, each)
        return Found(alerts, done, not_watched)

    def _learned(self, watch: Watch, each: OffenceClass) -> tuple[Ints, float]:
        return watch.learned(watch.of_class(each.value), self.most_days)

    def _lacks(self, watch: Watch, each: OffenceClass) -> str | None:
        held, span = self._learned(watch, each)
        if span >= self.least_days and len(held) >= self.least_offences:
            return None
        return (
            f"{CLASS_LABELS[each]}: needs {self.least_offences} offences in {self.least_days:.0f} days before; "
            f"has {len(held)} in {span:.0f}"
        )

    def _tell_chance(self, watch: Watch, codes: _Codes, spread: _Spread, per_year: float) -> _Chance | None:
        """Return how alike pairs far apart are, and the likeness at which the budget is spent."""
        gap = watch.day[spread.anchors][:, None] - watch.day[spread.reference][None, :]
        alike = np.sort(
            codes.likeness(spread.anchors, spread.reference, new=False)[np.abs(gap) > self.apart_days]
        )
        pairs = spread.pairs_per_year(self.days)
        allowed = int(per_year / pairs * len(alike))
        if allowed < 1:
            return None
        return _Chance(alike, pairs, float(alike[-min(allowed, len(alike))]))

    def _pairs_of(
        self, watch: Watch, recent: Ints, codes: _Codes, chance: _Chance, each: OffenceClass
    ) -> list[Alert]:
        judged = watch.judged(recent)
        if not len(judged):
            return []
        alike = codes.likeness(judged, recent, new=True)
        gap = watch.day[judged][:, None] - watch.day[recent][None, :]
        before = ((gap > 0) | ((gap == 0) & (recent[None, :] < judged[:, None]))) & (gap <= self.days)
        rings = before & (alike > chance.least)
        alerts = []
        for at in np.flatnonzero(rings.any(axis=1)):
            rows, closest = (*recent[rings[at]].tolist(), int(judged[at])), float(alike[at][rings[at]].max())
            alerts.append(self._alert(watch, rows, closest, chance=chance, rates=codes.rates, each=each))
        return alerts

    def _alert(
        self,
        watch: Watch,
        rows: tuple[int, ...],
        alike: float,
        *,
        chance: _Chance,
        rates: pl.DataFrame,
        each: OffenceClass,
    ) -> Alert:
        assert watch.tags is not None  # noqa: S101 - a class without tags is not watched
        keys = tuple(watch.offences["offence_key"][row] for row in rows)
        shared = share_behaviours(watch.tags, pl.Series(rows, dtype=pl.UInt32), rates)
        words = [
            f"{watch.labels.get((facet, code), code.removeprefix('='))} (1 in {one_in})"
            for facet, code, one_in in rarest_shared(shared, 4, watch.implied)
        ]
        days, known = watch.day[list(rows)], watch.known_day[list(rows)]
        share, others = chance.share(alike), len(rows) - 1
        per_year = share * chance.pairs_per_year
        return Alert(
            kind=self.kind,
            stream=f"pairs:{each.value}",
            label=CLASS_LABELS[each],
            anchor=keys[-1],
            fired_on=watch.date_of(float(max(known[-1], known[:-1].min()))),
            window_start=watch.date_of(float(days.min())),
            window_end=watch.date_of(float(days.max())),
            observed=len(rows),
            expected=per_year * self.days / DAYS_A_YEAR,
            probability=share,
            chance_per_year=per_year,
            rows=rows,
            offence_keys=keys,
            why=(
                f"{len(rows)} offences within {days.max() - days.min():.0f} days share {', '.join(words)}.",
                f"Of pairs more than {self.apart_days:.0f} days apart, 1 in {1 / share:,.0f} is as alike.",
                f"By chance {self.days:.0f} days bring such a pair {say_chance(per_year)}.",
            ),
            changed=_say_latest(keys[-1], float(days[-1] - days[:-1].max()), others),
        )


@dataclass(frozen=True, eq=False)
class _Spread:
    """The offences whose pairs stand for chance, spread evenly over time, and how many a year there are."""

    anchors: Ints
    reference: Ints
    yearly: float

    def pairs_per_year(self, days: float) -> float:
        """Return the pairs within so many days that a year brings."""
        return self.yearly**2 * days / DAYS_A_YEAR

    def can_tell(self, per_year: float, days: float) -> bool:
        """Tell whether there are pairs enough to say what happens as seldom as the budget allows."""
        return per_year / self.pairs_per_year(days) * len(self.anchors) * len(self.reference) >= 1


@dataclass(frozen=True, eq=False)
class _Chance:
    """Likeness of pairs far apart (sorted), pairs within the days a year, and the likeness above which to ring."""

    alike: Singles
    pairs_per_year: float
    least: float

    def share(self, alike: float) -> float:
        """Return the share of far pairs at least as alike; with none, one in as many as there are."""
        as_many = len(self.alike) - int(np.searchsorted(self.alike, alike - 1e-5, side="left"))
        return max(1, as_many) / len(self.alike)

    def scarcity(self, alike: float) -> float:
        """Return the N of "1 in N"."""
        return 1.0 / self.share(alike)


@dataclass(frozen=True, eq=False)
class _Codes:
    """Which offence has which behaviour (rows by `position`), the weight of each, and the rates they come from."""

    has: Singles
    weight_past: Singles
    weight_new: Singles
    position: Ints
    rates: pl.DataFrame

    def likeness(self, first: Ints, second: Ints, *, new: bool) -> Singles:
        """Return the sum of the weights that each of `first` shares with each of `second`.

        A past pair is itself among the counts that its behaviours are rare by. A new pair (`new`) is not,
        and would look rarer for that alone, so its weights count it in.
        """
        weight = self.weight_new if new else self.weight_past
        shared = (self.has[self.position[first]] * weight) @ self.has[self.position[second]].T
        return np.asarray(shared, np.float32)


def _say_latest(offence_key: str, days: float, others: int) -> str:
    """Return how soon the latest offence came.

    >>> _say_latest("West Mercia:22/104", 1.2, 1), _say_latest("West Mercia:22/104", 17.0, 3)
    ('22/104 came 1 day after one like it.', '22/104 came 17 days after the last of 3 like it.')
    """
    whole, reference = round(days), offence_key.partition(":")[2] or offence_key
    after = "less than a day" if whole == 0 else f"{whole} day{'' if whole == 1 else 's'}"
    return f"{reference} came {after} after {'one' if others == 1 else f'the last of {others}'} like it."


def _evenly(rows: Ints, most: int) -> Ints:
    """Return at most so many of the rows, evenly spread."""
    return rows[:: max(1, -(-len(rows) // most))]


def _code_weights(watch: Watch, rows: Ints, facets: frozenset[str], learned: Ints) -> _Codes:
    """Return the behaviours of these offences; a code weighs what it adds to the codes that it implies."""
    assert watch.tags is not None  # noqa: S101 - a class without tags is not watched
    members = pl.Series("row", rows, dtype=pl.UInt32)
    tags = watch.tags.filter(pl.col("state").is_in(PRESENT_STATES)).join(
        members.to_frame(), on="row", how="semi"
    )
    if facets:
        tags = tags.filter(pl.col("facet").is_in(sorted(facets)))
    rates = measure_rates(watch.tags, pl.Series(learned, dtype=pl.UInt32))
    counts = {(facet, code): (n, known) for facet, code, n, known, _ in rates.select(*RATES).iter_rows()}
    known_of = {facet: known for (facet, _), (_, known) in counts.items()}
    codes = tags.select("facet", "code").unique().sort("facet", "code")
    weights = []
    for more in (0, 2):  # a new pair is counted with the past, as each past pair is
        rarity = {pair: math.log10((known + more) / (n + more)) for pair, (n, known) in counts.items()}
        unseen = {facet: math.log10((known + more) / max(more, 1)) for facet, known in known_of.items()}
        weights.append(
            np.array([_added(pair, rarity, unseen, watch.implied) for pair in codes.iter_rows()], np.float32)
        )
    position = np.full(watch.offences.height, -1, np.int64)
    position[rows] = np.arange(len(rows))
    has = np.zeros((len(rows), codes.height), np.float32)
    placed = tags.join(codes.with_row_index("column"), on=["facet", "code"])
    has[position[placed["row"].to_numpy()], placed["column"].to_numpy()] = 1.0
    return _Codes(has, weights[0], weights[1], position, rates)


def _added(
    pair: tuple[str, str],
    rarity: dict[tuple[str, str], float],
    unseen: dict[str, float],
    implied: Implied,
) -> float:
    """Return what a code adds to the rarest code that it implies; a facet never stated adds nothing."""
    own = rarity.get(pair, unseen.get(pair[0], 0.0))
    general = max((rarity.get(each, 0.0) for each in implied.get(pair, ())), default=0.0)
    return max(0.0, own - general)
