"""The values a source's own MO columns state: one row per value, uncoded.

Any column can be a facet. Several values in one cell are parted by the mapping's separator;
a cell that only says "not known" states nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from sac_dash.ingest.mapping import FacetColumn
from sac_dash.ingest.typed_table import ROW
from sac_dash.ingest.unknown_markers import blank_unknown

SCHEMA = {ROW: pl.Int64, "facet": pl.String, "value": pl.String, "source_column": pl.String}


def read_facet_values(
    columns: Mapping[str, pl.Series], facets: Mapping[str, FacetColumn], rows: pl.Series
) -> pl.DataFrame:
    """Return the stated values of every facet.

    Parameters
    ----------
    columns
        Facet name → text of its source column.
    facets
        Facet name → source column and separator.
    rows
        The rows' ids, in the columns' order.

    Returns
    -------
    polars.DataFrame
        `__row`, `facet`, `value`, `source_column`; a value stated twice in one cell stands once.
    """
    found = [pl.DataFrame(schema=SCHEMA)]
    found += [_one_facet(name, text, facets[name], rows) for name, text in columns.items()]
    return pl.concat(found)


def _one_facet(name: str, text: pl.Series, facet: FacetColumn, rows: pl.Series) -> pl.DataFrame:
    stated = pl.DataFrame({ROW: rows.cast(pl.Int64), "value": text}).filter(pl.col("value").is_not_null())
    if facet.separator:
        parted = stated.with_columns(pl.col("value").str.split(facet.separator)).explode("value")
        stated = parted.unique(maintain_order=True)
    known = stated.with_columns(blank_unknown(pl.col("value"))).filter(pl.col("value").is_not_null())
    return known.select(
        ROW, pl.lit(name).alias("facet"), "value", pl.lit(facet.column).alias("source_column")
    ).cast(SCHEMA)  # type: ignore[arg-type]
