"""What the terminal shows: a progress line on the standard error, tables on the standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from sac_dash.domain.progress import Progress as Tell
from sac_dash.domain.progress import silent


@contextmanager
def shown_progress() -> Iterator[Tell]:
    """Show how far long work is, on the standard error, when somebody is there to see it."""
    if not sys.stderr.isatty():
        yield silent
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=1.0)

        def tell(stage: str, done_share: float) -> None:
            bar.update(task, description=stage, completed=done_share)

        yield tell


def say(line: str = "") -> None:
    """Print one plain line, never wrapped, so that a machine can read it too."""
    typer.echo(line)


def warn(line: str) -> None:
    """Print one line beside the result, on the standard error."""
    typer.echo(line, err=True)


def show_table(
    title: str,
    header: list[str],
    rows: list[list[str]],
    numeric_from: int = 1,
    *,
    last_in_words: bool = False,
) -> None:
    """Print a table; columns from `numeric_from` on are aligned right, save a last one of words.

    What does not fit the terminal goes on in the next line; nothing is cut off.
    """
    table = Table(title=title, title_justify="left", header_style="bold")
    for place, name in enumerate(header):
        in_words = place < numeric_from or (last_in_words and place == len(header) - 1)
        table.add_column(name, justify="left" if in_words else "right", overflow="fold")
    for row in rows:
        table.add_row(*(escape_markup(cell) for cell in row))
    Console().print(table)


def escape_markup(text: str) -> str:
    """Return text that the terminal shows as it is: no markup, no control characters."""
    from rich.markup import escape

    return escape("".join(character if character.isprintable() else " " for character in text))
