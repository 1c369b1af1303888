"""Offences that gathered in some circle over some days: the prospective scan, read once a week.

Streams stop at the borders of areas; this detector does not. Each week's end is looked at with what was known
then, so that later data change no look that was had. A look rings where the most unlikely circle is less likely
than the looks of a year may be (:mod:`sac_dash.patterns.space_time_scan` pays for all circles and lengths at
once by dealing times anew); a gathering that rang in one of the four weeks before rings no second time. Too many
offences make a look too long for a page, so beyond that the other detectors have its part of the budget.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from sac_dash.domain.offence_class import LINKED_CLASSES
from sac_dash.patterns.alerts.alert import Alert, say_chance, say_number
from sac_dash.patterns.alerts.budget import AlarmKind
from sac_dash.patterns.alerts.streams import DAYS_A_WEEK
from sac_dash.patterns.alerts.watch import Found, Watch, has_place
from sac_dash.patterns.basis import NotEnough
from sac_dash.patterns.expectation import DAYS_A_YEAR
from sac_dash.patterns.space_time_scan import ScanCluster, ScanParameters, scan_recent
from sac_dash.patterns.time_windows import DAY_S, TimeWindows

Ints = npt.NDArray[np.int64]

LOOKS_A_YEAR = DAYS_A_YEAR / DAYS_A_WEEK


@dataclass(frozen=True)
class GatheringDetector:
    """Watch for gatherings in place and time, whatever the areas.

    Parameters
    ----------
    scan
        How each look is made.
    least_days
        Days of earlier data needed.
    most_offences
        Placed offences within the days scanned above which this detector is left out.
    seed
        Of the dealing of times; with the week it makes each look's own.
    """

    scan: ScanParameters = field(
        default_factory=lambda: ScanParameters(looks_days=DAYS_A_WEEK, most_clusters=1)
    )
    least_days: float = 182.0
    most_offences: int = 3_000
    seed: int = 0
    kind: AlarmKind = AlarmKind.SPACE_TIME

    def cannot_watch(self, watch: Watch) -> str | None:
        """Return why gatherings cannot be judged, or None."""
        rows = self._placed(watch)
        held, span = watch.learned(rows, self.scan.history_days)
        if span < self.least_days or len(held) < self.scan.least_n:
            return (
                f"needs {self.least_days:.0f} days with {self.scan.least_n} placed offences; "
                f"has {span:.0f} days with {len(held)}"
            )
        if len(held) > self.most_offences:
            return (
                f"more than {self.most_offences:,} placed offences to look through: too long for every week"
            )
        return None

    def find(self, watch: Watch, per_year: float) -> Found:
        """Return the gatherings that ring at a week's end from `watch.from_day` on."""
        rows, most = self._placed(watch), per_year / LOOKS_A_YEAR
        first = int(np.ceil(watch.from_day / DAYS_A_WEEK))
        alerts: list[Alert] = []
        rang: dict[int, set[int]] = {}
        for week in range(first - 4, int(watch.cut_day // DAYS_A_WEEK) + 1):
            cluster = self._look(watch, rows, week, most)
            if cluster is None or cluster[0].p_value > most:
                continue
            own = set(cluster[1])
            before = [held for other, held in rang.items() if week - other <= 4]
            rang[week] = own
            if week >= first and all(own.isdisjoint(each) for each in before):
                alerts.append(self._alert(watch, week, *cluster))
        return Found(
            alerts, (f"{len(rows):,} placed offences, circles up to {self.scan.radius_m / 1_000:.0f} km",)
        )

    def _look(
        self, watch: Watch, rows: Ints, week: int, most: float
    ) -> tuple[ScanCluster, tuple[int, ...]] | None:
        """Return the most unlikely gathering at the end of the days before this Monday, with its rows.

        One whose p-value is above `most` is not looked into further than that is sure.
        """
        end = float(week * DAYS_A_WEEK)
        known = rows[(watch.day[rows] < end) & (watch.known_day[rows] <= end)]
        if not len(known):
            return None
        start_s = np.floor(watch.day[known] * DAY_S).astype(np.int64)
        windows = TimeWindows(start_s, start_s + 60, np.ones(len(known), np.bool_), "UTC")
        x, y = (watch.offences[name].to_numpy()[known].astype(np.float64) for name in ("easting", "northing"))
        found = scan_recent(
            x,
            y,
            windows,
            as_of=datetime.fromtimestamp(end * DAY_S, UTC),
            seed=self.seed + week,
            parameters=replace(self.scan, give_up_p=most),
        )
        if isinstance(found, NotEnough) or not found.clusters:
            return None
        best = found.clusters[0]
        members = known[list(best.rows)]
        return best, tuple(members[np.argsort(watch.day[members], kind="stable")].tolist())

    def _placed(self, watch: Watch) -> Ints:
        """Return the known attacks and burglaries with a place, all of the commonest system."""
        rows = watch.of_class(*(each.value for each in LINKED_CLASSES))
        frame = watch.offences
        placed = has_place(frame)
        crs = frame["crs"].drop_nulls().mode().sort()
        same = (frame["crs"].eq_missing(crs[0]) if len(crs) else frame["crs"].is_not_null()).to_numpy()
        return np.asarray(rows[(placed & same)[rows]])

    def _alert(self, watch: Watch, week: int, cluster: ScanCluster, rows: tuple[int, ...]) -> Alert:
        keys = tuple(watch.offences["offence_key"][row] for row in rows)
        towns = watch.offences["town"].gather(list(rows)).drop_nulls().mode().sort()
        where = f"around {towns[0]}" if len(towns) else "in one place"
        per_year = cluster.p_value * LOOKS_A_YEAR
        end = week * DAYS_A_WEEK
        across = f"within {cluster.radius_m / 1_000:.1f} km" if cluster.radius_m else "at one place"
        return Alert(
            kind=self.kind,
            stream="gatherings",
            label=where[:1].upper() + where[1:],
            anchor=watch.date_of(float(end)).isoformat(),
            fired_on=watch.date_of(float(end)),
            window_start=watch.date_of(float(end - cluster.days)),
            window_end=watch.date_of(float(end - 1)),
            observed=cluster.observed,
            expected=cluster.expected,
            probability=cluster.p_value,
            chance_per_year=per_year,
            rows=rows,
            offence_keys=keys,
            why=(
                f"{cluster.observed} offences {across} {where} in {cluster.days} days.",
                f"Busy places and busy times alone would bring {say_number(cluster.expected)}.",
                f"By chance the weekly look finds a gathering like it {say_chance(per_year)}.",
            ),
            changed=f"{cluster.observed} in {cluster.days} days where {say_number(cluster.expected)} were due.",
        )
