"""Dated boundary layers, kept beside the generations and published the same way.

Adding a layer writes a new immutable folder holding all layers; a layer of the same name and start
date is replaced, other dates of it stay (a policing area is looked up by the offence's date).
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import polars as pl

from sac_dash.domain.columns import BOUNDARIES, empty, require
from sac_dash.store.generation import open_frame, write_frame
from sac_dash.store.manifest import check_file
from sac_dash.store.shelf import LogIntent, Shelf

_FILE = "boundaries.arrow"


class BoundaryShelf:
    """The boundary layers of a store."""

    def __init__(self, home: Path) -> None:
        self.shelf = Shelf(home / "boundaries", home / "boundaries" / "CURRENT")

    def current(self) -> pl.DataFrame:
        """Return every layer's polygons (`domain.columns.BOUNDARIES`); empty where none was added."""
        pointed = self.shelf.pointed()
        return empty(BOUNDARIES) if pointed is None else _opened(self, pointed)

    def add(self, frame: pl.DataFrame, log: LogIntent) -> pl.DataFrame:
        """Add polygons, replacing those of the same layer and start date; return all.

        `log` enters what is coming into the decision log (see `Shelf.publish`).
        """
        require(frame, BOUNDARIES, "boundaries")
        replaced = frame.select("layer", "valid_from").unique()
        held = self.current().join(replaced, on=["layer", "valid_from"], how="anti", nulls_equal=True)
        merged = pl.concat([held, frame.select(held.columns)])

        def write(folder: Path) -> dict[str, int | None]:
            write_frame(merged, folder / _FILE)
            return {_FILE: merged.height}

        self.shelf.publish(write, "boundaries: " + ", ".join(sorted(frame["layer"].unique())), log)
        return merged


@lru_cache(maxsize=4)
def _opened(shelf: BoundaryShelf, pointed: str) -> pl.DataFrame:
    folder, manifest = shelf.shelf.open(pointed)
    return require(open_frame(check_file(folder, _FILE, manifest.files[_FILE])), BOUNDARIES, "boundaries")
