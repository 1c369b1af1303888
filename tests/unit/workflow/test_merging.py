"""An offence keeps its row for as long as it is held."""

from __future__ import annotations

import polars as pl
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
