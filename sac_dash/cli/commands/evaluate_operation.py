"""`sac-dash evaluate-operation`: whether what was done worked, and whether one could have told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say, show_table
from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.offence_class import LINKED_CLASSES, OffenceClass
from sac_dash.domain.stated_time import say_stated

if TYPE_CHECKING:
    from sac_dash.workflow.evaluating_interventions import EvaluationChoice, InterventionEvaluation

KINDS = ("elsewhere", "similar", "other_class", "none")
MOST_OFFENCES = 100_000


def evaluate_operation(
    intervention_id: Annotated[
        str | None, typer.Argument(help="Its id; none: list those that can be evaluated.", metavar="ID")
    ] = None,
    before: Annotated[float | None, typer.Option("--before", help="Days before the start.", min=1)] = None,
    after: Annotated[float | None, typer.Option("--after", help="Days after it.", min=1)] = None,
    control: Annotated[
        list[str] | None,
        typer.Option(
            "--control",
            help="Compare with this policing area (repeatable), or one of: elsewhere, similar, other_class, none.",
            metavar="AREA",
        ),
    ] = None,
    offence_class: Annotated[
        list[OffenceClass] | None,
        typer.Option("--class", help="Offence class it was meant for (repeatable)."),
    ] = None,
    counts: Annotated[
        str | None,
        typer.Option(
            "--counts",
            help="Four counts by hand: treated before and after, comparison before and after (or the first two).",
            metavar="6,0,10,9",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print every figure as JSON.")] = False,
) -> None:
    """Tell whether offences fell after an intervention, and whether a fall could have been told at all.

    Windows are equal and as long as the data allow (182 days at most) unless --before or --after say otherwise.
    Exact tests, rate ratios with intervals, the weighted displacement difference, power, five kinds of
    displacement, and what else may have brought it about. It never says what caused a fall.
    """
    if counts is not None:
        if intervention_id or control or offence_class:
            raise UnusableInputError(
                "--counts stands alone", remedy="Leave out the id, --control and --class"
            )
        _by_hand(counts, before, after, as_json=as_json)
    elif intervention_id is None:
        _list()
    else:
        _on_record(intervention_id.strip(), _choice(before, after, control, offence_class), as_json=as_json)


def _by_hand(text: str, before: float | None, after: float | None, *, as_json: bool) -> None:
    from sac_dash.cli import operation_tables
    from sac_dash.patterns.evaluation.evaluate import evaluate_counts
    from sac_dash.patterns.evaluation.rate_change import BeforeAfter

    numbers = _read_counts(text)
    first = before or after or 1.0
    days = (first, after or first)
    treated = BeforeAfter(numbers[0], numbers[1], *days)
    beside = BeforeAfter(numbers[2], numbers[3], *days) if len(numbers) == 4 else None
    found = evaluate_counts(treated, beside)
    if as_json:
        say(operation_tables.as_json(found))
    else:
        operation_tables.show_evaluation(found)


def _read_counts(text: str) -> list[int]:
    parts = [part.strip() for part in text.split(",")]
    if len(parts) not in {2, 4} or not all(part.isascii() and part.isdigit() for part in parts):
        raise UnusableInputError(
            f"--counts cannot be {text[:40]!r}",
            remedy="Give two or four whole numbers, such as 6,0,10,9",
        )
    numbers = [int(part[:9]) for part in parts]
    if max(numbers) > MOST_OFFENCES:
        raise UnusableInputError(
            f"--counts cannot hold more than {MOST_OFFENCES:,}", remedy="Check the numbers"
        )
    return numbers


def _choice(
    before: float | None,
    after: float | None,
    control: list[str] | None,
    classes: list[OffenceClass] | None,
) -> EvaluationChoice:
    from sac_dash.workflow.comparable_offences import ControlKind
    from sac_dash.workflow.evaluating_interventions import EvaluationChoice

    if unlinked := [each for each in classes or [] if each not in LINKED_CLASSES]:
        raise UnusableInputError(
            f"--class cannot be {unlinked[0]}", remedy=f"Give one of {', '.join(LINKED_CLASSES)}"
        )
    asked = tuple(each.strip() for each in control or [])
    by_kind = len(asked) == 1 and asked[0] in KINDS
    kind = ControlKind(asked[0]) if by_kind else ControlKind.AREAS if asked else ControlKind.ELSEWHERE
    areas = asked if kind is ControlKind.AREAS else ()
    return EvaluationChoice(tuple(classes or ()), kind, areas, before, after)


def _on_record(intervention_id: str, choice: EvaluationChoice, *, as_json: bool) -> None:
    from sac_dash.cli import operation_tables
    from sac_dash.workflow.case_book import case_book_of
    from sac_dash.workflow.evaluating_interventions import evaluate_record, find_record

    store = options.open_store(options.current_settings())
    book = case_book_of(store)
    record = find_record(book, intervention_id)
    done = evaluate_record(store.require_current(), book, record, choice)
    if as_json:
        say(operation_tables.as_json(done.evaluation, _about(done)))
        return
    operation_tables.show_record(done)
    operation_tables.show_evaluation(done.evaluation)


def _about(done: InterventionEvaluation) -> dict[str, Any]:
    return {
        "intervention_id": done.record.key,
        "label": done.record.label,
        "started_at": done.record.started_at,
        "data_to": done.as_of.isoformat(),
        "treated_said": done.treated_said,
        "control_said": done.control_said,
    }


def _list() -> None:
    from sac_dash.workflow.case_book import case_book_of
    from sac_dash.workflow.evaluating_interventions import cut_off_of, say_why_not

    store = options.open_store(options.current_settings())
    held = [each.record for each in case_book_of(store).interventions.values()]
    if not held:
        say(
            "No interventions yet. Add one: sac-dash intervention add. Four counts by hand: --counts 6,0,10,9"
        )
        return
    generation = store.require_current()
    as_of = cut_off_of(generation)
    rows = [
        [
            each.key,
            each.label,
            say_stated(each.started_at),
            say_why_not(generation.offences, each, as_of) or "can be evaluated",
        ]
        for each in held
    ]
    show_table(f"Interventions: {len(rows):,}", ["Id", "Label", "From", ""], rows, numeric_from=4)
