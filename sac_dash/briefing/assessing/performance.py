"""Counts against what is usual: each class of offence in the month, beside its own range, without percentages.

At these numbers a percentage misleads (from 1 to 2 is "up 100"). A count stands beside the exact range that the
same month of the last three years leads one to expect (:mod:`sac_dash.patterns.expectation`), and is said to
lie above, below or within it, or not to be comparable yet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import polars as pl

from sac_dash.briefing.assessing.ground import LINKED, OTHER_FORCES, Ground
from sac_dash.briefing.assessing.scope import MONTH, Scope
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.patterns.counts import NOT_KNOWN
from sac_dash.patterns.expectation import SeasonParameters, expect_from_season
from sac_dash.patterns.recording_lag import still_growing

BACK = 3  # months shown before the one assessed
SEASON = SeasonParameters()

CLASS_PLURALS = {
    OffenceClass.ATM_ATTACK: "ATM attacks",
    OffenceClass.COMMERCIAL_BURGLARY: "Commercial burglaries",
    OffenceClass.ENABLER: "Enabler thefts",
    OffenceClass.OTHER: "Other (undivided)",
}
IN_SENTENCE = {  # the same within a sentence
    each: plural if plural.startswith("ATM") else f"{plural[:1].lower()}{plural[1:]}"
    for each, plural in CLASS_PLURALS.items()
}
BOTH = "ATM attacks and commercial burglaries"


class Position(StrEnum):
    """Where a count lies."""

    WITHIN = "within"
    ABOVE = "above"
    BELOW = "below"
    GROWING = "may still grow"
    PART = "part month"
    NO_HISTORY = "not enough data"


@dataclass(frozen=True)
class Line:
    """One kind of offence in the month.

    Parameters
    ----------
    recent
        Month and count, the assessed month last; a count of None: no data, or the area did not exist.
    expected, lower, upper
        Of the same month in earlier years; None with fewer than two such years.
    n_years
        Earlier years the range rests on.
    earlier
        Year and count of the same month, the latest first.
    completed, attempted, unstated
        Of the month's offences; whether it was an attempt is not stated of the last.
    """

    label: str
    recent: tuple[tuple[date, int | None], ...]
    expected: float | None
    lower: int | None
    upper: int | None
    n_years: int
    earlier: tuple[tuple[int, int], ...]
    completed: int
    attempted: int
    unstated: int
    position: Position

    @property
    def n(self) -> int:
        """Return the month's count."""
        return self.recent[-1][1] or 0

    @property
    def before(self) -> int | None:
        """Return the count of the month before."""
        return self.recent[-2][1] if len(self.recent) > 1 else None

    @property
    def outside(self) -> bool:
        """Tell whether the count lies outside its range."""
        return self.position in {Position.ABOVE, Position.BELOW}

    @property
    def judged(self) -> bool:
        """Tell whether the count was held against its range."""
        return self.outside or self.position is Position.WITHIN

    def range_said(self) -> str:
        """Return the range in words: ``2 to 11``."""
        if self.lower is None or self.upper is None:
            return "not enough data"
        return f"{self.lower:,} to {self.upper:,}"


def measure_line(ground: Ground, scope: Scope, label: str, classes: Sequence[str]) -> Line:
    """Return the line of some classes in a scope."""
    counts = ground.count(scope.area, classes)
    known = dict(counts.select("period_start", "n").iter_rows())
    months = [scope.months_back(back) for back in range(BACK, -1, -1)]
    expectation = expect_from_season(counts, MONTH, SEASON).filter(pl.col("period_start") == scope.month)
    found = expectation.row(0, named=True) if expectation.height else None
    complete = set(counts.filter("complete")["period_start"])
    mine = ground.offences.filter(scope.of_month() & pl.col("offence_class").is_in(list(classes)))
    attempted = int(mine["attempt"].fill_null(value=False).sum())
    unstated = mine["attempt"].null_count()
    lower, upper = (found["lower"], found["upper"]) if found else (None, None)
    return Line(
        label=label,
        recent=tuple((month, known.get(month)) for month in months),
        expected=found["expected"] if found else None,
        lower=lower,
        upper=upper,
        n_years=found["n_years"] if found else 0,
        earlier=tuple(_earlier(known, complete, scope.month)),
        completed=mine.height - attempted - unstated,
        attempted=attempted,
        unstated=unstated,
        position=_judge(ground, scope, known.get(scope.month), lower, upper),
    )


def class_lines(ground: Ground, scope: Scope) -> list[Line]:
    """Return the linked classes, the two together, and every other class held anywhere."""
    linked = [each for each in CLASS_PLURALS if each.value in LINKED]
    others = [each for each in CLASS_PLURALS if each.value not in LINKED and each in ground.classes]
    named = [(CLASS_PLURALS[each], [each.value]) for each in linked]
    named += [("Both together", list(LINKED))]
    named += [(CLASS_PLURALS[each], [each.value]) for each in others]
    return [measure_line(ground, scope, label, classes) for label, classes in named]


def area_lines(ground: Ground, scope: Scope) -> list[Line]:
    """Return the ATM attacks and burglaries of every area in the force's month, each against its own range."""
    return [
        measure_line(ground, Scope(area, area, scope.month, scope.whole), area, LINKED)
        for area in ground.areas
    ]


def area_counts(ground: Ground, scope: Scope) -> list[tuple[str, tuple[int, ...]]]:
    """Return name and count by class of every area, of other forces, of no known area; they add up to the force."""
    month = ground.offences.filter(pl.col("month") == scope.month)
    ours = pl.col("force").is_in(list(ground.home)) if ground.home else pl.lit(value=True)
    place = (
        pl.when(pl.col("policing_area").is_not_null())
        .then(pl.col("policing_area"))
        .when(ours)
        .then(pl.lit(NOT_KNOWN))
        .otherwise(pl.lit(OTHER_FORCES))
    )
    counted = {
        (place_name, name): n
        for place_name, name, n in month.group_by(place.alias("place"), "offence_class").len().iter_rows()
    }
    names = [*ground.areas, OTHER_FORCES, NOT_KNOWN]
    rows = [(name, tuple(counted.get((name, each.value), 0) for each in ground.classes)) for name in names]
    return [row for row in rows if row[0] in ground.areas or any(row[1])]


def _judge(ground: Ground, scope: Scope, n: int | None, lower: int | None, upper: int | None) -> Position:
    if not scope.whole:
        return Position.PART
    if n is None or lower is None or upper is None:
        return Position.NO_HISTORY
    if n > upper:
        return Position.ABOVE
    if ground.lag is None or still_growing(scope.month, MONTH, ground.lag, ground.as_of):
        return Position.GROWING
    return Position.BELOW if n < lower else Position.WITHIN


def _earlier(known: dict[date, int | None], complete: set[date], month: date) -> list[tuple[int, int]]:
    held = []
    for back in range(1, SEASON.max_years + 1):
        day = month.replace(year=month.year - back)
        n = known.get(day)
        if n is not None and day in complete:
            held.append((day.year, n))
    return held
