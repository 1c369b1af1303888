"""The cells of one source table under our names, as text.

Everything that types a value asks here for "the column that is our `premises_type`", so that the
joining of several source columns and the absence of one are settled in one place.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable
from sac_dash.ingest.readers.geojson import X, Y
from sac_dash.ingest.recognition import Recognition
from sac_dash.ingest.unknown_markers import tidy

PLACE_COLUMNS = ("easting", "northing", "longitude", "latitude", "grid_reference", "location_precision_m")


@dataclass(frozen=True)
class SourceCells:
    """The rows of a table that are still under judgement, with what its columns mean."""

    table: RawTable
    recognition: Recognition
    frame: pl.DataFrame

    @classmethod
    def of(cls, table: RawTable, recognition: Recognition) -> SourceCells:
        """Return the cells of every readable row of a table."""
        return cls(table, recognition, table.frame)

    def only(self, rows: pl.Series) -> SourceCells:
        """Return the cells of some rows."""
        return SourceCells(self.table, self.recognition, self.frame.filter(rows))

    def has(self, ours: str) -> bool:
        """Return whether the source has our column."""
        return bool(self.recognition.columns.get(ours))

    def parts(self, ours: str) -> tuple[pl.Series, ...]:
        """Return the source's columns that together are ours (none: an empty tuple)."""
        return tuple(
            self.frame[name] for name in self.recognition.columns.get(ours, ()) if name in self.frame.columns
        )

    def column_name(self, ours: str) -> str:
        """Return the source's own name of our column, for messages."""
        return " + ".join(self.recognition.columns.get(ours, ())) or ours

    def text(self, ours: str, *, markers_are_unknown: bool = False) -> pl.Series:
        """Return our column as trimmed text, several source columns joined by a space."""
        parts = self.parts(ours)
        if not parts:
            return pl.Series(ours, [None], dtype=pl.String).new_from_index(0, self.frame.height)
        if len(parts) == 1:
            return tidy(parts[0], markers_are_unknown=markers_are_unknown).alias(ours)
        several = pl.DataFrame({str(index): part for index, part in enumerate(parts)})
        joined = several.select(pl.concat_str(pl.all(), separator=" ", ignore_nulls=True).alias(ours))[ours]
        return tidy(joined, markers_are_unknown=markers_are_unknown)

    def places(self) -> dict[str, pl.Series]:
        """Return our place columns as text; the geometry of a geographic file stands in for missing ones."""
        found = {ours: self.text(ours) for ours in PLACE_COLUMNS if self.has(ours)}
        if any(name in found for name in ("easting", "longitude", "grid_reference")) or X not in self.frame:
            return found
        return found | {"easting": self.frame[X], "northing": self.frame[Y]}

    def facet_columns(self) -> dict[str, pl.Series]:
        """Return facet name → its source column as text, for the facets whose column exists."""
        return {
            name: self.frame[facet.column]
            for name, facet in self.recognition.facets.items()
            if facet.column in self.frame.columns
        }

    def source_rows(self) -> pl.Series:
        """Return each row's number in the source, as a spreadsheet counts."""
        return self.frame[SOURCE_ROW].alias("source_row")

    def raw_json(self, rows: pl.Series) -> pl.Series:
        """Return some rows as JSON ``{column: text}``, without the columns refused at the door."""
        refused = set(self.recognition.refused)
        wanted = [name for name in self.frame.columns if name != SOURCE_ROW and name not in refused]
        chosen = self.frame.filter(rows)
        return chosen.select(pl.struct(wanted).struct.json_encode().alias("raw"))["raw"]
