"""Near repeats and premises hit again: planted ones ring, nothing else does beyond its part, places unknown never."""

from __future__ import annotations

import pytest

from sac_dash.patterns.alerts.back_test import back_test
from sac_dash.patterns.alerts.budget import AlarmBudget, AlarmKind
from sac_dash.patterns.alerts.place_alarms import near_repeat, repeat_premises
from sac_dash.patterns.alerts.scan import ScanParameters, scan_for_alerts
from tests.unit.patterns.alerts.planted_force import offence, with_offences
from tests.unit.patterns.alerts.unchanging_force import AS_OF, unchanging_force

FAR = 250_000.0  # metres: no town of the invented force is near


def alerts_of(offences, detector, budget=1.0):
    return scan_for_alerts(offences, AS_OF, ScanParameters(AlarmBudget(budget), detectors=(detector,))).alerts


def planted_in(alerts):
    return [each for each in alerts if any(key.startswith("planted") for key in each.offence_keys)]


def test_offences_close_together_ring_with_those_before_them():
    offences, _ = with_offences([offence(12 - 3 * n, FAR + 200 * n, FAR) for n in range(4)])
    last = planted_in(alerts_of(offences, near_repeat()))[0]
    assert last.kind is AlarmKind.NEAR_REPEAT
    assert last.offence_keys == ("planted:0", "planted:1", "planted:2", "planted:3")
    assert last.why[0].endswith("4 offences within 1,000 m within 28 days.")


def test_the_same_premises_are_no_near_repeat_and_ring_as_premises_hit_again():
    offences, _ = with_offences([offence(20 - 6 * n, FAR, FAR) for n in range(4)])
    assert planted_in(alerts_of(offences, near_repeat())) == []
    assert planted_in(alerts_of(offences, repeat_premises()))


@pytest.mark.parametrize(
    "planted",
    [
        [offence(12 - 3 * n, None, None) for n in range(4)],
        [offence(12 - 3 * n, FAR, None) for n in range(4)],
        [offence(12 - 3 * n, FAR, FAR) | {"crs": "local-metres"} for n in range(4)],
        [offence(12 - 3 * n, FAR, FAR) | {"location_precision_m": 5_000.0} for n in range(4)],
    ],
)
def test_places_unknown_or_too_coarse_or_of_another_system_are_no_match(planted):
    offences, _ = with_offences(planted)
    for detector in (near_repeat(), repeat_premises()):
        assert planted_in(alerts_of(offences, detector)) == []


def test_where_nothing_changes_near_repeats_ring_within_their_part():
    n = allowed = 0.0
    for seed in range(4):
        past = back_test(
            unchanging_force(seed)[0], AS_OF, ScanParameters(AlarmBudget(2), detectors=(near_repeat(),))
        )
        n += len(past.alerts)
        allowed += past.allowed[AlarmKind.NEAR_REPEAT]
    assert allowed > 20
    assert n <= 1.35 * allowed  # Poisson(26) exceeds 35 in 4 of 100
    assert n >= 0.3 * allowed
