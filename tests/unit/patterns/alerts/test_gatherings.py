"""Gatherings: a planted one rings once, an unchanging force rings within its part, later data change nothing."""

from __future__ import annotations

from datetime import timedelta

import polars as pl
import pytest

from sac_dash.domain.columns import OFFENCES
from sac_dash.patterns.alerts.back_test import back_test
from sac_dash.patterns.alerts.budget import AlarmBudget, AlarmKind
from sac_dash.patterns.alerts.gatherings import GatheringDetector
from sac_dash.patterns.alerts.scan import ScanParameters, scan_for_alerts
from tests.unit.patterns.alerts.unchanging_force import AS_OF, unchanging_force

ONLY = ScanParameters(AlarmBudget(1), detectors=(GatheringDetector(),))


def gathered(first_days_before: float = 12.0, n: int = 6) -> pl.DataFrame:
    """Return the force with offences planted half a day apart within 2 km of a spot far from its towns."""
    force, _ = unchanging_force(3)
    rows = [
        dict.fromkeys(OFFENCES)
        | {
            "offence_key": f"planted:{number}",
            "offence_class": "commercial_burglary",
            "crs": "EPSG:27700",
            "easting": 250_000.0 + 300 * number,
            "northing": 200_000.0,
            "town": "Farfield",
            "from_at": AS_OF - timedelta(days=first_days_before - number / 2),
            "to_at": AS_OF - timedelta(days=first_days_before - number / 2),
            "when_precision": "minute",
        }
        for number in range(n)
    ]
    return pl.concat([force, pl.DataFrame(rows, schema=dict(OFFENCES))])


def test_a_planted_gathering_rings_once_with_its_offences():
    scan = scan_for_alerts(gathered(), AS_OF, ONLY)
    assert len(scan.alerts) == 1
    alert = scan.alerts[0]
    assert alert.kind is AlarmKind.SPACE_TIME
    assert {key for key in alert.offence_keys if key.startswith("planted")}
    assert "around Farfield" in alert.why[0]
    assert alert.chance_per_year <= 1.0
    assert alert.fired_on <= AS_OF.date()


def test_the_same_gathering_has_the_same_id_a_week_later():
    now = {each.alert_id for each in scan_for_alerts(gathered(), AS_OF, ONLY).alerts}
    later = scan_for_alerts(gathered(), AS_OF + timedelta(days=8), ONLY).alerts
    assert now <= {each.alert_id for each in later}
    assert len(later) == len(now)


def test_too_little_and_too_much_are_said():
    force, _ = unchanging_force(3)
    young = scan_for_alerts(force.head(30), AS_OF, ONLY)
    assert "placed offences" in young.not_watched[AlarmKind.SPACE_TIME][0].why
    few = ScanParameters(detectors=(GatheringDetector(most_offences=100),))
    said = scan_for_alerts(force, AS_OF, few).not_watched[AlarmKind.SPACE_TIME][0].why
    assert said.startswith("more than 100 placed offences")


def test_an_unchanging_force_rings_within_its_part():
    past = back_test(unchanging_force(1)[0], AS_OF, ONLY)
    assert past.allowed[AlarmKind.SPACE_TIME] == pytest.approx(past.rates[AlarmKind.SPACE_TIME].years)
    assert len(past.alerts) <= 10  # 5 are allowed; 10 or more of Poisson(5) come in 3 of 100
