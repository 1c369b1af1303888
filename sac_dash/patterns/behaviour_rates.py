"""How rare each behaviour is among the offences held: the "1 in N" beside every shared behaviour.

A base rate is taken among offences that say anything of the facet: an offence whose getaway
nobody recorded tells nothing of getaways.
"""

from __future__ import annotations

import polars as pl

from sac_dash.domain.columns import Schema
from sac_dash.domain.facets import TagState

# One row = one code of one facet.
RATES: Schema = {
    "facet": pl.String,
    "code": pl.String,
    "n_with": pl.UInt32,  # offences with the code
    "n_known": pl.UInt32,  # offences that say anything of the facet
    "one_in": pl.Float64,  # n_known / n_with
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
    return (
        present.group_by("facet", "code")
        .agg(pl.col("row").n_unique().alias("n_with"))
        .join(known, on="facet")
        .with_columns((pl.col("n_known") / pl.col("n_with")).alias("one_in"))
        .select(*RATES)
        .sort("one_in", "facet", "code", descending=[True, False, False])
    )


def measure_class_rates(tags: pl.DataFrame, offence_class: pl.Series) -> dict[str, pl.DataFrame]:
    """Return `RATES` among the offences of each class; a code the class lacks has its rate among all.

    What makes an ATM series is its method; among every offence held, "ATM" itself would look rare.

    Parameters
    ----------
    offence_class
        The class of every offence, in row order.
    """
    everywhere = measure_rates(tags)
    rows = pl.DataFrame(
        {"row": pl.int_range(len(offence_class), dtype=pl.UInt32, eager=True), "class": offence_class}
    )
    by_class = {str(key): part.get_column("row") for (key,), part in rows.group_by("class")}
    rates = {name: measure_rates(tags, of_class) for name, of_class in by_class.items()}
    return {
        name: pl.concat([within, everywhere.join(within, on=["facet", "code"], how="anti")])
        for name, within in rates.items()
    }
