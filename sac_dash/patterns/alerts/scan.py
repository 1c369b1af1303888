"""One look at everything that is watched: the alarms that rang lately, and what could not be watched.

The analyst sets how many false alarms a year are borne; this module gathers what is known at the moment
asked about, lets each detector that has enough data spend its part, and says of the others why they are silent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.domain.columns import OFFENCES, require
from sac_dash.domain.when import WhenPrecision
from sac_dash.patterns.alerts.alert import Alert
from sac_dash.patterns.alerts.budget import AlarmBudget, AlarmKind
from sac_dash.patterns.alerts.chain_alarms import ChainDetector
from sac_dash.patterns.alerts.count_detectors import COUNT_KINDS, CountDetector
from sac_dash.patterns.alerts.gatherings import GatheringDetector
from sac_dash.patterns.alerts.place_alarms import near_repeat, repeat_premises
from sac_dash.patterns.alerts.rare_pairs import RarePairDetector
from sac_dash.patterns.alerts.streams import (
    DAYS_A_WEEK,
    EPOCH_MONDAY,
    Stream,
    local_days,
    standard_streams,
    watch_streams,
)
from sac_dash.patterns.alerts.watch import CLASS_CODES, Detector, NotWatched, Watch
from sac_dash.patterns.shared_behaviours import Implied

DAYS_A_QUARTER = 13 * DAYS_A_WEEK


def standard_detectors() -> tuple[Detector, ...]:
    """Return the detectors that come with this room."""
    counts = tuple(CountDetector(kind) for kind in COUNT_KINDS)
    return (
        *counts,
        repeat_premises(),
        near_repeat(),
        RarePairDetector(),
        ChainDetector(),
        GatheringDetector(),
    )


@dataclass(frozen=True)
class ScanParameters:
    """How the scan is made.

    Parameters
    ----------
    budget
        False alarms a year over everything.
    look_back_weeks
        Weeks before the current one that are judged again, as late records fill them (4).
    detectors
        What watches; a further detector (:class:`.watch.Detector`) is added here.
    """

    budget: AlarmBudget = field(default_factory=AlarmBudget)
    look_back_weeks: int = 4
    detectors: tuple[Detector, ...] = field(default_factory=standard_detectors)


@dataclass(frozen=True)
class Context:
    """What the caller knows beside the offences: streams to watch, the vocabulary, what was acknowledged.

    Parameters
    ----------
    streams
        None watches :func:`.streams.standard_streams`; an analyst's own are added to those.
    implied, labels
        The vocabulary's implications and labels by (facet, code).
    acknowledged
        Stream key → day on which its slow rise was acknowledged.
    """

    streams: Sequence[Stream] | None = None
    implied: Implied = field(default_factory=dict)
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    acknowledged: Mapping[str, date] = field(default_factory=dict)


@dataclass(frozen=True)
class AlertScan:
    """What a scan gives.

    Parameters
    ----------
    alerts
        The latest to ring first.
    watched
        What each detector watched.
    not_watched
        What could not be watched, by detector, and why.
    per_year
        The false alarms a year that each running detector was given.
    """

    as_of: datetime
    alerts: tuple[Alert, ...]
    watched: Mapping[AlarmKind, tuple[str, ...]]
    not_watched: Mapping[AlarmKind, tuple[NotWatched, ...]]
    per_year: Mapping[AlarmKind, float]


def scan_for_alerts(
    offences: pl.DataFrame,
    as_of: datetime,
    parameters: ScanParameters | None = None,
    tags: pl.DataFrame | None = None,
    context: Context | None = None,
) -> AlertScan:
    """Return the alarms that rang in the current week or the few before it, and what was watched.

    Parameters
    ----------
    offences
        `domain.columns.OFFENCES`, in any order; those recorded after `as_of` are not looked at.
    as_of
        Aware: the data cut-off (:func:`sac_dash.patterns.cut_off.data_cut_off`), or a moment of the past.
    tags
        `domain.columns.TAGS` of the same offences; None watches no methods and no shared behaviours.

    Raises
    ------
    SacDashError
        If a column is missing.
    """
    parameters, context = parameters or ScanParameters(), context or Context()
    require(offences, OFFENCES, "offences")
    streams = (
        context.streams if context.streams is not None else standard_streams(offences, tags, context.labels)
    )
    prepared = prepare_watch(offences, as_of, tags, streams, context)
    week_start = float(np.floor(prepared.cut_day / DAYS_A_WEEK) * DAYS_A_WEEK)
    from_day = week_start - parameters.look_back_weeks * DAYS_A_WEEK
    return run_detectors(prepared, as_of, from_day, parameters)


def prepare_watch(
    offences: pl.DataFrame,
    as_of: datetime,
    tags: pl.DataFrame | None,
    streams: Sequence[Stream],
    context: Context,
) -> Watch:
    """Gather what is known at `as_of`; the span to be judged is set by :func:`run_detectors`."""
    day, known_day, cut = local_days(offences, as_of)
    exact = (offences["when_precision"] != WhenPrecision.MONTH.value).to_numpy()
    known = np.flatnonzero(exact & (day <= cut) & (known_day <= cut))
    return Watch(
        offences=offences,
        tags=tags,
        known=known[np.argsort(day[known], kind="stable")],
        day=day,
        known_day=known_day,
        class_code=_class_codes(offences["offence_class"]),
        cut_day=cut,
        from_day=cut,
        learn_until=cut,
        history=watch_streams(offences, streams, as_of, (day, known_day, cut)),
        first_week=0,
        acknowledged=context.acknowledged,
        implied=context.implied,
        labels=context.labels,
    )


def _class_codes(offence_class: pl.Series) -> npt.NDArray[np.int8]:
    """Return the number of each offence's class; -1 for one that is not known."""
    codes = offence_class.cast(pl.Enum(list(CLASS_CODES)), strict=False).to_physical().cast(pl.Int8)
    return codes.fill_null(-1).to_numpy()


def run_detectors(prepared: Watch, as_of: datetime, from_day: float, parameters: ScanParameters) -> AlertScan:
    """Run the detectors over the days from `from_day` to the cut-off, each with its part of the budget."""
    origin = float((prepared.history.first_monday - EPOCH_MONDAY).days)
    watch = Watch(
        **{
            **vars(prepared),
            "from_day": from_day,
            "learn_until": float(np.floor(from_day / DAYS_A_QUARTER) * DAYS_A_QUARTER),
            "first_week": int((from_day - origin) // DAYS_A_WEEK),
        }
    )
    silent = {each.kind: each.cannot_watch(watch) for each in parameters.detectors}
    running = [each for each in parameters.detectors if silent[each.kind] is None]
    per_year = parameters.budget.split(each.kind for each in running)
    found = {each.kind: each.find(watch, per_year[each.kind]) for each in running}
    alerts = [alert for each in found.values() for alert in each.alerts]
    refused = {kind: (NotWatched("everything", why),) for kind, why in silent.items() if why is not None}
    return AlertScan(
        as_of=as_of,
        alerts=tuple(
            sorted(alerts, key=lambda each: (-each.fired_on.toordinal(), each.kind.value, each.alert_id))
        ),
        watched={kind: tuple(each.watched) for kind, each in found.items()},
        not_watched=refused
        | {kind: tuple(each.not_watched) for kind, each in found.items() if each.not_watched},
        per_year=per_year,
    )
