"""What was done, to which offences, and what they are compared with: the frame of an evaluation.

An intervention is told to this room as a moment and a choice of offences: those of an area, within a circle, or
any set the caller marks (the series of the people arrested). Offences count in the window in which their own
time window begins, the rule of every count; those that straddle the start are told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.domain.british_dates import british_day
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.domain.when import WhenPrecision
from sac_dash.patterns.evaluation.rate_change import BeforeAfter

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]

SECONDS_A_DAY = 86_400.0


@dataclass(frozen=True, eq=False)
class Treatment:
    """What was done, and to which offences.

    Parameters
    ----------
    start
        When it began to work (aware): the arrest, the first day of the operation.
    end
        When it stopped, if it did: what comes after the end tells whether it lasted.
    classes
        Offence classes it was meant for.
    force, policing_area
        Only offences of this force, of this area, or of both; or
    easting, northing, radius_m
        only those within a circle (metres, in the offences' own system); or neither, for all.
    treated
        One flag for each offence: only these; None for all of the place.
    control
        One flag for each offence to compare with; None takes the same classes outside the place and its ring.
    """

    start: datetime
    end: datetime | None = None
    classes: tuple[OffenceClass, ...] = (OffenceClass.ATM_ATTACK,)
    force: str | None = None
    policing_area: str | None = None
    easting: float | None = None
    northing: float | None = None
    radius_m: float | None = None
    treated: Flags | None = None
    control: Flags | None = None

    @property
    def has_circle(self) -> bool:
        """Tell whether a circle is stated."""
        return None not in (self.easting, self.northing, self.radius_m)

    @property
    def has_place(self) -> bool:
        """Tell whether a place is stated, and not only a set of offences."""
        return self.has_circle or self.policing_area is not None or self.force is not None


@dataclass(frozen=True)
class EvaluationParameters:
    """How an intervention is evaluated.

    Parameters
    ----------
    before_days, after_days
        Lengths of the windows at most (182 each); the later one ends at the cut-off.
    history_days
        How far back before the earlier window the peak check looks (3 years).
    ring_factor
        The ring where offences may have gone reaches to so many radii (2.5).
    alpha
        Chance at which a change is told from chance (0.05, one-sided).
    least_offences
        Offences in both windows together below which nothing is said (3).
    """

    before_days: float = 182.0
    after_days: float = 182.0
    history_days: float = 3 * 365.0
    ring_factor: float = 2.5
    alpha: float = 0.05
    least_offences: int = 3


@dataclass(frozen=True, eq=False)
class Comparison:
    """The windows and the sets of offences that the parts of an evaluation count.

    Attributes
    ----------
    day
        Days from the start to each offence's own start; below 0 before it. NaN where only the month is known.
    straddles
        Offences whose window holds the moment of the start.
    place, ring
        Offences of any class in the place (everything, where none is stated), and in the ring round it.
    treated, control
        Offences of the classes meant.
    before_days, after_days, history_days
        Lengths of the windows that the data allow.
    """

    day: Floats
    straddles: Flags
    place: Flags
    ring: Flags
    treated: Flags
    control: Flags
    before_days: float
    after_days: float
    history_days: float

    def count(self, which: Flags) -> BeforeAfter:
        """Return how many of these offences lie in each window."""
        before = which & (self.day >= -self.before_days) & (self.day < 0)
        after = which & (self.day >= 0) & (self.day < self.after_days)
        return BeforeAfter(int(before.sum()), int(after.sum()), self.before_days, self.after_days)

    def count_history(self, which: Flags) -> int:
        """Return how many lie in the history before the earlier window."""
        return int(
            (
                which & (self.day < -self.before_days) & (self.day >= -self.before_days - self.history_days)
            ).sum()
        )


def compare(
    offences: pl.DataFrame, treatment: Treatment, as_of: datetime, parameters: EvaluationParameters
) -> Comparison:
    """Lay the windows and choose the offences of an evaluation.

    Raises
    ------
    SacDashError
        If the start lies outside the data, or flags are not one for each offence.
    """
    exact = offences["when_precision"] != WhenPrecision.MONTH.value
    start = treatment.start.astimezone(UTC)  # as the offences' own times
    day = offences.select(((pl.col("from_at") - start).dt.total_seconds() / SECONDS_A_DAY).alias("day"))[
        "day"
    ]
    days = np.where(exact.to_numpy(), day.to_numpy(), np.nan)
    reach = (as_of - start).total_seconds() / SECONDS_A_DAY
    earliest = float(np.nanmin(days)) if np.isfinite(days).any() else 0.0
    if reach <= 0 or earliest >= 0:
        raise SacDashError(
            f"the intervention of {british_day(start)} lies outside the data, so there is no before and after",
            remedy="give a start within the data, or load the time before it",
        )
    before = min(parameters.before_days, -earliest)
    straddles = (
        offences.select((pl.col("from_at") < start) & (pl.col("to_at") > start)).to_series().to_numpy()
    )
    place, ring = lay_place(offences, treatment, parameters.ring_factor)
    meant = offences["offence_class"].is_in([each.value for each in treatment.classes]).to_numpy()
    treated = meant & place & _flags(treatment.treated, len(offences), default=True)
    elsewhere = meant & ~ring & ~(place if treatment.has_place else treated)
    control = (
        _flags(treatment.control, len(offences), default=False)
        if treatment.control is not None
        else elsewhere
    )
    known = (offences["from_at"] <= as_of).to_numpy()
    return Comparison(
        day=np.where(known, days, np.nan),
        straddles=straddles,
        place=place,
        ring=ring,
        treated=treated,
        control=control & ~treated,
        before_days=before,
        after_days=min(parameters.after_days, reach),
        history_days=max(0.0, min(parameters.history_days, -earliest - before)),
    )


def lay_place(offences: pl.DataFrame, treatment: Treatment, ring_factor: float) -> tuple[Flags, Flags]:
    """Return which offences lie in the place and in the ring round it; unknown places lie in neither."""
    none = np.zeros(len(offences), np.bool_)
    if treatment.has_circle:
        x, y = (offences[name].cast(pl.Float64).to_numpy() for name in ("easting", "northing"))
        assert treatment.radius_m is not None  # noqa: S101 - a circle has all three
        with np.errstate(invalid="ignore"):
            away = np.hypot(x - treatment.easting, y - treatment.northing)
        return away <= treatment.radius_m, (away > treatment.radius_m) & (
            away <= ring_factor * treatment.radius_m
        )
    place = ~none
    for column, name in (("force", treatment.force), ("policing_area", treatment.policing_area)):
        if name is not None:
            place = place & offences[column].eq_missing(name).to_numpy()
    return place, none


def _flags(flags: Flags | None, n: int, *, default: bool) -> Flags:
    if flags is None:
        return np.full(n, default)
    if len(flags) != n:
        raise SacDashError(
            f"{len(flags)} flags were given for {n} offences",
            remedy="give one flag for each offence, in its order",
        )
    return np.asarray(flags, np.bool_)
