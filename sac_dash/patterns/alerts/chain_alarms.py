"""An attack with its thefts before it and a burnt vehicle after: more of a chain than the district always has.

Plant, fast cars, plates and cutting gear are stolen all the time. An attack rings where thefts within reach in
the days before, together with vehicles burnt in the days after, are less likely than the budget allows, given
how many such thefts this stretch of country had before (gamma-Poisson, Jeffreys prior). The figure ordered by is
the product of the two chances; how often a product as small comes about is counted out exactly over both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.special import betainc

from sac_dash.domain.offence_class import LINKED_CLASSES, OffenceClass
from sac_dash.patterns.alerts.alert import Alert, say_chance, say_number
from sac_dash.patterns.alerts.budget import AlarmKind
from sac_dash.patterns.alerts.near_pairs import count_within
from sac_dash.patterns.alerts.poisson_alarm import JEFFREYS
from sac_dash.patterns.alerts.watch import Found, Watch, has_place
from sac_dash.patterns.enabler_chain import AFTER_DAYS, WITHIN_KM
from sac_dash.patterns.enabler_thefts import EnablerKind, tell_enablers
from sac_dash.patterns.expectation import DAYS_A_YEAR

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MOST_BEFORE, MOST_AFTER, MOST_LEARNED, MOST_COUNTED = 12, 6, 500, 2_000


@dataclass(frozen=True)
class ChainDetector:
    """Watch for enabler chains.

    Parameters
    ----------
    before_days, after_days, within_km
        Reach of the chain: shorter than what is shown beside an offence (3 days), as it is meant to ring.
    least_days, most_days, least_enablers
        Days of earlier data and enablers needed, and days used.
    most_a_year
        With more attacks and burglaries a year, everything is within reach of everything: not watched.
    """

    before_days: float = 3.0
    after_days: float = AFTER_DAYS
    within_km: float = WITHIN_KM
    least_days: float = 182.0
    most_days: float = 3 * DAYS_A_YEAR
    least_enablers: int = 20
    most_a_year: float = 30_000.0
    kind: AlarmKind = AlarmKind.ENABLER_CHAIN

    def cannot_watch(self, watch: Watch) -> str | None:
        """Return why chains cannot be judged, or None."""
        held, span = watch.learned(self._placed(watch, OffenceClass.ENABLER), self.most_days)
        attacks, _ = watch.learned(self._attacks(watch), self.most_days)
        if span < self.least_days or len(held) < self.least_enablers or not len(attacks):
            return (
                f"needs {self.least_days:.0f} days with {self.least_enablers} enabler thefts and an attack; "
                f"has {span:.0f} days with {len(held)} thefts and {len(attacks)} attacks"
            )
        if len(attacks) / span * DAYS_A_YEAR > self.most_a_year:
            return f"more than {self.most_a_year:,.0f} attacks and burglaries a year: all have thefts within reach"
        return None

    def find(self, watch: Watch, per_year: float) -> Found:
        """Return the attacks whose chain is longer than chance makes likely."""
        enablers, attacks = self._placed(watch, OffenceClass.ENABLER), self._attacks(watch)
        burnt = np.array(
            [each is EnablerKind.BURNT for each in tell_enablers(watch.offences[enablers])], np.bool_
        )
        learned, span = watch.learned(attacks, self.most_days)
        sample = learned[:: max(1, -(-len(learned) // MOST_LEARNED))]
        years = span / DAYS_A_YEAR * len(sample) / len(learned)
        tables = self._tables(self._usual(watch, sample, enablers, burnt, span), span)
        cut = _cut(*tables, per_year * years)
        judged, alerts = watch.judged(attacks), []
        if len(judged):
            n_before, n_after, reached = self._count(watch, judged, enablers, burnt)
            usual = self._usual(watch, judged, enablers, burnt, span)
            product = self._tables(usual, span)[0][
                np.arange(len(judged)), np.minimum(n_before, MOST_BEFORE), np.minimum(n_after, MOST_AFTER)
            ]
            looks = len(learned) / span * DAYS_A_YEAR
            for at in np.flatnonzero((product <= cut) & (n_before + n_after > 0)):
                figures = float(product[at]), looks, float(usual[0][at]) * self.before_days / span
                counts = int(n_before[at]), int(n_after[at])
                alerts.append(
                    self._alert(
                        watch,
                        int(judged[at]),
                        enablers[reached[1][reached[0] == at]],
                        figures=figures,
                        tables=tables,
                        counts=counts,
                    )
                )
        return Found(alerts, (f"{len(attacks):,} attacks and burglaries beside {len(enablers):,} enablers",))

    def _placed(self, watch: Watch, *classes: str) -> Ints:
        rows = watch.of_class(*classes)
        return np.asarray(rows[has_place(watch.offences)[rows]])

    def _attacks(self, watch: Watch) -> Ints:
        return self._placed(watch, *(each.value for each in LINKED_CLASSES))

    def _pairs(self, watch: Watch, attacks: Ints, enablers: Ints) -> tuple[Ints, Ints]:
        """Return (position of the attack, position of the enabler) of those near in place and time."""
        day = watch.day[enablers]  # in order
        start = np.searchsorted(day, watch.day[attacks] - self.before_days, side="left")
        length = np.searchsorted(day, watch.day[attacks] + self.after_days, side="right") - start
        of = np.repeat(np.arange(len(attacks)), length)
        other = np.arange(len(of)) - np.repeat(np.cumsum(length) - length, length) + np.repeat(start, length)
        kept = self._reach(watch, attacks[of], enablers[other])
        return of[kept], other[kept]

    def _reach(self, watch: Watch, attacks: Ints, enablers: Ints) -> Flags:
        """Tell which of the attacks and enablers (arrays that go together) lie within reach."""
        x, y = (watch.offences[name].to_numpy() for name in ("easting", "northing"))
        away = np.hypot(x[attacks] - x[enablers], y[attacks] - y[enablers])
        system = _systems(watch)
        return np.asarray((away <= self.within_km * 1_000.0) & (system[attacks] == system[enablers]))

    def _count(
        self, watch: Watch, attacks: Ints, enablers: Ints, burnt: Flags
    ) -> tuple[Ints, Ints, tuple[Ints, Ints]]:
        """Return the thefts before and vehicles burnt after each attack, and (attack, enabler) of all of them."""
        of, other = self._pairs(watch, attacks, enablers)
        days = watch.day[enablers[other]] - watch.day[attacks[of]]
        before, after = ~burnt[other] & (days <= 0), burnt[other] & (days >= 0)
        n_before, n_after = (np.bincount(of[each], minlength=len(attacks)) for each in (before, after))
        return n_before, n_after, (of[before | after], other[before | after])

    def _usual(
        self, watch: Watch, attacks: Ints, enablers: Ints, burnt: Flags, span: float
    ) -> tuple[Floats, Floats]:
        """Return how many thefts, and how many burnt vehicles, the reach of each attack held in the time known.

        Of very many enablers an even sample is counted and scaled up.
        """
        day = watch.day[enablers]
        held = np.flatnonzero((day < watch.learn_until) & (day >= watch.learn_until - span))
        step = max(1, len(held) // MOST_COUNTED)
        sample = held[::step]
        thefts = self._within(watch, attacks, enablers[sample[~burnt[sample]]])
        fires = self._within(watch, attacks, enablers[sample[burnt[sample]]])
        return thefts * float(step), fires * float(step)

    def _within(self, watch: Watch, attacks: Ints, enablers: Ints) -> Floats:
        """Count the enablers within reach of each attack, whenever they were."""
        x, y = (watch.offences[name].to_numpy() for name in ("easting", "northing"))
        system = _systems(watch)
        first, second = ((x[each], y[each], system[each]) for each in (attacks, enablers))
        return count_within(first, second, self.within_km * 1_000.0).astype(np.float64)

    def _tables(self, usual: tuple[Floats, Floats], span: float) -> tuple[Floats, Floats]:
        """Return, for each attack and each (before, after), the product of both tails and its probability."""
        tails = []
        for n, days, most in zip(
            usual, (self.before_days, self.after_days), (MOST_BEFORE, MOST_AFTER), strict=True
        ):
            k = np.arange(most + 2)
            tail = betainc(np.maximum(k, 1), n[:, None] + JEFFREYS, 1.0 / (span / days + 1.0))
            tails.append(np.where(k == 0, 1.0, tail))
        density = [each[:, :-1] - each[:, 1:] for each in tails]
        for each, tail in zip(density, tails, strict=True):
            each[:, -1] = tail[:, -2]
        product = tails[0][:, :-1, None] * tails[1][:, None, :-1]
        return product, density[0][:, :, None] * density[1][:, None, :]

    def _alert(
        self,
        watch: Watch,
        row: int,
        links: Ints,
        *,
        figures: tuple[float, float, float],
        tables: tuple[Floats, Floats],
        counts: tuple[int, int],
    ) -> Alert:
        product, looks, expected = figures
        links = links[np.argsort(watch.day[links], kind="stable")]
        kinds = [each.value for each in tell_enablers(watch.offences[links])]
        chance = float(tables[1][tables[0] <= product * (1 + 1e-9)].sum()) / len(tables[0])
        rows = (
            *links[watch.day[links] <= watch.day[row]].tolist(),
            row,
            *links[watch.day[links] > watch.day[row]].tolist(),
        )
        keys = tuple(watch.offences["offence_key"][each] for each in rows)
        said = ", ".join(f"{kinds.count(each)} {each}" for each in dict.fromkeys(kinds))
        return Alert(
            kind=self.kind,
            stream="chains",
            label=str(watch.offences["premises_name"][row] or watch.offences["town"][row] or keys[0]),
            anchor=str(watch.offences["offence_key"][row]),
            fired_on=watch.date_of(float(watch.known_day[list(rows)].max())),
            window_start=watch.date_of(float(watch.day[list(rows)].min())),
            window_end=watch.date_of(float(watch.day[list(rows)].max())),
            observed=len(links),
            expected=expected,
            probability=chance,
            chance_per_year=chance * looks,
            rows=rows,
            offence_keys=keys,
            why=(
                (
                    f"{counts[0]} enabler thefts within {self.within_km:.0f} km in the {self.before_days:.0f} days "
                    f"before, {counts[1]} vehicles burnt in the {self.after_days:.0f} days after ({said})."
                ),
                f"{say_number(expected)} such thefts are usual here in {self.before_days:.0f} days.",
                f"By chance an attack of this force has a chain as unlikely {say_chance(chance * looks)}.",
            ),
            changed="The kinds are read from titles and text: check them before acting on them.",
        )


def _systems(watch: Watch) -> Ints:
    """Return a number for each offence's coordinate system, by row."""
    names = watch.offences["crs"].fill_null("")
    return names.rank("dense").cast(pl.Int64).to_numpy()


def _cut(product: Floats, density: Floats, budget: float) -> float:
    """Return the largest product that may ring so that the expected alarms of all attacks keep within the budget."""
    order = np.argsort(product, axis=None, kind="stable")
    values, total = product.ravel()[order], np.cumsum(density.ravel()[order])
    within = int(np.searchsorted(total, budget, side="right"))
    if within == 0:
        return 0.0
    if within < len(values) and values[within] == values[within - 1]:
        within = int(np.searchsorted(values, values[within], side="left"))
    return float(values[within - 1]) if within else 0.0
