"""The warm-up goes through every rule without a complaint."""

from __future__ import annotations

from sac_dash.mo import warm_up


def test_the_rules_compile() -> None:
    assert warm_up() is None
