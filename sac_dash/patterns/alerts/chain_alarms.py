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
from sac_dash.patterns.alerts.poisson_alarm import JEFFREYS
from sac_dash.patterns.alerts.watch import Found, Watch
from sac_dash.patterns.enabler_chain import AFTER_DAYS, WITHIN_KM
from sac_dash.patterns.enabler_thefts import EnablerKind, tell_enablers
from sac_dash.patterns.expectation import DAYS_A_YEAR

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

MOST_BEFORE, MOST_AFTER, MOST_LEARNED = 12, 6, 2_000


@dataclass(frozen=True)
class ChainDetector:
    """Watch for enabler chains.

    Parameters
    ----------
    before_days, after_days, within_km
        Reach of the chain: shorter than what is shown beside an offence (3 days), as it is meant to ring.
    least_days, most_days, least_enablers
        Days of earlier data and enablers needed, and days used.
    """

    before_days: float = 3.0
    after_days: float = AFTER_DAYS
    within_km: float = WITHIN_KM
    least_days: float = 182.0
    most_days: float = 3 * DAYS_A_YEAR
    least_enablers: int = 20
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
        return None

    def find(self, watch: Watch, per_year: float) -> Found:
        """Return the attacks whose chain is longer than chance makes likely."""
        enablers, attacks = self._placed(watch, OffenceClass.ENABLER), self._attacks(watch)
        burnt = np.array([each is EnablerKind.BURNT for each in tell_enablers(watch.offences[enablers])], np.bool_)
        learned, span = watch.learned(attacks, self.most_days)
        sample = learned[:: max(1, -(-len(learned) // MOST_LEARNED))]
        years = span / DAYS_A_YEAR * len(sample) / len(learned)
        tables = self._tables(watch, sample, enablers, burnt, span)
        cut = _cut(*tables, per_year * years)
        judged = watch.judged(attacks)
        alerts = []
        if len(judged):
            n_before, n_after, links = self._count(watch, judged, enablers, burnt)
            product, _ = self._tables(watch, judged, enablers, burnt, span)
            at = np.arange(len(judged)), np.minimum(n_before, MOST_BEFORE), np.minimum(n_after, MOST_AFTER)
            looks = len(learned) / span * DAYS_A_YEAR
            for number in np.flatnonzero((product[at] <= cut) & (n_before + n_after > 0)):
                figures = float(product[at][number]), looks, self._mean(watch, judged[[number]], enablers, ~burnt, span)
                alerts.append(self._alert(watch, int(judged[number]), links[number], figures, tables, burnt, enablers))
        return Found(alerts, (f"{len(attacks)} attacks and burglaries beside {len(enablers)} enablers",))

    def _placed(self, watch: Watch, *classes: str) -> Ints:
        rows = watch.of_class(*classes)
        known = (watch.offences["easting"].is_not_null() & watch.offences["northing"].is_not_null()).to_numpy()
        return rows[known[rows]]

    def _attacks(self, watch: Watch) -> Ints:
        return self._placed(watch, *(each.value for each in LINKED_CLASSES))

    def _near(self, watch: Watch, attacks: Ints, enablers: Ints) -> Flags:
        x, y = (watch.offences[name].to_numpy() for name in ("easting", "northing"))
        away = np.hypot(x[attacks][:, None] - x[enablers], y[attacks][:, None] - y[enablers])
        system = watch.offences["crs"].cast(pl.Categorical).to_physical().fill_null(0).to_numpy()
        return (away <= self.within_km * 1_000.0) & (system[attacks][:, None] == system[enablers])

    def _count(self, watch: Watch, attacks: Ints, enablers: Ints, burnt: Flags) -> tuple[Ints, Ints, list[Ints]]:
        """Return how many thefts before and vehicles burnt after each attack has, and their rows."""
        near = self._near(watch, attacks, enablers)
        days = watch.day[enablers][None, :] - watch.day[attacks][:, None]
        before = near & ~burnt & (days >= -self.before_days) & (days <= 0)
        after = near & burnt & (days >= 0) & (days <= self.after_days)
        return before.sum(axis=1), after.sum(axis=1), [enablers[each] for each in before | after]

    def _mean(self, watch: Watch, attacks: Ints, enablers: Ints, which: Flags, span: float) -> float:
        held = which & (watch.day[enablers] < watch.learn_until) & (watch.day[enablers] >= watch.learn_until - span)
        return float(self._near(watch, attacks, enablers[held]).sum()) * self.before_days / span

    def _tables(
        self, watch: Watch, attacks: Ints, enablers: Ints, burnt: Flags, span: float
    ) -> tuple[Floats, Floats]:
        """Return, for each attack and each (before, after), the product of both tails and its probability."""
        held = (watch.day[enablers] < watch.learn_until) & (watch.day[enablers] >= watch.learn_until - span)
        near = self._near(watch, attacks, enablers[held])
        tails = []
        for which, days, most in (
            (~burnt[held], self.before_days, MOST_BEFORE),
            (burnt[held], self.after_days, MOST_AFTER),
        ):
            n, k = near[:, which].sum(axis=1)[:, None], np.arange(most + 2)
            tail = betainc(np.maximum(k, 1), n + JEFFREYS, 1.0 / (span / days + 1.0))
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
        figures: tuple[float, float, float],
        tables: tuple[Floats, Floats],
        burnt: Flags,
        enablers: Ints,
    ) -> Alert:
        product, looks, expected = figures
        links = links[np.argsort(watch.day[links], kind="stable")]
        kinds = [each.value for each in tell_enablers(watch.offences[links])]
        n_burnt = int(burnt[np.isin(enablers, links)].sum())
        chance = float(tables[1][tables[0] <= product * (1 + 1e-9)].sum()) / len(tables[0])
        rows = (*links[watch.day[links] <= watch.day[row]].tolist(), row, *links[watch.day[links] > watch.day[row]].tolist())
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
                f"{len(links) - n_burnt} enabler thefts within {self.within_km:.0f} km in the {self.before_days:.0f} days "
                f"before, {n_burnt} vehicles burnt in the {self.after_days:.0f} days after ({said}).",
                f"{say_number(expected)} such thefts are usual here in {self.before_days:.0f} days.",
                f"By chance an attack of this force has a chain as unlikely {say_chance(chance * looks)}.",
            ),
            changed="The kinds are read from titles and text: check them before acting on them.",
        )


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
