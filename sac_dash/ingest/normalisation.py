"""One source table typed: scope first, then what only whole columns tell, then slice by slice the rest.

The order is the contract (design, "what bad input gets"): a row out of scope is counted and asked
nothing more, so that nobody is asked to mend the date of a crime that is not kept anyway.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from sac_dash.domain.progress import Progress, silent
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.ingest.date_columns import SettledDates, settle_dates
from sac_dash.ingest.dates import DateRules
from sac_dash.ingest.laid_aside import HeldSlice
from sac_dash.ingest.mapping import ColumnMapping, MappingOptions
from sac_dash.ingest.option_checks import check_options
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.places import SettledPlaces, settle_places
from sac_dash.ingest.raw_table import RawTable
from sac_dash.ingest.readers.geojson import X, Y
from sac_dash.ingest.recognition import Recognition
from sac_dash.ingest.references import MADE_NOTE, ReferenceMaker
from sac_dash.ingest.rejects import drop_refused
from sac_dash.ingest.rows_in_scope import RowsInScope, ScopedSlice, keep_in_scope
from sac_dash.ingest.side_by_side import THREADS, side_by_side
from sac_dash.ingest.slice_typing import NO_FORCE_NOTE, SliceTyping, TypedRows
from sac_dash.ingest.source_cells import PLACE_COLUMNS
from sac_dash.ingest.typed_table import Piles, TypedTable
from sac_dash.ingest.windows import DATE_COLUMNS

MONTH_NOTE = "No series are suggested from this source: its times are months. Its trends and maps work."


def normalise_table(
    table: RawTable,
    recognition: Recognition,
    mapping: ColumnMapping | None,
    options: IngestOptions,
    first_row: int = 0,
    *,
    piles: Piles | None = None,
) -> TypedTable:
    """Type every row of a table.

    Parameters
    ----------
    first_row
        Number to count `__row` from, so that the rows of several tables stay apart.
    piles
        Where the typed rows are laid; by default piles of their own.

    Raises
    ------
    MappingError
        The mapping states a time zone, coordinate system or class that does not exist.
    """
    chosen = check_options((mapping or ColumnMapping()).options)
    rows = keep_in_scope(table, recognition, chosen, options)
    return type_rows(rows, chosen, options, first_row, piles=piles)


def type_rows(
    rows: RowsInScope,
    chosen: MappingOptions,
    options: IngestOptions,
    first_row: int = 0,
    *,
    piles: Piles | None = None,
    progress: Progress = silent,
) -> TypedTable:
    """Type the rows that are in scope, and part the rejected from the accepted.

    See :func:`normalise_table` for the parameters.
    """
    dates, places = _settle_dates(rows, chosen), _settle_places(rows, chosen)
    given = bool(rows.recognition.columns.get("crime_ref"))
    typing = SliceTyping(
        rows,
        chosen,
        options,
        dates,
        places,
        piles or Piles.over(options.scratch),
        None if given else ReferenceMaker(),
    )
    parts: list[TypedRows] = []
    threads = THREADS if given else 1  # made references are numbered over the whole file, in its order
    for part in side_by_side(typing.type_slice, _numbered(rows.slices, first_row), threads):
        parts.append(part)
        progress(f"Typing {rows.table.file}", len(parts) / len(rows.slices))
    own_rejects = drop_refused(rows.table.rejects, rows.recognition)
    systems = frozenset[str]().union(*(part.systems for part in parts))
    accepted = any(part.typed.offences.height for part in parts)
    notes = (*rows.notes, *dates.notes, *places.notes(systems), *_notes(rows.recognition, parts))
    return TypedTable(
        table=rows.table,
        recognition=rows.recognition,
        slices=tuple(part.typed for part in parts),
        rejects=(HeldSlice(own_rejects), *(part.rejects for part in parts)),
        read=rows.read,
        out_of_scope=rows.out_of_scope,
        warnings=_sum_warnings(rows.table.warnings, parts),
        notes=notes if accepted else (),
        date_order=dates.told,
        crs=places.tell(systems),
        class_settled=chosen.offence_class is not None,
    )


def _settle_dates(rows: RowsInScope, chosen: MappingOptions) -> SettledDates:
    """Look through the table's date columns."""
    rules = DateRules(timezone=chosen.timezone or SOURCE_TIMEZONE, date_1904=rows.table.date_1904)
    named = [ours for ours in DATE_COLUMNS if rows.recognition.columns.get(ours)]
    return settle_dates(
        lambda: ({ours: cells.parts(ours) for ours in named} for cells in rows.of_columns(DATE_COLUMNS)),
        rules,
        chosen.date_order,
    )


def _settle_places(rows: RowsInScope, chosen: MappingOptions) -> SettledPlaces:
    """Look through the table's place columns."""
    slices = ((cells.places(), cells.frame.height) for cells in rows.of_columns(PLACE_COLUMNS, (X, Y)))
    return settle_places(slices, chosen.crs or rows.table.crs)


def _numbered(slices: tuple[ScopedSlice, ...], first_row: int) -> Iterator[tuple[ScopedSlice, int]]:
    """Yield each slice with the number of its first row."""
    for each in slices:
        yield each, first_row
        first_row += each.classes.height


def _sum_warnings(already: Mapping[str, int], parts: list[TypedRows]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for part in parts:
        total.update(part.warnings)
    return {**already, **{text: count for text, count in total.items() if count}}


def _notes(recognition: Recognition, parts: list[TypedRows]) -> list[str]:
    found = {
        MADE_NOTE: not recognition.columns.get("crime_ref"),
        NO_FORCE_NOTE: any(part.any_unstated_force for part in parts),
        MONTH_NOTE: all(part.months_only for part in parts),
    }
    return [note for note, holds in found.items() if holds]
