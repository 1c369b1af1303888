"""What the Alerts page asks of a generation's offences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sac_dash.patterns.alerts.alert import Alert
from sac_dash.store import Generation

Facts = list[dict[str, Any]]  # of each offence, in order: its key, reference, class, town and premises

_NAMED = ("offence_key", "crime_ref", "offence_class", "town", "premises_name")


def facts_of(generation: Generation, alerts: Iterable[Alert]) -> dict[str, Facts]:
    """Return what cards name of the offences of some alerts, by alert; a burst's offences are in many of them."""
    held = list(alerts)
    rows = sorted({row for each in held for row in each.rows})
    facts = dict(zip(rows, generation.offences.select(_NAMED)[rows].to_dicts(), strict=True))
    return {each.alert_id: [facts[row] for row in each.rows] for each in held}
