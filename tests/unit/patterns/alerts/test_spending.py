"""Spending keeps within the budget, leaves little of it, and holds all looks to one chance."""

from __future__ import annotations

import numpy as np
from scipy.stats import poisson

from sac_dash.patterns.alerts.spending import NEVER, common_alpha, spend_budget, spend_in_blocks


def ladder(means, options=8):
    """Return the Poisson tails of each mean from a strict threshold down to 2."""
    counts = np.arange(options + 1, 1, -1)
    return poisson.sf(counts[None, :] - 1, np.asarray(means)[:, None])


def spent(rates, chosen):
    taken = np.flatnonzero(chosen != NEVER)
    return rates[taken, chosen[taken]].sum()


def test_nearly_all_of_a_quarter_is_spent_and_never_more():
    means = np.repeat([0.05, 0.1, 0.25, 0.5, 1.0], 13)
    rates = ladder(means)
    for budget in (0.05, 0.3, 1.0):
        chosen = spend_budget(rates, budget)
        assert 0.95 * budget < spent(rates, chosen) <= budget


def test_a_budget_too_small_for_anything_rings_never():
    assert spend_budget(np.array([[0.2, 0.4]]), 0.1).tolist() == [NEVER]


def test_options_that_do_not_exist_are_not_chosen():
    assert spend_budget(np.array([[0.01, np.nan]]), 1.0).tolist() == [0]


def test_the_same_rates_give_the_same_thresholds():
    rates = ladder([0.3] * 20)
    assert spend_budget(rates, 0.2).tolist() == spend_budget(rates.copy(), 0.2).tolist()


def test_blocks_spend_their_own_budget():
    rates = ladder([0.5] * 26)
    block = np.repeat([0, 1], 13)
    chosen = spend_in_blocks(rates, block, np.array([0.0, 0.5]))
    assert (chosen[block == 0] == NEVER).all()
    assert 0 < spent(rates[block == 1], chosen[block == 1]) <= 0.5


def test_common_alpha_is_the_largest_that_keeps_within():
    rates = ladder([0.1, 0.4, 0.9])
    alpha = common_alpha(rates, 0.05)

    def total(cut):
        return np.where(rates <= cut, rates, 0).max(axis=1).sum()

    assert total(alpha) <= 0.05
    above = rates[rates > alpha].min()
    assert total(above) > 0.05
    assert common_alpha(rates, 1e-20) == 0.0
