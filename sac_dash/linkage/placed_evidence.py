"""Evidence of links as rows that were written before and some that are new: what fifty offences change is a few rows.

Of four million links an update changes the evidence of some thousands. To carry the rest over would copy a third of a
gigabyte every morning, and write it again: so it stays where it lies, and each link says which row is its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

Rows = NDArray[np.uint32]
Evidence = NDArray[np.float32]


@dataclass(frozen=True)
class PlacedEvidence:
    """The evidence of pairs, asked for by their positions as an array is.

    Parameters
    ----------
    held
        Rows that were written before, a column for each domain.
    added
        Rows that follow these: rows x domains, log10 units.
    place
        Of each pair, the row that is its own.
    """

    held: pl.DataFrame
    added: Evidence
    place: Rows

    def __getitem__(self, pairs: NDArray[np.int64]) -> Evidence:
        """Return the evidence of some pairs: pairs x domains."""
        row = self.place[pairs].astype(np.int64)
        found = np.empty((len(row), self.added.shape[1]), np.float32)
        was = row < self.held.height
        found[was] = self.held[row[was]].to_numpy()
        found[~was] = self.added[row[~was] - self.held.height]
        return found

    def added_frame(self) -> pl.DataFrame:
        """Return the rows that follow, with the columns of those held."""
        columns: dict[str, Any] = {name: self.added[:, k] for k, name in enumerate(self.held.columns)}
        return pl.DataFrame(columns, schema=dict.fromkeys(self.held.columns, pl.Float32))
