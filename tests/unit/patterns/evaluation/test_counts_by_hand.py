"""Four counts by hand: the worked numbers, the sentence, the rows, and what is said of too little."""

from __future__ import annotations

import pytest

from sac_dash.patterns.evaluation.evaluate import evaluate_counts
from sac_dash.patterns.evaluation.evaluation import Verdict
from sac_dash.patterns.evaluation.finding_rows import power_rows, told_rows
from sac_dash.patterns.evaluation.finding_words import say_verdict
from sac_dash.patterns.evaluation.rate_change import BeforeAfter


def test_the_exact_test_tells_what_the_familiar_one_cannot():
    found = evaluate_counts(BeforeAfter(6, 0), BeforeAfter(10, 9))
    assert round(found.chance_beside, 3) == 0.045
    assert found.displacement_difference.z == -1.0
    assert found.verdict is Verdict.FELL
    assert say_verdict(found).startswith(
        "It fell: 6 before and 0 after, while comparable offences went from 10 to 9"
    )
    rows = {row.name: row for row in told_rows(found)}
    assert rows["Exact, with comparison (Fisher)"].figure == "p = 0.045"
    assert rows["Weighted displacement (WDD)"].figure == "−5.0 (SE 5.0, z −1.0)"
    assert rows["Weighted displacement (WDD)"].reading == "familiar, under-powered here"


def test_four_before_and_none_after_is_not_enough_and_said_aloud():
    found = evaluate_counts(BeforeAfter(4, 0))
    assert found.verdict is Verdict.COULD_NOT_TELL
    assert say_verdict(found) == "Not enough data: 4 before and 0 after cannot reach 5 %."
    best, least = power_rows(found)[:2]
    assert best.reading == "at best: cannot reach 5 %"
    assert least.reading == "a fall to 0 takes 5 before"


@pytest.mark.parametrize(
    ("counts", "verdict", "said"),
    [
        ((1, 0), Verdict.NOT_ENOUGH_DATA, "Not enough data: 1 before and 0 after say nothing of a change."),
        ((8, 5), Verdict.NOT_TOLD, "No fall told from chance: 8 before and 5 after (p = 0.29)."),
        ((2, 12), Verdict.ROSE, "It rose: 2 before and 12 after; more than chance readily brings."),
        (
            (3, 1),
            Verdict.COULD_NOT_TELL,
            "Not enough data: 3 before and 0 after cannot reach 5 %; there were",
        ),
    ],
)
def test_each_verdict_has_its_sentence(counts, verdict, said):
    found = evaluate_counts(BeforeAfter(*counts))
    assert found.verdict is verdict
    assert say_verdict(found).startswith(said)


def test_silence_is_told_only_where_days_are_given():
    assert evaluate_counts(BeforeAfter(6, 0)).silence is None
    assert evaluate_counts(BeforeAfter(6, 0, 182.0, 91.0)).silence is not None


def test_no_percentage_change_is_ever_said():
    found = evaluate_counts(BeforeAfter(6, 2), BeforeAfter(10, 9))
    assert not any("% fall" in each or "% change" in each for each in (*found.findings, *found.caveats))
    assert any("what caused it" in each for each in found.caveats)
    assert any("not assessed" in each for each in found.caveats)


def test_what_rose_less_than_the_comparison_has_not_fallen():
    found = evaluate_counts(BeforeAfter(10, 12), BeforeAfter(10, 60))
    assert found.chance_beside is not None
    assert found.chance_beside < 0.05
    assert found.verdict is Verdict.NOT_TOLD
    assert say_verdict(found).startswith(
        "No fall: 10 before and 12 after, while comparable offences went from 10 to 60"
    )


def test_power_is_said_to_be_of_the_test_without_comparison_where_there_is_one():
    beside = power_rows(evaluate_counts(BeforeAfter(6, 0), BeforeAfter(10, 9)))
    assert all(row.reading.endswith("of the test without comparison") for row in beside[1:])
    assert not any(
        "without comparison" in row.reading for row in power_rows(evaluate_counts(BeforeAfter(6, 0)))
    )
