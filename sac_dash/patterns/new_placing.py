"""What a new offence most likely belongs to, and which new pairs of offences in no series are worth a look.

A ranked list is read from a new offence, never a list of all pairs: of 250 true pairs among 124,750 a
good classifier drowns in its own false ones, of one offence's thirty partners it does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from sac_dash.domain.columns import Schema

# One row = one new offence, in the order asked for.
PLACING: Schema = {
    "row": pl.UInt32,
    "series_id": pl.String,  # null = in none, and none is likely
    "standing": pl.String,  # how it stands in it; null = it is in no series, this one is the likeliest
    "chance": pl.Float64,  # of belonging to it, or of the link to `partner`; null = an analyst decided
    "partner": pl.UInt32,  # the offence it is tied to most strongly: in that series, else anywhere
    "link": pl.UInt32,  # position of that link; null = no link is kept
}

# One row = one pair worth a look, the strongest first.
NEW_PAIRS: Schema = {
    "row": pl.UInt32,  # the new offence (of two new ones the later row)
    "partner": pl.UInt32,
    "probability": pl.Float64,
    "link": pl.UInt32,
}
REJECTED, ACCEPTED = "rejected", "accepted"


@dataclass(frozen=True)
class PlacingParameters:
    """How likely is likely enough to be said.

    Parameters
    ----------
    least_chance
        Least probability of a link for which a series is named that does not hold the offence (0.2).
    least_pair
        Least probability of a pair in no series to be worth a look (0.4: about even).
    """

    least_chance: float = 0.2
    least_pair: float = 0.4


def place_new(
    rows: Sequence[int],
    placed: pl.DataFrame,
    links: pl.DataFrame,
    parameters: PlacingParameters | None = None,
) -> pl.DataFrame:
    """Return what each new offence most likely belongs to.

    Parameters
    ----------
    rows
        Rows of the new offences.
    placed
        `row, series_id, standing, membership_prob` of every offence in a series as it stands; a rejected
        offence is not offered the series it was rejected from.
    links
        `domain.columns.LINKS`.

    Returns
    -------
    polars.DataFrame
        `PLACING`.
    """
    parameters = parameters or PlacingParameters()
    wanted = pl.DataFrame({"row": rows}, schema={"row": pl.UInt32})
    ties = links_of(wanted["row"], links)
    held = placed.filter(pl.col("row").is_not_null()).select(
        "row", "series_id", "standing", "membership_prob"
    )
    stands = _as_it_stands(wanted, held)
    strongest = _strongest_tie(ties, held.filter(pl.col("standing") != REJECTED), held)
    members = stands.join(strongest, on=["row", "series_id"], how="left")
    loose = strongest.join(members, on="row", how="anti").filter(
        pl.col("probability") >= parameters.least_chance
    )
    likely = loose.sort("probability", descending=True).unique("row", keep="first", maintain_order=True)
    alone = ties.join(members, on="row", how="anti").join(likely, on="row", how="anti")
    alone = alone.sort("probability", descending=True).unique("row", keep="first", maintain_order=True)
    found = pl.concat(
        [
            members,
            likely.with_columns(standing=pl.lit(None, pl.String), chance=pl.col("probability")),
            alone.with_columns(
                series_id=pl.lit(None, pl.String),
                standing=pl.lit(None, pl.String),
                chance=pl.col("probability"),
            ),
        ],
        how="diagonal",
    ).select(pl.col(name).cast(dtype) for name, dtype in PLACING.items())
    return wanted.join(found, on="row", how="left", maintain_order="left")


def find_new_pairs(
    rows: Sequence[int],
    in_series: pl.Series,
    links: pl.DataFrame,
    parameters: PlacingParameters | None = None,
) -> pl.DataFrame:
    """Return the strong links of new offences of which neither end is in a series.

    Each new offence is named once, with its strongest partner.

    Parameters
    ----------
    in_series
        Rows of the offences that are in a series or proposed to one.

    Returns
    -------
    polars.DataFrame
        `NEW_PAIRS`.
    """
    parameters = parameters or PlacingParameters()
    new = pl.Series("row", rows, dtype=pl.UInt32)
    ties = links_of(new.filter(~new.is_in(in_series.implode())), links).filter(
        (pl.col("probability") >= parameters.least_pair) & ~pl.col("partner").is_in(in_series.implode())
    )
    ordered = ties.sort("probability", "row", descending=[True, True])
    return (
        ordered.unique("link", keep="first", maintain_order=True)
        .unique("row", keep="first", maintain_order=True)
        .select(pl.col(name).cast(dtype) for name, dtype in NEW_PAIRS.items())
    )


def links_of(rows: pl.Series, links: pl.DataFrame) -> pl.DataFrame:
    """Return the links of some offences, seen from each: `row, partner, probability, link`."""
    numbered = links.select("row_a", "row_b", "probability").with_row_index("link")
    own = rows.cast(pl.UInt32).implode()
    ends = (("row_a", "row_b"), ("row_b", "row_a"))
    return pl.concat(
        [
            numbered.filter(pl.col(this).is_in(own)).select(
                pl.col(this).alias("row"), pl.col(other).alias("partner"), "probability", "link"
            )
            for this, other in ends
        ]
    ).with_columns(pl.col("probability").cast(pl.Float64))


def _as_it_stands(wanted: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Return the series each new offence is in: one decided before one suggested, then the likelier."""
    order = (pl.col("standing") != ACCEPTED).alias("undecided")
    return (
        held.filter(pl.col("standing") != REJECTED)
        .join(wanted, on="row", how="semi")
        .sort(order, pl.col("membership_prob").fill_null(0.0), descending=[False, True])
        .unique("row", keep="first", maintain_order=True)
        .with_columns(
            chance=pl.when(pl.col("standing") == ACCEPTED).then(None).otherwise(pl.col("membership_prob"))
        )
        .drop("membership_prob")
    )


def _strongest_tie(ties: pl.DataFrame, members: pl.DataFrame, held: pl.DataFrame) -> pl.DataFrame:
    """Return each new offence's strongest link into every series that it was not rejected from."""
    refused = held.filter(pl.col("standing") == REJECTED).select("row", "series_id")
    into = members.select(pl.col("row").alias("partner"), "series_id")
    return (
        ties.join(into, on="partner")
        .join(refused, on=["row", "series_id"], how="anti")
        .sort("probability", descending=True)
        .unique(["row", "series_id"], keep="first", maintain_order=True)
    )
