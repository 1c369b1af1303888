"""Marks carried from offences to pairs and back are what array operations give."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.linkage.pair_marks import count_partners, mark_beside, mark_touching


@pytest.mark.parametrize("pairs", [0, 1, 5000])
def test_marks_and_counts(pairs):
    rng = np.random.default_rng(pairs)
    a, b = rng.integers(0, 300, (2, pairs))
    marked = rng.random(300) < 0.05
    held = marked.copy()
    assert np.array_equal(mark_touching(marked, a, b), marked[a] | marked[b])
    beside = marked.copy()
    beside[b[marked[a]]] = beside[a[marked[b]]] = True
    assert np.array_equal(mark_beside(marked, a, b), beside)
    assert np.array_equal(
        count_partners(a, b, 300), np.bincount(a, minlength=300) + np.bincount(b, minlength=300)
    )
    assert np.array_equal(marked, held)
