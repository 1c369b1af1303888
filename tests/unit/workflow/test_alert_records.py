"""An alarm written down comes back as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from sac_dash.patterns.alerts.alert import Alert
from sac_dash.patterns.alerts.budget import AlarmKind
from sac_dash.workflow.alert_records import alert_from_record, alert_record

ALERT = Alert(
    kind=AlarmKind.NEAR_REPEAT,
    stream="near:commercial_burglary",
    label="Commercial burglary",
    anchor="X:1|X:2",
    fired_on=date(2026, 3, 5),
    window_start=date(2026, 3, 2),
    window_end=date(2026, 3, 8),
    observed=2,
    expected=0.2,
    probability=0.001,
    chance_per_year=0.33,
    rows=(3, 1),
    offence_keys=("X:1", "X:2"),
    why=("Two within a kilometre.", "By chance."),
    changed="2 this week.",
)


def test_it_comes_back_with_its_id():
    again = alert_from_record(json.loads(json.dumps(alert_record(ALERT))))
    assert again == ALERT
    assert again.alert_id == ALERT.alert_id


def test_an_id_that_was_asked_for_is_no_part_of_the_record():
    asked_for = replace(ALERT)
    assert asked_for.alert_id
    assert alert_record(asked_for) == alert_record(ALERT)
    assert "alert_id" not in alert_record(replace(ALERT))


def test_numbers_of_a_detector_are_plain_numbers():
    measured = replace(ALERT, observed=np.int64(2), probability=np.float64(0.001), rows=(np.uint32(3), 1))
    assert alert_from_record(json.loads(json.dumps(alert_record(measured)))) == ALERT


def test_what_is_no_alarm_is_refused():
    with pytest.raises((KeyError, TypeError)):
        alert_from_record({"kind": "near_repeat"})
