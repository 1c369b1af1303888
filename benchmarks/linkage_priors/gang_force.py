"""Forces whose gangs are drawn at random: any habit goes with any other, as the force's taste tilts.

It shares no table and no habit with the simulator behind the demo, so that a prior taught on both
learns how offences link and not how one simulator thinks. Forces of this make teach; once they
have, they cannot also judge: keep another generator for that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
from export_table import Recorded, coded_cell, tabulate
from gang_text import GangWriting, write_gang_text
from phrases import Behaviour, draw_code, load_facets
from read_back import InventedForce, read_back
from towns import Towns, found_towns

START = datetime(2022, 4, 1)  # noqa: DTZ001  exports carry local time without a zone
FACETS = load_facets("gang_phrases.json")
ABSENT_PROB = {"security": 0.65, "disguise": 0.4, "search": 0.3}
TILTED = ("entry_point", "entry_method", "tool", "property", "security")
CODED_COLUMNS = ("premises", "entry_point", "entry_method", "property")


@dataclass(frozen=True)
class GangHabits:
    """What one force's offenders and officers are like.

    Parameters
    ----------
    offences, linked_share
        Offences in all, and the share of them that belong to a series.
    growth_prob
        Chance that a series goes on after each offence beyond two.
    consistency
        Mean chance that a gang does a thing its own way again, 0 to 1.
    alike
        Power on how common each behaviour is: above 1, gangs choose the common ones and resemble
        one another; below 1, they scatter.
    premises_tilt
        How much the kind of premises decides the rest (standard deviation of the log weight).
    local_share, regional_share
        Shares of series that keep to one neighbourhood and to towns near by; the rest travel.
    days_between
        Median over gangs of the mean days between offences.
    spree_prob
        Chance that the next offence follows the same night.
    extent_m, towns, hot_share
        Side of the region, how many towns it has, share of lone offences at hot spots.
    exact_prob, long_prob
        Shares of offences whose time is known to minutes, and only to days.
    column_unknown_prob, attempt_prob
        Share of coded cells left unknown (premises: a sixth of it), share of attempts.
    days
        Length of the period.
    writing
        How officers write.
    """

    offences: int = 3_900
    linked_share: float = 0.25
    growth_prob: float = 0.8
    consistency: float = 0.7
    alike: float = 1.0
    premises_tilt: float = 0.6
    local_share: float = 0.5
    regional_share: float = 0.25
    days_between: float = 7.0
    spree_prob: float = 0.15
    extent_m: float = 100_000.0
    towns: int = 45
    hot_share: float = 0.3
    exact_prob: float = 0.25
    long_prob: float = 0.1
    column_unknown_prob: float = 0.3
    attempt_prob: float = 0.1
    days: float = 3 * 365.0
    writing: GangWriting = field(default_factory=GangWriting)


def varied_gang_habits(seed: int) -> GangHabits:
    """Return habits drawn for one force; another seed is another force."""
    rng = np.random.default_rng([seed, 41])
    local = rng.uniform(0.3, 0.7)
    return GangHabits(
        offences=int(rng.integers(1_500, 4_500)),
        linked_share=rng.uniform(0.15, 0.35),
        growth_prob=rng.uniform(0.68, 0.84),
        consistency=rng.uniform(0.5, 0.85),
        alike=rng.uniform(0.6, 1.8),
        premises_tilt=rng.uniform(0.3, 0.9),
        local_share=local,
        regional_share=(1 - local) * rng.uniform(0.25, 0.75),
        days_between=rng.uniform(3.0, 16.0),
        spree_prob=rng.uniform(0.05, 0.3),
        extent_m=rng.uniform(45e3, 130e3),
        towns=int(rng.integers(20, 65)),
        hot_share=rng.uniform(0.1, 0.5),
        exact_prob=rng.uniform(0.15, 0.4),
        long_prob=rng.uniform(0.03, 0.15),
        column_unknown_prob=rng.uniform(0.15, 0.5),
        writing=_varied_writing(rng),
    )


def _varied_writing(rng: np.random.Generator) -> GangWriting:
    return GangWriting(
        told=rng.uniform(0.7, 1.15),
        typo_text_prob=rng.uniform(0.05, 0.7),
        typo_word_prob=rng.uniform(0.2, 0.6),
        capitals_prob=rng.uniform(0.1, 0.7),
        remarks_max=int(rng.integers(1, 5)),
        negated_share=rng.uniform(0.2, 0.8),
    )


def gang_force(seed: int, habits: GangHabits | None = None) -> InventedForce:
    """Return a force of random gangs that has been exported, ingested and read, with its truth.

    The same seed and habits give the same force; without habits, the seed draws those as well.
    """
    force = _Force(habits or varied_gang_habits(seed), np.random.default_rng([seed, 42]))
    return read_back(*tabulate(force.commit_all(), force.rng))


class _Force:
    """One force while its offences are committed."""

    def __init__(self, habits: GangHabits, rng: np.random.Generator) -> None:
        self.habits, self.rng = habits, rng
        self.towns: Towns = found_towns(rng, habits.towns, habits.extent_m)
        self.base = {f: (t.weight * np.exp(rng.normal(0, 0.35, len(t.codes)))) for f, t in FACETS.items()}
        kinds = len(FACETS["premises"].codes)
        self.tilt = {
            f: np.exp(rng.normal(0, habits.premises_tilt, (kinds, len(FACETS[f].codes)))) for f in TILTED
        }

    def commit_all(self) -> list[Recorded]:
        habits, done, number = self.habits, list[Recorded](), 0
        while len(done) < habits.linked_share * habits.offences:
            done += self.commit_series(number)
            number += 1
        while len(done) < habits.offences:
            done.append(self.commit_lone())
        return done

    def draw(self, facet: str, premises: str | None, alike: float = 1.0) -> str:
        weight = self.base[facet] ** alike
        if premises is not None and facet in self.tilt:
            weight = weight * self.tilt[facet][FACETS["premises"].codes.index(premises)]
        return draw_code(self.rng, FACETS[facet], weight)

    def gang_habit(self) -> dict[str, str | None]:
        """Return what a gang does when it does things its own way."""
        premises = self.draw("premises", None, self.habits.alike)
        habit: dict[str, str | None] = {"premises": premises}
        for facet in FACETS:
            if facet != "premises":
                absent = facet in ABSENT_PROB and self.rng.random() < 0.35
                habit[facet] = None if absent else self.draw(facet, premises, self.habits.alike)
        return habit

    def behave(self, habit: Behaviour, keep: dict[str, float]) -> dict[str, str | None]:
        """Return what is done: each thing the gang's own way, or as anybody might."""
        done: dict[str, str | None] = {}
        for facet in FACETS:
            if habit and self.rng.random() < keep[facet]:
                done[facet] = habit[facet]
            elif facet in ABSENT_PROB and self.rng.random() < ABSENT_PROB[facet]:
                done[facet] = None
            else:
                done[facet] = self.draw(facet, done.get("premises"))
        return done

    def commit_series(self, number: int) -> Iterator[Recorded]:
        """Yield the offences of one series until it ends or the period does."""
        rng, habits = self.rng, self.habits
        habit, mean = self.gang_habit(), rng.beta(10 * habits.consistency, 10 * (1 - habits.consistency))
        keep = {f: float(np.clip(rng.beta(8 * mean + 1, 8 * (1 - mean) + 1), 0.1, 0.97)) for f in FACETS}
        hour, hour_spread = rng.choice([1.5, 3, 4, 21, 23]), rng.uniform(0.7, 2.5)
        gap = habits.days_between * np.exp(rng.normal(0, 0.8))
        day, places = rng.uniform(0, habits.days - 60), self.haunt()
        for _ in range(int(min(1 + rng.geometric(1 - habits.growth_prob), 22))):
            yield self.record(
                day, rng.normal(hour, hour_spread), next(places), self.behave(habit, keep), number
            )
            day += rng.uniform(0, 0.3) if rng.random() < habits.spree_prob else rng.exponential(gap)
            if day > habits.days:
                return

    def haunt(self) -> Iterator[np.ndarray]:
        """Yield places of one gang: about an anchor, in towns near home, or anywhere in the force."""
        rng, towns, habits = self.rng, self.towns, self.habits
        home, luck = towns.by_size(rng), rng.random()
        anchor, spread = towns.place_in(rng, home), np.exp(rng.normal(np.log(2_500), 0.6))
        ring = towns.nearest(home, int(rng.integers(4, 9)))
        while True:
            if luck < habits.local_share:
                yield anchor + rng.normal(0, spread, 2)
            elif luck < habits.local_share + habits.regional_share:
                yield towns.place_in(rng, int(rng.choice(ring)))
            else:
                yield towns.place_in(rng, towns.by_size(rng))

    def commit_lone(self) -> Recorded:
        rng, towns = self.rng, self.towns
        hot = rng.random() < self.habits.hot_share
        place = towns.hot_place(rng) if hot else towns.place_in(rng, towns.by_size(rng))
        hour = rng.normal(rng.choice([2, 4, 14, 19, 22]), 3)
        return self.record(rng.uniform(0, self.habits.days), hour, place, self.behave({}, {}), -1)

    def record(
        self, day: float, hour: float, place_m: np.ndarray, done: dict[str, str | None], series: int
    ) -> Recorded:
        """Return the offence as recorded: a window, coded cells and a text instead of what happened."""
        rng, habits = self.rng, self.habits
        start, stop = self.window(day, hour % 24)
        unknown = habits.column_unknown_prob
        columns = {
            f: coded_cell(rng, done[f] or "", unknown / 6 if f == "premises" else unknown)
            for f in CODED_COLUMNS
        }
        text = write_gang_text(done, FACETS, habits.writing, rng)
        return Recorded(start, stop, place_m, rng.random() < habits.attempt_prob, columns, text, series)

    def window(self, day: float, hour: float) -> tuple[datetime, datetime]:
        """Return the first and last moment it can have been: to minutes, over closing time, or vague."""
        rng = self.rng
        at = START + timedelta(days=int(day), hours=hour + (24 if hour <= 12 else 0))
        luck = rng.random()
        if luck < self.habits.exact_prob:
            return at - timedelta(minutes=rng.uniform(0, 20)), at + timedelta(minutes=rng.uniform(1, 30))
        if luck > 1 - self.habits.long_prob:
            return at - timedelta(hours=rng.uniform(10, 40)), at + timedelta(hours=rng.uniform(5, 30))
        closed = at.replace(hour=17, minute=0) + timedelta(minutes=int(rng.choice([0, 30, 60, 90, 120])))
        start = min(closed - timedelta(days=at.hour < 12), at - timedelta(minutes=5))
        return start, max(at + timedelta(minutes=5), start + timedelta(hours=rng.uniform(9, 15)))
