"""Offences as Splink reads them: one row each, a column a facet.

A facet is a column to compare; an offence that states several codes of one has them joined.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sac_dash.domain.facets import TagState
from sac_dash.linkage.domains import UNSCORED_FACETS
from sac_dash.linkage.scope import linkable

MOST_FACETS = 12
FACET = "mo_"
_LEAST_KNOWN = 0.02
_DAY_US = 86_400_000_000


@dataclass(frozen=True)
class PlainTable:
    """Offences as one table.

    Parameters
    ----------
    frame
        ``unique_id`` (row of the offences frame), ``x_m``, ``y_m``, ``day`` and a column a facet.
    facets
        Its facet columns, the most telling first.
    """

    frame: pl.DataFrame
    facets: tuple[str, ...]


def plain_table(offences: pl.DataFrame, tags: pl.DataFrame) -> PlainTable:
    """Return the offences that can be linked as one table."""
    middle = (pl.col("from_at").to_physical() + pl.col("to_at").to_physical()) / (2 * _DAY_US)
    held = offences.with_row_index("unique_id").filter(linkable(offences))
    frame = held.select("unique_id", x_m="easting", y_m="northing", day=middle)
    stated = tags.filter(
        (pl.col("state") == TagState.PRESENT.value) & ~pl.col("facet").is_in(sorted(UNSCORED_FACETS))
    ).select(unique_id="row", facet="facet", code="code")
    chosen = _most_telling(stated, frame.height)
    for facet in chosen:
        codes = stated.filter(pl.col("facet") == facet).sort("unique_id", "code")
        joined = codes.group_by("unique_id").agg(pl.col("code").unique(maintain_order=True).str.join("+"))
        named = joined.rename({"code": FACET + facet})
        frame = frame.join(named, on="unique_id", how="left", maintain_order="left")
    return PlainTable(frame, tuple(FACET + facet for facet in chosen))


def _most_telling(stated: pl.DataFrame, offences: int) -> list[str]:
    """Return the facets by how much they tell of an offence: entropy of their codes, by the share that states one."""
    counts = stated.group_by("facet", "code").len().with_columns(pl.col("len") / offences)
    told = (
        counts.group_by("facet")
        .agg(known=pl.col("len").sum(), bits=pl.col("len").entropy(base=2, normalize=True))
        .filter(pl.col("known") >= _LEAST_KNOWN)
        .with_columns(told=pl.col("bits") * pl.col("known").clip(upper_bound=1.0))
    )
    return told.sort(["told", "facet"], descending=[True, False])["facet"].head(MOST_FACETS).to_list()
