"""The back-test rings what weekly scans would have rung, and keeps within what was allowed where nothing changes."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from sac_dash.patterns.alerts.alarm_rate import AlarmRate
from sac_dash.patterns.alerts.back_test import back_test
from sac_dash.patterns.alerts.budget import AlarmBudget, AlarmKind
from sac_dash.patterns.alerts.scan import ScanParameters, scan_for_alerts
from sac_dash.patterns.alerts.streams import EPOCH_MONDAY
from tests.unit.patterns.alerts.unchanging_force import AS_OF, unchanging_force

GENEROUS = ScanParameters(AlarmBudget(30))


def test_weekly_scans_ring_the_same():
    force, tags = unchanging_force(2)
    tested = back_test(force, AS_OF, GENEROUS, tags)
    quarter = (AS_OF.date() - EPOCH_MONDAY).days // 91 * 91
    start = EPOCH_MONDAY + timedelta(days=quarter - 91)
    weekly = {}
    for week in range(1, 14):
        moment = AS_OF - timedelta(days=(AS_OF.date() - start).days - 7 * week)
        scan = scan_for_alerts(force, moment, GENEROUS, tags)
        weekly |= {each.alert_id: each for each in scan.alerts}
    within = (start + timedelta(days=35), start + timedelta(days=84))
    kinds = {AlarmKind.WEEKLY_COUNT, AlarmKind.MOVING_WINDOW, AlarmKind.SLOW_RISE, AlarmKind.REPEAT_PREMISES}
    ours, theirs = (
        {each.alert_id for each in alerts if within[0] <= each.fired_on < within[1] and each.kind in kinds}
        for alerts in (tested.alerts, weekly.values())
    )
    assert len(ours) >= 3
    assert ours == theirs


def test_detectors_keep_within_what_they_were_allowed_where_nothing_changes():
    rang, allowed = Counter(), Counter()
    for seed in range(8):
        force, tags = unchanging_force(seed)
        tested = back_test(force, AS_OF, ScanParameters(AlarmBudget(8)), tags)
        for kind, rate in tested.rates.items():
            rang[kind] += rate.n
            allowed[kind] += tested.allowed[kind]
    for kind, expected in allowed.items():
        assert AlarmRate(rang[kind], 1.0).interval[0] < 1.25 * expected, kind
    assert sum(rang.values()) < 1.2 * sum(allowed.values())


def test_no_offences_no_alarms():
    force, _ = unchanging_force(1)
    assert back_test(force.clear(), AS_OF).rates == {}
