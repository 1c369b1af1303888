"""The alarms that rang lately: looked for once, kept for every worker and the terminal.

Looking takes four seconds of processor time, and more than a gigabyte while it lasts, with a million offences. It
follows from the published results and from three things that people decide (the budget, corrected codes, slow rises
that were acknowledged), all of which stand in :func:`scan_key`: whoever asks under another key looks anew.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sac_dash.casework import CaseBook
from sac_dash.patterns.alerts.budget import AlarmKind
from sac_dash.patterns.alerts.scan import AlertScan
from sac_dash.patterns.alerts.watch import NotWatched
from sac_dash.store import Generation, Store
from sac_dash.workflow.alert_records import alert_from_record, alert_record
from sac_dash.workflow.alerts import METHOD, acknowledged_rises, edits_key, scan_store


def scan_key(book: CaseBook, per_year: float | None = None) -> str:
    """Return what a scan rests on, beside the generation: it need not be made again while this stays."""
    budget = book.alarm_budget if per_year is None else per_year
    acknowledged = sorted((stream, day.isoformat()) for stream, day in acknowledged_rises(book).items())
    return json.dumps(["alert_scan", METHOD, budget, edits_key(book), acknowledged])


def kept_scan(
    store: Store, generation: Generation, book: CaseBook, per_year: float | None = None
) -> AlertScan | None:
    """Return the scan where it has been made, else None."""
    record = store.worked_out.read(generation.id, scan_key(book, per_year))
    try:
        return None if record is None else scan_from_record(record)
    except (KeyError, TypeError, ValueError):
        return None  # by another version: it is made anew


def work_out_scan(
    store: Store, generation: Generation, book: CaseBook, per_year: float | None = None
) -> AlertScan:
    """Return the scan: as kept, or made now and kept. Another process that is at it already is waited for."""
    found = kept_scan(store, generation, book, per_year)
    if found is not None:
        return found
    key = scan_key(book, per_year)
    with store.worked_out.turn(generation.id, key):
        found = kept_scan(store, generation, book, per_year)
        if found is None:
            found = scan_store(generation, book, per_year)
            store.worked_out.write(generation.id, key, scan_record(found), store.generations())
    return found


def scan_record(scan: AlertScan) -> dict[str, Any]:
    """Return a scan as plain values."""
    return {
        "as_of": scan.as_of.isoformat(),
        "alerts": [alert_record(each) for each in scan.alerts],
        "watched": {kind.value: list(names) for kind, names in scan.watched.items()},
        "not_watched": {
            kind.value: [[each.what, each.why] for each in silent]
            for kind, silent in scan.not_watched.items()
        },
        "per_year": {kind.value: float(given) for kind, given in scan.per_year.items()},
    }


def scan_from_record(record: dict[str, Any]) -> AlertScan:
    """Return the scan that :func:`scan_record` wrote down.

    Raises
    ------
    KeyError, TypeError, ValueError
        When it is none.
    """
    return AlertScan(
        as_of=datetime.fromisoformat(record["as_of"]),
        alerts=tuple(alert_from_record(each) for each in record["alerts"]),
        watched={AlarmKind(kind): tuple(names) for kind, names in record["watched"].items()},
        not_watched={
            AlarmKind(kind): tuple(NotWatched(what, why) for what, why in silent)
            for kind, silent in record["not_watched"].items()
        },
        per_year={AlarmKind(kind): given for kind, given in record["per_year"].items()},
    )
