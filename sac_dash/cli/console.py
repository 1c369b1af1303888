"""What the terminal shows: a progress line on the standard error, tables on the standard output."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from sac_dash.domain.progress import Progress as Tell
from sac_dash.domain.progress import seconds_left, silent

_MINUTES_FROM_S = 100.0


@contextmanager
def shown_progress() -> Iterator[Tell]:
    """Show how far long work is, on the standard error, when somebody is there to see it."""
    if not sys.stderr.isatty():
        yield silent
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[left]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=1.0, left="")
        pace = Pace()

        def tell(stage: str, done_share: float) -> None:
            bar.update(task, description=stage, completed=done_share, left=pace.say_left(done_share))

        yield tell


class Pace:
    """How fast one piece of work goes, and from that how long it will still take.

    A share that falls back begins another piece: reading is one, coding what was read the next.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._began, self._share = clock(), 0.0

    def say_left(self, done_share: float) -> str:
        """Return about how long the present piece will still take; nothing while that cannot be told."""
        if done_share < self._share:
            self._began = self._clock()
        self._share = done_share
        left = seconds_left(done_share, self._clock() - self._began)
        if left is None:
            return ""
        return f"about {left / 60:.0f} min left" if left >= _MINUTES_FROM_S else f"about {left:.0f} s left"


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
