"""`sac-dash similar`: the offences most like one, with the reasons in words."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say, shown_progress
from sac_dash.domain.errors import UnusableInputError


def similar(
    ref: Annotated[str, typer.Option("--ref", help="The offence: REF, or FORCE:REF.", metavar="REF")],
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Files to look in; none: --run, else the store.", metavar="[FILE…]"),
    ] = None,
    run: Annotated[
        Path | None,
        typer.Option(
            "--run",
            help="Look in what sac-dash link wrote to this folder; with FILE: an offence of FILE against it.",
            metavar="DIR",
        ),
    ] = None,
    mapping: options.MappingFile = None,
    force: options.Force = None,
    model: options.Models = None,
    top: Annotated[int, typer.Option("--top", help="How many offences to list.", min=1)] = 20,
    jobs: options.Jobs = None,
) -> None:
    """Rank the offences most like one, and say for each what speaks for, against and is unknown.

    Scores are those of sac-dash link; no series are sought.
    """
    from sac_dash.workflow.ranking import from_files, from_run, from_store, rank_newcomer, rank_similar

    _check_model(model, files, run)
    priors, read = options.read_models(model), options.read_request(mapping, force, None)
    with shown_progress() as progress:
        if files and run is not None:
            ranking = rank_newcomer(files, from_run(run), ref, read=read, top=top, progress=progress)
        elif files:
            jobs = options.jobs_or_setting(jobs)
            linked = from_files(files, read=read, top=top, jobs=jobs, priors=priors, progress=progress)
            ranking = rank_similar(linked, ref, top)
        elif run is not None:
            ranking = rank_similar(from_run(run), ref, top)
        else:
            ranking = rank_similar(from_store(options.open_store(options.current_settings())), ref, top)
    for line in ranking.lines():
        say(line)


def _check_model(model: list[Path] | None, files: list[Path] | None, run: Path | None) -> None:
    if model and run is not None:
        raise UnusableInputError(
            "--model is for files; a run is ranked as it was linked",
            remedy="Link again with it: sac-dash link FILE --model MODEL.json --out DIR",
        )
    if model and not files:
        raise UnusableInputError(
            "--model is for files; what the store holds is linked already",
            remedy="Bring it into the store: sac-dash model import MODEL.json, then ingest",
        )
