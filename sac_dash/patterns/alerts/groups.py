"""Alerts that are about the same thing, as one: a running series rings again and again.

Three detectors and five offences of one gang make a dozen alerts, and whoever has to settle a dozen settles
none with care. Alerts whose offences are mostly one series' are that series'; of the others, those of one stream
of counts belong together, and those of one detector that share offences. How each rang and how often chance
would ring it is untouched: grouping is for reading and settling.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sac_dash.patterns.alerts.alert import Alert
from sac_dash.patterns.alerts.count_detectors import COUNT_KINDS

MOST_OF_IT = 0.5  # more than this share of an alert's offences makes it a series'


@dataclass(frozen=True)
class AlertGroup:
    """Open alerts about the same thing.

    Attributes
    ----------
    series_id
        The series whose offences most of each are; None where they are no series'.
    alerts
        The latest to ring first.
    known_keys
        Offences on which alerts of this group rested that somebody has settled.
    """

    series_id: str | None
    alerts: tuple[Alert, ...]
    known_keys: frozenset[str] = frozenset()

    @property
    def alert_ids(self) -> tuple[str, ...]:
        """Return the ids of the open alerts."""
        return tuple(each.alert_id for each in self.alerts)

    @property
    def offence_keys(self) -> tuple[str, ...]:
        """Return the offences of all of them, each once, the latest alert's first."""
        return tuple(dict.fromkeys(key for each in self.alerts for key in each.offence_keys))

    @property
    def new_keys(self) -> tuple[str, ...]:
        """Return the offences that no settled alert of this group rested on; all, where none was settled."""
        return tuple(key for key in self.offence_keys if key not in self.known_keys)


def group_alerts(
    alerts: Iterable[Alert],
    series_of: Mapping[int, str],
    settled: Mapping[str, frozenset[str]] | None = None,
) -> tuple[AlertGroup, ...]:
    """Gather alerts into groups, in the order of each one's latest.

    Parameters
    ----------
    alerts
        Open and settled ones, the latest to ring first.
    series_of
        Row of an offence → the series it is a member of.
    settled
        Id of an alert that was settled → the offences it is known to have rested on then. It is in no group's
        `alerts`, unless it has others since; groups of none but such ones are left out.
    """
    settled = settled or {}
    held = list(alerts)
    place = _places(held, series_of)
    gathered: dict[int, list[Alert]] = {}
    known: dict[int, set[str]] = {}
    for each, group in zip(held, place, strict=True):
        before = settled.get(each.alert_id)
        if before is not None:
            known.setdefault(group, set()).update(before)
        if before is None or not before.issuperset(each.offence_keys):
            gathered.setdefault(group, []).append(each)
    return tuple(
        AlertGroup(series_of_alert(own[0], series_of), tuple(own), frozenset(known.get(group, ())))
        for group, own in gathered.items()
    )


def series_of_alert(alert: Alert, series_of: Mapping[int, str]) -> str | None:
    """Return the series that most of an alert's offences are members of, or None."""
    counted = Counter(series_of[row] for row in alert.rows if row in series_of)
    if not counted:
        return None
    most, n = min(counted.items(), key=lambda each: (-each[1], each[0]))
    return most if n > MOST_OF_IT * len(alert.rows) else None


def _places(alerts: list[Alert], series_of: Mapping[int, str]) -> list[int]:
    """Return for each alert the position of the first that it belongs with."""
    first: dict[tuple[str, ...], int] = {}
    place = list(range(len(alerts)))

    def root(position: int) -> int:
        while place[position] != position:
            position = place[position]
        return position

    for position, alert in enumerate(alerts):
        for tie in _ties(alert, series_of):
            low, high = sorted((root(first.setdefault(tie, position)), root(position)))
            place[high] = low
    return [root(position) for position in range(len(alerts))]


def _ties(alert: Alert, series_of: Mapping[int, str]) -> list[tuple[str, ...]]:
    """Return what an alert has in common with those it belongs with."""
    series_id = series_of_alert(alert, series_of)
    if series_id is not None:
        return [("series", series_id)]
    if alert.kind in COUNT_KINDS:
        return [("stream", alert.kind.value, alert.stream)]
    return [("offence", alert.kind.value, alert.stream, key) for key in alert.offence_keys]
