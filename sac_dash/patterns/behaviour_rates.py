"""How rare each behaviour is among the offences held: the "1 in N" beside every shared behaviour.

A base rate is taken among offences that say anything of the facet: an offence whose getaway
nobody recorded tells nothing of getaways.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.domain.columns import Schema
from sac_dash.domain.facets import TagState

if TYPE_CHECKING:
    from scipy import sparse

# One row = one code of one facet.
RATES: Schema = {
    "facet": pl.String,
    "code": pl.String,
    "n_with": pl.UInt32,  # offences with the code
    "n_known": pl.UInt32,  # offences that say anything of the facet
    "one_in": pl.Float64,  # n_known / n_with
}
# One row = one code of one facet among the offences of one class; without a code, the offences that say
# anything of the facet. Counts of offences that have none in common can be added.
COUNTS: Schema = {
    "offence_class": pl.String,
    "facet": pl.String,
    "code": pl.String,
    "n": pl.Int64,
}
PRESENT_STATES = (TagState.PRESENT.value, TagState.HEDGED.value)


def measure_rates(tags: pl.DataFrame, rows: pl.Series | None = None) -> pl.DataFrame:
    """Return how rare each code is.

    Parameters
    ----------
    tags
        `domain.columns.TAGS`.
    rows
        Rows of the offences among which rates are taken (for instance those that are linked);
        None takes all.

    Returns
    -------
    polars.DataFrame
        `RATES`, rarest first.
    """
    held = tags if rows is None else tags.filter(pl.col("row").is_in(rows.implode()))
    known = held.group_by("facet").agg(pl.col("row").n_unique().alias("n_known"))
    present = held.filter(pl.col("state").is_in(PRESENT_STATES))
    counted = present.group_by("facet", "code").agg(pl.col("row").n_unique().alias("n_with"))
    return _rates(counted, known)


def measure_class_rates(tags: pl.DataFrame, offence_class: pl.Series) -> dict[str, pl.DataFrame]:
    """Return `RATES` among the offences of each class; a code the class lacks has its rate among all.

    What makes an ATM series is its method; among every offence held, "ATM" itself would look rare.

    Parameters
    ----------
    offence_class
        The class of every offence, in row order.
    """
    return class_rates_of(count_by_class(tags, offence_class), offence_class)


def count_by_class(tags: pl.DataFrame, offence_class: pl.Series) -> pl.DataFrame:
    """Return how many offences of each class (null among them) have each code: `COUNTS`."""
    counts = _ByOffence(tags, len(offence_class))
    parts = [pl.DataFrame(schema=COUNTS)]
    for name in offence_class.unique().sort():
        among = offence_class.is_null() if name is None else (offence_class == name).fill_null(value=False)
        parts.append(
            counts.among(among.to_numpy()).select(
                pl.lit(name, pl.String).alias("offence_class"), "facet", "code", "n"
            )
        )
    return pl.concat(parts)


def add_counts(counts: pl.DataFrame, further: pl.DataFrame, fewer: pl.DataFrame) -> pl.DataFrame:
    """Return `COUNTS` with those of further offences added and those of others taken away."""
    parts = [counts, further, fewer.with_columns(-pl.col("n"))]
    total = (
        pl.concat(parts)
        .group_by("offence_class", "facet", "code", maintain_order=True)
        .agg(pl.col("n").sum())
    )
    return total.filter(pl.col("n") > 0)


def class_rates_of(counts: pl.DataFrame, offence_class: pl.Series) -> dict[str, pl.DataFrame]:
    """Return the rates of :func:`measure_class_rates` from counts (`COUNTS`)."""
    everywhere = _rates_of(counts.group_by("facet", "code").agg(pl.col("n").sum()))
    by_class = {
        str(name): _rates_of(counts.filter(pl.col("offence_class") == name))
        for name in offence_class.unique().drop_nulls().sort()
    }
    return {
        name: pl.concat([within, everywhere.join(within, on=["facet", "code"], how="anti")])
        for name, within in by_class.items()
    }


def _rates_of(counts: pl.DataFrame) -> pl.DataFrame:
    number = pl.col("n").cast(pl.UInt32)
    known = counts.filter(pl.col("code").is_null()).select("facet", number.alias("n_known"))
    counted = counts.filter(pl.col("code").is_not_null()).select("facet", "code", number.alias("n_with"))
    return _rates(counted, known)


class _ByOffence:
    """Which offences say anything of each facet and which have each code, ready to be counted in any part.

    Sparse matrices, one row an offence: with fourteen million tags, grouping them by their text for every
    class would make the first page of a morning wait.
    """

    def __init__(self, tags: pl.DataFrame, n_offences: int) -> None:
        facet, self._facets = _numbered(tags["facet"])
        code, self._codes = _numbered(tags["code"])
        row, present = tags["row"].to_numpy(), tags["state"].is_in(PRESENT_STATES).to_numpy()
        pair = facet.astype(np.int64) * len(self._codes) + code
        self._known = _marked(row, facet, (n_offences, len(self._facets)))
        n_pairs = len(self._facets) * len(self._codes)
        self._with = _marked(row[present], pair[present], (n_offences, n_pairs))

    def among(self, chosen: NDArray[np.bool_]) -> pl.DataFrame:
        """Return `facet`, `code`, `n` of `COUNTS` among the offences chosen."""
        n_with, n_known = (marked[chosen].getnnz(axis=0) for marked in (self._with, self._known))
        pairs, facets = np.flatnonzero(n_with), np.flatnonzero(n_known)
        facet, code = np.divmod(pairs, max(len(self._codes), 1))
        coded = {"facet": self._facets.gather(facet), "code": self._codes.gather(code), "n": n_with[pairs]}
        known = {"facet": self._facets.gather(facets), "n": n_known[facets]}
        wanted = {name: COUNTS[name] for name in ("facet", "code", "n")}
        frames = (pl.DataFrame(wanted_of).cast({"n": pl.Int64}) for wanted_of in (known, coded))
        return pl.concat([pl.DataFrame(schema=wanted), *frames], how="diagonal")


def _numbered(names: pl.Series) -> tuple[NDArray[np.uint32], pl.Series]:
    """Return the place of each name among the distinct names, and those."""
    distinct = names.unique()
    numbers = names.cast(pl.Enum(distinct)).to_physical().cast(pl.UInt32)
    return numbers.to_numpy(), distinct


def _marked(row: NDArray[np.uint32], column: NDArray[Any], shape: tuple[int, int]) -> sparse.csr_matrix:
    """Return a matrix with an entry wherever a row has a column, once however often it is said."""
    # Here, because rates are mostly read and not worked out, and it takes a quarter of a second.
    from scipy import sparse

    marked = sparse.csr_matrix((np.ones(len(row), dtype=np.int8), (row, column)), shape=shape)
    marked.sum_duplicates()
    return marked


def _rates(counted: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """Return `RATES` from the offences with each code and those known of each facet, rarest first."""
    return (
        counted.join(known, on="facet")
        .with_columns((pl.col("n_known") / pl.col("n_with")).alias("one_in"))
        .select(*RATES)
        .sort("one_in", "facet", "code", descending=[True, False, False])
    )
