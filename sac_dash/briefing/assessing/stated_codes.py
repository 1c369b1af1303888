"""Which offences state which behaviour, once each, ready to be counted in any month and area.

A million offences state fourteen million behaviours. They are numbered and put in order once for all scopes of an
assessment; to tell words apart anew for each would take longer than all the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.patterns.behaviour_rates import PRESENT_STATES


@dataclass(frozen=True, eq=False)
class StatedCodes:
    """What offences state (hedged included).

    Parameters
    ----------
    pairs
        `facet, code`, one row a behaviour.
    row, pair
        Of each statement: the offence's row, and the behaviour's place in `pairs`; no statement twice.
    """

    pairs: pl.DataFrame
    row: npt.NDArray[np.int64]
    pair: npt.NDArray[np.int64]

    def count(self, among: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """Return how many of the offences marked in `among`, by row, state each behaviour."""
        return np.bincount(self.pair[among[self.row]], minlength=self.pairs.height)

    def known(self, among: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        """Return how many of the offences marked in `among` state anything of each behaviour's facet."""
        facets = self.pairs["facet"].rank("dense").to_numpy().astype(np.int64) - 1
        n_facets, held = int(facets.max(initial=0)) + 1, among[self.row]
        said = np.unique(self.row[held] * n_facets + facets[self.pair[held]])
        counted: npt.NDArray[np.int64] = np.bincount(said % n_facets, minlength=n_facets)[facets]
        return counted


def read_stated(tags: pl.DataFrame) -> StatedCodes:
    """Return what the offences of `domain.columns.TAGS` state."""
    present = tags.filter(pl.col("state").is_in(PRESENT_STATES)).select("row", "facet", "code")
    facet, facets = _numbered(present["facet"])
    code, codes = _numbered(present["code"])
    width = max(1, len(facets) * len(codes))
    key = present["row"].cast(pl.Int64) * width + facet * len(codes) + code
    each = key.sort()  # all but in order already: quicker than telling apart what stands anywhere
    each = each.filter((each != each.shift(1)).fill_null(value=True))
    stated = (each % width).to_numpy()
    used = np.flatnonzero(np.bincount(stated, minlength=width))
    place = np.zeros(width, np.int64)
    place[used] = np.arange(len(used))
    pairs = pl.DataFrame(
        {"facet": facets.gather(used // max(1, len(codes))), "code": codes.gather(used % max(1, len(codes)))}
    )
    return StatedCodes(pairs, (each // width).to_numpy(), place[stated])


def _numbered(names: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the place of each name among the distinct ones in order, and those."""
    distinct = names.unique().sort()
    return names.cast(pl.Enum(distinct)).to_physical().cast(pl.Int64), distinct
