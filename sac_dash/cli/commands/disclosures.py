"""`sac-dash disclosures`: what was handed to whom outside the police, on what basis, approved by whom."""

from __future__ import annotations

import csv as csv_format
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say, show_table
from sac_dash.cli.targets import check_file_target, write_target

if TYPE_CHECKING:
    from sac_dash.casework import Disclosure


def disclosures(
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write the table here instead.", metavar="FILE")
    ] = None,
) -> None:
    """List every disclosure entered, the oldest first; one taken back as an error stays listed and says so."""
    from sac_dash.workflow.case_book import case_book_of

    check_file_target(csv, "--csv")
    held = case_book_of(options.open_store(options.current_settings())).disclosures
    if csv is not None:
        write_target(csv, "--csv", lambda path: _write(held, path))
        say(f"{len(held):,} disclosures written to {csv}")
    elif held:
        _show(held)
    else:
        say("No disclosures yet.")


def _show(held: tuple[Disclosure, ...]) -> None:
    from sac_dash.briefing.disclosure_list import say_removed

    rows = [
        [
            f"{each.seq}",
            f"{each.at:%Y-%m-%d %H:%M}",
            f"{each.product} {each.scope}".rstrip(),
            each.recipient,
            each.basis,
            each.approver,
            each.user,
            ", ".join(name for name, _ in each.files),
            say_removed(each),
            "taken back" if each.taken_back else "",
        ]
        for each in held
    ]
    header = ["No.", "When (UTC)", "What", "To", "Basis", "Approved by", "Entered by", "Files", "Removed", ""]
    show_table(f"Disclosures: {len(held):,}", header, rows, numeric_from=len(header))


def _write(held: tuple[Disclosure, ...], path: Path) -> None:
    """Write disclosures as CSV; no cell can act as a formula."""
    from sac_dash.briefing.disclosure_list import COLUMNS, disclosure_row
    from sac_dash.domain.spreadsheet_text import neutral_row

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv_format.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(neutral_row(disclosure_row(each)) for each in held)
