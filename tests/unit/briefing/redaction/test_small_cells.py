"""Small counts are not told, and cannot be worked out from totals."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from sac_dash.briefing.redaction.small_cells import HIDDEN, SMALL, suppress_small, suppress_total


def test_ones_and_twos_are_hidden_with_one_more_so_that_totals_tell_nothing() -> None:
    assert suppress_small([[1, 5, 9], [7, 8, 9]]) == ((SMALL, HIDDEN, "9"), (HIDDEN, HIDDEN, "9"))


def test_noughts_and_large_counts_stay() -> None:
    assert suppress_small([[0, 3], [1200, 0]]) == (("0", "3"), ("1,200", "0"))
    assert suppress_small([]) == ()


def test_a_total_that_would_give_a_lone_small_count_away_is_hidden() -> None:
    assert suppress_total([1, 0, 0]) == ((SMALL, "0", "0"), HIDDEN)
    assert suppress_total([1, 4, 9]) == ((SMALL, HIDDEN, "9"), "14")
    assert suppress_total([4, 9]) == (("4", "9"), "13")


@pytest.mark.parametrize("seed", range(12))
def test_no_hidden_count_can_be_worked_out_from_its_row_or_column(seed: int) -> None:
    counts = np.random.default_rng(seed).integers(0, 7, size=(4, 3))
    shown = suppress_small(counts.tolist())
    for lines, said in ((counts, shown), (counts.T, tuple(zip(*shown, strict=True)))):
        for line, words in zip(lines, said, strict=True):
            hidden = [(n, word) for n, word in zip(line, words, strict=True) if word in {SMALL, HIDDEN}]
            others = [n for n, word in zip(line, words, strict=True) if word not in {SMALL, HIDDEN, "0"}]
            if hidden and others:
                assert _possible(hidden) > 1


def _possible(hidden: list[tuple[int, str]]) -> int:
    """Return how many ways there are to fill hidden cells so that their sum is right."""
    total = sum(n for n, _ in hidden)
    choices = [range(1, 3) if word == SMALL else range(3, total + 1) for _, word in hidden]
    return sum(sum(each) == total for each in product(*choices))
