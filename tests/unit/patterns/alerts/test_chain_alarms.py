"""Thefts before an attack and a burnt vehicle after: planted chains ring, chance within its part, unknown never."""

from __future__ import annotations

import pytest

from sac_dash.patterns.alerts.back_test import back_test
from sac_dash.patterns.alerts.budget import AlarmBudget, AlarmKind
from sac_dash.patterns.alerts.chain_alarms import ChainDetector
from sac_dash.patterns.alerts.scan import ScanParameters, scan_for_alerts
from tests.unit.patterns.alerts.planted_force import offence, with_offences
from tests.unit.patterns.alerts.unchanging_force import AS_OF, unchanging_force

FAR = 150_000.0  # metres: 60 km and more from every town of the invented force
ONLY = ScanParameters(AlarmBudget(1), detectors=(ChainDetector(),))


def chain(x=FAR, y=FAR, title="Theft of telehandler", crs="EPSG:27700"):
    """Return two thefts, an attack the night after and a burnt vehicle two days later."""
    thefts = [offence(9.5 - n / 4, x, y, "enabler") | {"offence_title": title, "crs": crs} for n in range(2)]
    burnt = offence(7, x, y, "enabler") | {"offence_title": "Arson, burnt out vehicle", "crs": crs}
    return [*thefts, offence(9, FAR + 5_000, FAR, "atm_attack"), burnt]


def rang(planted):
    offences, _ = with_offences(planted)
    return [
        each for each in scan_for_alerts(offences, AS_OF, ONLY).alerts if "planted:2" in each.offence_keys
    ]


def test_a_chain_rings_at_its_attack_with_its_thefts_in_order():
    (alert,) = rang(chain())
    assert alert.kind is AlarmKind.ENABLER_CHAIN
    assert alert.offence_keys == ("planted:0", "planted:1", "planted:2", "planted:3")
    assert alert.anchor == "planted:2"
    assert "2 enabler thefts within 60 km in the 3 days before, 1 vehicles burnt" in alert.why[0]
    assert "check them" in alert.changed


@pytest.mark.parametrize(
    "planted",
    [chain(None, None), chain(FAR + 70_000, FAR), chain(crs="local-metres"), chain()[2:3]],
    ids=["place not known", "out of reach", "another system", "no thefts"],
)
def test_thefts_not_known_to_be_near_make_no_chain(planted):
    offences, _ = with_offences(planted)
    alerts = scan_for_alerts(offences, AS_OF, ONLY).alerts
    assert not [each for each in alerts if any(key.startswith("planted") for key in each.offence_keys)]


def test_where_nothing_changes_chains_ring_within_their_part():
    n = allowed = 0.0
    for seed in range(4):
        past = back_test(
            unchanging_force(seed)[0], AS_OF, ScanParameters(AlarmBudget(4), detectors=(ChainDetector(),))
        )
        n += len(past.alerts)
        allowed += past.allowed[AlarmKind.ENABLER_CHAIN]
    assert allowed > 50
    assert 0.5 * allowed <= n <= 1.3 * allowed
