"""An offence keeps its row for as long as it is held."""

from __future__ import annotations

import random

import polars as pl
import pytest
from offence_frames import offences, tags

from sac_dash.domain.columns import FACET_VALUES, TAGS, empty
from sac_dash.workflow.merging import Merged, merge_offences


def values(**of: str) -> pl.DataFrame:
    frame = pl.DataFrame(
        {"offence_key": [f"Mercia:{ref}" for ref in of], "facet": "tool", "value": list(of.values())}
    )
    return pl.concat([empty(FACET_VALUES), frame], how="diagonal_relaxed")


HELD = Merged(
    offences(["1", "2", "3"]), values(**{"2": "crowbar"}), tags((0, "a", "x"), (1, "a", "y"), (2, "a", "z"))
)
INCOMING = Merged(
    offences(["9", "2"], mo_text=["new", "rewritten"]),
    values(**{"2": "saw", "9": "axe"}),
    tags((0, "a", "n"), (1, "a", "m")),
)


def test_changed_in_place_and_new_at_the_end() -> None:
    merged = merge_offences(HELD, INCOMING)
    assert merged.offences["crime_ref"].to_list() == ["1", "2", "3", "9"]
    assert merged.offences["mo_text"].to_list() == [None, "rewritten", None, "new"]


def test_tags_and_values_follow_their_offence() -> None:
    merged = merge_offences(HELD, INCOMING)
    assert merged.tags.select("row", "code").rows() == [(0, "x"), (1, "m"), (2, "z"), (3, "n")]
    assert dict(merged.tags.schema) == dict(TAGS)
    assert sorted(merged.facet_values.select("offence_key", "value").rows()) == [
        ("Mercia:2", "saw"),
        ("Mercia:9", "axe"),
    ]


def test_the_same_again_changes_nothing() -> None:
    once = merge_offences(HELD, INCOMING)
    twice = merge_offences(once, INCOMING)
    assert twice.offences.equals(once.offences)
    assert twice.tags.equals(once.tags)
    assert twice.facet_values.sort("offence_key").equals(once.facet_values.sort("offence_key"))


def test_into_nothing_and_nothing_into() -> None:
    nothing = Merged(offences([]), empty(FACET_VALUES), empty(TAGS))
    assert merge_offences(nothing, HELD).offences.equals(HELD.offences)
    assert merge_offences(HELD, nothing).tags.equals(HELD.tags)


def merged_by_sorting(held: Merged, incoming: Merged) -> Merged:
    """Merge in the plainest way: every offence by its place, everything sorted."""
    place = {key: row for row, key in enumerate(held.offences["offence_key"])}
    for key in incoming.offences["offence_key"]:
        place.setdefault(key, len(place))
    came = set(incoming.offences["offence_key"])
    at = [place[key] for key in incoming.offences["offence_key"]]
    stays = held.offences.with_row_index("at").filter(~pl.col("offence_key").is_in(came))
    comes = incoming.offences.with_columns(at=pl.Series(at, dtype=pl.UInt32)).select(stays.columns)
    gone = [place[key] for key in held.offences["offence_key"] if key in came]
    moved = incoming.tags.with_columns(
        row=pl.Series([at[row] for row in incoming.tags["row"]], dtype=pl.UInt32)
    )
    return Merged(
        pl.concat([stays, comes]).sort("at").drop("at"),
        pl.concat([held.facet_values.filter(~pl.col("offence_key").is_in(came)), incoming.facet_values]),
        pl.concat([held.tags.filter(~pl.col("row").is_in(gone)), moved]).sort(
            "row", "facet", "code", maintain_order=True
        ),
    )


def invented(refs: list[int], said: str, chance: random.Random) -> Merged:
    tagged = [
        (row, facet, f"{said}{n}")
        for row in range(len(refs))
        for facet in "ab"
        for n in range(chance.randrange(3))
    ]
    stated = {str(ref): said for ref in refs if chance.random() < 0.7}
    return Merged(
        offences([str(ref) for ref in refs], mo_text=[f"{said}{ref}" for ref in refs]),
        values(**stated),
        tags(*tagged),
    )


@pytest.mark.parametrize("seed", range(12))
def test_pieces_make_what_sorting_everything_makes(seed: int) -> None:
    chance = random.Random(seed)
    held = invented(chance.sample(range(200), 120), "old", chance)
    few = chance.choice((3, 10, 90))
    incoming = invented(chance.sample(range(260), few), "new", chance)
    merged, plain = merge_offences(held, incoming), merged_by_sorting(held, incoming)
    assert merged.offences.equals(plain.offences)
    assert merged.facet_values.equals(plain.facet_values)
    assert merged.tags.equals(plain.tags)
