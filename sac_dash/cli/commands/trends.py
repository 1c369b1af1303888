"""`sac-dash trends`: weekly or monthly counts beside the range expected, in the terminal, as CSV or as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say, show_table
from sac_dash.cli.targets import check_file_target, write_target
from sac_dash.domain.british_dates import british_day, british_month
from sac_dash.domain.errors import UnusableInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sac_dash.figures.trend_bars import TrendPeriod
    from sac_dash.workflow.trend_splits import Split
    from sac_dash.workflow.trends import TrendBasis, TrendView

MOST_COLUMNS = 8  # groups a table has room for, the largest first


class Grouping(StrEnum):
    """What a table of counts has a column for; all but `none` are the splits of the Trends page."""

    OFFENCE_CLASS = "class"
    AREA = "area"
    FORCE = "force"
    METHOD = "method"
    FACET = "facet"
    SERIES = "series"
    NONE = "none"


class Every(StrEnum):
    """The length of a period."""

    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Table:
    """What is put out: counts, the names of series, whether times are months alone, whether by group."""

    view: TrendView
    names: Mapping[str, str]
    only_months: bool
    with_groups: bool


def trends(
    period: Annotated[Every, typer.Option(help="Count by week (from Monday) or month.")] = Every.MONTH,
    by: Annotated[
        Grouping,
        typer.Option(
            help="A column for each class, area, force, ATM method, code of a facet, or series.",
        ),
    ] = Grouping.OFFENCE_CLASS,
    facet: Annotated[
        str | None, typer.Option("--facet", help="The facet, with --by facet.", metavar="NAME")
    ] = None,
    offence_class: Annotated[
        str | None, typer.Option("--class", help="Offences of this class alone.", metavar="CLASS")
    ] = None,
    last: Annotated[int, typer.Option(help="How many periods to show.", min=1)] = 13,
    csv: Annotated[
        Path | None, typer.Option("--csv", help="Write every period here instead.", metavar="FILE")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object with every period.")] = False,
) -> None:
    """Count the offences held by week or month, with the range that the same season of earlier years suggests.

    What the offences do not say, late recording and part periods are told below the table.
    """
    from sac_dash.patterns.periods import Period
    from sac_dash.workflow.case_book import case_book_of
    from sac_dash.workflow.trends import EVERY_CLASS, TrendBasis, TrendChoice, trend_source

    check_file_target(csv, "--csv")
    store = options.open_store(options.current_settings())
    generation = store.require_current()
    basis = TrendBasis(trend_source(generation, store.boundaries(), lambda: case_book_of(store)))
    split = _split(by, facet, basis)
    _check_class(offence_class, basis)
    view = basis.view(TrendChoice(Period(period), split, offence_class or EVERY_CLASS))
    table = Table(
        view=view,
        names=case_book_of(store).names() if by is Grouping.SERIES else {},
        only_months=basis.only_months,
        with_groups=by is not Grouping.NONE,
    )
    if csv is not None:
        _export(table, csv)
    elif as_json:
        say(json.dumps(_as_json(table, generation.id), ensure_ascii=False, sort_keys=True))
    else:
        _show(table, last)


def _split(by: Grouping, facet: str | None, basis: TrendBasis) -> Split:
    """Return the split asked for.

    Raises
    ------
    UnusableInputError
        When the facet is missing, not wanted, or not held.
    """
    from sac_dash.workflow.trend_splits import Split, SplitKind

    if by is not Grouping.FACET:
        if facet is not None:
            raise UnusableInputError("--facet was given without --by facet", remedy="Add --by facet")
        return Split(SplitKind.CLASS if by is Grouping.NONE else SplitKind(by.value))
    held = basis.facets()
    if facet not in held:
        said = "--by facet needs a facet" if facet is None else f"no offence says anything of {facet!r}"
        listed = ", ".join(sorted(held)) or "none: no behaviours are coded"
        raise UnusableInputError(said, remedy=f"Give --facet one of: {listed}")
    return Split(SplitKind.FACET, facet)


def _check_class(offence_class: str | None, basis: TrendBasis) -> None:
    if offence_class is not None and offence_class not in basis.classes:
        raise UnusableInputError(
            f"no offence is of the class {offence_class!r}", remedy=f"Use one of: {', '.join(basis.classes)}"
        )


def _show(table: Table, last: int) -> None:
    """Print the table and what must be said of it."""
    from sac_dash.patterns.counts import COUNTING_RULE, NOT_KNOWN
    from sac_dash.workflow.trend_splits import label_group
    from sac_dash.workflow.trend_words import make_notes
    from sac_dash.workflow.trends import calm_periods

    view = table.view
    # those that do not say have a column of their own, last
    groups = [each for each in view.groups if each[0] != NOT_KNOWN] if table.with_groups else []
    shown = [
        (label_group(group, view.split, table.names), periods) for group, periods in groups[:MOST_COLUMNS]
    ]
    columns = {"All": view.total} | dict(shown)
    calm = {label: calm_periods(periods)[-last:] for label, periods in columns.items()}
    asked = any(each.n_asked is not None for each in _told(view))
    unit = view.period.value
    header = [unit.capitalize(), *columns, *(["Do not say"] if asked else [])]
    show_table(f"Offences by {unit}", header, _rows(calm, _told(view)[-last:] if asked else None))
    if len(groups) > MOST_COLUMNS:
        say(f"{len(groups) - MOST_COLUMNS:,} smaller groups are not shown; --csv and --json hold all.")
    if any(each.upper is not None for periods in calm.values() for each in periods):
        say(
            "In brackets: the range expected from the same season of earlier years; (part): not to be compared."
        )
    say(f"Data to {british_day(view.as_of.date())}. Of all {unit}s, all offences together:")
    for note in make_notes(view, view.total, only_months=table.only_months, drawn=False):
        say(f"- {note.text}")
    say(f"Counting rule: {COUNTING_RULE}.")


def _told(view: TrendView) -> list[TrendPeriod]:
    """Return bars that say how many offences do not: of the groups, where the total is asked of more."""
    return view.groups[0][1] if view.groups else view.total


def _rows(
    columns: Mapping[str, Sequence[TrendPeriod]], told: Sequence[TrendPeriod] | None
) -> list[list[str]]:
    """Return a row for every period; a group's periods may begin later than the total's."""
    held = {label: {each.start: each for each in periods} for label, periods in columns.items()}
    silent = {each.start: _say_silent(each) for each in told or ()}
    return [
        [
            _label(each),
            *(_say_cell(of_group.get(each.start)) for of_group in held.values()),
            *([silent.get(each.start, "0")] if told is not None else []),
        ]
        for each in columns["All"]
    ]


def _label(each: TrendPeriod) -> str:
    month = (each.end - each.start).days > 7
    shown = british_month(each.start) if month else british_day(each.start)
    if not each.complete:
        return f"{shown} (part)"
    return f"{shown} (may grow)" if each.growing else shown


def _say_cell(each: TrendPeriod | None) -> str:
    """Return a count with its range, or why there is none."""
    from sac_dash.figures.trend_bars import BarState

    if each is None:
        return "no data"
    if each.n is None:
        return "not known" if each.silent else "no area" if each.in_force == 0 else "no data"
    said = f"{each.n:,}" if each.upper is None else f"{each.n:,} [{each.lower:,} to {each.upper:,}]"
    marks = {BarState.ABOVE: " above", BarState.BELOW: " below"}
    return said + marks.get(each.state, "")


def _say_silent(each: TrendPeriod) -> str:
    return "no data" if each.n_asked is None else f"{each.n_unknown or 0:,} of {each.n_asked:,}"


def _as_json(table: Table, generation_id: str) -> dict[str, Any]:
    """Return all of it as one object; `rows` are those of the CSV."""
    from dataclasses import asdict

    from sac_dash.patterns.counts import COUNTING_RULE
    from sac_dash.workflow.trend_table import trend_rows
    from sac_dash.workflow.trend_words import make_notes

    view = table.view
    notes = make_notes(view, view.total, only_months=table.only_months, drawn=False)
    return {
        "generation": generation_id,
        "as_of": view.as_of.isoformat(),
        "period": view.period.value,
        "by": view.split.key,
        "counting_rule": COUNTING_RULE,
        "n": view.n,
        "n_not_placed": view.n_not_placed,
        "n_spanning": view.n_spanning,
        "recording_lag": None if view.lag is None else asdict(view.lag),
        "boundary_changes": [each.day.isoformat() for each in view.changes],
        "said": [note.text for note in notes],
        "rows": trend_rows(view, table.names, with_groups=table.with_groups),
    }


def _export(table: Table, csv: Path) -> None:
    from sac_dash.workflow.trend_table import TREND_COLUMNS, trend_rows

    held = trend_rows(table.view, table.names, with_groups=table.with_groups)
    rows = [[row[name] for name in TREND_COLUMNS] for row in held]
    write_target(csv, "--csv", lambda path: _write_csv(TREND_COLUMNS, rows, path))
    say(f"{len(table.view.total):,} periods written to {csv}")


def _write_csv(header: Sequence[str], rows: Sequence[Sequence[object]], path: Path) -> None:
    """Write the rows; groups are a source's text, and no cell of it can act as a formula."""
    import csv

    from sac_dash.domain.spreadsheet_text import neutral_row

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(neutral_row(header))
        writer.writerows(neutral_row(row) for row in rows)
