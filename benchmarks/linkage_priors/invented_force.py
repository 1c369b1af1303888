"""Invented forces of varied habits, at the level of codes, on which the shipped priors are fitted.

No text and no real offence is involved. Each force draws its own geography, its own mix of local,
regional and travelling series, its own habits of recording. What the fit must not learn is the
habits of one force; so nearly everything here is drawn anew per force.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import numpy as np
import polars as pl
from read_back import InventedForce

FACETS = {
    "premises": 20, "entry_point": 12, "entry_method": 14, "tool": 16, "getaway": 14,
    "security_defeat": 12, "property": 18, "group": 8, "group_size": 4, "search": 3,
}  # fmt: skip
UNKNOWN = {
    "premises": (0.02, 0.1), "entry_point": (0.1, 0.3), "entry_method": (0.08, 0.3), "tool": (0.25, 0.5),
    "getaway": (0.35, 0.6), "security_defeat": (0.2, 0.5), "property": (0.08, 0.35), "group": (0.4, 0.7),
    "group_size": (0.35, 0.6), "search": (0.3, 0.6),
}  # fmt: skip
NONE_SHARE = {"security_defeat": (0.4, 0.8), "group": (0.2, 0.6), "search": (0.1, 0.5)}
START = datetime(2021, 4, 1, tzinfo=UTC)


class _Places:
    """Towns of one force, with hot spots."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.n = int(rng.integers(20, 70))
        extent = rng.uniform(40, 130)
        self.xy = rng.uniform(0, extent, (self.n, 2))
        size = np.exp(rng.normal(0, rng.uniform(0.7, 1.4), self.n))
        self.share = size / size.sum()
        self.sigma = rng.uniform(0.6, 1.2) * np.sqrt(size)
        self.hot = np.array([self.near(self.pick()) for _ in range(int(rng.integers(20, 100)))])
        self.hot_share = rng.uniform(0.1, 0.5)

    def pick(self) -> int:
        return int(self.rng.choice(self.n, p=self.share))

    def near(self, town: int) -> np.ndarray:
        return self.xy[town] + self.rng.normal(0, self.sigma[town], 2)

    def any(self) -> np.ndarray:
        if self.rng.random() < self.hot_share:
            return self.hot[self.rng.integers(len(self.hot))] + self.rng.normal(0, 0.4, 2)
        return self.near(self.pick())


class _Habits:
    """How offences in one force are done, when nobody's habit decides."""

    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.base = {f: self._skewed(k) for f, k in FACETS.items()}
        strength = rng.uniform(0.3, 0.9)
        kinds = FACETS["premises"]
        self.tilt = {f: np.exp(rng.normal(0, strength, (kinds, k))) for f, k in FACETS.items()}
        self.none = {f: rng.uniform(*span) for f, span in NONE_SHARE.items()}
        self.unknown = {f: rng.uniform(*span) for f, span in UNKNOWN.items()}

    def _skewed(self, k: int) -> np.ndarray:
        weight = np.exp(self.rng.normal(0, self.rng.uniform(0.6, 1.2), k))
        return weight / weight.sum()

    def draw(self, facet: str, premises: int | None, *, may_be_none: bool = True) -> int | None:
        if may_be_none and facet in self.none and self.rng.random() < self.none[facet]:
            return None
        weight = self.base[facet]
        if premises is not None and facet != "premises":
            weight = weight * self.tilt[facet][premises]
        return int(self.rng.choice(len(weight), p=weight / weight.sum()))

    def do(self, habit: dict[str, int | None], keep: dict[str, float]) -> dict[str, int | None]:
        done: dict[str, int | None] = {}
        for facet in FACETS:
            premises = done.get("premises")
            if habit and self.rng.random() < keep[facet]:
                done[facet] = habit[facet]
            else:
                done[facet] = self.draw(facet, premises)
        return done


class _Recorder:
    """What of an offence reaches the record, and how a reader codes it."""

    def __init__(self, rng: np.random.Generator, habits: _Habits) -> None:
        self.rng, self.habits = rng, habits
        self.missed = rng.uniform(0.02, 0.12)
        self.wrong = rng.uniform(0.0, 0.04)
        self.second = rng.uniform(0.0, 0.12)
        self.exact = rng.uniform(0.1, 0.4)
        self.long = rng.uniform(0.05, 0.2)
        self.opening = rng.choice([16, 17, 17.5, 18, 19])

    def codes(self, done: dict[str, int | None]) -> list[tuple[str, str]]:
        found = []
        for facet, code in done.items():
            if code is None or self.rng.random() < self.habits.unknown[facet] + self.missed:
                continue
            wrong = self.rng.random() < self.wrong
            read = int(self.rng.integers(FACETS[facet])) if wrong else code
            found.append((facet, f"{facet}_{read}"))
            if self.rng.random() < self.second:
                found.append((facet, f"{facet}_{self.habits.draw(facet, None, may_be_none=False)}"))
        return sorted(set(found))

    def window(self, day: float, hour: float) -> tuple[datetime, datetime]:
        at = START + timedelta(days=int(day), hours=float(hour))
        luck = self.rng.random()
        if luck < self.exact:
            return at - timedelta(minutes=self.rng.uniform(0, 25)), at + timedelta(
                minutes=self.rng.uniform(0, 25)
            )
        if luck > 1 - self.long:
            return at - timedelta(hours=self.rng.uniform(8, 40)), at + timedelta(
                hours=self.rng.uniform(5, 30)
            )
        closing = self.opening + self.rng.choice([0, 0.5, 1, 2])
        since = (hour - closing) % 24
        start = at - timedelta(hours=since)
        return start, start + timedelta(hours=max(self.rng.uniform(8, 15), since + 0.2))


def _series_offences(
    rng: np.random.Generator, places: _Places, habits: _Habits, days: float, size: int
) -> Iterator[tuple[float, float, np.ndarray, dict[str, int | None]]]:
    """Yield day, hour, place and behaviour of each offence of one series."""
    kind = rng.choice(3, p=rng.dirichlet([8, 3.5, 3]))
    home = places.pick()
    anchor, spread = places.near(home), np.exp(rng.normal(np.log(2.2), 0.7))
    ring = np.argsort(np.hypot(*(places.xy - places.xy[home]).T))[: int(rng.integers(3, 9))]
    first = habits.draw("premises", None)
    habit = {f: first if f == "premises" else habits.draw(f, first) for f in FACETS}
    mean = rng.beta(6, 3)
    keep = {f: float(np.clip(rng.beta(6 * mean + 1, 6 * (1 - mean) + 1), 0.1, 0.97)) for f in FACETS}
    centre, width = rng.choice([1, 2, 3, 4, 14, 20, 22, 23]), rng.uniform(0.7, 3)
    gap = np.exp(rng.normal(np.log(rng.uniform(5, 18)), 0.8))
    day = rng.uniform(0, days - 45)
    for _ in range(size):
        if kind == 0:
            xy = anchor + rng.normal(0, spread, 2)
        else:
            xy = places.near(int(rng.choice(ring)) if kind == 1 else places.pick())
        yield min(day, days - 1), rng.normal(centre, width) % 24, xy, habits.do(habit, keep)
        day += rng.uniform(0, 0.4) if rng.random() < 0.15 else rng.exponential(gap)
        if day > days:
            return


def invent_force(seed: int, offences: int = 3900, series: int = 150, years: float = 3.0) -> InventedForce:
    """Return one invented force; another seed is another force with other habits."""
    rng = np.random.default_rng(seed)
    places, habits = _Places(rng), _Habits(rng)
    recorder = _Recorder(rng, habits)
    days = years * 365
    done = []
    for number in range(series):
        size = int(min(2 + rng.geometric(0.2) - 1, 20))
        done += [(number, *one) for one in _series_offences(rng, places, habits, days, size)]
    while len(done) < offences:
        hour = rng.normal(rng.choice([2, 22, 14, 19, 4]), 3) % 24
        done.append((-1, rng.uniform(0, days), hour, places.any(), habits.do({}, {})))
    order = rng.permutation(len(done))
    rows, tags = [], []
    for row, index in enumerate(order):
        number, day, hour, xy, behaviour = done[index]
        start, stop = recorder.window(day, hour)
        rows.append((f"INV:{row:06d}", start, stop, xy[0] * 1000 + 300_000, xy[1] * 1000 + 200_000))
        tags += [(row, facet, code) for facet, code in recorder.codes(behaviour)]
    truth = np.array([done[index][0] for index in order])
    return InventedForce(_offence_frame(rows), _tag_frame(tags), truth)


def _offence_frame(rows: list[tuple]) -> pl.DataFrame:
    from sac_dash.domain.columns import OFFENCES

    frame = pl.DataFrame(
        rows, schema=["offence_key", "from_at", "to_at", "easting", "northing"], orient="row"
    )
    frame = frame.with_columns(
        crime_ref=pl.col("offence_key").str.strip_prefix("INV:"),
        force=pl.lit("INV"),
        offence_class=pl.lit("commercial_burglary"),
        when_precision=pl.lit("minute"),
        crs=pl.lit("EPSG:27700"),
    )
    missing = [pl.lit(None).alias(name) for name in OFFENCES if name not in frame.columns]
    return frame.with_columns(missing).select([pl.col(name).cast(dtype) for name, dtype in OFFENCES.items()])


def _tag_frame(tags: list[tuple[int, str, str]]) -> pl.DataFrame:
    frame = pl.DataFrame(tags, schema=["row", "facet", "code"], orient="row")
    return frame.select(
        pl.col("row").cast(pl.UInt32), "facet", "code",
        state=pl.lit("present"), origin=pl.lit("text"),
        start=pl.lit(None, pl.Int32), end=pl.lit(None, pl.Int32), phrase=pl.lit(None, pl.String),
    )  # fmt: skip
