"""`sac-dash intervention`: what was done about crime, when, and for which series, area or place."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say, show_table
from sac_dash.cli.listed_records import (
    say_records,
    typed_date,
    write_list,
    write_list_rejects,
)
from sac_dash.cli.targets import check_file_target
from sac_dash.domain.intervention import INTERVENTION_LABELS, Intervention, InterventionKind
from sac_dash.domain.record_rules import say_value
from sac_dash.domain.stated_time import say_stated

if TYPE_CHECKING:
    from sac_dash.casework import Version

app = typer.Typer(
    help="What was done about crime: arrests, operations, patrols, SmartWater … Never a part of the score.",
    no_args_is_help=True,
)


@app.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX, an intervention a row.", metavar="FILE")],
    max_rejected: options.MaxRejected = options.DEFAULT_MAX_REJECTED,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="Where rejected rows are written.", metavar="REJECTS.csv")
    ] = None,
) -> None:
    """Bring a list of interventions into the case book.

    Columns: kind (arrest, charge, operation, patrol, smartwater, signage, target_hardening, publicity, other),
    label, started_at; and where known intervention_id, ended_at, force, policing_area, series_id, site_id,
    easting and northing (or longitude and latitude, or grid_reference), radius_m, source. Importing the same
    list again changes nothing; a changed row becomes the newer version of its intervention.
    """
    from sac_dash.workflow.records import import_interventions

    check_file_target(rejects, "--rejects")
    settings = options.current_settings()
    done = import_interventions(options.open_store(settings), file, settings.user, datetime.now(UTC))
    say_records(done)
    write_list_rejects(done, rejects, settings.home / "intervention_rejects.csv")
    say(done.line())
    raise typer.Exit(options.exit_code(done.counts.rejected, done.counts.read, max_rejected))


@app.command("add")
def add(
    kind: Annotated[InterventionKind, typer.Option("--kind", help="What was done.")],
    label: Annotated[str, typer.Option("--label", help="What people call it.")],
    started_at: Annotated[str, typer.Option("--from", help="When it began.", metavar="DATE")],
    ended_at: Annotated[str, typer.Option("--to", help="When it ended.", metavar="DATE")] = "",
    force: Annotated[str, typer.Option("--force", help="The force it was about.")] = "",
    policing_area: Annotated[str, typer.Option("--area", help="The policing area it was about.")] = "",
    series: Annotated[str, typer.Option("--series", help="The series it was about: id or name.")] = "",
    site: Annotated[str, typer.Option("--site", help="The protected site it was about.")] = "",
    easting: Annotated[float | None, typer.Option("--easting", help="Where, in metres of the data.")] = None,
    northing: Annotated[float | None, typer.Option("--northing")] = None,
    radius_m: Annotated[float | None, typer.Option("--radius-m", help="How far around, metres.")] = None,
    source: Annotated[str, typer.Option("--source", help="Where it is known from.")] = "",
    intervention_id: Annotated[
        str, typer.Option("--id", help="Its id, where it has one; that of one held makes a newer version.")
    ] = "",
) -> None:
    """Add one intervention by hand. Adding one that stands already changes nothing."""
    from sac_dash.workflow.records import add_intervention

    settings = options.current_settings()
    done = add_intervention(
        options.open_store(settings),
        Intervention(
            intervention_id.strip(),
            str(kind),
            label.strip(),
            typed_date(started_at, "--from", "started_at"),
            typed_date(ended_at, "--to", "ended_at"),
            force.strip(),
            policing_area.strip(),
            series.strip(),
            site.strip(),
            easting,
            northing,
            radius_m,
            source.strip() or settings.user,
        ),
        settings.user,
    )
    say_records(done)
    for each in done.added:
        say(f"added: {_kind(each.kind)}, {each.label} ({each.key})")
    if not done.counts.accepted:
        say("This intervention stands already. Nothing was changed.")


@app.command("list")
def list_interventions(
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write the table here instead.", metavar="FILE")
    ] = None,
) -> None:
    """List the interventions that stand, each with its newest version."""
    from sac_dash.workflow.case_book import case_book_of

    check_file_target(csv, "--csv")
    held = list(case_book_of(options.open_store(options.current_settings())).interventions.values())
    if csv is not None:
        write_list([each.record for each in held], Intervention, csv)
        say(f"{len(held):,} interventions written to {csv}")
    elif held:
        _show(held)
    else:
        say("No interventions yet. Add some: sac-dash intervention import FILE")


@app.command("remove")
def remove(
    intervention_id: Annotated[str, typer.Argument(help="Its id, as the list shows it.", metavar="ID")],
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
) -> None:
    """Take one back that was entered in error. The log keeps both entries."""
    from sac_dash.workflow.records import remove_intervention

    settings = options.current_settings()
    remove_intervention(options.open_store(settings), intervention_id.strip(), reason.strip(), settings.user)
    say(f"removed: {intervention_id}")


def _show(held: list[Version[Intervention]]) -> None:
    rows = [
        [
            each.record.key,
            _kind(each.record.kind),
            each.record.label,
            say_stated(each.record.started_at),
            say_stated(each.record.ended_at),
            _about(each.record),
            each.record.source,
            f"{each.number}, {each.user}",
        ]
        for each in held
    ]
    header = ["Id", "Kind", "Label", "From", "To", "About", "Source", "Version"]
    show_table(f"Interventions: {len(held):,}", header, rows, numeric_from=len(header))


def _about(record: Intervention) -> str:
    """Return what an intervention was about, as far as it says."""
    named = [record.series_id, record.site_id, record.policing_area, record.force]
    if record.easting is not None:
        around = f" within {say_value(record.radius_m)} m" if record.radius_m else ""
        named.append(f"{record.easting:.0f} {record.northing:.0f}{around}")
    return ", ".join(each for each in named if each) or "all"


def _kind(kind: str) -> str:
    return INTERVENTION_LABELS[InterventionKind(kind)] if kind in set(InterventionKind) else kind
