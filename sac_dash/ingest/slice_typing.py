"""One slice of a table typed: reference, time, place, text and facets, the rejected parted from the accepted.

What whole columns settle (:mod:`.date_columns`, :mod:`.places`) is settled before; a slice needs no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from sac_dash.domain.columns import FACET_VALUES, OFFENCES
from sac_dash.ingest.date_columns import SettledDates
from sac_dash.ingest.duplicates import hash_rows
from sac_dash.ingest.facet_values import read_facet_values
from sac_dash.ingest.laid_aside import LaidSlice
from sac_dash.ingest.mapping import MappingOptions
from sac_dash.ingest.numbers import read_distinct, read_values_gbp
from sac_dash.ingest.options import IngestOptions
from sac_dash.ingest.places import SettledPlaces
from sac_dash.ingest.references import ReferenceMaker
from sac_dash.ingest.rejects import RejectedRows, reject_rows
from sac_dash.ingest.rows_in_scope import RowsInScope, ScopedSlice
from sac_dash.ingest.source_cells import SourceCells
from sac_dash.ingest.typed_table import ROW, Piles, TypedSlice
from sac_dash.ingest.windows import DATE_COLUMNS, build_windows

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


@dataclass(frozen=True)
class TypedRows:
    """One slice, typed and laid aside, and what is told of it.

    Parameters
    ----------
    warnings
        Plain-word warning → accepted rows.
    systems
        The coordinate systems of its places.
    any_unstated_force
        Whether an accepted row has no force.
    months_only
        Whether no accepted row has a time finer than a month.
    """

    typed: TypedSlice
    rejects: LaidSlice
    warnings: Mapping[str, int]
    systems: frozenset[str]
    any_unstated_force: bool
    months_only: bool


@dataclass(frozen=True)
class SliceTyping:
    """How the slices of one table are typed; `maker` makes references where the source has none."""

    rows: RowsInScope
    chosen: MappingOptions
    options: IngestOptions
    dates: SettledDates
    places: SettledPlaces
    piles: Piles
    maker: ReferenceMaker | None

    def type_slice(self, numbered: tuple[ScopedSlice, int]) -> TypedRows:
        """Type a slice, given the number of its first row, and lay it aside."""
        waiting, first_row = numbered
        cells = self.rows.cells(waiting.load())
        height = cells.frame.height
        windows = self._windows(cells)
        places = self.places.read(cells.places(), height)
        texts, value_warning = _texts(cells)
        refs = self._references(cells, windows, places, texts)
        rejected = reject_rows(cells, refs, windows["when_reject"])
        ids = pl.int_range(first_row, first_row + height, dtype=pl.Int64, eager=True).alias(ROW)
        classes = waiting.classes.with_columns(pl.col("offence_class").cast(pl.String))
        parts = [ids.to_frame(), classes, windows.drop("when_reject"), places, texts, value_warning]
        typed = pl.concat(parts, how="horizontal").with_columns(
            refs,
            self._forces(cells),
            pl.lit(cells.table.file).alias("source_file"),
            cells.source_rows(),
        )
        return self._laid(cells, typed, rejected)

    def _laid(self, cells: SourceCells, typed: pl.DataFrame, rejected: RejectedRows) -> TypedRows:
        flags = [name for name, dtype in typed.schema.items() if dtype == pl.Boolean and name not in OFFENCES]
        keyed = typed.with_columns(pl.concat_str("force", pl.lit(":"), "crime_ref").alias("offence_key"))
        kept = _accepted(keyed, rejected.flags)
        offences = kept.select(*OFFENCES, ROW)
        facets = _facet_values(cells, keyed, rejected.flags)
        return TypedRows(
            typed=TypedSlice(
                offences=self.piles.offences.put(offences),
                keys=hash_rows(offences.select("offence_key")),
                content=hash_rows(_content(offences, _accepted(_facet_cells(cells), rejected.flags))),
                facet_values={name: self.piles.facet_values.put(one) for name, one in facets.items()},
                stating={name: one[ROW].n_unique() for name, one in facets.items()},
            ),
            rejects=self.piles.rejects.put(rejected.rejects),
            warnings={text: int(kept[text].sum()) for text in flags},
            systems=frozenset(typed["crs"].drop_nulls().unique()),
            any_unstated_force=bool((offences["force"] == UNSTATED_FORCE).any()),
            months_only=bool((offences["when_precision"] == "month").all()),
        )

    def _windows(self, cells: SourceCells) -> pl.DataFrame:
        named = {ours: cells.parts(ours) for ours in DATE_COLUMNS if cells.has(ours)}
        swap = self.chosen.swap_reversed_windows
        return build_windows(self.dates.read(named), cells.frame.height, self.options, swap_reversed=swap)

    def _references(
        self, cells: SourceCells, windows: pl.DataFrame, places: pl.DataFrame, texts: pl.DataFrame
    ) -> pl.Series:
        if self.maker is None:
            return cells.text("crime_ref", markers_are_unknown=True)
        facets = [text.alias(f"facet_{name}") for name, text in cells.facet_columns().items()]
        said = [
            windows.select("from_at", "to_at"),
            places.select("easting", "northing"),
            texts,
            pl.DataFrame(facets),
        ]
        return self.maker.make(pl.concat(said, how="horizontal"))

    def _forces(self, cells: SourceCells) -> pl.Series:
        named = cells.text("force", markers_are_unknown=True)
        return named.fill_null(self.chosen.force or self.options.force or UNSTATED_FORCE)


def _texts(cells: SourceCells) -> tuple[pl.DataFrame, pl.DataFrame]:
    texts = pl.DataFrame(
        [cells.text("offence_code"), cells.text("offence_title"), cells.text("mo_text")]
        + [cells.text(ours, markers_are_unknown=True) for ours in (*_MARKED_TEXT, "value_gbp")]
    )
    typed = texts.with_columns(read_distinct(texts["value_gbp"], read_values_gbp))
    bad = texts["value_gbp"].is_not_null() & typed["value_gbp"].is_null()
    return typed, pl.DataFrame({BAD_VALUE: bad})


def _facet_values(cells: SourceCells, keyed: pl.DataFrame, rejected: pl.Series) -> dict[str, pl.DataFrame]:
    """Return facet → its values under the keys of the accepted rows."""
    keys = _accepted(keyed.select(ROW, "offence_key"), rejected)
    return {
        name: read_facet_values({name: text}, cells.recognition.facets, keyed[ROW])
        .join(keys, on=ROW, how="inner", maintain_order="left")
        .select(*FACET_VALUES, ROW)
        for name, text in cells.facet_columns().items()
    }


def _facet_cells(cells: SourceCells) -> pl.DataFrame:
    return pl.DataFrame(
        [text.alias(f"__facet_{name}") for name, text in sorted(cells.facet_columns().items())]
    )


def _content(offences: pl.DataFrame, facets: pl.DataFrame) -> pl.DataFrame:
    """Return all that rows say, their place in the source apart."""
    said = [name for name in OFFENCES if name not in ("offence_key", "source_file", "source_row")]
    return (
        pl.concat([offences.select(said), facets], how="horizontal")
        if facets.width
        else offences.select(said)
    )


def _accepted(frame: pl.DataFrame, rejected: pl.Series) -> pl.DataFrame:
    return frame.filter(~rejected) if rejected.any() and frame.width else frame
