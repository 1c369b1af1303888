"""Which offences outside a series come closest to it, from the links that were kept.

A series is joined by its links as a whole (ADR 6), so a candidate is ranked by its mean link to every
member: one strong link to one member and nothing to the others is a pair worth a look, no member.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import polars as pl

from sac_dash.domain.columns import EVIDENCE_PREFIX

# One row = one candidate, the nearest first.
CANDIDATES = {
    "row": pl.UInt32,
    "mean_prob": pl.Float64,  # over every member; a pair without a kept link counts as nothing
    "linked": pl.UInt32,  # members it has a kept link to
    "best_prob": pl.Float64,
    "best_member": pl.UInt32,  # the row of the member it is linked to best
}


def rank_candidates(
    links: pl.DataFrame, members: Sequence[int], ruled_out: Collection[int] = (), *, top: int = 30
) -> pl.DataFrame:
    """Return the offences that come closest to a series.

    Parameters
    ----------
    links
        ``domain.columns.LINKS`` with evidence.
    members
        Rows of the series' members.
    ruled_out
        Rows that are not to be offered, rejected ones.

    Returns
    -------
    ``CANDIDATES`` and, of the best link, its `log10_bayes_factor` and `evidence_<domain>` columns;
    at most `top`, sorted by mean and then best probability, then by row.
    """
    inside = pl.Series("row", sorted(set(members)), dtype=pl.UInt32)
    outward = _outward(links, inside)
    offered = outward.filter(~pl.col("row").is_in(pl.Series(sorted(ruled_out), dtype=pl.UInt32).implode()))
    evidence = [name for name in links.columns if name.startswith(EVIDENCE_PREFIX)]
    best = (
        pl.struct("probability", "member").sort_by("probability", "member", descending=[True, False]).first()
    )
    ranked = (
        offered.group_by("row")
        .agg(
            mean_prob=pl.col("probability").cast(pl.Float64).sum() / max(1, len(inside)),
            linked=pl.len().cast(pl.UInt32),
            best=best,
        )
        .with_columns(
            best_prob=pl.col("best").struct.field("probability").cast(pl.Float64),
            best_member=pl.col("best").struct.field("member"),
        )
        .sort("mean_prob", "best_prob", "row", descending=[True, True, False])
        .head(top)
    )
    return ranked.join(
        outward.select("row", "log10_bayes_factor", *evidence, best_member="member"),
        on=["row", "best_member"],
        how="left",
        maintain_order="left",
    ).select(*CANDIDATES, "log10_bayes_factor", *evidence)


def _outward(links: pl.DataFrame, inside: pl.Series) -> pl.DataFrame:
    """Return the links that lead out of a series, each with its `member` and the `row` outside."""
    a, b = pl.col("row_a").is_in(inside.implode()), pl.col("row_b").is_in(inside.implode())
    return links.filter(a != b).with_columns(
        member=pl.when(a).then("row_a").otherwise("row_b"), row=pl.when(a).then("row_b").otherwise("row_a")
    )
