"""Dated boundary layers, kept beside the generations and published the same way.

Adding a layer writes a new immutable folder holding all layers; a layer of the same name and start
date is replaced, other dates of it stay (a policing area is looked up by the offence's date).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from sac_dash.domain.columns import BOUNDARIES, empty, require
from sac_dash.store.frame_files import open_frame, write_frame
from sac_dash.store.manifest import Written
from sac_dash.store.proofs import Proofs
from sac_dash.store.proved_files import ProvedFiles
from sac_dash.store.shelf import LogIntent, Shelf

_FILE = "boundaries.arrow"


@dataclass(frozen=True)
class _Opened:
    """The polygons that a pointer's content leads to, and the file they are mapped from."""

    pointed: str
    files: ProvedFiles
    frame: pl.DataFrame


class BoundaryShelf:
    """The boundary layers of a store; `proofs` as in :class:`~sac_dash.store.store.Store`."""

    def __init__(self, home: Path, proofs: Proofs) -> None:
        self.shelf = Shelf(home / "boundaries", home / "boundaries" / "CURRENT", proofs=proofs)
        self._proofs = proofs
        self._opened: _Opened | None = None

    def current(self) -> pl.DataFrame:
        """Return every layer's polygons (`domain.columns.BOUNDARIES`); empty where none was added.

        Raises
        ------
        StoreError
            When a file is not what was published.
        """
        pointed = self.shelf.pointed()
        if pointed is None:
            return empty(BOUNDARIES)
        opened = self._opened
        if opened is None or opened.pointed != pointed:
            opened = self._opened = self._open(pointed)
        else:
            opened.files.look_again()
        return opened.frame

    def add(self, frame: pl.DataFrame, log: LogIntent) -> pl.DataFrame:
        """Add polygons, replacing those of the same layer and start date; return all.

        `log` enters what is coming into the decision log (see `Shelf.publish`).
        """
        require(frame, BOUNDARIES, "boundaries")
        replaced = frame.select("layer", "valid_from").unique()
        held = self.current().join(replaced, on=["layer", "valid_from"], how="anti", nulls_equal=True)
        merged = pl.concat([held, frame.select(held.columns)])

        def write(folder: Path) -> Written:
            write_frame(merged, folder / _FILE)
            return Written({_FILE: merged.height})

        self.shelf.publish(write, "boundaries: " + ", ".join(sorted(frame["layer"].unique())), log)
        return merged

    def _open(self, pointed: str) -> _Opened:
        folder, manifest = self.shelf.open(pointed)
        files = ProvedFiles(folder, manifest.files, self._proofs)
        return _Opened(pointed, files, require(open_frame(files.path(_FILE)), BOUNDARIES, "boundaries"))
