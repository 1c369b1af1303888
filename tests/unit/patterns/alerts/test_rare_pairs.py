"""Pairs that share rare behaviours: planted ones ring, chance rings at its rate, what is not known is no match."""

from __future__ import annotations

import pytest

from sac_dash.patterns.alerts.back_test import back_test
from sac_dash.patterns.alerts.budget import AlarmBudget, AlarmKind
from sac_dash.patterns.alerts.rare_pairs import RarePairDetector
from sac_dash.patterns.alerts.scan import ScanParameters, scan_for_alerts
from tests.unit.patterns.alerts.planted_force import offence, with_offences
from tests.unit.patterns.alerts.unchanging_force import AS_OF, unchanging_force

RARE = [
    ("tool", "tool 12"),
    ("getaway", "getaway 12"),
    ("property", "property 11"),
    ("disguise", "disguise 12"),
]
ONLY = ScanParameters(AlarmBudget(1), detectors=(RarePairDetector(),))


def planted(states=("present", "present"), codes=RARE):
    """Return two burglaries nine days and 200 km apart, told in the same rare words."""
    return [
        offence(10 - 9 * n, 200_000.0 + 200_000 * n, 200_000.0)
        | {"codes": [(facet, code, states[n]) for facet, code in codes]}
        for n in range(2)
    ]


def rang(offences, tags):
    alerts = scan_for_alerts(offences, AS_OF, ONLY, tags).alerts
    return [each for each in alerts if {"planted:0", "planted:1"} <= set(each.offence_keys)]


def test_two_offences_far_apart_that_share_rare_behaviours_ring_at_the_second():
    (alert,) = rang(*with_offences(planted()))
    assert alert.kind is AlarmKind.RARE_BEHAVIOUR
    assert alert.offence_keys == ("planted:0", "planted:1")
    assert "1 in " in alert.why[0]
    assert alert.chance_per_year <= 1.0
    assert "9 days after one like it" in alert.changed


def test_a_hedged_behaviour_counts_as_told():
    assert rang(*with_offences(planted(("present", "hedged"))))


@pytest.mark.parametrize("state", ["absent", "unknown"])
def test_what_is_absent_or_unknown_in_both_is_no_match(state):
    assert rang(*with_offences(planted((state, state)))) == []
    assert rang(*with_offences(planted(("present", state)))) == []


def test_offences_of_which_nothing_is_told_are_not_alike():
    assert rang(*with_offences(planted(codes=[]))) == []


def test_common_behaviours_ring_for_nobody():
    common = [(facet, f"{facet} 1") for facet in ("tool", "getaway")]
    assert rang(*with_offences(planted(codes=common))) == []


def test_where_nothing_changes_pairs_ring_at_about_the_stated_rate():
    n = allowed = 0.0
    for seed in range(4):
        offences, tags = unchanging_force(seed)
        past = back_test(
            offences, AS_OF, ScanParameters(AlarmBudget(4), detectors=(RarePairDetector(),)), tags
        )
        n += len(past.alerts)
        allowed += past.allowed[AlarmKind.RARE_BEHAVIOUR]
    assert allowed > 40
    assert 0.6 * allowed <= n <= 1.4 * allowed
