"""The comparative case table: every offence of a group against every behaviour that two of them share.

Comparative case analysis (CCA) sets offences in rows and behaviours in columns, grouped by the stage of
the crime script at which they happen, with how rare each is at its head. A column's place within its
stage is its rarity times the agreement on it, taken as if two members more had said otherwise: two of two
who agree must not outrank eleven of twelve. A cell says what one offence says of one behaviour, where
that comes from, and nothing more: *unknown* is no mismatch and a shared absence no match, so neither
earns a column its place.

Source: College of Policing practice as described in the analysts' literature on CCA; base rates in the
heads as Bennell et al. found that people need to be told them.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from sac_dash.domain.columns import Schema
from sac_dash.domain.facets import TagState
from sac_dash.domain.tags_of import tags_of
from sac_dash.patterns.behaviour_rates import PRESENT_STATES
from sac_dash.patterns.shared_behaviours import Implied, share_behaviours

DOUBT = 2  # members added who do not agree, so that a share of few is worth less than the same share of many
STAGES = ("target", "entry", "doing", "exit", "outcome")  # of the crime script, in order; others follow


class CellState(StrEnum):
    """What one offence says of one behaviour."""

    PRESENT = "present"
    HEDGED = "hedged"
    ABSENT = "absent"  # stated not to have been
    OTHER = "other"  # something else of the same facet is stated
    UNKNOWN = "unknown"  # nothing of the facet is stated


SIGNS = {
    CellState.PRESENT: "✓",
    CellState.HEDGED: "~",
    CellState.ABSENT: "✕",
    CellState.OTHER: "·",
    CellState.UNKNOWN: "?",
}
MEANINGS = {
    CellState.PRESENT: "present",
    CellState.HEDGED: "present, hedged (“possibly”)",
    CellState.ABSENT: "stated absent",
    CellState.OTHER: "something else of the kind is stated",
    CellState.UNKNOWN: "not known: neither for nor against",
}

# One row = one behaviour, in the order of the table. Counts are of members.
CASE_COLUMNS: Schema = {
    "column": pl.UInt32,  # place in the table, from 0
    "stage": pl.String,
    "facet": pl.String,
    "code": pl.String,
    "n_agree": pl.UInt32,  # have it, hedged or not
    "n_known": pl.UInt32,  # say anything of the facet
    "n_absent": pl.UInt32,  # state that it was not so
    "one_in": pl.Float64,  # base rate; null where no other offence has it
    "distinctiveness": pl.Float64,  # log10(one_in) × n_agree / (n_known + DOUBT)
    "telling": pl.UInt32,  # rank by distinctiveness over all stages, from 1
    "kept": pl.Boolean,  # asked for by name; never left out
}
# One row = one member × one behaviour, by member and column.
CASE_CELLS: Schema = {
    "row": pl.UInt32,
    "column": pl.UInt32,
    "state": pl.String,  # CellState values
    "origin": pl.String,  # domain.facets.TagOrigin values; null where nothing is stated
    "start": pl.Int32,
    "end": pl.Int32,
    "phrase": pl.String,
}
_STATE_ORDER = [str(each) for each in (TagState.PRESENT, TagState.HEDGED, TagState.ABSENT)]


@dataclass(frozen=True)
class CaseComparison:
    """A comparative case table.

    Parameters
    ----------
    columns
        `CASE_COLUMNS`.
    cells
        `CASE_CELLS`.
    rows
        Rows of the members, in the order of the table.
    """

    columns: pl.DataFrame
    cells: pl.DataFrame
    rows: pl.Series

    def most_telling(self, n: int) -> CaseComparison:
        """Return the table with its `n` most distinctive columns and those asked for, in the same order."""
        kept = self.columns.filter((pl.col("telling") <= n) | pl.col("kept"))
        return CaseComparison(
            kept, self.cells.join(kept.select("column"), on="column", how="semi"), self.rows
        )


def compare_offences(
    tags: pl.DataFrame,
    rows: pl.Series,
    rates: pl.DataFrame,
    stages: Mapping[str, str],
    *,
    implied: Implied | None = None,
    keep: Collection[tuple[str, str]] = (),
) -> CaseComparison:
    """Return the comparative case table of a group.

    Parameters
    ----------
    tags
        `domain.columns.TAGS`, of the members at least, as analysts corrected them.
    rows
        Rows of the members in the order of the table.
    rates
        `patterns.behaviour_rates.RATES` among the offences the group is judged against.
    stages
        Facet → stage of the crime script; facets that are not named come last, as "record".
    implied
        (facet, code) → what is true whenever it is. A general behaviour that no more members have than
        a specific one says nothing of its own and gets no column.
    keep
        (facet, code) pairs that get a column even when fewer than two members share them: what an
        analyst corrected must not vanish from sight.

    Returns
    -------
    CaseComparison
        Distinctiveness orders the columns; it is not evidence and not a probability.
    """
    held = tags_of(tags, rows)
    shared = share_behaviours(held, rows, rates)
    columns = pl.concat([_without_covered(shared, implied or {}), _kept(held, shared, rates, keep)])
    asked = [pair in set(keep) for pair in columns.select("facet", "code").iter_rows()]
    columns = columns.with_columns(kept=pl.Series(asked, dtype=pl.Boolean))
    ordered = _in_script_order(columns, stages)
    return CaseComparison(ordered, _cells(held, rows, ordered), rows)


def _without_covered(shared: pl.DataFrame, implied: Implied) -> pl.DataFrame:
    """Return the shared behaviours without general ones that a specific one says as often."""
    agree = {(facet, code): n for facet, code, n in shared.select("facet", "code", "n_agree").iter_rows()}
    covered = {
        general
        for pair, n in agree.items()
        for general in implied.get(pair, ())
        if general != pair and agree.get(general, n + 1) <= n
    }
    keep = [pair not in covered for pair in agree]
    return shared.filter(pl.Series(keep, dtype=pl.Boolean))


def _kept(
    held: pl.DataFrame, shared: pl.DataFrame, rates: pl.DataFrame, keep: Collection[tuple[str, str]]
) -> pl.DataFrame:
    """Return the behaviours to keep that are not among the shared ones, in their form."""
    pairs = pl.DataFrame(sorted(set(keep)), schema={"facet": pl.String, "code": pl.String}, orient="row")
    missing = pairs.join(shared, on=["facet", "code"], how="anti")
    of_code = pl.struct("facet", "code").is_in(
        missing.select(pl.struct("facet", "code")).to_series().implode()
    )
    counts = (
        held.filter(of_code)
        .group_by("facet", "code")
        .agg(
            n_agree=pl.col("row").filter(pl.col("state").is_in(PRESENT_STATES)).n_unique(),
            n_absent=pl.col("row").filter(pl.col("state") == str(TagState.ABSENT)).n_unique(),
        )
    )
    known = held.group_by("facet").agg(n_known=pl.col("row").n_unique())
    return (
        missing.join(counts, on=["facet", "code"], how="left")
        .join(known, on="facet", how="left")
        .join(rates.select("facet", "code", "one_in"), on=["facet", "code"], how="left")
        .with_columns(pl.col("n_agree", "n_absent", "n_known").fill_null(0))
        .with_columns(distinctiveness=pl.lit(0.0))
        .select(pl.col(name).cast(dtype) for name, dtype in shared.schema.items())
    )


def _in_script_order(columns: pl.DataFrame, stages: Mapping[str, str]) -> pl.DataFrame:
    """Return the columns by stage, within one the most distinctive first."""
    stage = pl.col("facet").replace_strict(dict(stages), default="record", return_dtype=pl.String)
    place = pl.col("stage").replace_strict(
        {name: at for at, name in enumerate(STAGES)}, default=len(STAGES), return_dtype=pl.Int64
    )
    by_worth = ["distinctiveness", "facet", "code"]
    rarity = pl.col("one_in").log(10).fill_null(0.0)
    worth = rarity * pl.col("n_agree") / (pl.col("n_known") + DOUBT)
    return (
        columns.with_columns(stage=stage, distinctiveness=worth)
        .sort(by_worth, descending=[True, False, False])
        .with_row_index("telling", offset=1)
        .sort(place, *[pl.col(name) for name in by_worth], descending=[False, True, False, False])
        .with_row_index("column")
        .select(pl.col(name).cast(dtype) for name, dtype in CASE_COLUMNS.items())
    )


def _cells(held: pl.DataFrame, rows: pl.Series, columns: pl.DataFrame) -> pl.DataFrame:
    """Return what every member says of every column."""
    order = pl.col("state").replace_strict(
        {state: at for at, state in enumerate(_STATE_ORDER)}, default=len(_STATE_ORDER), return_dtype=pl.Int64
    )
    first = held.sort(order, maintain_order=True).unique(["row", "facet", "code"], keep="first")
    facets = held.select("row", "facet").unique().with_columns(facet_known=pl.lit(value=True))
    every = rows.cast(pl.UInt32).alias("row").to_frame().join(
        columns.select("column", "facet", "code"), how="cross"
    )  # fmt: skip
    unstated = (
        pl.when(pl.col("facet_known").is_null())
        .then(pl.lit(str(CellState.UNKNOWN)))
        .otherwise(pl.lit(str(CellState.OTHER)))
    )
    return (
        every.join(first, on=["row", "facet", "code"], how="left", maintain_order="left")
        .join(facets, on=["row", "facet"], how="left", maintain_order="left")
        .with_columns(state=pl.coalesce("state", unstated))
        .select(pl.col(name).cast(dtype) for name, dtype in CASE_CELLS.items())
    )
