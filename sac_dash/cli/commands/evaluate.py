"""`sac-dash evaluate`: how good the ranking, the series and the probabilities are, judged by known truth."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say
from sac_dash.cli.targets import check_file_target, write_target

if TYPE_CHECKING:
    from sac_dash.linkage.evaluation_report import Evaluation, EvaluationParameters
    from sac_dash.workflow.evaluating import TruthFiles

DEFAULT_ROUNDS = 400


def evaluate(
    truth: Annotated[
        Path,
        typer.Option("--truth", help="The truth: crime_ref, series (and force, template).", metavar="T.csv"),
    ],
    known: Annotated[
        Path | None,
        typer.Option(
            "--known", help="Series that were given to the run: left out of the judgement.", metavar="K.csv"
        ),
    ] = None,
    run: Annotated[
        Path | None,
        typer.Option("--run", help="A folder that sac-dash link wrote; none: the store.", metavar="DIR"),
    ] = None,
    json_file: Annotated[
        Path | None, typer.Option("--json", help="Write every figure here as well.", metavar="FILE")
    ] = None,
    partial: Annotated[
        bool,
        typer.Option(
            "--partial-truth",
            help="The truth lists some of the series only: pairs of two unlisted offences are left out.",
        ),
    ] = False,
    rounds: Annotated[
        int, typer.Option("--rounds", help="Times the series are drawn again for the intervals.", min=200)
    ] = DEFAULT_ROUNDS,
    seed: options.Seed = 0,
) -> None:
    """Judge the ranked links and suggested series by the truth, beside two plain baselines.

    Series that were given to the run are left out: they were not found. Intervals resample whole series.
    """
    from sac_dash.cli.evaluation_tables import show_evaluation
    from sac_dash.linkage.bootstrap import BootstrapParameters
    from sac_dash.linkage.evaluation_report import EvaluationParameters
    from sac_dash.workflow.evaluating import TruthFiles

    check_file_target(json_file, "--json")
    drawn = BootstrapParameters(rounds=rounds, seed=seed)
    parameters = EvaluationParameters(drawn, complete_truth=not partial)
    judged = _judge(run, TruthFiles(truth, known), parameters)
    show_evaluation(judged)
    if json_file is not None:
        text = json.dumps(judged.as_dict(), indent=2) + "\n"
        write_target(json_file, "--json", lambda path: path.write_text(text, "utf-8"))
        say(f"every figure written to {json_file}")


def _judge(run: Path | None, files: TruthFiles, parameters: EvaluationParameters) -> Evaluation:
    from sac_dash.workflow.evaluating import evaluate_run, evaluate_store

    if run is None:
        return evaluate_store(options.open_store(options.current_settings()), files, parameters)
    return evaluate_run(run, files, parameters)
