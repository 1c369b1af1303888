"""Results are worked out once and the oldest go first."""

from __future__ import annotations

from sac_dash.dashboard.kept_results import KeptResults


def test_a_result_is_worked_out_once_and_the_least_used_goes():
    made = []
    kept: KeptResults[str] = KeptResults(2)

    def ask(key: str) -> str:
        return kept.get(key, lambda: made.append(key) or key)

    assert [ask(key) for key in ("a", "b", "a", "c", "a", "b")] == ["a", "b", "a", "c", "a", "b"]
    assert made == ["a", "b", "c", "b"]
