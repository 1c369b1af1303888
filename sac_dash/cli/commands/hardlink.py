"""`sac-dash hardlink`: facts that tie offences together, beside the score and never a part of it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sac_dash.casework.hard_links import HARD_LINK_LABELS, HardLink, HardLinkKind
from sac_dash.cli import options
from sac_dash.cli.console import say, show_table
from sac_dash.cli.listed_records import say_import, say_some, write_list, write_list_rejects
from sac_dash.cli.targets import check_file_target
from sac_dash.domain.errors import UnusableInputError

if TYPE_CHECKING:
    from sac_dash.workflow.hard_links import LinkImport

app = typer.Typer(
    help="Facts that tie offences together: recovered property, DNA, footwear … Never a part of the score.",
    no_args_is_help=True,
)


@app.command("import")
def import_links(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX, a link a row.", metavar="FILE")],
    max_rejected: options.MaxRejected = options.DEFAULT_MAX_REJECTED,
    rejects: Annotated[
        Path | None, typer.Option("--rejects", help="Where rejected rows are written.", metavar="REJECTS.csv")
    ] = None,
) -> None:
    """Bring a list of hard links into the case book.

    Columns: force_a, crime_ref_a, force_b, crime_ref_b, kind (property, dna, fingerprint, footwear, vehicle,
    phone, cctv), reference, recorded_at, source. A force may be left blank where the store holds one force or
    the reference leaves no doubt. Importing the same list again changes nothing.
    """
    from sac_dash.workflow.hard_links import import_hard_links

    check_file_target(rejects, "--rejects")
    settings = options.current_settings()
    done = import_hard_links(options.open_store(settings), file, settings.user, datetime.now(UTC))
    _report(done)
    write_list_rejects(done, rejects, settings.home / "hardlink_rejects.csv")
    say(done.line())
    raise typer.Exit(options.exit_code(done.counts.rejected, done.counts.read, max_rejected))


@app.command("add")
def add_link(
    ref_a: Annotated[str, typer.Option("--ref-a", help="One offence: REF or FORCE:REF.", metavar="REF")],
    ref_b: Annotated[str, typer.Option("--ref-b", help="The other offence.", metavar="REF")],
    kind: Annotated[HardLinkKind, typer.Option("--kind", help="What the fact is.")],
    force_a: Annotated[str, typer.Option("--force-a", help="Its force, where that is in doubt.")] = "",
    force_b: Annotated[str, typer.Option("--force-b", help="Its force, where that is in doubt.")] = "",
    reference: Annotated[
        str, typer.Option("--reference", help="What identifies the fact: an exhibit or laboratory reference.")
    ] = "",
    recorded_at: Annotated[
        str, typer.Option("--recorded-at", help="When it was established.", metavar="DATE")
    ] = "",
    source: Annotated[str, typer.Option("--source", help="Where it came from.")] = "",
) -> None:
    """Add one hard link by hand. Adding one that stands already changes nothing."""
    from sac_dash.workflow.hard_links import add_hard_link

    settings = options.current_settings()
    link = HardLink(
        force_a.strip(),
        ref_a.strip(),
        force_b.strip(),
        ref_b.strip(),
        str(kind),
        reference.strip(),
        _date(recorded_at),
        source.strip() or settings.user,
    )
    done = add_hard_link(options.open_store(settings), link, settings.user)
    _report(done)
    for each in done.added:
        say(f"added: {_kind(each.kind)}, {each.offences[0]} with {each.offences[1]}")
    if not done.added:
        say("This link stands already. Nothing was changed.")


@app.command("remove")
def remove_link(
    ref_a: Annotated[str, typer.Option("--ref-a", help="One offence: REF or FORCE:REF.", metavar="REF")],
    ref_b: Annotated[str, typer.Option("--ref-b", help="The other offence.", metavar="REF")],
    kind: Annotated[
        HardLinkKind | None, typer.Option("--kind", help="What the fact is, where there are several.")
    ] = None,
    reference: Annotated[
        str | None,
        typer.Option("--reference", help='Its reference, where there are several; "" is the one without.'),
    ] = None,
    reason: Annotated[str, typer.Option("--reason", help="Why it is taken back; kept in the log.")] = "",
) -> None:
    """Take back a hard link entered in error. The log keeps it, and who took it back."""
    from sac_dash.workflow.hard_link_removal import remove_hard_link

    settings = options.current_settings()
    gone = remove_hard_link(
        options.open_store(settings),
        ref_a,
        ref_b,
        settings.user,
        kind=None if kind is None else str(kind),
        reference=reference,
        reason=reason,
    )
    named = " ".join(filter(None, [_kind(gone.kind), gone.reference]))
    say(f"removed: {named}, {gone.offences[0]} with {gone.offences[1]}")


@app.command("list")
def list_links(
    ref: Annotated[
        str | None, typer.Option("--ref", help="Only those of one offence: REF or FORCE:REF.", metavar="REF")
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write the table here instead.", metavar="FILE")
    ] = None,
) -> None:
    """List the hard links that stand, and say which offences are not held."""
    from sac_dash.workflow.hard_links import links_naming, offences_held

    check_file_target(csv, "--csv")
    store = options.open_store(options.current_settings())
    links = links_naming(store, ref)
    if csv is not None:
        write_list(links, HardLink, csv)
        say(f"{len(links):,} hard links written to {csv}")
        return
    if not links:
        say(
            f"No hard link names {ref}."
            if ref
            else "No hard links yet. Add some: sac-dash hardlink import FILE"
        )
        return
    _show(links, offences_held(store.current()).keys)


def _show(links: tuple[HardLink, ...], held: frozenset[str]) -> None:
    rows = [
        [
            _kind(link.kind),
            *link.offences,
            link.reference,
            link.recorded_at[:10],
            link.source,
            _held(link, held),
        ]
        for link in links
    ]
    header = ["Kind", "Offence", "With", "Reference", "Recorded", "Source", "Held"]
    show_table(f"Hard links: {len(links):,}", header, rows, numeric_from=len(header))


def _report(done: LinkImport) -> None:
    """Print what should be known of an import: notes, warnings, rejects, offences not held."""
    say_import(done)
    say_some([f"{key} is not held: the link is kept" for key in done.not_held], "offences not held")


def _date(text: str) -> str:
    from sac_dash.ingest.hard_links import parse_link_date

    if not text.strip():
        return ""
    read = parse_link_date(text)
    if read is None:
        raise UnusableInputError(
            f"--recorded-at cannot be {text!r}", remedy="Give a date such as 2026-03-04 or 04/03/2026"
        )
    return read


def _kind(kind: str) -> str:
    return HARD_LINK_LABELS[HardLinkKind(kind)] if kind in set(HardLinkKind) else kind


def _held(link: HardLink, held: frozenset[str]) -> str:
    missing = [key for key in link.offences if key not in held]
    return "both" if not missing else "neither" if len(missing) == 2 else f"not {missing[0]}"
