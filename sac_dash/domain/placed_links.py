"""Links and their evidence, side by side in one frame or apart: what every reader of links may meet.

A whole run gives each link its evidence as columns of its own. After an update of a few offences links lie apart from
it: a column says in which row of the evidence a link's own lies, so that millions of rows need not be written again.
"""

from __future__ import annotations

import polars as pl

from sac_dash.domain.columns import EVIDENCE_PLACE, EVIDENCE_PREFIX, LINKS


def lie_apart(links: pl.DataFrame) -> bool:
    """Say whether links lie apart from their evidence (`PLACED_LINKS`)."""
    return EVIDENCE_PLACE in links.columns


def is_evidence(column: str) -> bool:
    """Say whether a column of links holds the evidence of a domain."""
    return column.startswith(EVIDENCE_PREFIX)


def evidence_of(links: pl.DataFrame) -> pl.DataFrame:
    """Return the evidence that links carry."""
    return links[[name for name in links.columns if is_evidence(name)]]


def place_links(links: pl.DataFrame) -> pl.DataFrame:
    """Return links as `PLACED_LINKS`; of those that carry their evidence each has the row that it stands in."""
    if lie_apart(links):
        return links
    place = pl.int_range(links.height, dtype=pl.UInt32, eager=True).alias(EVIDENCE_PLACE)
    return links.select(*LINKS).with_columns(place)


def join_evidence(links: pl.DataFrame, evidence: pl.DataFrame) -> pl.DataFrame:
    """Return links that carry their evidence, of links placed among the rows of `evidence`."""
    if not lie_apart(links):
        return links
    return pl.concat([links.select(*LINKS), evidence[links[EVIDENCE_PLACE]]], how="horizontal")
