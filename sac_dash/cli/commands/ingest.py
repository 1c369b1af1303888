"""`sac-dash ingest`: from a force's export into the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say, shown_progress
from sac_dash.cli.targets import check_file_target, write_target

if TYPE_CHECKING:
    from sac_dash.domain.quality import QualityReport
    from sac_dash.ingest import MappedFile
    from sac_dash.settings import Settings
    from sac_dash.store import Store
    from sac_dash.workflow.ingest_into_store import IngestOutcome
    from sac_dash.workflow.requests import ReadRequest


def ingest(
    files: options.Files,
    mapping: options.MappingFile = None,
    force: options.Force = None,
    include: options.Include = None,
    known: options.Known = None,
    max_rejected: options.MaxRejected = options.DEFAULT_MAX_REJECTED,
    jobs: options.Jobs = None,
    seed: options.Seed = 0,
    as_of: options.AsOf = None,
    saved_mapping: Annotated[
        bool,
        typer.Option(
            "--saved-mapping/--no-saved-mapping",
            help="Without --mapping: use the mapping saved for this kind of source.",
        ),
    ] = True,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole", help="Link everything anew, also where only a little of a large store is new."
        ),
    ] = False,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="Where rejected rows are written.", metavar="REJECTS.csv")
    ] = None,
) -> None:
    """Bring offences into the store: read, code, link and publish; show what is new and what changed.

    Ingesting the same file again changes nothing. The last line printed reconciles every row:
    read = accepted + duplicate + out of scope + rejected.
    """
    from sac_dash.workflow.first_look import get_ready
    from sac_dash.workflow.ingest_groups import ingest_groups
    from sac_dash.workflow.requests import LinkRequest

    check_file_target(rejects, "--rejects")
    settings = options.current_settings()
    store = options.open_store(settings)
    read = options.read_request(mapping, force, include, as_of)
    link = LinkRequest(known=known, seed=seed, jobs=jobs or settings.jobs, whole=whole)
    mapped = mapped_files(files, store, read, saved=saved_mapping)
    with shown_progress() as progress:
        outcome = ingest_groups(mapped, store, read=read, link=link, user=settings.user, progress=progress)
        get_ready(store, progress)
    report_ingest(outcome, write_rejected(outcome, settings, rejects))
    counts = outcome.quality.counts
    raise typer.Exit(options.exit_code(counts.rejected, counts.read, max_rejected))


def show_quality(quality: QualityReport) -> None:
    """Print what should be known of a source: refused columns, warnings, reject reasons, notes."""
    for column, reason in quality.refused_columns.items():
        say(f'column "{column}" was dropped: {reason}')
    for warning, rows in quality.warnings.items():
        say(f"{rows:>9,}  {warning}")
    for reason, rows in quality.reject_reasons.items():
        say(f"{rows:>9,}  rejected: {reason}")
    for note in quality.notes:
        say(note)


def mapped_files(files: list[Path], store: Store, read: ReadRequest, *, saved: bool) -> list[MappedFile]:
    """Return each file with the mapping it is read by; say where that is a saved one."""
    from sac_dash.ingest import MappedFile
    from sac_dash.workflow.saved_mapping import with_saved_mappings

    if read.mapping is not None or not saved:
        return [MappedFile(file, read.mapping) for file in files]
    mapped = with_saved_mappings(store, files, read.options())
    for each in mapped:
        if each.mapping is not None:
            sheet = f', sheet "{each.table}"' if each.table else ""
            say(
                f"{each.path.name}{sheet}: read by the mapping saved for this kind of source "
                "(--no-saved-mapping: without it)"
            )
    return mapped


def report_ingest(outcome: IngestOutcome, rejects: Path | None) -> None:
    """Print what came in and what it changed; `rejects` is the file of the rows that could not be taken."""
    show_quality(outcome.quality)
    if rejects is not None:
        say(f"rejected rows are in {rejects}: mend them and ingest that file")
    series = outcome.generation.series
    suggested = series.height - int(series["known"].sum())
    say(f"against the store: {outcome.diff.line()}")
    say(
        f"the store now holds {outcome.generation.offences.height:,} offences and {suggested:,} suggested series"
    )
    _say_how_linked(outcome)
    say(outcome.quality.counts.line())


def _say_how_linked(outcome: IngestOutcome) -> None:
    """Say of a large store that only what is new was linked, and what links everything anew."""
    record = outcome.generation.model.get("linking") or {}
    if record.get("since"):
        say(
            f"linked what is new only; {record['updates']:,} offences since everything was linked anew "
            "(sac-dash relink does that, best at night)"
        )


def write_rejected(outcome: IngestOutcome, settings: Settings, path: Path | None) -> Path | None:
    """Write the rows that could not be taken, if any, and return where to."""
    from sac_dash.ingest import write_rejects

    frame = outcome.generation.rejects
    if frame.is_empty() and path is None:
        return None
    target = path or settings.home / "rejects.csv"
    write_target(target, "--rejects", lambda to: write_rejects(frame, to))
    return target
