"""One source table typed: scope first, then reference, time, place, text and facets.

The order is the contract (design, "what bad input gets"): a row out of scope is counted and asked
nothing more, so that nobody is asked to mend the date of a crime that is not kept anyway.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from sac_dash.domain.columns import OFFENCES
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.ingest.dates import DateRules
from sac_dash.ingest.duplicates import CONTENT_HASH
from sac_dash.ingest.facet_values import ROW, read_facet_values
from sac_dash.ingest.mapping import ColumnMapping, MappingOptions
from sac_dash.ingest.numbers import read_values_gbp
from sac_dash.ingest.option_checks import check_options
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.places import ReadPlaces, read_places
from sac_dash.ingest.raw_table import RawTable
from sac_dash.ingest.references import MADE_NOTE, make_references
from sac_dash.ingest.rejects import drop_refused, reject_rows
from sac_dash.ingest.row_scope import judge_rows
from sac_dash.ingest.source_cells import SourceCells
from sac_dash.ingest.windows import DATE_COLUMNS, ReadDates, build_windows, read_dates

if TYPE_CHECKING:
    from sac_dash.ingest.recognition import Recognition

UNSTATED_FORCE = "unstated"
NO_FORCE_NOTE = (
    f'No force is named: the rows stand under "{UNSTATED_FORCE}". Name it with --force or in the mapping.'
)
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
_PLACE_COLUMNS = ("easting", "northing", "longitude", "latitude", "grid_reference", "location_precision_m")


@dataclass(frozen=True)
class TypedTable:
    """One source table, typed; duplicates are still in it.

    Parameters
    ----------
    offences
        `OFFENCES` columns and `__row`, `__content` (a hash of all a row says).
    facet_values
        `__row, facet, value, source_column`.
    rejects
        `REJECTS`, the container's own included.
    read, out_of_scope
        Rows of the source; rows that are none of ours.
    """

    table: RawTable
    recognition: Recognition
    offences: pl.DataFrame
    facet_values: pl.DataFrame
    rejects: pl.DataFrame
    read: int
    out_of_scope: int
    warnings: Mapping[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    date_order: str | None = None
    crs: str | None = None


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
    judged = judge_rows(SourceCells.of(table, recognition), chosen, options)
    kept = judged.classes["offence_class"].is_not_null()
    cells, classes = SourceCells.of(table, recognition).only(kept), judged.classes.filter(kept)
    dates = _read_dates(cells, chosen)
    windows = build_windows(dates, cells.frame.height, options, swap_reversed=chosen.swap_reversed_windows)
    places = _read_places(cells, chosen)
    texts, value_warning = _texts(cells)
    ids = pl.Series(ROW, range(first_row, first_row + cells.frame.height), dtype=pl.Int64)
    facets = read_facet_values(cells.facet_columns(), recognition.facets, ids)
    refs = _references(cells, windows, places, texts, classes)
    rejected = reject_rows(cells, refs, windows["when_reject"])
    columns = [ids.to_frame(), classes.select("offence_class", "attempt"), windows.select("from_at", "to_at", "when_precision", "recorded_at"),
               places.frame.select("crs", "easting", "northing", "longitude", "latitude", "location_precision_m"), texts]  # fmt: skip
    offences = pl.concat(columns, how="horizontal").with_columns(
        refs, _forces(cells, chosen, options), pl.lit(table.file).alias("source_file"), cells.source_rows()
    )
    offences = _finish(offences, cells).filter(~rejected.flags)
    flags = pl.concat(
        [
            classes.drop("offence_class", "attempt"),
            windows.select(pl.col(pl.Boolean)),
            places.frame.select(pl.col(pl.Boolean)),
            value_warning,
        ],
        how="horizontal",
    )
    return TypedTable(
        table=table,
        recognition=recognition,
        offences=offences,
        facet_values=facets.join(offences.select(ROW), on=ROW, how="semi"),
        rejects=pl.concat([drop_refused(table.rejects, recognition), rejected.rejects]),
        read=table.rows_read,
        out_of_scope=int((~kept).sum()),
        warnings=_count_warnings(flags.filter(~rejected.flags), table.warnings),
        notes=_notes(cells, judged.notes, dates, places, offences),
        date_order=dates.told,
        crs=places.told,
    )


def _read_dates(cells: SourceCells, chosen: MappingOptions) -> ReadDates:
    rules = DateRules(timezone=chosen.timezone or SOURCE_TIMEZONE, date_1904=cells.table.date_1904)
    parts = {ours: cells.parts(ours) for ours in DATE_COLUMNS if cells.has(ours)}
    return read_dates(parts, rules, chosen.date_order)


def _read_places(cells: SourceCells, chosen: MappingOptions) -> ReadPlaces:
    found = {ours: cells.text(ours) for ours in _PLACE_COLUMNS if cells.has(ours)}
    stated = chosen.crs or cells.table.crs
    if (
        not any(name in found for name in ("easting", "longitude", "grid_reference"))
        and "__x" in cells.frame.columns
    ):
        found |= {"easting": cells.frame["__x"], "northing": cells.frame["__y"]}
    return read_places(found, cells.frame.height, stated)


def _texts(cells: SourceCells) -> tuple[pl.DataFrame, pl.DataFrame]:
    texts = pl.DataFrame(
        [cells.text("offence_code"), cells.text("offence_title"), cells.text("mo_text")]
        + [cells.text(ours, markers_are_unknown=True) for ours in (*_MARKED_TEXT, "value_gbp")]
    )
    typed = texts.with_columns(read_values_gbp(pl.col("value_gbp")).alias("value_gbp"))
    bad = texts["value_gbp"].is_not_null() & typed["value_gbp"].is_null()
    return typed, pl.DataFrame({BAD_VALUE: bad})


def _references(
    cells: SourceCells, windows: pl.DataFrame, places: ReadPlaces, texts: pl.DataFrame, classes: pl.DataFrame
) -> pl.Series:
    if cells.has("crime_ref"):
        return cells.text("crime_ref", markers_are_unknown=True)
    facets = [text.alias(f"facet_{name}") for name, text in cells.facet_columns().items()]
    said = [
        windows.select("from_at", "to_at"),
        places.frame.select("easting", "northing"),
        texts,
        pl.DataFrame(facets),
    ]
    return make_references(pl.concat(said, how="horizontal"))


def _forces(cells: SourceCells, chosen: MappingOptions, options: IngestOptions) -> pl.Series:
    named = cells.text("force", markers_are_unknown=True)
    return named.fill_null(chosen.force or options.force or UNSTATED_FORCE)


def _finish(offences: pl.DataFrame, cells: SourceCells) -> pl.DataFrame:
    """Add the key and the content's hash, and put the columns in their order."""
    keyed = offences.with_columns(pl.concat_str("force", pl.lit(":"), "crime_ref").alias("offence_key"))
    facets = [text.alias(f"__facet_{name}") for name, text in sorted(cells.facet_columns().items())]
    content = keyed.drop("source_file", "source_row", ROW)
    said = pl.concat([content, pl.DataFrame(facets)], how="horizontal") if facets else content
    return keyed.with_columns(said.hash_rows().alias(CONTENT_HASH)).select(*OFFENCES, ROW, CONTENT_HASH)


def _count_warnings(flags: pl.DataFrame, already: Mapping[str, int]) -> dict[str, int]:
    counted = {text: int(flags[text].sum()) for text in flags.columns}
    return {**already, **{text: count for text, count in counted.items() if count}}


def _notes(
    cells: SourceCells,
    scope_notes: tuple[str, ...],
    dates: ReadDates,
    places: ReadPlaces,
    offences: pl.DataFrame,
) -> tuple[str, ...]:
    if offences.is_empty():
        return ()
    notes = [*scope_notes, *dates.notes, *places.notes]
    if not cells.has("crime_ref"):
        notes.append(MADE_NOTE)
    if (offences["force"] == UNSTATED_FORCE).any():
        notes.append(NO_FORCE_NOTE)
    if (offences["when_precision"] == "month").all():
        notes.append(
            "No series are suggested from this source: its times are months. Its trends and maps work."
        )
    return tuple(notes)
