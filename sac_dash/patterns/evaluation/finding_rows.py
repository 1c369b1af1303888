"""The tests of an evaluation as rows of a table: name, figure, what it says. One wording for page, command and file."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from sac_dash.patterns.evaluation.evaluation import Evaluation
from sac_dash.patterns.evaluation.rate_change import RateRatio, chance_to_notice

Z_TOLD = 1.645  # one-sided, 5 %: as the exact tests
SMALL_COUNTS = 100  # of all four together: below it the difference seldom tells anything


@dataclass(frozen=True)
class FindingRow:
    """One row: what was worked out, its figure, and how to read it."""

    name: str
    figure: str
    reading: str


def told_rows(found: Evaluation, alpha: float = 0.05) -> list[FindingRow]:
    """Return the tests and intervals, the deciding one first."""
    return list(_tests(found, alpha))


def power_rows(found: Evaluation, alpha: float = 0.05) -> list[FindingRow]:
    """Return what could have been detected with these counts and windows.

    All but the first are of the test without a comparison, and say so where there is one.
    """
    return list(_power(found, alpha))


def _tests(found: Evaluation, alpha: float) -> Iterator[FindingRow]:
    if found.chance_beside is not None:
        yield FindingRow(
            "Exact, with comparison (Fisher)",
            _p(found.chance_beside),
            _told(found.chance_beside, alpha),
        )
    yield FindingRow("Exact, without (binomial)", _p(found.chance), _told(found.chance, alpha))
    yield FindingRow("Rate ratio, exact 95 %", say_ratio(found.ratio), _holds_one(found.ratio))
    yield FindingRow(
        "Rate ratio, Bayesian 95 %", say_ratio(found.ratio_jeffreys), _holds_one(found.ratio_jeffreys)
    )
    if found.ratio_beside is not None:
        yield FindingRow(
            "Rate ratio ÷ comparison's, 95 %", say_ratio(found.ratio_beside), _holds_one(found.ratio_beside)
        )
    if found.displacement_difference is not None:
        difference = found.displacement_difference
        yield FindingRow(
            "Weighted displacement (WDD)",
            f"{_signed(difference.difference)} (SE {difference.standard_error:.1f}, z {_signed(difference.z)})",
            _read_difference(found, difference.z),
        )
    if found.silence is not None:
        yield FindingRow("Silence after, by chance", _p(found.silence), "had nothing changed")


def _power(found: Evaluation, alpha: float) -> Iterator[FindingRow]:
    best = found.best_possible_beside if found.best_possible_beside is not None else found.best_possible
    reach = "could reach" if best <= alpha else "cannot reach"
    yield FindingRow(
        f"{found.treated.before} before and 0 after", _p(best), f"at best: {reach} {100 * alpha:g} %"
    )
    most = (
        "no count is low enough"
        if found.most_after is None
        else f"{found.most_after or 0} after{' or fewer' if found.most_after else ''}"
    )
    alone = "" if found.control is None else "; of the test without comparison"
    yield FindingRow("A fall is told at", most, f"a fall to 0 takes {found.least_before} before{alone}")
    for name, ratio in (("Power: a full stop", 0.0), ("Power: a halving", 0.5)):
        power = chance_to_notice(float(found.treated.before), ratio, found.treated, alpha)
        yield FindingRow(name, f"{100 * power:.0f} in 100", f"falls would be noticed{alone}")


def say_ratio(ratio: RateRatio) -> str:
    """Return a ratio with its interval.

    >>> say_ratio(RateRatio(0.0, 0.0, 0.854)), say_ratio(RateRatio(None, 0.2, math.inf))
    ('0.00 (0.00 to 0.85)', 'none (0.20 to no limit)')
    """
    middle = "none" if ratio.ratio is None or math.isinf(ratio.ratio) else f"{ratio.ratio:.2f}"
    upper = "no limit" if math.isinf(ratio.upper) else f"{ratio.upper:.2f}"
    return f"{middle} ({ratio.lower:.2f} to {upper})"


def _holds_one(ratio: RateRatio) -> str:
    if ratio.upper < 1.0:
        return "lower: 1 lies outside"
    return "higher: 1 lies outside" if ratio.lower > 1.0 else "holds 1: no change is not ruled out"


def _told(chance: float, alpha: float) -> str:
    return "a fall told from chance" if chance <= alpha else "no fall told from chance"


def _read_difference(found: Evaluation, z: float) -> str:
    if abs(z) >= Z_TOLD:
        return f"familiar; {'fall' if z < 0 else 'rise'} told from chance"
    counted = found.treated.total + (found.control.total if found.control else 0)
    return "familiar, under-powered here" if counted < SMALL_COUNTS else "familiar; nothing told from chance"


def _p(chance: float) -> str:
    return "p < 0.001" if chance < 0.001 else f"p = {chance:.3f}"


def _signed(value: float) -> str:
    return f"{value:.1f}".replace("-", "−")
