"""Laying newly ingested offences over those the store holds.

An offence keeps its row for as long as it is held, so that tags, and later edits, need not move. A
changed offence is a new version in the same row; what is new follows at the end.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sac_dash.domain.columns import FACET_VALUES, OFFENCES, TAGS


@dataclass(frozen=True)
class Merged:
    """Held and incoming offences as one; frames as in `domain.columns`."""

    offences: pl.DataFrame
    facet_values: pl.DataFrame
    tags: pl.DataFrame


def merge_offences(held: Merged, incoming: Merged) -> Merged:
    """Return `held` with the offences of `incoming` added or, by `offence_key`, replaced."""
    places = _places(held.offences, incoming.offences)
    merged = (
        pl.concat(
            [
                held.offences.select(*OFFENCES).with_row_index("place").join(places, on="place", how="anti"),
                incoming.offences.select(*OFFENCES).with_columns(places["place"]).select("place", *OFFENCES),
            ]
        )
        .sort("place")
        .drop("place")
    )
    return Merged(merged, _merged_values(held, incoming), _merged_tags(held, incoming, places))


def _places(held: pl.DataFrame, incoming: pl.DataFrame) -> pl.DataFrame:
    """Return the incoming offences' rows in the merged frame: `row` (incoming) → `place`."""
    found = incoming.select("offence_key").join(
        held.select("offence_key").with_row_index("place"),
        on="offence_key",
        how="left",
        maintain_order="left",
    )
    new = pl.col("place").is_null()
    following = held.height - 1 + new.cum_sum()
    return found.select(place=pl.when(new).then(following).otherwise("place").cast(pl.UInt32)).with_row_index(
        "row"
    )


def _merged_values(held: Merged, incoming: Merged) -> pl.DataFrame:
    kept = held.facet_values.join(incoming.offences.select("offence_key"), on="offence_key", how="anti")
    return pl.concat([kept.select(*FACET_VALUES), incoming.facet_values.select(*FACET_VALUES)])


def _merged_tags(held: Merged, incoming: Merged, places: pl.DataFrame) -> pl.DataFrame:
    kept = held.tags.join(places.select(row="place"), on="row", how="anti")
    moved = incoming.tags.join(places, on="row", how="left").with_columns(row=pl.col("place"))
    return pl.concat([kept.select(*TAGS), moved.select(*TAGS)]).sort(
        "row", "facet", "code", maintain_order=True
    )
