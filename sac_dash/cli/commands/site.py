"""`sac-dash site`: protected premises, what was put in place there, and from when to when."""

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
from sac_dash.domain.site import Site
from sac_dash.domain.stated_time import say_stated

if TYPE_CHECKING:
    from sac_dash.casework import Version

app = typer.Typer(
    help="Protected sites: what was put in place where, and from when to when.", no_args_is_help=True
)


@app.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX, a site a row.", metavar="FILE")],
    max_rejected: options.MaxRejected = options.DEFAULT_MAX_REJECTED,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="Where rejected rows are written.", metavar="REJECTS.csv")
    ] = None,
) -> None:
    """Bring a list of protected sites into the case book.

    Columns: name or address; and where known site_id, premises_type, postcode, easting and northing (or
    longitude and latitude, or grid_reference), owner, measure, measured_from, measured_to. Importing the same
    list again changes nothing; a changed row becomes the newer version of its site.
    """
    from sac_dash.workflow.records import import_sites

    check_file_target(rejects, "--rejects")
    settings = options.current_settings()
    done = import_sites(options.open_store(settings), file, settings.user, datetime.now(UTC))
    say_records(done)
    write_list_rejects(done, rejects, settings.home / "site_rejects.csv")
    say(done.line())
    raise typer.Exit(options.exit_code(done.counts.rejected, done.counts.read, max_rejected))


@app.command("add")
def add(
    name: Annotated[str, typer.Option("--name", help="What it is called.")] = "",
    premises_type: Annotated[str, typer.Option("--premises-type", help="What it is.")] = "",
    address: Annotated[str, typer.Option("--address", help="Where it is.")] = "",
    postcode: Annotated[str, typer.Option("--postcode")] = "",
    easting: Annotated[float | None, typer.Option("--easting", help="Where, in metres of the data.")] = None,
    northing: Annotated[float | None, typer.Option("--northing")] = None,
    owner: Annotated[str, typer.Option("--owner", help="Whose scheme or estate; never a person.")] = "",
    measure: Annotated[str, typer.Option("--measure", help="What was put in place.")] = "",
    measured_from: Annotated[str, typer.Option("--from", help="Since when.", metavar="DATE")] = "",
    measured_to: Annotated[str, typer.Option("--to", help="Until when.", metavar="DATE")] = "",
    site_id: Annotated[
        str, typer.Option("--id", help="Its id, where it has one; that of one held makes a newer version.")
    ] = "",
) -> None:
    """Add one protected site by hand. Adding one that stands already changes nothing."""
    from sac_dash.workflow.records import add_site

    settings = options.current_settings()
    site = Site(
        site_id.strip(),
        name.strip(),
        premises_type.strip(),
        address.strip(),
        postcode.strip(),
        easting,
        northing,
        owner.strip(),
        measure.strip(),
        typed_date(measured_from, "--from", "measured_from"),
        typed_date(measured_to, "--to", "measured_to"),
    )
    done = add_site(options.open_store(settings), site, settings.user)
    say_records(done)
    for each in done.added:
        say(f"added: {each.name or each.address} ({each.key})")
    if not done.counts.accepted:
        say("This site stands already. Nothing was changed.")


@app.command("list")
def list_sites(
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write the table here instead.", metavar="FILE")
    ] = None,
) -> None:
    """List the protected sites that stand, each with its newest version."""
    from sac_dash.workflow.case_book import case_book_of

    check_file_target(csv, "--csv")
    held = list(case_book_of(options.open_store(options.current_settings())).sites.values())
    if csv is not None:
        write_list([each.record for each in held], Site, csv)
        say(f"{len(held):,} protected sites written to {csv}")
    elif held:
        _show(held)
    else:
        say("No protected sites yet. Add some: sac-dash site import FILE")


@app.command("remove")
def remove(
    site_id: Annotated[str, typer.Argument(help="Its id, as the list shows it.", metavar="ID")],
    reason: Annotated[str, typer.Option("--reason", help="Why.")] = "",
) -> None:
    """Take one back that was entered in error. The log keeps both entries."""
    from sac_dash.workflow.records import remove_site

    settings = options.current_settings()
    remove_site(options.open_store(settings), site_id.strip(), reason.strip(), settings.user)
    say(f"removed: {site_id}")


def _show(held: list[Version[Site]]) -> None:
    rows = [
        [
            each.record.key,
            each.record.name,
            each.record.premises_type,
            ", ".join(part for part in (each.record.address, each.record.postcode) if part),
            "" if each.record.easting is None else f"{each.record.easting:.0f} {each.record.northing:.0f}",
            each.record.owner,
            each.record.measure,
            say_stated(each.record.measured_from),
            say_stated(each.record.measured_to),
            f"{each.number}, {each.user}",
        ]
        for each in held
    ]
    header = ["Id", "Name", "Type", "Address", "Place", "Owner", "Measure", "From", "To", "Version"]
    show_table(f"Protected sites: {len(held):,}", header, rows, numeric_from=len(header))
