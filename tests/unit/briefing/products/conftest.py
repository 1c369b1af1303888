"""What tests of words need not wait for: pictures."""

from __future__ import annotations

import pytest

from sac_dash.briefing.products import assessment, mo_card


@pytest.fixture
def without_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw nothing, so that a test of what is said is quick."""
    for product in (assessment, mo_card):
        for name in ("draw_trend", "draw_hours", "draw_map"):
            monkeypatch.setattr(product, name, lambda *_, **__: None, raising=False)
