"""Spend a budget of expected false alarms over many looks, as nearly as whole counts permit.

With means of one a month a threshold of three may cost 0.002 false alarms and a threshold of two 0.03, so
equal chances leave most of a budget unspent and alarms later than they need be. Here every look starts
without an alarm; thresholds are then lowered in the order of the chance they lead to (so that all looks have
one common per-look chance) for as long as the sum stays within the budget, and what is left buys the further
steps that still fit. No chance is drawn: the same history gives the same thresholds.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NEVER = -1


def spend_budget(rates: Floats, budget: float) -> Ints:
    """Choose a threshold for each look so that the expected false alarms add up to the budget at most.

    Parameters
    ----------
    rates
        looks × options: expected false alarms of a look under each threshold, from the strictest to the
        laxest, so that they do not fall from left to right; NaN where there is no such threshold.
    budget
        Expected false alarms that all looks together may have.

    Returns
    -------
    numpy.ndarray
        The option chosen for each look; :data:`NEVER` where not even the strictest could be afforded.

    Examples
    --------
    >>> spend_budget(np.array([[0.1, 0.3], [0.1, 0.6]]), 0.5).tolist()
    [1, 0]
    """
    chosen = np.full(len(rates), NEVER, np.int64)
    steps = np.diff(rates, axis=1, prepend=0.0)
    valid = np.isfinite(rates) & np.isfinite(steps)
    look, option = np.nonzero(valid)
    order = np.lexsort((look, option, rates[look, option]))
    look, option = look[order], option[order]
    cost = steps[look, option]
    within = int(np.searchsorted(np.cumsum(cost), budget, side="right"))
    np.maximum.at(chosen, look[:within], option[:within])
    left = budget - float(cost[:within].sum())
    cheapest = np.minimum.accumulate(cost[within:][::-1])[::-1]
    for at in range(within, len(look)):
        if cheapest[at - within] > left:
            break
        if option[at] == chosen[look[at]] + 1 and cost[at] <= left:
            chosen[look[at]] = option[at]
            left -= cost[at]
    return chosen


def spend_in_blocks(rates: Floats, block: Ints, budget_of_block: Floats) -> Ints:
    """Spend one budget for each block of looks (a quarter, say): :func:`spend_budget` block by block.

    Parameters
    ----------
    block
        The block of each look, 0 to ``len(budget_of_block) - 1``.
    """
    chosen = np.full(len(rates), NEVER, np.int64)
    for number, budget in enumerate(budget_of_block):
        looks = np.flatnonzero(block == number)
        if len(looks):
            chosen[looks] = spend_budget(rates[looks], float(budget))
    return chosen


def common_alpha(rates: Floats, budget: float) -> float:
    """Return the largest chance per look that keeps the expected false alarms of all looks within the budget.

    For looks that cannot be known beforehand (the offences of a quarter to come): what is found on the
    looks of the past holds for those to come. 0 where nothing can be afforded.

    Examples
    --------
    >>> common_alpha(np.array([[0.01, 0.2], [0.02, 0.5]]), 0.05)
    0.02
    """
    steps = np.diff(rates, axis=1, prepend=0.0)
    valid = np.isfinite(steps)
    chance, cost = rates[valid], steps[valid]
    order = np.argsort(chance, kind="stable")
    chance, total = chance[order], np.cumsum(cost[order])
    last = np.searchsorted(chance, chance, side="right") - 1  # chances alike stand or fall together
    kept = np.flatnonzero(total[last] <= budget)
    return float(chance[kept[-1]]) if len(kept) else 0.0
