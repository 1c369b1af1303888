"""How long a silence must last before it says anything."""

from __future__ import annotations

import pytest

from sac_dash.patterns.evaluation.silence import quiet_needed, silence_after, silence_at_rate


@pytest.mark.parametrize(
    ("rate", "months", "chance"), [(1, 3, 0.05), (1, 4.6, 0.01), (0.5, 6, 0.05), (0.5, 9.2, 0.01)]
)
def test_silence_at_a_known_rate(rate, months, chance):
    assert silence_at_rate(rate, months) == pytest.approx(chance, abs=0.0006)


@pytest.mark.parametrize(
    ("offences", "span", "quiet", "chance"),
    [(4, 6, 3, 0.16), (4, 6, 6, 0.04), (8, 12, 3, 0.15), (8, 12, 6, 0.03)],
)
def test_silence_where_the_rate_is_not_known(offences, span, quiet, chance):
    assert silence_after(offences, span, quiet) == pytest.approx(chance, abs=0.005)


def test_quiet_needed_is_where_the_chance_is_reached():
    assert silence_after(7, 90, quiet_needed(7, 90, 0.05)) == pytest.approx(0.05)
