"""Alerts of a store: what rang lately under the budget that was set, what was settled, what was not watched.

The analysis (:mod:`sac_dash.patterns.alerts`) knows offences alone; this module brings in what analysts
decided: the budget, corrected codes, and which slow rises were acknowledged, whose sums start anew. Nothing but
copies is stored: alerts have the same ids in every run, so that how they were settled finds them again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sac_dash.casework import AcknowledgeAlert, CaseBook, DismissAlert, SettledAlert
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.progress import Progress, silent
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.mo import load_vocabulary
from sac_dash.patterns.alerts.alert import Alert
from sac_dash.patterns.alerts.back_test import BackTest, back_test
from sac_dash.patterns.alerts.budget import AlarmBudget, AlarmKind
from sac_dash.patterns.alerts.groups import AlertGroup, group_alerts
from sac_dash.patterns.alerts.scan import AlertScan, Context, ScanParameters, scan_for_alerts
from sac_dash.patterns.cut_off import data_cut_off
from sac_dash.store import Generation
from sac_dash.workflow.series_in_hand import tags_in_hand

METHOD = (
    2  # raised whenever the detectors, or what is kept of them, change: what was kept before is found no more
)

KIND_LABELS = {
    AlarmKind.WEEKLY_COUNT: "Busy week",
    AlarmKind.MOVING_WINDOW: "Busy four weeks",
    AlarmKind.SLOW_RISE: "Slow rise",
    AlarmKind.REPEAT_PREMISES: "Same premises again",
    AlarmKind.NEAR_REPEAT: "Close together",
    AlarmKind.RARE_BEHAVIOUR: "Rare behaviour shared",
    AlarmKind.ENABLER_CHAIN: "Thefts, attack, burnt vehicle",
    AlarmKind.SPACE_TIME: "Gathering in an area",
}


@dataclass(frozen=True)
class AlertsInHand:
    """Alerts under what was decided.

    Parameters
    ----------
    scan
        What rang in the weeks looked back on, what was watched and what was not.
    open_alerts
        Those that nobody has settled, the latest first.
        One that was acknowledged is open again while it rests on offences that it did not rest on then.
    settled
        Every other alert that was settled, the last settled first; what each was is in the log, so that it is
        still told when the scan no longer looks so far back.
    groups
        The open alerts about the same thing together.
    """

    scan: AlertScan
    open_alerts: tuple[Alert, ...]
    settled: tuple[SettledAlert, ...]
    groups: tuple[AlertGroup, ...] = ()

    def find(self, alert_id: str) -> Alert | None:
        """Return the alert that has this id, or None where the scan does not hold it."""
        return next((each for each in self.scan.alerts if each.alert_id == alert_id), None)


def alerts_of(
    generation: Generation,
    book: CaseBook,
    scan: AlertScan | None = None,
    series_of: Mapping[int, str] | None = None,
) -> AlertsInHand:
    """Return the alerts of a generation as they stand under a book.

    Parameters
    ----------
    scan
        What :func:`scan_store` gave, where the caller has kept it (:mod:`.kept_scan`).
    series_of
        Row of an offence → the series it is a member of, for the groups.
    """
    scan = scan or scan_store(generation, book)
    known = {
        each.alert_id: _known_keys(each, held)
        for each in scan.alerts
        if (held := book.alerts.get(each.alert_id)) is not None
    }
    groups = group_alerts(scan.alerts, series_of or {}, known)
    still_open = {alert_id for each in groups for alert_id in each.alert_ids}
    return AlertsInHand(
        scan,
        tuple(each for each in scan.alerts if each.alert_id in still_open),
        tuple(
            each
            for each in sorted(book.alerts.values(), key=lambda each: -each.seq)
            if each.alert_id not in still_open
        ),
        groups,
    )


def _known_keys(alert: Alert, held: SettledAlert) -> frozenset[str]:
    """Return the offences an alert rested on when it was settled.

    A dismissal holds whatever comes to it, and the sum of an acknowledged slow rise starts anew and rings by itself;
    entries from before offences were written down are taken to have known all.
    """
    if held.dismissed or alert.kind is AlarmKind.SLOW_RISE or not held.offences:
        return frozenset(alert.offence_keys)
    return frozenset(held.offences)


def edits_key(book: CaseBook) -> str:
    """Return what tells one state of the corrected codes from every other, whichever log they stand in."""
    edits = sorted([*key, str(edit.state)] for key, edit in book.edits.items())
    return hashlib.sha256(json.dumps(edits).encode()).hexdigest()[:24] if edits else ""


def scan_store(generation: Generation, book: CaseBook, per_year: float | None = None) -> AlertScan:
    """Return what rang in the current week and the four before it, at the data's cut-off.

    Parameters
    ----------
    per_year
        False alarms a year; None takes the budget of the book.
    """
    return scan_for_alerts(
        generation.offences,
        reach_of(generation),
        _parameters(book, per_year),
        tags_in_hand(generation, book),
        _context(book),
    )


def back_test_store(
    generation: Generation,
    book: CaseBook,
    per_year: float | None = None,
    progress: Progress = silent,
) -> BackTest:
    """Return what the budget would have been like over the force's own past.

    It reads every quarter anew, some seconds with 10,000 offences: :mod:`.past_alerts` keeps what it gives.
    """
    return back_test(
        generation.offences,
        reach_of(generation),
        _parameters(book, per_year),
        tags_in_hand(generation, book),
        _context(book, with_acknowledged=False),
        progress=progress,
    )


def acknowledged_rises(book: CaseBook) -> dict[str, date]:
    """Return the streams whose slow rise was acknowledged, and the day from which each is counted anew.

    That is the end of the last whole week which the data then held: the week in progress is counted.
    """
    return {
        each.stream: date.fromisoformat(each.reach) - timedelta(days=7)
        for each in sorted(book.alerts.values(), key=lambda each: each.seq)
        if each.detector == AlarmKind.SLOW_RISE and not each.dismissed and each.reach
    }


def reach_of(generation: Generation) -> datetime:
    """Return how far a generation's data goes."""
    return data_cut_off(generation.offences) or generation.published_at


def say_what(alert: Alert) -> str:
    """Return an alert in one line: ``Busy week: Commercial burglary, Wrekin``."""
    return f"{KIND_LABELS[alert.kind]}: {alert.label}"


def acknowledgement(alert: Alert, as_of: datetime, reason: str = "") -> AcknowledgeAlert:
    """Return the action that acknowledges an alert seen on data up to `as_of`."""
    day = as_of.astimezone(ZoneInfo(SOURCE_TIMEZONE)).date().isoformat()
    return AcknowledgeAlert(
        alert.alert_id,
        alert.kind.value,
        alert.stream,
        say_what(alert),
        alert.fired_on.isoformat(),
        day,
        reason,
        alert.offence_keys,
    )


def dismissal(alert: Alert, reason: str) -> DismissAlert:
    """Return the action that dismisses an alert."""
    return DismissAlert(
        alert.alert_id,
        reason.strip(),
        alert.kind.value,
        alert.stream,
        say_what(alert),
        alert.fired_on.isoformat(),
    )


def require_alert(held: AlertsInHand, alert_id: str) -> Alert:
    """Return the alert with this id.

    Raises
    ------
    SacDashError
        Where none of those that rang lately has it.
    """
    alert = held.find(alert_id)
    if alert is None:
        raise SacDashError(f"no alert has the id {alert_id}", remedy="Look at the list: sac-dash alerts")
    return alert


def _parameters(book: CaseBook, per_year: float | None) -> ScanParameters:
    return ScanParameters(budget=AlarmBudget(book.alarm_budget if per_year is None else per_year))


def _context(book: CaseBook, *, with_acknowledged: bool = True) -> Context:
    vocabulary = load_vocabulary()
    implied = {
        (name, code): held.implies
        for name, facet in vocabulary.facets.items()
        for code, held in facet.codes.items()
        if held.implies
    }
    return Context(
        implied=implied,
        labels=vocabulary.labels(),
        acknowledged=acknowledged_rises(book) if with_acknowledged else {},
    )
