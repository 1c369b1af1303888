"""Windows as an analyst says them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sac_dash.figures.window_words import say_window

NIGHT = datetime(2026, 6, 29, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("end", "precision", "said"),
    [
        (datetime(2026, 6, 30, 6, 0, tzinfo=UTC), "minute", "Mon 29 Jun 2026 17:30–07:00"),
        (datetime(2026, 7, 1, 6, 0, tzinfo=UTC), "hour", "Mon 29 Jun 2026 17:30–Wed 1 Jul 07:00"),
        (NIGHT, "minute", "Mon 29 Jun 2026 17:30"),
        (datetime(2026, 6, 29, 22, 0, tzinfo=UTC), "day", "Mon 29 Jun 2026"),
        (datetime(2026, 7, 1, 22, 0, tzinfo=UTC), "day", "Mon 29 Jun 2026 – 1 Jul"),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), "month", "June 2026"),
    ],
)
def test_a_window_claims_no_more_than_is_known(end, precision, said):
    assert say_window(NIGHT, end, precision) == said
