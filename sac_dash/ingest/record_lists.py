"""Lists of interventions and of protected sites from CSV or XLSX: a row becomes a record or a reject.

What a row must say is the record's own rule (:mod:`sac_dash.domain.intervention`, :mod:`sac_dash.domain.site`);
here its columns are found and its cells read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from sac_dash.domain.errors import SacDashError, UnusableInputError
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.site import Site
from sac_dash.ingest.listed_rows import (
    ListedRow,
    ListedTable,
    RejectedRow,
    cell_text,
    column_names,
    match_columns,
    put_together,
    without_protected,
)
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable
from sac_dash.ingest.readers import read_source
from sac_dash.ingest.record_columns import (
    INTERVENTION_ALIASES,
    INTERVENTION_COLUMNS,
    SITE_ALIASES,
    SITE_COLUMNS,
    kind_of,
)
from sac_dash.ingest.record_places import Point, read_number, read_point
from sac_dash.ingest.stated_times import checked_time, read_stated_times

_AMBIGUOUS = "every date can be read both ways: taken as day first"


class Complaining(Protocol):
    """A record that can say what makes it invalid."""

    def complaints(self) -> list[SacDashError]:
        """Return what makes it invalid."""
        ...


T = TypeVar("T", bound=Complaining)


@dataclass(frozen=True)
class ListForm(Generic[T]):
    """How one kind of list is read: its columns, those without which it is none, its dates, and a row's record.

    `needed` holds groups of which each needs one column. `build` takes a row's cells, its place and the file.
    """

    what: str
    columns: Sequence[str]
    aliases: Mapping[str, Sequence[str]]
    needed: tuple[tuple[str, ...], ...]
    dates: tuple[str, ...]
    build: Callable[[Mapping[str, str], Point, str], T]


def read_interventions(path: Path, today: datetime, crs: str) -> ListedTable[Intervention]:
    """Read a list of interventions.

    Parameters
    ----------
    path
        CSV in any dialect, or XLSX: every sheet that has the columns is read.
    today
        The present moment (aware): a start more than a year after it is refused.
    crs
        The system of the data, in whose metres places are kept.

    Raises
    ------
    UnusableInputError
        The file cannot be read, or no table of it has the columns.
    """
    return _read_list(path, today, crs, _INTERVENTIONS)


def read_sites(path: Path, today: datetime, crs: str) -> ListedTable[Site]:
    """Read a list of protected sites, as :func:`read_interventions` reads interventions."""
    return _read_list(path, today, crs, _SITES)


def _read_list(path: Path, today: datetime, crs: str, form: ListForm[T]) -> ListedTable[T]:
    tables = [
        without_protected(table) for table in read_source(path, IngestOptions(today=today.astimezone(UTC)))
    ]
    known = [(table, match_columns(column_names(table), form.aliases)) for table in tables]
    usable = [(table, theirs) for table, theirs in known if not _missing(form, theirs)]
    if not usable:
        missing = min((_missing(form, theirs) for _, theirs in known), key=len)
        raise UnusableInputError(
            f"no column is {', nor '.join(missing)}",
            file=path.name,
            remedy=f"Give it the columns of {form.what}: {', '.join(form.columns)}",
        )
    return put_together([_read_table(table, theirs, today, crs, form) for table, theirs in usable])


def _missing(form: ListForm[T], theirs: Mapping[str, str]) -> list[str]:
    return [" or ".join(group) for group in form.needed if not any(name in theirs for name in group)]


def _read_table(
    table: RawTable, theirs: Mapping[str, str], today: datetime, crs: str, form: ListForm[T]
) -> ListedTable[T]:
    dated = [name for name in form.dates if name in theirs]
    times, ambiguous = read_stated_times(
        {name: table.frame[theirs[name]] for name in dated}, date_1904=table.date_1904
    )
    rows: list[ListedRow[T]] = []
    rejects: list[RejectedRow] = []
    for place, raw in enumerate(table.frame.iter_rows(named=True)):
        number = int(raw.pop(SOURCE_ROW))
        cells = {ours: cell_text(raw[name]) for ours, name in theirs.items()}
        try:
            dates = {name: checked_time(cells[name], times[name][place], name, today) for name in dated}
            record = form.build(cells | dates, read_point(cells, crs), table.file)
            for complaint in record.complaints():
                raise complaint
        except SacDashError as error:
            column = error.column or form.needed[0][0]
            rejects.append(
                RejectedRow(
                    table.file, number, theirs.get(column, column), error.problem, error.remedy or "", raw
                )
            )
        else:
            rows.append(ListedRow(record, table.file, number, raw, theirs))
    unused = [
        f'column "{name}" is none of {form.what}: not used'
        for name in column_names(table)
        if name not in theirs.values()
    ]
    notes = (*table.notes, *unused, *([_AMBIGUOUS] if ambiguous else []))
    return ListedTable(tuple(rows), tuple(rejects), table.rejects, dict(table.warnings), notes)


def _intervention(cells: Mapping[str, str], point: Point, file: str) -> Intervention:
    texts = {
        name: cells.get(name, "") for name in INTERVENTION_COLUMNS if name not in {"easting", "northing"}
    }
    radius = read_number(texts.pop("radius_m"), "radius_m")
    texts["kind"] = str(kind_of(texts["kind"]))
    texts["source"] = texts["source"] or file
    return Intervention(**texts, easting=point[0], northing=point[1], radius_m=radius)


def _site(cells: Mapping[str, str], point: Point, _file: str) -> Site:
    texts = {name: cells.get(name, "") for name in SITE_COLUMNS if name not in {"easting", "northing"}}
    return Site(**texts, easting=point[0], northing=point[1])


_INTERVENTIONS: ListForm[Intervention] = ListForm(
    "an intervention",
    INTERVENTION_COLUMNS,
    INTERVENTION_ALIASES,
    (("kind",), ("label",), ("started_at",)),
    ("started_at", "ended_at"),
    _intervention,
)
_SITES: ListForm[Site] = ListForm(
    "a protected site",
    SITE_COLUMNS,
    SITE_ALIASES,
    (("name", "address"),),
    ("measured_from", "measured_to"),
    _site,
)
