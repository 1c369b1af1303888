"""The budget is divided plainly, and what cannot run leaves its part to the rest."""

from __future__ import annotations

import pytest

from sac_dash.domain.errors import SacDashError
from sac_dash.patterns.alerts.budget import SHARES, AlarmBudget, AlarmKind, alpha_per_look


def test_parts_of_the_running_detectors_make_the_whole_budget():
    for kinds in (list(AlarmKind), [AlarmKind.WEEKLY_COUNT, AlarmKind.RARE_BEHAVIOUR]):
        parts = AlarmBudget(4).split(kinds)
        assert sum(parts.values()) == pytest.approx(4)
        assert list(parts) == kinds


def test_every_detector_has_a_share():
    assert set(SHARES) == set(AlarmKind)


def test_looks_of_thirty_streams_a_year():
    assert alpha_per_look(78, 5 * 6 * 52) == pytest.approx(0.05)
    assert alpha_per_look(9, 3) == 1.0


@pytest.mark.parametrize("nothing", [0, -1, float("nan")])
def test_a_budget_of_nothing_is_refused_with_a_remedy(nothing):
    with pytest.raises(SacDashError, match="lets nothing ring"):
        AlarmBudget(nothing)
