"""An alarm as plain values, so that one process can keep what it found for the others."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

from sac_dash.patterns.alerts.alert import Alert
from sac_dash.patterns.alerts.budget import AlarmKind

_DAYS = ("fired_on", "window_start", "window_end")
_LISTS = ("rows", "offence_keys", "why")
_MEASURES = ("expected", "probability", "chance_per_year")


def alert_record(alert: Alert) -> dict[str, Any]:
    """Return an alarm as plain values."""
    # Its fields, not its attributes: an id that was asked for stands among those too.
    plain = {each.name: getattr(alert, each.name) for each in fields(alert)}
    return {
        **plain,
        **{name: float(plain[name]) for name in _MEASURES},
        "observed": int(alert.observed),
        "kind": alert.kind.value,
        "rows": [int(row) for row in alert.rows],
        "offence_keys": list(alert.offence_keys),
        "why": list(alert.why),
        **{name: getattr(alert, name).isoformat() for name in _DAYS},
    }


def alert_from_record(record: dict[str, Any]) -> Alert:
    """Return the alarm that :func:`alert_record` wrote down.

    Raises
    ------
    KeyError, TypeError, ValueError
        When it is none.
    """
    days = {name: date.fromisoformat(record[name]) for name in _DAYS}
    lists = {name: tuple(record[name]) for name in _LISTS}
    return Alert(**{**record, "kind": AlarmKind(record["kind"]), **days, **lists})
