"""What the offences of a series have in common, and what speaks against: the comparative case table.

Comparative case analysis (CCA) sets offences in rows and behaviours in columns. A cell says that a
behaviour was there (``+``), was stated not to be (``-``), that the offence says something else of
the same facet (``x``), or that nothing is known (``?``). Unknown is not a mismatch and a shared
absence is not a match, so neither earns a column its place.

Source: College of Policing practice as described in the analysts' literature on CCA; base rates
beside each column as Bennell et al. found that people need to be told them.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import polars as pl

from sac_dash.domain.columns import Schema
from sac_dash.domain.facets import TagState
from sac_dash.domain.tags_of import tags_of
from sac_dash.patterns.behaviour_rates import PRESENT_STATES

Implied = Mapping[tuple[str, str], Sequence[tuple[str, str]]]
"""(facet, code) → the more general (facet, code) pairs that are true whenever it is."""

PLUS, MINUS, OTHER, UNKNOWN = "+", "-", "x", "?"

# One row = one behaviour that at least two offences of the group share.
SHARED: Schema = {
    "facet": pl.String,
    "code": pl.String,
    "n_agree": pl.UInt32,  # members with the code
    "n_known": pl.UInt32,  # members that say anything of the facet
    "n_absent": pl.UInt32,  # members that state its absence
    "one_in": pl.Float64,  # base rate among the offences held
    "distinctiveness": pl.Float64,  # log10(one_in) × n_agree / n_known
}


def share_behaviours(
    tags: pl.DataFrame, rows: pl.Series, rates: pl.DataFrame, min_agree: int = 2
) -> pl.DataFrame:
    """Return the behaviours that members share, most distinctive first.

    Parameters
    ----------
    tags
        `domain.columns.TAGS` of the generation.
    rows
        Rows of the members.
    rates
        `patterns.behaviour_rates.RATES`.
    min_agree
        Members that must have the behaviour.

    Returns
    -------
    polars.DataFrame
        `SHARED`. Distinctiveness orders the table; it is not evidence and not a probability.
    """
    held = tags_of(tags, rows)
    known = held.group_by("facet").agg(pl.col("row").n_unique().alias("n_known"))
    absent = _count_members(held.filter(pl.col("state") == TagState.ABSENT.value), "n_absent")
    agree = _count_members(held.filter(pl.col("state").is_in(PRESENT_STATES)), "n_agree")
    rarity = pl.col("one_in").log(10) * pl.col("n_agree") / pl.col("n_known")
    return (
        agree.filter(pl.col("n_agree") >= min_agree)
        .join(known, on="facet")
        .join(absent, on=["facet", "code"], how="left")
        .join(rates.select("facet", "code", "one_in"), on=["facet", "code"])
        .with_columns(pl.col("n_absent").fill_null(0), rarity.alias("distinctiveness"))
        .select(*SHARED)
        .sort("distinctiveness", "facet", "code", descending=[True, False, False])
    )


def rarest_shared(
    shared: pl.DataFrame, top: int = 3, implied: Implied | None = None
) -> list[tuple[str, str, int]]:
    """Return up to `top` shared behaviours as (facet, code, N of "1 in N"), most distinctive first.

    A behaviour that another shared one implies (a car of the make, beside the very model) is left out.
    """
    named = drop_implied(shared, implied or {}).head(top).select("facet", "code", "one_in").iter_rows()
    return [(facet, code, max(1, math.floor(one_in + 0.5))) for facet, code, one_in in named]


def drop_implied(shared: pl.DataFrame, implied: Implied) -> pl.DataFrame:
    """Return the shared behaviours without those that a more specific one among them implies."""
    held = shared.select("facet", "code").rows()
    covered = {general for pair in held for general in implied.get(pair, ())}
    keep = [pair not in covered for pair in held]
    return shared.filter(pl.Series(keep, dtype=pl.Boolean))


def compare_cases(tags: pl.DataFrame, rows: pl.Series, shared: pl.DataFrame) -> list[list[str]]:
    """Return the comparative table's cells: one list per member (in the order of `rows`).

    Each cell is ``+``, ``-``, ``x`` or ``?`` (see the module), one per row of `shared`.
    """
    held = tags_of(tags, rows)
    stated = _states(held)
    facets_known = set(_pick(held, "row", "facet"))
    columns = [(str(facet), str(code)) for facet, code in _pick(shared, "facet", "code")]
    return [
        [_cell(stated.get((row, facet, code)), (row, facet) in facets_known) for facet, code in columns]
        for row in rows
    ]


def _cell(state: str | None, facet_known: bool) -> str:  # noqa: FBT001 - private, always named by position
    """Return the mark of one cell."""
    if state in PRESENT_STATES:
        return PLUS
    if state == TagState.ABSENT.value:
        return MINUS
    return OTHER if facet_known else UNKNOWN


def _count_members(tags: pl.DataFrame, name: str) -> pl.DataFrame:
    """Count the distinct offences of each facet and code."""
    return tags.group_by("facet", "code").agg(pl.col("row").n_unique().alias(name))


def _pick(frame: pl.DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Return the frame's rows as tuples of these columns."""
    return list(frame.select(*columns).iter_rows())


def _states(tags: pl.DataFrame) -> dict[tuple[int, str, str], str]:
    """Return what each offence states of each behaviour."""
    rows = tags.select("row", "facet", "code", "state").iter_rows()
    return {(row, facet, code): state for row, facet, code, state in rows}
