"""Laying newly ingested offences over those the store holds.

An offence keeps its row for as long as it is held, so that tags, and later edits, need not move. A
changed offence is a new version in the same row; what is new follows at the end. What is held is neither
copied nor sorted: the merged frames are pieces of it and what came in (:mod:`sac_dash.store.pieces`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from sac_dash.domain.columns import FACET_VALUES, OFFENCES, TAGS
from sac_dash.store.pieces import (
    MOST_STRETCHES,
    Pieces,
    Rows,
    drop_rows,
    fill_pieces,
    join_pieces,
    neighbours,
    replace_rows,
)


@dataclass(frozen=True)
class Merged:
    """Held and incoming offences as one; frames as in `domain.columns`.

    `pieces` says of each frame by name what it keeps of the held one and what came in.
    """

    offences: pl.DataFrame
    facet_values: pl.DataFrame
    tags: pl.DataFrame
    pieces: Mapping[str, Pieces] = field(default_factory=dict)


def merge_offences(held: Merged, incoming: Merged) -> Merged:
    """Return `held` with the offences of `incoming` added or, by `offence_key`, replaced."""
    places = _places(held.offences, incoming.offences)
    placed = incoming.offences.select(*OFFENCES).with_columns(place=places).sort("place")
    replaced = placed["place"].filter(placed["place"] < held.offences.height).to_numpy()
    pieces = {
        "offences": replace_rows(held.offences, replaced, placed.drop("place")),
        "facet_values": _value_pieces(held, incoming, replaced),
        "tags": _tag_pieces(held, incoming, places, replaced),
    }
    return Merged(
        offences=join_pieces(held.offences.select(*OFFENCES), pieces["offences"]),
        facet_values=join_pieces(held.facet_values.select(*FACET_VALUES), pieces["facet_values"]),
        tags=join_pieces(held.tags.select(*TAGS), pieces["tags"]),
        pieces=pieces,
    )


def _places(held: pl.DataFrame, incoming: pl.DataFrame) -> pl.Series:
    """Return the incoming offences' rows in the merged frame."""
    keys = incoming["offence_key"]
    there = held["offence_key"].is_in(keys.implode()).arg_true()  # seldom many
    places = pl.DataFrame({"offence_key": held["offence_key"].gather(there), "place": there})
    found = keys.to_frame().join(places, on="offence_key", how="left", maintain_order="left")
    new = pl.col("place").is_null()
    following = held.height - 1 + new.cum_sum().cast(pl.Int64)
    return found.select(place=pl.when(new).then(following).otherwise("place").cast(pl.Int64))["place"]


def _value_pieces(held: Merged, incoming: Merged, replaced: Rows) -> Pieces:
    """Return the values' pieces: those of replaced offences go, all that came in follows at the end."""
    if not len(replaced):
        return drop_rows(held.facet_values, replaced, incoming.facet_values.select(*FACET_VALUES))
    keys = incoming.offences["offence_key"].implode()
    dropped = held.facet_values["offence_key"].is_in(keys).arg_true().cast(pl.Int64).to_numpy()
    return drop_rows(held.facet_values, dropped, incoming.facet_values.select(*FACET_VALUES))


def _tag_pieces(held: Merged, incoming: Merged, places: pl.Series, replaced: Rows) -> Pieces:
    """Return the tags' pieces: each offence's where its row says, so that all lie in the order of offences."""
    moved = incoming.tags.with_columns(row=places.cast(TAGS["row"]).gather(incoming.tags["row"]))
    moved = moved.select(*TAGS).sort("row", "facet", "code", maintain_order=True)
    stretches = list(neighbours(replaced))
    if len(stretches) > MOST_STRETCHES or not held.tags["row"].is_sorted():
        return (_sorted_anew(held.tags, moved, replaced),)
    bounds = [*(bound for stretch in stretches for bound in stretch), held.offences.height]
    starts = pl.Series(bounds, dtype=pl.UInt32)
    in_held, in_moved = (
        tags["row"].set_sorted().search_sorted(starts, side="left").to_list() for tags in (held.tags, moved)
    )
    pieces: list[range | pl.DataFrame] = []
    kept_from = 0
    for at in range(0, len(bounds) - 1, 2):
        pieces.append(range(kept_from, in_held[at]))
        pieces.append(moved.slice(in_moved[at], in_moved[at + 1] - in_moved[at]))
        kept_from = in_held[at + 1]
    return fill_pieces([*pieces, range(kept_from, held.tags.height), moved.slice(in_moved[-1])])


def _sorted_anew(held: pl.DataFrame, moved: pl.DataFrame, replaced: Rows) -> pl.DataFrame:
    kept = held.filter(~pl.col("row").is_in(pl.Series(replaced, dtype=pl.UInt32).implode()))
    return pl.concat([kept.select(*TAGS), moved]).sort("row", "facet", "code", maintain_order=True)
