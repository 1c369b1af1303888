"""`sac-dash trends`: weekly or monthly counts in the terminal or as CSV."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say, show_table
from sac_dash.cli.targets import check_file_target, write_target

if TYPE_CHECKING:
    import polars as pl


class Grouping(StrEnum):
    """What a table of counts has a column for."""

    OFFENCE_CLASS = "class"
    AREA = "area"
    FORCE = "force"
    NONE = "none"


class Every(StrEnum):
    """The length of a period."""

    WEEK = "week"
    MONTH = "month"


_COLUMNS = {Grouping.OFFENCE_CLASS: "offence_class", Grouping.AREA: "policing_area", Grouping.FORCE: "force"}


def trends(
    period: Annotated[Every, typer.Option(help="Count by week (from Monday) or month.")] = Every.MONTH,
    by: Annotated[
        Grouping, typer.Option(help="A column for each class, area or force.")
    ] = Grouping.OFFENCE_CLASS,
    last: Annotated[int, typer.Option(help="How many periods to show.", min=1)] = 13,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write the table here instead.", metavar="FILE")
    ] = None,
) -> None:
    """Count the offences held by week or month. The last period is in part only, and says so."""
    from sac_dash.patterns.counts import COUNTING_RULE, count_by_period
    from sac_dash.patterns.cut_off import data_cut_off

    check_file_target(csv, "--csv")
    generation = options.open_store(options.current_settings()).require_current()
    as_of = data_cut_off(generation.offences) or generation.published_at
    counted = count_by_period(generation.offences, period.value, _COLUMNS.get(by), as_of)
    table = _wide(counted, last)
    if csv is not None:
        write_target(csv, "--csv", lambda path: _write_csv(table, path))
        say(f"{table.height:,} periods written to {csv}")
        return
    rows = [
        [_label(row["period_start"], row["complete"], period), *_cells(row)]
        for row in table.iter_rows(named=True)
    ]
    names = [name for name in table.columns if name not in {"period_start", "complete"}]
    show_table(f"Offences by {period.value}", [period.value.capitalize(), *names], rows)
    say(f"Counting rule: {COUNTING_RULE}.")


def _write_csv(table: pl.DataFrame, path: Path) -> None:
    """Write the table; areas and forces head its columns and are a source's text, its cells are not."""
    import csv

    from sac_dash.domain.spreadsheet_text import neutral_row

    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow(neutral_row(table.columns))
        file.write(table.write_csv(include_header=False, line_terminator="\r\n"))


def _wide(counted: pl.DataFrame, last: int) -> pl.DataFrame:
    if counted.is_empty():
        return counted.select("period_start", "complete")
    wide = counted.pivot("group", index=["period_start", "complete"], values="n")
    return wide.sort("period_start").tail(last)


def _cells(row: dict[str, object]) -> list[str]:
    counts = [value for name, value in row.items() if name not in {"period_start", "complete"}]
    return ["no data" if value is None else f"{value:,}" for value in counts]


def _label(start: object, complete: object, period: Every) -> str:
    shown = f"{start:%b %Y}" if period is Every.MONTH else f"{start:%d %b %Y}"
    return shown if complete else f"{shown} (part)"
