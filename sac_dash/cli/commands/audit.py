"""`sac-dash audit`: who did what and when, and proof that nothing was altered."""

from __future__ import annotations

import csv as csv_format
import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from zoneinfo import ZoneInfo

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say, show_table, warn
from sac_dash.cli.targets import check_file_target, write_target
from sac_dash.domain.errors import SacDashError, StoreError
from sac_dash.domain.when import SOURCE_TIMEZONE

if TYPE_CHECKING:
    from sac_dash.store import Entry, LogFilter, Store

app = typer.Typer(help="Who did what and when, and proof that nothing was altered.")
_RESTORE = "Compare with a backup; sac-dash restore FILE brings one into an empty SAC_DASH_HOME"

Kind = Annotated[str | None, typer.Option("--kind", help="Only this kind: decision, ingest, export …")]
User = Annotated[
    str | None, typer.Option("--user", help="Only what this person did (a part of the name will do).")
]
Since = Annotated[
    datetime | None,
    typer.Option(
        "--since", help="Not before this moment.", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"], metavar="DATE"
    ),
]
Last = Annotated[int, typer.Option("--last", help="How many of the latest to show.", min=1)]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line, hashes included.")]
Csv = Annotated[
    Path | None, typer.Option("--csv", help="Write every entry asked for here instead.", metavar="FILE")
]
DEFAULT_LAST = 50


@dataclass(frozen=True)
class Listing:
    """How the entries are to be shown."""

    last: int
    as_json: bool
    csv: Path | None


@app.callback(invoke_without_command=True)
def audit(
    context: typer.Context,
    kind: Kind = None,
    user: User = None,
    since: Since = None,
    last: Last = DEFAULT_LAST,
    as_json: AsJson = False,
    csv: Csv = None,
) -> None:
    """List the log of ingests, decisions and exports, the latest last, and prove its chain.

    Exit code 2 where an entry was changed, removed or put in between.
    """
    if context.invoked_subcommand is None:
        _list(kind, user, since, Listing(last, as_json, csv))


@app.command("list")
def list_entries(
    kind: Kind = None,
    user: User = None,
    since: Since = None,
    last: Last = DEFAULT_LAST,
    as_json: AsJson = False,
    csv: Csv = None,
) -> None:
    """List the log, as sac-dash audit does."""
    _list(kind, user, since, Listing(last, as_json, csv))


@app.command("verify")
def verify() -> None:
    """Check every byte of the published results and every link of the log's hash chain."""
    store = options.open_store(options.current_settings())
    verification = store.verify()
    for complaint in verification.complaints[1:]:
        say(complaint)
    if not verification.sound:
        raise StoreError(verification.complaints[0])
    head = store.decisions.head()
    entries = head.seq if head else 0
    say(f"All is as it was written: generation {verification.generation or 'none'}, {entries:,} log entries.")


def _list(kind: str | None, user: str | None, since: datetime | None, listing: Listing) -> None:
    """Show the entries asked for, then whether the chain holds."""
    check_file_target(listing.csv, "--csv")
    store = options.open_store(options.current_settings())
    reading = store.read_log()
    entries = reading.only(_filter(kind, user, since))
    if listing.csv is not None:
        write_target(listing.csv, "--csv", lambda path: _write_csv(entries, _names(store), path))
        say(f"{len(entries):,} entries written to {listing.csv}")
    elif listing.as_json:
        for entry in entries[-listing.last :]:
            say(json.dumps({**vars(entry), "at": entry.at.isoformat()}, sort_keys=True))
    else:
        _show(entries, _names(store), listing.last)
    for complaint in reading.complaints[1:]:
        warn(complaint)
    if reading.complaints:
        raise StoreError(f"the log is broken: {reading.complaints[0]}", remedy=_RESTORE)
    (warn if listing.as_json else say)(reading.verdict())


def _filter(kind: str | None, user: str | None, since: datetime | None) -> LogFilter:
    from sac_dash.store import LogFilter

    local = ZoneInfo(SOURCE_TIMEZONE)
    return LogFilter(kind, user, since.replace(tzinfo=local) if since else None)


def _show(entries: list[Entry], names: dict[str, str], last: int) -> None:
    from sac_dash.dashboard.entry_words import label_kind, say_entry

    header = ["No.", "When (UTC)", "Who", "Kind", "What"]
    rows = [
        [f"{each.seq}", f"{each.at:%Y-%m-%d %H:%M}", each.user, label_kind(each.kind), say_entry(each, names)]
        for each in entries[-last:]
    ]
    more = f", the last {last:,}" if len(entries) > last else ""
    show_table(f"Audit log: {len(entries):,} entries{more}", header, rows, numeric_from=len(header))


def _write_csv(entries: list[Entry], names: dict[str, str], path: Path) -> None:
    """Write entries as CSV; no cell can act as a formula."""
    from sac_dash.dashboard.entry_words import LOG_COLUMNS, log_row
    from sac_dash.domain.spreadsheet_text import neutral_row

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv_format.writer(file)
        writer.writerow(LOG_COLUMNS)
        writer.writerows(neutral_row(log_row(each, names)) for each in entries)


def _names(store: Store) -> dict[str, str]:
    """Return the series' names; none where the log holds a decision that cannot be read."""
    from sac_dash.workflow.case_book import case_book_of

    try:
        return case_book_of(store).names()
    except SacDashError:
        return {}
