"""Alerts of one running series are one row; what was settled stays settled until there is something new."""

from __future__ import annotations

from datetime import date, timedelta

from sac_dash.patterns.alerts.alert import Alert
from sac_dash.patterns.alerts.budget import AlarmKind
from sac_dash.patterns.alerts.groups import group_alerts, series_of_alert


def alert(kind: AlarmKind, rows: tuple[int, ...], days_ago: int = 0, stream: str = "s") -> Alert:
    day = date(2026, 3, 31) - timedelta(days=days_ago)
    return Alert(
        kind=kind,
        stream=stream,
        label=stream,
        anchor=f"{stream}/{rows[-1]}",
        fired_on=day,
        window_start=day,
        window_end=day,
        observed=len(rows),
        expected=0.1,
        probability=0.01,
        chance_per_year=0.1,
        rows=rows,
        offence_keys=tuple(f"M:{row}" for row in rows),
        why=("why",),
        changed="changed",
    )


RARE, NEAR, WEEK = AlarmKind.RARE_BEHAVIOUR, AlarmKind.NEAR_REPEAT, AlarmKind.WEEKLY_COUNT


def test_alerts_of_one_series_are_one_group_whatever_rang_with_the_latest_first():
    alerts = [
        alert(RARE, (4, 5)),
        alert(NEAR, (1, 4), 3),
        alert(WEEK, (1, 4, 5, 9), 5),
        alert(RARE, (8, 9), 6),
    ]
    groups = group_alerts(alerts, {1: "S", 4: "S", 5: "S", 8: "T"})
    assert [each.series_id for each in groups] == ["S", None]
    assert groups[0].alerts == tuple(alerts[:3])
    assert groups[0].offence_keys == ("M:4", "M:5", "M:1", "M:9")
    assert groups[1].alerts == (alerts[3],)  # half its offences are not most of them


def test_half_of_an_alert_is_no_series():
    assert series_of_alert(alert(RARE, (1, 2)), {1: "S"}) is None
    assert series_of_alert(alert(RARE, (1, 2, 3)), {1: "S", 2: "S"}) == "S"
    assert series_of_alert(alert(RARE, (1, 2, 3)), {1: "T", 2: "S"}) is None


def test_without_a_series_one_stream_of_counts_is_one_group_and_places_go_by_their_offences():
    alerts = [
        alert(WEEK, (7, 8)),
        alert(NEAR, (2, 3), 1),
        alert(WEEK, (1, 2), 7),
        alert(NEAR, (1, 2), 8),
        alert(NEAR, (5, 6), 9),
        alert(WEEK, (1, 2), 9, stream="another"),
    ]
    groups = group_alerts(alerts, {})
    assert [each.alerts for each in groups] == [
        (alerts[0], alerts[2]),
        (alerts[1], alerts[3]),
        (alerts[4],),
        (alerts[5],),
    ]


def test_alerts_that_share_offences_through_a_third_are_one_group():
    alerts = [alert(NEAR, (1, 2)), alert(NEAR, (3, 4), 1), alert(NEAR, (2, 3), 2)]
    assert [each.alerts for each in group_alerts(alerts, {})] == [tuple(alerts)]


def test_what_was_settled_is_in_no_group_and_says_what_is_new_to_it():
    new, old = alert(RARE, (4, 5)), alert(RARE, (1, 4), 3)
    series = {1: "S", 4: "S", 5: "S"}
    (group,) = group_alerts([new, old], series, {old.alert_id: frozenset(old.offence_keys)})
    assert group.alerts == (new,)
    assert group.new_keys == ("M:5",)
    (fresh,) = group_alerts([new, old], series)
    assert fresh.known_keys == frozenset()
    assert group_alerts([old], series, {old.alert_id: frozenset(old.offence_keys)}) == ()


def test_a_settled_alert_with_offences_since_is_open_again():
    grown = alert(WEEK, (1, 2, 3))
    (group,) = group_alerts([grown], {}, {grown.alert_id: frozenset({"M:1", "M:2"})})
    assert group.alerts == (grown,)
    assert group.new_keys == ("M:3",)
