"""What a detector is given and what it gives back: the place where a further detector joins the scan.

A detector is any object with a `kind`, a `cannot_watch` and a `find`; the scan asks it first whether it can
run, so that its part of the budget goes to the others where it cannot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.domain.offence_class import OffenceClass
from sac_dash.patterns.alerts.alert import Alert
from sac_dash.patterns.alerts.budget import AlarmKind
from sac_dash.patterns.alerts.streams import EPOCH_MONDAY, WatchedHistory
from sac_dash.patterns.shared_behaviours import Implied

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

CLASS_CODES = {each.value: number for number, each in enumerate(OffenceClass)}


@dataclass(frozen=True, eq=False)
class Watch:
    """What is watched, and from when.

    Attributes
    ----------
    offences, tags
        `domain.columns.OFFENCES` and TAGS; rows of offences not yet known at the cut-off are in them and must
        not be looked at.
    known
        Rows of the offences known by the cut-off, in order of time; month precision is left out.
    day, known_day
        Each offence's local day and the day it became known, since Monday 5 January 1970; by row.
    class_code
        Each offence's class as a whole number (:data:`CLASS_CODES`), by row.
    cut_day
        The cut-off on the same scale.
    from_day
        The first day judged. What is learned is learned from the days before the quarter of this day.
    learn_until
        Start of that quarter.
    history
        The streams over time, with week 0 on its own Monday; `first_week` is the week of `from_day`.
    acknowledged
        Stream key → day its slow rise was acknowledged.
    implied, labels
        The vocabulary's implications and words for (facet, code), where the caller has them.
    """

    offences: pl.DataFrame
    tags: pl.DataFrame | None
    known: Ints
    day: Floats
    known_day: Floats
    class_code: npt.NDArray[np.int8]
    cut_day: float
    from_day: float
    learn_until: float
    history: WatchedHistory
    first_week: int
    acknowledged: Mapping[str, date] = field(default_factory=dict)
    implied: Implied = field(default_factory=dict)
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def of_class(self, *classes: str) -> Ints:
        """Return the known rows of these classes, in order of time."""
        wanted = np.isin(self.class_code, [CLASS_CODES[each] for each in classes])
        return np.asarray(self.known[wanted[self.known]])

    def learned(self, rows: Ints, most_days: float) -> tuple[Ints, float]:
        """Return the rows to learn from and the days they span: the time before the quarter, `most_days` at most."""
        begun = float(self.day[self.known].min()) if len(self.known) else self.learn_until
        start = max(begun, self.learn_until - most_days)
        held = rows[(self.day[rows] >= start) & (self.day[rows] < self.learn_until)]
        return held, max(0.0, self.learn_until - start)

    def judged(self, rows: Ints) -> Ints:
        """Return the rows that are to be judged: from `from_day` on."""
        return rows[self.day[rows] >= self.from_day]

    def date_of(self, day: float) -> date:
        """Return the calendar day."""
        return EPOCH_MONDAY + timedelta(days=int(np.floor(day)))


@dataclass(frozen=True)
class NotWatched:
    """Something that could not be watched, and why, in words."""

    what: str
    why: str


@dataclass(frozen=True)
class Found:
    """What a detector found, what it watched, and what it could not."""

    alerts: Sequence[Alert]
    watched: Sequence[str]
    not_watched: Sequence[NotWatched] = ()


class Detector(Protocol):
    """A way of noticing. `find` must keep its expected false alarms within `per_year`."""

    @property
    def kind(self) -> AlarmKind:
        """Return which detector this is."""
        ...

    def cannot_watch(self, watch: Watch) -> str | None:
        """Return why there is too little data, in words; None where it can run."""
        ...

    def find(self, watch: Watch, per_year: float) -> Found:
        """Return the alarms from `watch.from_day` on."""
        ...


def has_place(offences: pl.DataFrame) -> npt.NDArray[np.bool_]:
    """Tell which offences have both coordinates, as numbers that are any."""
    known = [offences[name].is_finite().fill_null(value=False).to_numpy() for name in ("easting", "northing")]
    return np.asarray(known[0] & known[1])
