"""Premises hit again, and offences close together in place and time, beside what the place leads one to expect.

Risk after a burglary of a shop is raised at the same premises and, for some weeks, close by (K. J. Bowers,
A. Hirschfield and S. D. Johnson, *British Journal of Criminology* 38 (1998), on repeats at non-residential
premises; near repeats in the countryside need bands that suit the density). What is near must therefore be
judged by the density at hand: an offence rings where the number of others within a distance in the days before
is more than the place's own past makes likely. That past is short, so it is drawn towards what the force's
places hold in general (gamma-Poisson, fitted by moments; D. Clayton and J. Kaldor, *Biometrics* 43 (1987)).
True repeats are in the past as well, so chance is overstated, never understated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import betainc

from sac_dash.domain.british_dates import british_day
from sac_dash.domain.offence_class import LINKED_CLASSES
from sac_dash.patterns.alerts.alert import Alert, say_chance, say_number
from sac_dash.patterns.alerts.budget import AlarmKind
from sac_dash.patterns.alerts.near_pairs import NearCounts, count_near, near_pairs
from sac_dash.patterns.alerts.spending import common_alpha
from sac_dash.patterns.alerts.watch import Found, Watch, has_place
from sac_dash.patterns.expectation import DAYS_A_YEAR

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

MOST_OTHERS = 10
MOST_LEARNED = 4_000  # anchors from which the common chance is learned, spread evenly over time


@dataclass(frozen=True)
class PlaceDetector:
    """Watch for offences that follow others at or near the same place.

    Parameters
    ----------
    kind
        ``repeat_premises`` or ``near_repeat``.
    beyond_m, within_m
        The others lie further than the one (-1: also at the very place) and no further than the other.
    days
        The others began within so many days before.
    least_days, most_days
        Days of earlier data needed, and used.
    """

    kind: AlarmKind
    beyond_m: float
    within_m: float
    days: float
    least_days: float = 365.0
    most_days: float = 3 * DAYS_A_YEAR

    def cannot_watch(self, watch: Watch) -> str | None:
        """Return why places cannot be judged, or None."""
        rows = self._placed(watch)
        held, span = watch.learned(rows, self.most_days)
        if span < self.least_days or len(held) < 30:
            return (
                f"needs {self.least_days:.0f} days and 30 offences with a place stated within "
                f"{self.within_m:,.0f} m; has {span:.0f} days and {len(held)}"
            )
        return None

    def find(self, watch: Watch, per_year: float) -> Found:
        """Return the offences that come after more others nearby than chance makes likely."""
        rows = self._placed(watch)
        held, span = watch.learned(rows, self.most_days)
        past = self._learn(watch, held, span, per_year)
        judged = watch.judged(rows)
        near = self._count(watch, rows, judged, span)
        chance = past.chances(np.maximum(near.recent, 1), near.earlier)
        ringing = np.flatnonzero((near.recent > 0) & (chance <= past.alpha * (1 + 1e-9)))
        others = self._recent(watch, rows, judged[ringing])
        alerts = [
            self._alert(watch, int(judged[at]), own, int(near.earlier[at]), past)
            for at, own in zip(ringing, others, strict=True)
        ]
        return Found(alerts, (f"{len(rows):,} offences placed within {self.within_m:,.0f} m",))

    def _placed(self, watch: Watch) -> Ints:
        """Return the known attacks and burglaries with a place fine enough, all of the commonest system."""
        rows = watch.of_class(*(each.value for each in LINKED_CLASSES))
        frame = watch.offences
        fine = (frame["location_precision_m"].fill_null(0.0) <= self.within_m).to_numpy()
        placed = has_place(frame)
        crs = frame["crs"].drop_nulls().mode().sort()
        same = (frame["crs"].eq_missing(crs[0]) if len(crs) else frame["crs"].is_not_null()).to_numpy()
        return np.asarray(rows[(fine & placed & same)[rows]])

    def _count(self, watch: Watch, rows: Ints, asked: Ints, span: float) -> NearCounts:
        """Count the others near each of `asked`, which are among `rows` (in order of time)."""
        x, y = (watch.offences[name].to_numpy()[rows] for name in ("easting", "northing"))
        return count_near(
            x,
            y,
            watch.day[rows],
            _positions(watch, rows)[asked],
            band_m=(self.beyond_m, self.within_m),
            days=self.days,
            span_days=span,
        )

    def _recent(self, watch: Watch, rows: Ints, asked: Ints) -> list[list[int]]:
        """Return the rows of the others in the days before each of `asked`, in order of time."""
        x, y = (watch.offences[name].to_numpy()[rows] for name in ("easting", "northing"))
        of, other, away = near_pairs(x, y, _positions(watch, rows)[asked], self.within_m)
        gap = watch.day[asked[of]] - watch.day[rows[other]]
        before = (gap > 0) | ((gap == 0) & (rows[other] < asked[of]))
        kept = (away > self.beyond_m) & before & (gap <= self.days)
        found: list[list[int]] = [[] for _ in asked]
        for number, at in sorted(zip(of[kept].tolist(), other[kept].tolist(), strict=True)):
            found[number].append(int(rows[at]))
        return found

    def _learn(self, watch: Watch, held: Ints, span: float, per_year: float) -> _Past:
        """Fit what places hold in general and find the common chance that spends the budget."""
        sample = held[:: max(1, len(held) // MOST_LEARNED)]
        near = self._count(watch, held, sample, 0.0).all_times.astype(np.float64)
        windows = span / self.days
        mean = max(float(near.mean()), 0.5 / len(sample))
        shape = float(np.clip(mean**2 / max(float(near.var()) - mean, mean**2 / 50.0), 0.02, 50.0))
        past = _Past(shape, shape * windows / mean, windows, 0.0, len(held) / span * DAYS_A_YEAR)
        k = np.arange(MOST_OTHERS, 0, -1)
        rates = past.chances(np.tile(k, (len(sample), 1)), near[:, None])
        years = span / DAYS_A_YEAR * len(sample) / len(held)
        return _Past(past.shape, past.weight, windows, common_alpha(rates, per_year * years), past.looks)

    def _alert(self, watch: Watch, row: int, others: list[int], before: int, past: _Past) -> Alert:
        chance, expected = past.chance(len(others), before), past.expected(before)
        rows = (*others, row)
        where = watch.offences["premises_name"][row] or watch.offences["town"][row] or "this place"
        span = (
            "at the same premises"
            if self.kind is AlarmKind.REPEAT_PREMISES
            else f"within {self.within_m:,.0f} m"
        )
        keys = tuple(watch.offences["offence_key"][each] for each in rows)
        per_year = chance * past.looks
        start = watch.date_of(float(watch.day[others[0]]))
        return Alert(
            kind=self.kind,
            stream="places",
            label=str(where),
            anchor=keys[-1],
            fired_on=watch.date_of(float(np.sort(watch.known_day[list(rows)])[-1])),
            window_start=start,
            window_end=watch.date_of(float(watch.day[row])),
            observed=len(rows),
            expected=expected,
            probability=chance,
            chance_per_year=per_year,
            rows=rows,
            offence_keys=keys,
            why=(
                f"{where}: {len(rows)} offences {span} within {self.days:.0f} days.",
                (
                    f"The place held {before} in {past.windows * self.days:,.0f} days before; {say_number(expected)} "
                    f"more were due in {self.days:.0f} days, given what places of this force hold."
                ),
                f"By chance an offence of this force follows as many others so near {say_chance(per_year)}.",
            ),
            changed=f"{len(others)} before this one since {british_day(start)}.",
        )


@dataclass(frozen=True)
class _Past:
    """What places hold: the gamma of their means (shape, weight in windows), windows known, alpha, looks a year."""

    shape: float
    weight: float
    windows: float
    alpha: float
    looks: float

    def chances(self, others: Ints, before: Floats | Ints) -> Floats:
        """Return the chance of as many others in a window at places that held `before` in the time known."""
        return np.asarray(betainc(others, self.shape + before, 1.0 / (self.weight + self.windows + 1.0)))

    def chance(self, others: int, before: int) -> float:
        """Return the same for one place; 1 where there is no other."""
        return float(self.chances(np.array(others), np.array(before))) if others else 1.0

    def expected(self, before: int) -> float:
        """Return the others expected in a window."""
        return (self.shape + before) / (self.weight + self.windows)


def _positions(watch: Watch, rows: Ints) -> Ints:
    """Return the position of each row of the file within `rows`; -1 where it is not among them."""
    position = np.full(watch.offences.height, -1, np.int64)
    position[rows] = np.arange(len(rows))
    return position


def repeat_premises(days: float = 90.0, within_m: float = 15.0) -> PlaceDetector:
    """Return the detector of premises hit again: within 15 m, as the same place is recorded, in 90 days."""
    return PlaceDetector(AlarmKind.REPEAT_PREMISES, -1.0, within_m, days)


def near_repeat(days: float = 28.0, within_m: float = 1_000.0, beyond_m: float = 15.0) -> PlaceDetector:
    """Return the detector of offences near one another, not at the same premises: 1 km, as shops lie, in 28 days."""
    return PlaceDetector(AlarmKind.NEAR_REPEAT, beyond_m, within_m, days)
