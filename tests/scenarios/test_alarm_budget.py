"""The promise of the alarms: over two hundred histories in which nothing changes, the budget is kept and used."""

from __future__ import annotations

import pytest

from sac_dash.patterns.alerts.alarm_rate import AlarmRate
from sac_dash.patterns.alerts.budget import AlarmBudget
from sac_dash.patterns.alerts.rehearsal import false_alarm_rate

MEANS = (0.05, 0.1, 0.2, 0.25, 0.3, 0.5, 0.8, 1.0, 1.5, 2.0, 4.0, 7.0)


@pytest.mark.parametrize(("budget", "seed"), [(4.0, 0), (4.0, 1_000), (12.0, 0)])
def test_false_alarms_keep_to_the_budget(budget, seed):
    found = false_alarm_rate(MEANS, budget=AlarmBudget(budget), histories=200, seed=seed)
    allowed = AlarmRate(round(budget * found.years), found.years)
    assert found.per_year <= allowed.interval[1]  # never above what chance allows
    assert found.per_year >= 0.9 * budget  # and hardly any of it is left unused
