"""`sac-dash link`: from files to links and series, without a store."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.commands.ingest import show_quality
from sac_dash.cli.console import say, shown_progress
from sac_dash.cli.engine import asked_cluster
from sac_dash.cli.targets import check_folder_target


def link(
    files: options.Files,
    out: Annotated[Path, typer.Option("--out", help="The folder to write to.", metavar="DIR")],
    known: options.Known = None,
    model: options.Models = None,
    mapping: options.MappingFile = None,
    force: options.Force = None,
    include: options.Include = None,
    top: options.Top = 50,
    suggestions: options.Suggestions = None,
    seed: options.Seed = 0,
    jobs: options.Jobs = None,
    reach: Annotated[
        str | None,
        typer.Option(
            help="Above 20,000 offences: pairs within KM and DAYS are scored, any distance within the third."
        ),
    ] = None,
    min_probability: Annotated[
        float | None,
        typer.Option(
            "--min-probability", help="Above 20,000 offences: pairs below are left out [0.01].", min=0, max=1
        ),
    ] = None,
    max_rejected: options.MaxRejected = options.DEFAULT_MAX_REJECTED,
    as_of: options.AsOf = None,
    engine: Annotated[
        str, typer.Option(help="Who searches above 20,000 offences: local, or dask. Same result.")
    ] = "local",
    scheduler: Annotated[
        str | None,
        typer.Option(help="Address of the Dask scheduler, for --engine dask.", metavar="ADDRESS"),
    ] = None,
    shared: Annotated[
        str | None,
        typer.Option(
            help="Folder or object-store address that all workers reach [below --out, if the scheduler is here].",
            metavar="URL",
        ),
    ] = None,
) -> None:
    """Link the offences of some files and write links, series and a quality report to a folder.

    Writes offences.parquet, rejects.csv, quality.json, links.parquet, series.parquet and model.json.
    """
    from sac_dash.linkage.model import EVERY_PAIR
    from sac_dash.workflow.link_files import link_files
    from sac_dash.workflow.requests import LinkRequest

    check_folder_target(out, "--out")
    cluster = asked_cluster(engine, scheduler, shared, out)
    request = LinkRequest(
        known=known,
        top=top,
        suggestions=suggestions,
        seed=seed,
        jobs=options.jobs_or_setting(jobs),
        reach=options.parse_reach(reach),
        min_probability=min_probability,
        priors=options.read_models(model),
        cluster=cluster,
    )
    read = options.read_request(mapping, force, include, as_of)
    with shown_progress() as progress:
        outcome = link_files(files, out, read=read, link=request, progress=progress)
    show_quality(outcome.quality)
    if cluster is not None and outcome.linked.model["mode"] == EVERY_PAIR:
        limit = outcome.linked.model["reach"]["every_pair_up_to"]
        say(
            f"Linked on this machine: up to {limit:,} offences every pair is scored here, without the cluster."
        )
    placed = outcome.linked.members.height
    say(
        f"{outcome.linked.links.height:,} links, {outcome.linked.series.height:,} series of {placed:,} offences → {out}"
    )
    counts = outcome.quality.counts
    say(counts.line())
    raise typer.Exit(options.exit_code(counts.rejected, counts.read, max_rejected))
