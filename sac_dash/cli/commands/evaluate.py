"""`sac-dash evaluate`: how good the ranking is, judged against known truth."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say, show_table


def evaluate(
    truth: Annotated[
        Path, typer.Option("--truth", help="The truth: crime_ref, series (and force).", metavar="T.csv")
    ],
    run: Annotated[
        Path | None,
        typer.Option("--run", help="A folder that sac-dash link wrote; none: the store.", metavar="DIR"),
    ] = None,
    known: Annotated[
        Path | None,
        typer.Option(
            "--known", help="Series that were given to the run: left out of the judgement.", metavar="K.csv"
        ),
    ] = None,
) -> None:
    """Judge the ranked links against the series the offences truly belong to, from a seed."""
    from sac_dash.workflow.evaluating import evaluate_run, evaluate_store

    if run is None:
        quality = evaluate_store(options.open_store(options.current_settings()), truth, known)
    else:
        quality = evaluate_run(run, truth, known)
    rows = [
        ["recall@10", f"{quality.recall_at_10:.3f}", "share of a series' other offences among the best 10"],
        ["recall@30", f"{quality.recall_at_30:.3f}", "… the best 30"],
        ["recall@50", f"{quality.recall_at_50:.3f}", "… the best 50"],
        ["hit@10", f"{quality.hit_at_10:.3f}", "offences with at least one true partner among the best 10"],
        ["AP", f"{quality.average_precision:.3f}", "average precision over all pairs"],
    ]
    show_table("Ranking from a seed", ["Measure", "Value", "What it says"], rows, numeric_from=9)
    say(f"{quality.seeds:,} offences of true series, {quality.true_pairs:,} pairs to find")
