"""Kendall's tau and its chance are scipy's to the last figure that matters, with ties and without."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import kendalltau

from sac_dash.patterns.rank_trend import rank_trend


@pytest.mark.parametrize("n", [2, 3, 6, 12, 33, 34, 60])
@pytest.mark.parametrize("steps", [1_000_000, 4])
def test_it_is_what_scipy_says(n: int, steps: int) -> None:
    random = np.random.default_rng(n)
    for slope in (0.0, 0.3, 3.0):
        values = np.floor(random.random(n) * steps) + slope * np.arange(n)
        theirs = kendalltau(np.arange(n), values)
        if np.isnan(theirs.statistic):
            continue
        ours = rank_trend(values)
        assert ours.tau == pytest.approx(theirs.statistic)
        assert ours.chance == pytest.approx(theirs.pvalue)


@pytest.mark.parametrize("values", [[], [1.0], [2.0, 2.0, 2.0]])
def test_what_cannot_have_a_trend_has_none(values: list[float]) -> None:
    assert (rank_trend(values).tau, rank_trend(values).chance) == (0.0, 1.0)
