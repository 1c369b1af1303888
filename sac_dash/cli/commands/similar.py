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
        list[Path] | None, typer.Argument(help="Files to look in; none: the store.", metavar="[FILE…]")
    ] = None,
    mapping: options.MappingFile = None,
    force: options.Force = None,
    model: options.Models = None,
    top: Annotated[int, typer.Option("--top", help="How many offences to list.", min=1)] = 20,
    jobs: options.Jobs = None,
) -> None:
    """Rank the offences most like one, and say for each what speaks for, against and is unknown."""
    from sac_dash.workflow.ranking import from_files, from_store, rank_similar

    if model and not files:
        raise UnusableInputError(
            "--model is for files; what the store holds is linked already",
            remedy="Bring it into the store: sac-dash model import MODEL.json, then ingest",
        )
    if files:
        priors = options.read_models(model)
        read = options.read_request(mapping, force, None)
        with shown_progress() as progress:
            linked = from_files(
                files,
                read=read,
                top=top,
                jobs=options.jobs_or_setting(jobs),
                priors=priors,
                progress=progress,
            )
    else:
        linked = from_store(options.open_store(options.current_settings()))
    ranking = rank_similar(linked, ref, top)
    for line in ranking.lines():
        say(line)
