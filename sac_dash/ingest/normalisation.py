"""One source table typed: scope first, then reference, time, place, text and facets.

The order is the contract (design, "what bad input gets"): a row out of scope is counted and asked
nothing more, so that nobody is asked to mend the date of a crime that is not kept anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from sac_dash.domain.columns import OFFENCES
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.ingest.dates import DateRules
from sac_dash.ingest.duplicates import CONTENT_HASH
from sac_dash.ingest.facet_values import ROW, read_facet_values
from sac_dash.ingest.mapping import ColumnMapping, MappingOptions
from sac_dash.ingest.numbers import read_distinct, read_values_gbp
from sac_dash.ingest.option_checks import check_options
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.places import ReadPlaces, read_places
from sac_dash.ingest.raw_table import RawTable
from sac_dash.ingest.readers.geojson import X, Y
from sac_dash.ingest.recognition import Recognition
from sac_dash.ingest.references import MADE_NOTE, make_references
from sac_dash.ingest.rejects import drop_refused, reject_rows
from sac_dash.ingest.rows_in_scope import RowsInScope, keep_in_scope
from sac_dash.ingest.source_cells import SourceCells
from sac_dash.ingest.typed_table import TypedTable
from sac_dash.ingest.windows import DATE_COLUMNS, ReadDates, build_windows, read_dates

UNSTATED_FORCE = "unstated"
NO_FORCE_NOTE = (
    f'No force is named: the rows stand under "{UNSTATED_FORCE}". Name it with --force or in the mapping.'
)
MONTH_NOTE = "No series are suggested from this source: its times are months. Its trends and maps work."
BAD_VALUE = "value unreadable or negative, taken as unknown"

_MARKED_TEXT = (
    "premises_type",
    "premises_name",
    "address",
    "town",
    "postcode",
    "policing_area",
    "status",
    "known_series",
)
_HASHED_ROWS = 100_000  # at once
_PLACE_COLUMNS = ("easting", "northing", "longitude", "latitude", "grid_reference", "location_precision_m")


def normalise_table(
    table: RawTable,
    recognition: Recognition,
    mapping: ColumnMapping | None,
    options: IngestOptions,
    first_row: int = 0,
) -> TypedTable:
    """Type every row of a table.

    Parameters
    ----------
    first_row
        Number to count `__row` from, so that the rows of several tables stay apart.

    Raises
    ------
    MappingError
        The mapping states a time zone, coordinate system or class that does not exist.
    """
    chosen = check_options((mapping or ColumnMapping()).options)
    return type_rows(keep_in_scope(table, recognition, chosen, options), chosen, options, first_row)


def type_rows(
    rows: RowsInScope, chosen: MappingOptions, options: IngestOptions, first_row: int = 0
) -> TypedTable:
    """Type the rows that are in scope, and part the rejected from the accepted.

    Dates and places are settled from whole columns; everything else is typed slice by slice, and
    the slices are used up. See :func:`normalise_table` for the parameters.
    """
    settled = _settle(rows, chosen, options)
    given = rows.recognition.columns.get("crime_ref")
    parts: list[_TypedRows] = []
    start = 0
    for cells in rows.hand_out(at_once=not given):  # made references are numbered over the whole file
        some = settled.slice(start, cells.frame.height)
        parts.append(_type_slice(cells, some, chosen, options, first_row + start))
        start += cells.frame.height
    offences = pl.concat([part.offences for part in parts])
    facets = [part.facet_values[name] for name in parts[0].facet_values for part in parts]
    flags = pl.concat([part.warnings for part in parts])
    own_rejects = drop_refused(rows.table.rejects, rows.recognition)
    return TypedTable(
        table=rows.table,
        recognition=rows.recognition,
        offences=offences,
        facet_values=pl.concat([read_facet_values({}, {}, pl.Series([])), *facets]),
        rejects=pl.concat([own_rejects, *(part.rejects for part in parts)]),
        read=rows.read,
        out_of_scope=rows.out_of_scope,
        warnings=_count_warnings(flags, rows.table.warnings),
        notes=(*rows.notes, *_notes(rows.recognition, settled, offences)) if offences.height else (),
        date_order=settled.date_order,
        crs=settled.crs,
        class_settled=chosen.offence_class is not None,
    )


@dataclass(frozen=True)
class _Settled:
    """What is read from whole columns, one row per row in scope, and what is told of it."""

    classes: pl.DataFrame
    windows: pl.DataFrame
    places: pl.DataFrame
    notes: tuple[str, ...]
    date_order: str | None
    crs: str | None

    def slice(self, start: int, rows: int) -> _Settled:
        return replace(
            self,
            classes=self.classes.slice(start, rows),
            windows=self.windows.slice(start, rows),
            places=self.places.slice(start, rows),
        )


@dataclass(frozen=True)
class _TypedRows:
    offences: pl.DataFrame
    facet_values: dict[str, pl.DataFrame]
    rejects: pl.DataFrame
    warnings: pl.DataFrame  # one bool column per warning, accepted rows only


def _settle(rows: RowsInScope, chosen: MappingOptions, options: IngestOptions) -> _Settled:
    dates = _read_dates(rows.of_columns(DATE_COLUMNS), chosen)
    swap = chosen.swap_reversed_windows
    windows = build_windows(dates, rows.classes.height, options, swap_reversed=swap)
    places = _read_places(rows.of_columns(_PLACE_COLUMNS, (X, Y)), chosen)
    notes = (*dates.notes, *places.notes)
    return _Settled(rows.classes, windows, places.frame, notes, dates.told, places.told)


def _type_slice(
    cells: SourceCells, settled: _Settled, chosen: MappingOptions, options: IngestOptions, first_row: int
) -> _TypedRows:
    height = cells.frame.height
    windows, places = settled.windows, settled.places
    texts, value_warning = _texts(cells)
    refs = _references(cells, windows, places, texts)
    rejected = reject_rows(cells, refs, windows["when_reject"])
    ids = pl.int_range(first_row, first_row + height, dtype=pl.Int64, eager=True).alias(ROW)
    parts = [ids.to_frame(), settled.classes, windows.drop("when_reject"), places, texts, value_warning]
    typed = pl.concat(parts, how="horizontal").with_columns(
        refs,
        _forces(cells, chosen, options),
        pl.lit(cells.table.file).alias("source_file"),
        cells.source_rows(),
    )
    flags = [name for name, dtype in typed.schema.items() if dtype == pl.Boolean and name not in OFFENCES]
    offences = _accepted(_finish(typed, cells), rejected.flags)
    return _TypedRows(
        offences=offences,
        facet_values=_facet_values(cells, ids, offences if rejected.flags.any() else None),
        rejects=rejected.rejects,
        warnings=_accepted(typed.select(flags), rejected.flags),
    )


def _facet_values(
    cells: SourceCells, ids: pl.Series, accepted: pl.DataFrame | None
) -> dict[str, pl.DataFrame]:
    found = {
        name: read_facet_values({name: text}, cells.recognition.facets, ids)
        for name, text in cells.facet_columns().items()
    }
    if accepted is None:
        return found
    return {name: one.join(accepted.select(ROW), on=ROW, how="semi") for name, one in found.items()}


def _accepted(frame: pl.DataFrame, rejected: pl.Series) -> pl.DataFrame:
    return frame.filter(~rejected) if rejected.any() else frame


def _read_dates(cells: SourceCells, chosen: MappingOptions) -> ReadDates:
    rules = DateRules(timezone=chosen.timezone or SOURCE_TIMEZONE, date_1904=cells.table.date_1904)
    parts = {ours: cells.parts(ours) for ours in DATE_COLUMNS if cells.has(ours)}
    return read_dates(parts, rules, chosen.date_order)


def _read_places(cells: SourceCells, chosen: MappingOptions) -> ReadPlaces:
    found = {ours: cells.text(ours) for ours in _PLACE_COLUMNS if cells.has(ours)}
    stated = chosen.crs or cells.table.crs
    if (
        not any(name in found for name in ("easting", "longitude", "grid_reference"))
        and X in cells.frame.columns
    ):
        found |= {"easting": cells.frame[X], "northing": cells.frame[Y]}
    return read_places(found, cells.frame.height, stated)


def _texts(cells: SourceCells) -> tuple[pl.DataFrame, pl.DataFrame]:
    texts = pl.DataFrame(
        [cells.text("offence_code"), cells.text("offence_title"), cells.text("mo_text")]
        + [cells.text(ours, markers_are_unknown=True) for ours in (*_MARKED_TEXT, "value_gbp")]
    )
    typed = texts.with_columns(read_distinct(texts["value_gbp"], read_values_gbp))
    bad = texts["value_gbp"].is_not_null() & typed["value_gbp"].is_null()
    return typed, pl.DataFrame({BAD_VALUE: bad})


def _references(
    cells: SourceCells, windows: pl.DataFrame, places: pl.DataFrame, texts: pl.DataFrame
) -> pl.Series:
    if cells.has("crime_ref"):
        return cells.text("crime_ref", markers_are_unknown=True)
    facets = [text.alias(f"facet_{name}") for name, text in cells.facet_columns().items()]
    said = [
        windows.select("from_at", "to_at"),
        places.select("easting", "northing"),
        texts,
        pl.DataFrame(facets),
    ]
    return make_references(pl.concat(said, how="horizontal"))


def _forces(cells: SourceCells, chosen: MappingOptions, options: IngestOptions) -> pl.Series:
    named = cells.text("force", markers_are_unknown=True)
    return named.fill_null(chosen.force or options.force or UNSTATED_FORCE)


def _finish(typed: pl.DataFrame, cells: SourceCells) -> pl.DataFrame:
    """Add the key and the content's hash, and put the columns in their order."""
    keyed = typed.with_columns(pl.concat_str("force", pl.lit(":"), "crime_ref").alias("offence_key"))
    facets = [text.alias(f"__facet_{name}") for name, text in sorted(cells.facet_columns().items())]
    said = [name for name in OFFENCES if name not in ("offence_key", "source_file", "source_row")]
    content = (
        pl.concat([keyed.select(said), pl.DataFrame(facets)], how="horizontal")
        if facets
        else keyed.select(said)
    )
    return keyed.select(*OFFENCES, ROW, _hash(content))


def _hash(content: pl.DataFrame) -> pl.Series:
    """Return a hash of each row, slice by slice: hashing text at once needs it twice."""
    slices = [some.hash_rows() for some in content.iter_slices(_HASHED_ROWS)]
    return pl.concat(slices or [content.hash_rows()]).alias(CONTENT_HASH)


def _count_warnings(flags: pl.DataFrame, already: Mapping[str, int]) -> dict[str, int]:
    counted = {text: int(flags[text].sum()) for text in flags.columns}
    return {**already, **{text: count for text, count in counted.items() if count}}


def _notes(recognition: Recognition, settled: _Settled, offences: pl.DataFrame) -> tuple[str, ...]:
    notes = [*settled.notes]
    if not recognition.columns.get("crime_ref"):
        notes.append(MADE_NOTE)
    if (offences["force"] == UNSTATED_FORCE).any():
        notes.append(NO_FORCE_NOTE)
    if (offences["when_precision"] == "month").all():
        notes.append(MONTH_NOTE)
    return tuple(notes)
