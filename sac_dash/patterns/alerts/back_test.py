"""What a budget would have been like over a force's own past.

The past holds real bursts, so its alarms a year may well exceed the budget: the figure says how often somebody
would have been rung up. Whether the budget is kept can be told only where nothing changed
(:mod:`.rehearsal`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from sac_dash.domain.progress import Progress, silent
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.patterns.alerts.alarm_rate import AlarmRate
from sac_dash.patterns.alerts.alert import Alert
from sac_dash.patterns.alerts.budget import AlarmBudget, AlarmKind
from sac_dash.patterns.alerts.scan import (
    DAYS_A_QUARTER,
    Context,
    ScanParameters,
    prepare_watch,
    run_detectors,
)
from sac_dash.patterns.alerts.streams import standard_streams
from sac_dash.patterns.expectation import DAYS_A_YEAR


@dataclass(frozen=True)
class BackTest:
    """The alarms of a force's own past.

    Parameters
    ----------
    alerts
        In the order in which they would have rung; none where only the rates were kept.
    rates
        Of each detector over the years that it could watch; a detector that never could is missing.
    allowed
        False alarms that each detector was given over those years: what chance alone would have rung.
    budget
        What was allowed, a year, if nothing had changed.
    """

    alerts: tuple[Alert, ...]
    rates: Mapping[AlarmKind, AlarmRate]
    allowed: Mapping[AlarmKind, float]
    budget: AlarmBudget

    @property
    def n(self) -> int:
        """Return how many alarms there were over all detectors."""
        return sum(each.n for each in self.rates.values())

    @property
    def per_year(self) -> float:
        """Return alarms a year over all detectors."""
        return sum(each.per_year for each in self.rates.values())


def back_test(
    offences: pl.DataFrame,
    as_of: datetime,
    parameters: ScanParameters | None = None,
    tags: pl.DataFrame | None = None,
    context: Context | None = None,
    *,
    progress: Progress = silent,
) -> BackTest:
    """Run the scan over the past, a quarter at a time, with thresholds from what was known before each.

    Within a quarter every week is judged with what is known at the quarter's end and each alarm carries the
    day on which enough was known; as counts only grow, that rings what weekly scans would have rung.

    Returns
    -------
    BackTest
        Alarms a year may exceed the budget: the past holds real changes.
    """
    parameters, context = parameters or ScanParameters(), context or Context()
    streams = (
        context.streams if context.streams is not None else standard_streams(offences, tags, context.labels)
    )
    whole = prepare_watch(offences, as_of, tags, streams, context)
    if not len(whole.known):
        return BackTest((), {}, {}, parameters.budget)
    begun = float(whole.day[whole.known[0]])
    starts = np.arange(np.ceil(begun / DAYS_A_QUARTER) * DAYS_A_QUARTER, whole.cut_day, DAYS_A_QUARTER)
    found: dict[str, Alert] = {}
    days: dict[AlarmKind, float] = {}
    allowed: dict[AlarmKind, float] = {}
    for number, start in enumerate(starts):
        progress(f"Looking back, quarter {number + 1} of {len(starts)}", number / len(starts))
        end = min(float(start + DAYS_A_QUARTER), whole.cut_day)
        moment = _moment(as_of, whole.cut_day - end)
        quarter = prepare_watch(offences, moment, tags, streams, context)
        scan = run_detectors(quarter, moment, float(start), parameters)
        found |= {each.alert_id: each for each in scan.alerts if each.alert_id not in found}
        for kind, per_year in scan.per_year.items():
            days[kind] = days.get(kind, 0.0) + end - start
            allowed[kind] = allowed.get(kind, 0.0) + per_year * (end - start) / DAYS_A_YEAR
    by_kind = Counter(each.kind for each in found.values())
    rates = {kind: AlarmRate(by_kind[kind], spent / DAYS_A_YEAR) for kind, spent in days.items()}
    return BackTest(
        tuple(sorted(found.values(), key=lambda each: each.fired_on)), rates, allowed, parameters.budget
    )


def _moment(as_of: datetime, days_before: float) -> datetime:
    """Return the moment so many days before, on the local clock of the streams."""
    wall = as_of.astimezone(ZoneInfo(SOURCE_TIMEZONE)).replace(tzinfo=None) - timedelta(days=days_before)
    return wall.replace(tzinfo=ZoneInfo(SOURCE_TIMEZONE))
