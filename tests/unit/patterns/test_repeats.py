"""How often the same premises are hit again, with those that had no time to be hit again allowed for."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.patterns.basis import LeftOut, NotEnough
from sac_dash.patterns.repeats import RepeatParameters, RepeatPremises, count_repeats

from .offences import at
from .windows import between

DAY = 86_400
START = int(at("2024-01-01T00:00:00").timestamp())
AS_OF = at("2026-01-01T00:00:00")
ANY = RepeatParameters(least_n=1)


def on_days(days: list[float]):
    start = START + (np.array(days) * DAY).astype(np.int64)
    return between(start, start + 3_600)


def test_repeats_and_their_delays_are_counted():
    found = count_repeats(np.array([7, 3, 7, 7, 5]), on_days([0, 1, 10, 13, 20]), AS_OF, ANY)
    assert isinstance(found, RepeatPremises)
    assert (found.n_premises, found.n_repeat_premises, found.n_repeats) == (3, 1, 2)
    assert found.repeat_share == pytest.approx(0.4)
    assert found.intervals_days.tolist() == [3, 10]
    assert (found.premises.tolist(), found.premises_count.tolist()) == ([7], [3])


def test_a_steady_hazard_gives_its_own_curve():
    rng = np.random.default_rng(2)
    days, where = [], []
    for premises in range(1_500):
        moment = rng.uniform(0, 60)
        while moment < 731:
            days.append(moment)
            where.append(premises)
            moment += rng.exponential(90.0)
    found = count_repeats(np.array(where), on_days(days), AS_OF)
    assert isinstance(found, RepeatPremises)
    truth = 1 - np.exp(-found.within_days / 90.0)
    assert found.again_share == pytest.approx(truth, abs=0.02)


def test_unknown_premises_and_later_offences_are_left_out():
    found = count_repeats(np.array([1, -1, 1]), on_days([0, 1, 800]), AS_OF, ANY)
    assert isinstance(found, RepeatPremises)
    assert dict(found.basis.left_out) == {LeftOut.AFTER_CUT_OFF: 1, LeftOut.NO_PREMISES: 1}
    assert found.n_repeats == 0
    assert found.again_share[0] == 0


def test_delays_that_nobody_was_watched_for_are_unknown():
    found = count_repeats(np.array([1, 1, 2]), on_days([700, 705, 710]), AS_OF, ANY)
    assert isinstance(found, RepeatPremises)
    assert np.isnan(found.again_share[-1])


def test_too_few_are_too_few():
    assert isinstance(count_repeats(np.array([1, 1]), on_days([0, 1]), AS_OF), NotEnough)
