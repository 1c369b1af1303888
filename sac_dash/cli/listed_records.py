"""What the commands for lists (hard links, interventions, sites) print and write alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from sac_dash.cli.console import say
from sac_dash.cli.targets import write_target
from sac_dash.domain.errors import SacDashError, UnusableInputError

if TYPE_CHECKING:
    import polars as pl

    from sac_dash.workflow.record_import import RecordImport

TOLD_AT_MOST = 20


class ListImport(Protocol):
    """What an import of a list says of its rows."""

    @property
    def rejects(self) -> pl.DataFrame:
        """Return the rows that could not be taken."""
        ...

    @property
    def reject_lines(self) -> tuple[str, ...]:
        """Return the same, a line each."""
        ...

    @property
    def warnings(self) -> Mapping[str, int]:
        """Return what to know, with how many rows it concerns."""
        ...

    @property
    def notes(self) -> tuple[str, ...]:
        """Return what to know of the whole."""
        ...


def say_import(done: ListImport) -> None:
    """Print the notes, warnings and rejects of an import."""
    for note in done.notes:
        say(note)
    for warning, rows in done.warnings.items():
        say(f"{rows:>9,}  {warning}")
    say_some(done.reject_lines, "rejected rows")


def say_records(done: RecordImport[Any]) -> None:
    """Print all that is to be known of an import of records: also what changed, and what is not held."""
    say_import(done)
    changes = [
        f"{record.key}, a newer version: {name} {was} → {now}"
        for record, changed in done.renewed
        for name, was, now in changed
    ]
    say_some(changes, "changes")
    say_some([f"{what} is not held: kept as written" for what in done.not_held], "names not held")


def say_some(lines: Sequence[str], what: str) -> None:
    """Print the first lines and how many more there are."""
    for line in lines[:TOLD_AT_MOST]:
        say(line)
    if len(lines) > TOLD_AT_MOST:
        say(f"… and {len(lines) - TOLD_AT_MOST:,} more {what}")


def write_list_rejects(done: ListImport, asked: Path | None, usual: Path) -> None:
    """Write the rejected rows where there are any, or where a file is asked for, and say where."""
    target = asked or usual
    if done.rejects.height or asked is not None:
        from sac_dash.ingest import write_rejects

        write_target(target, "--rejects", lambda path: write_rejects(done.rejects, path))
    if done.rejects.height:
        say(f"rejected rows are in {target}: mend them and import that file")


def write_list(records: Iterable[Any], kind: type[Any], target: Path) -> None:
    """Write records of a dataclass under the names that their `import` reads; no cell can act as a formula."""
    columns = [each.name for each in fields(kind)]
    write_target(target, "--csv", lambda path: _write_csv(records, columns, path))


def typed_date(text: str, option: str, column: str) -> str:
    """Return a date typed as an option's value as a stated time of a record's `column`; nothing for nothing.

    Raises
    ------
    UnusableInputError
        When it is none, or lies too far ahead.
    """
    from sac_dash.ingest.stated_times import read_typed_time

    try:
        return read_typed_time(text, column, datetime.now(UTC))
    except SacDashError as error:
        raise UnusableInputError(f"{option} {text!r}: {error.problem}", remedy=error.remedy) from error


def _write_csv(records: Iterable[Any], columns: Sequence[str], path: Path) -> None:
    import csv

    from sac_dash.domain.spreadsheet_text import neutral_row

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(neutral_row([getattr(each, name) for name in columns]) for each in records)
