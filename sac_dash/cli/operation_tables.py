"""What `sac-dash evaluate-operation` prints and hands to a machine: the finding first, then how it was found."""

from __future__ import annotations

import json
import math
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sac_dash.cli.console import say, show_table
from sac_dash.domain.british_dates import british_day

if TYPE_CHECKING:
    from sac_dash.patterns.evaluation.evaluation import Evaluation
    from sac_dash.workflow.evaluating_interventions import InterventionEvaluation


def show_evaluation(found: Evaluation) -> None:
    """Print the finding, the tests, what could have been detected, displacement, and caveats."""
    from sac_dash.patterns.evaluation.finding_rows import power_rows, told_rows
    from sac_dash.patterns.evaluation.finding_words import say_verdict

    say(say_verdict(found))
    say()
    titles = (("Tests", told_rows(found)), ("What could have been detected", power_rows(found)))
    for title, told in titles:
        rows = [[each.name, each.figure, each.reading] for each in told]
        show_table(title, ["", "Figure", "How to read it"], rows, numeric_from=3)
    if found.displacements:
        show_table(
            "Displacement",
            ["Kind", "Finding"],
            [[str(each.kind).capitalize(), say_displacement(each)] for each in found.displacements],
            numeric_from=2,
        )
    say("To bear in mind:")
    for caveat in found.caveats:
        say(f"- {caveat}")


def say_displacement(each: Any) -> str:  # noqa: ANN401 - patterns' Displacement, imported only when used
    """Return a kind of displacement as assessed or not, with the finding or the reason."""
    return (
        f"assessed: {each.said}"
        if each.assessed
        else f"not assessed: {each.said.removeprefix('Not assessed: ')}"
    )


def show_record(done: InterventionEvaluation) -> None:
    """Print what was evaluated: the intervention, both windows, the offences and their comparison."""
    treated = done.evaluation.treated
    say(f"{done.record.label} ({done.record.key}), from {british_day(done.record.starts())}")
    say(f"Treated: {done.treated_said}. Compared with: {done.control_said}.")
    say(f"Windows: {treated.before_days:.0f} days before, {treated.after_days:.0f} days after.")
    say()


def as_json(found: Evaluation, about: dict[str, Any] | None = None) -> str:
    """Return every figure by name as JSON; what has no value or no limit is null."""
    from sac_dash.patterns.evaluation.finding_words import say_verdict

    difference = found.displacement_difference
    told = asdict(found) | {"finding": say_verdict(found)}
    if difference is not None:
        told["displacement_difference"] = asdict(difference) | {"z": difference.z}
    return json.dumps(_plain((about or {}) | told), indent=2, ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> Any:  # noqa: ANN401 - any part of a JSON document
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
