"""Forces whose gangs are of named kinds and so resemble one another: the hard case for a linker.

Two gangs of travelling tobacco thieves do much the same; what tells them apart is the little that
each does its own way, where, and when. Coded columns are coarse and sometimes wrong, and the texts
name much that did not happen. It shares no table with the simulator behind the demo.
Forces of this make teach; once they have, they cannot also judge: keep another generator for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from export_table import Recorded, coded_cell, tabulate
from offence_kinds import OffenceKind, load_kinds
from phrases import draw_code, load_facets, pick
from read_back import InventedForce, read_back
from template_haunt import choose_haunt, place_about
from template_text import TemplateWriting, write_template_text
from towns import Towns, found_towns

START = datetime(2021, 4, 1)  # noqa: DTZ001  exports carry local time without a zone
FACETS = load_facets("template_phrases.json")
KINDS = load_kinds("template_kinds.json", FACETS)
ABSENT_PROB = {
    "security": 0.5, "disguise": 0.25, "search": 0.25, "carrying": 0.55, "approach": 0.5, "time_inside": 0.45,
}  # fmt: skip
COLUMN_LABELS = {
    f: sorted(set(FACETS[f].labels.values())) for f in ("premises", "entry_point", "entry_method", "property")
}
OTHER_REACH = {"local": "regional", "regional": "local", "travelling": "regional"}
CLOSING_HOUR = {
    "public house": 23.5, "social club": 23.0, "takeaway": 23.0, "petrol station": 22.0,
    "Co-op foodstore": 22.0, "convenience store": 21.5,
}  # fmt: skip
USUAL_CLOSING_HOUR = 17.5
ODD_HOURS = (5, 14, 18, 20, 22, 23)
MIDWINTER_DAY = 280  # days from the first of April


@dataclass(frozen=True)
class TemplateHabits:
    """What one force's offenders and officers are like.

    Parameters
    ----------
    offences, linked_share
        Offences in all, and the share of them that belong to a series.
    consistency
        Mean chance that a gang does a thing its own way again, 0 to 1.
    alike
        Share of what a gang chooses that comes from its kind rather than from everybody, 0 to 1:
        the higher, the more do gangs of one kind resemble one another and the lone offenders.
    second_way_prob
        Chance that a gang has two ways of doing a thing instead of one.
    local_factor, travelling_factor
        Factors on how many series are of local and of travelling kinds.
    size_factor, days_factor, spree_factor, reach_factor
        Factors on the kinds' sizes, days between offences, sprees, and on how far gangs go.
    extent_m, towns, hot_share
        Side of the region, how many towns it has, share of local lone offences at hot spots.
    exact_prob, long_prob
        Shares of offences whose time is known to minutes, and only to days.
    column_unknown_prob, column_wrong_prob, attempt_prob
        Shares of coded cells left unknown (premises: a quarter of it) and filled in wrongly; share
        of attempts.
    days
        Length of the period.
    writing
        How officers write.
    """

    offences: int = 3_900
    linked_share: float = 0.25
    consistency: float = 0.65
    alike: float = 0.8
    second_way_prob: float = 0.35
    local_factor: float = 1.0
    travelling_factor: float = 1.0
    size_factor: float = 1.0
    days_factor: float = 0.45
    spree_factor: float = 0.65
    reach_factor: float = 0.8
    extent_m: float = 93_000.0
    towns: int = 46
    hot_share: float = 0.3
    exact_prob: float = 0.36
    long_prob: float = 0.07
    column_unknown_prob: float = 0.46
    column_wrong_prob: float = 0.11
    attempt_prob: float = 0.11
    days: float = 3 * 365.0
    writing: TemplateWriting = field(default_factory=TemplateWriting)


def varied_template_habits(seed: int) -> TemplateHabits:
    """Return habits drawn for one force; another seed is another force."""
    rng = np.random.default_rng([seed, 43])
    return TemplateHabits(
        offences=int(rng.integers(1_500, 4_500)),
        linked_share=rng.uniform(0.15, 0.35),
        consistency=rng.uniform(0.5, 0.82),
        alike=rng.uniform(0.5, 0.9),
        second_way_prob=rng.uniform(0.1, 0.5),
        local_factor=np.exp(rng.normal(0, 0.5)),
        travelling_factor=np.exp(rng.normal(0, 0.5)),
        size_factor=rng.uniform(0.7, 1.3),
        days_factor=rng.uniform(0.3, 1.2),
        spree_factor=rng.uniform(0.3, 1.2),
        reach_factor=rng.uniform(0.6, 1.4),
        extent_m=rng.uniform(45e3, 130e3),
        towns=int(rng.integers(20, 65)),
        hot_share=rng.uniform(0.1, 0.5),
        exact_prob=rng.uniform(0.2, 0.45),
        long_prob=rng.uniform(0.03, 0.15),
        column_unknown_prob=rng.uniform(0.15, 0.55),
        column_wrong_prob=rng.uniform(0.0, 0.15),
        writing=_varied_writing(rng),
    )


def _varied_writing(rng: np.random.Generator) -> TemplateWriting:
    return TemplateWriting(
        told=rng.uniform(0.75, 1.15),
        typo_text_prob=rng.uniform(0.1, 0.8),
        shorthand_prob=rng.uniform(0.05, 0.6),
        negations=rng.uniform(0.2, 2.6),
        remarks=rng.uniform(0.8, 2.5),
    )


def template_force(seed: int, habits: TemplateHabits | None = None) -> InventedForce:
    """Return a force of named kinds that has been exported, ingested and read, with its truth.

    The same seed and habits give the same force; without habits, the seed draws those as well.
    """
    force = _Force(habits or varied_template_habits(seed), np.random.default_rng([seed, 44]))
    return read_back(*tabulate(force.commit_all(), force.rng))


class _Force:
    """One force while its offences are committed."""

    def __init__(self, habits: TemplateHabits, rng: np.random.Generator) -> None:
        self.habits, self.rng = habits, rng
        self.towns: Towns = found_towns(rng, habits.towns, habits.extent_m)
        common = {f: t.weight * np.exp(rng.normal(0, 0.3, len(t.codes))) for f, t in FACETS.items()}
        self.common = {f: weight / weight.sum() for f, weight in common.items()}
        factor = {"local": habits.local_factor, "regional": 1.0, "travelling": habits.travelling_factor}
        self.series_weight = np.array([kind.series_weight * factor[kind.reach] for kind in KINDS])
        self.lone_weight = np.array([kind.lone_weight for kind in KINDS])

    def commit_all(self) -> list[Recorded]:
        habits, done, number = self.habits, list[Recorded](), 0
        while len(done) < habits.linked_share * habits.offences:
            done += self.commit_series(number, self.a_kind(self.series_weight))
            number += 1
        while len(done) < habits.offences:
            done.append(self.commit_lone(self.a_kind(self.lone_weight)))
        return done

    def a_kind(self, weight: np.ndarray) -> OffenceKind:
        return KINDS[int(self.rng.choice(len(KINDS), p=weight / weight.sum()))]

    def draw(self, facet: str, kind: OffenceKind) -> str:
        alike = self.habits.alike
        weight = alike * kind.weights[facet] + (1 - alike) * self.common[facet]
        return draw_code(self.rng, FACETS[facet], weight)

    def gang_ways(self, kind: OffenceKind) -> dict[str, tuple[str | None, ...]]:
        """Return a gang's one or two ways of doing each thing; the first is the favourite."""
        ways: dict[str, tuple[str | None, ...]] = {}
        for facet in FACETS:
            if self.rng.random() < ABSENT_PROB.get(facet, 0.0) * 0.7:
                ways[facet] = (None,)
            else:
                count = 1 + (self.rng.random() < self.habits.second_way_prob)
                ways[facet] = tuple(self.draw(facet, kind) for _ in range(count))
        return ways

    def behave(
        self, kind: OffenceKind, ways: dict[str, tuple[str | None, ...]], keep: dict[str, float]
    ) -> dict[str, str | None]:
        """Return what is done: each thing the gang's own way, or as others of its kind might."""
        done: dict[str, str | None] = {}
        for facet in FACETS:
            if ways and self.rng.random() < keep[facet]:
                done[facet] = ways[facet][0 if self.rng.random() < 0.68 else -1]
            elif self.rng.random() < ABSENT_PROB.get(facet, 0.0):
                done[facet] = None
            else:
                done[facet] = self.draw(facet, kind)
        return done

    def keeping(self) -> dict[str, float]:
        """Return how faithfully one gang keeps to its way of doing each thing."""
        mean = float(np.clip(self.habits.consistency + self.rng.normal(0, 0.06), 0.35, 0.92))
        keep = {f: float(np.clip(self.rng.beta(10 * mean, 10 * (1 - mean)), 0.1, 0.98)) for f in FACETS}
        return keep | {"premises": min(0.97, keep["premises"] + 0.08)}

    def commit_series(self, number: int, kind: OffenceKind) -> Iterator[Recorded]:
        """Yield the offences of one series until it ends or the period does."""
        rng, habits = self.rng, self.habits
        ways, keep = self.gang_ways(kind), self.keeping()
        reach = OTHER_REACH[kind.reach] if rng.random() < 0.12 else kind.reach
        haunt = choose_haunt(reach, habits.reach_factor, kind.country_m, self.towns, rng)
        hour, spread = kind.hour + rng.normal(0, 1), kind.hour_spread * rng.uniform(0.5, 1.1)
        gap = kind.days_between * habits.days_factor * np.exp(rng.normal(0, 0.45))
        day, last = rng.uniform(0, habits.days - 40), None
        for _ in range(self.series_size(kind)):
            place = haunt.next_place(self.towns, rng, last)
            yield self.record(day, rng.normal(hour, spread), place, self.behave(kind, ways, keep), number)
            last = place if rng.random() < kind.spree_prob * habits.spree_factor else None
            if last is None:
                day += rng.exponential(gap * 6) if rng.random() < 0.06 else max(0.6, rng.exponential(gap))
            if day >= habits.days:
                return

    def series_size(self, kind: OffenceKind) -> int:
        more = max(0.3, kind.mean_size * self.habits.size_factor - 1.8)
        return int(min(2 + self.rng.negative_binomial(3, 3 / (3 + more)), 14))

    def commit_lone(self, kind: OffenceKind) -> Recorded:
        rng, towns = self.rng, self.towns
        anywhere = kind.reach != "local" and rng.random() < 0.8
        if not anywhere and rng.random() < self.habits.hot_share:
            place = towns.hot_place(rng)
        else:
            evenly = anywhere and rng.random() < 0.6
            town = int(rng.integers(len(towns.share))) if evenly else towns.by_size(rng)
            place = place_about(towns, rng, town, kind.country_m)
        usual = rng.random() < 0.75
        hour = rng.normal(kind.hour, kind.hour_spread) if usual else rng.choice(ODD_HOURS) + rng.normal()
        return self.record(self.seasonal_day(), hour, place, self.behave(kind, {}, {}), -1)

    def seasonal_day(self) -> float:
        """Return a day of the period, likelier about midwinter than about midsummer."""
        day = self.rng.uniform(0, self.habits.days)
        if self.rng.random() > 0.75 + 0.25 * np.cos(2 * np.pi * (day - MIDWINTER_DAY) / 365):
            day = self.rng.uniform(0, self.habits.days)
        return float(day)

    def record(
        self, day: float, hour: float, place_m: np.ndarray, done: dict[str, str | None], series: int
    ) -> Recorded:
        """Return the offence as recorded: a window, coarse cells and a text instead of what happened."""
        rng, habits = self.rng, self.habits
        attempt = bool(rng.random() < habits.attempt_prob)
        start, stop = self.window(
            day, hour % 24, CLOSING_HOUR.get(done["premises"] or "", USUAL_CLOSING_HOUR)
        )
        columns = {f: self.coarse_cell(f, done[f] or "", attempt=attempt) for f in COLUMN_LABELS}
        text = write_template_text(done, FACETS, habits.writing, rng, attempt=attempt)
        return Recorded(start, stop, place_m, attempt, columns, text, series)

    def coarse_cell(self, facet: str, code: str, *, attempt: bool) -> str:
        """Return a coded cell: the code's coarse label, now and then another, often none."""
        unknown = self.habits.column_unknown_prob / (4 if facet == "premises" else 1)
        label = "None" if attempt and facet == "property" else FACETS[facet].labels[code]
        if self.rng.random() < self.habits.column_wrong_prob:
            label = pick(self.rng, COLUMN_LABELS[facet])
        return coded_cell(self.rng, label, unknown)

    def window(self, day: float, hour: float, closing: float) -> tuple[datetime, datetime]:
        """Return the first and last moment it can have been: to minutes, over closing time, or vague."""
        rng = self.rng
        at = START + timedelta(days=int(day), hours=hour + (24 if hour < 12 else 0))
        evening = at.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=at.hour < 12)
        luck = rng.random()
        if luck < self.habits.exact_prob:
            before, after = rng.choice([0, 0, 1, 2, 5, 10]), rng.choice([1, 3, 5, 10, 20])
            return at - timedelta(minutes=float(before)), at + timedelta(minutes=float(after))
        if luck > 1 - self.habits.long_prob:
            start = evening + timedelta(hours=17 - 24 * int(rng.integers(0, 2)))
            return min(start, at), at + timedelta(hours=rng.uniform(8, 50))
        closed = evening + timedelta(hours=closing + float(rng.choice([-0.5, 0, 0.25, 0.5, 1, 1.5])))
        opened = evening + timedelta(hours=24 + float(rng.choice([5.5, 6, 7, 7.5, 8, 8.5, 9])))
        start = min(closed, at - timedelta(minutes=5))
        if at.hour >= 12 and opened - start > timedelta(hours=20):
            opened = start + timedelta(hours=14)
        return start, max(opened, at + timedelta(minutes=10))
