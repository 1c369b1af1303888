"""The links of some offences are the same, found by their order or read off all."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from sac_dash.domain.columns import LINKS
from sac_dash.store import GenerationFrames, Store
from sac_dash.store.link_places import find_places, order_by_second, scan_places
from tests.browser.invented_force import invented_frames

OFFENCES = 420


def links(pairs: int = 900, seed: int = 3) -> pl.DataFrame:
    """Return links of invented pairs, in the order of their first offence."""
    rng = np.random.default_rng(seed)
    ends = np.unique(np.sort(rng.integers(0, OFFENCES - 20, (pairs, 2)), axis=1), axis=0)
    ends = ends[ends[:, 0] < ends[:, 1]]
    evidence = {name: [0.0] * len(ends) for name in LINKS if name not in {"row_a", "row_b"}}
    return pl.DataFrame({"row_a": ends[:, 0], "row_b": ends[:, 1], **evidence}, schema=dict(LINKS))


@pytest.mark.parametrize("rows", [[], [7], [7, 7, 250, 3], list(range(OFFENCES)), [OFFENCES - 1]])
def test_by_their_order_as_by_reading_all(rows):
    held = links()
    places = find_places(held, order_by_second(held), rows)
    assert places.tolist() == scan_places(held, rows).tolist()
    touched = held[places]
    assert all(a in rows or b in rows for a, b in touched.select("row_a", "row_b").iter_rows())


def test_links_in_no_order_get_none_and_are_read(tmp_path):
    mixed = links().sample(fraction=1.0, shuffle=True, seed=1)
    assert order_by_second(mixed) is None
    frames = GenerationFrames(offences=invented_frames().offences, links=mixed)
    generation = Store(tmp_path).publish(frames, "links in no order")
    assert "links_by_second.arrow" not in generation.manifest.files
    touching = (pl.col("row_a") == 7) | (pl.col("row_b") == 7)
    assert_frame_equal(generation.links_of([7]), mixed.filter(touching))


def test_a_generation_finds_them_in_the_order_they_have(tmp_path):
    held = links()
    Store(tmp_path).publish(GenerationFrames(offences=invented_frames().offences, links=held), "with links")
    generation = Store(tmp_path).require_current()
    assert "links_by_second.arrow" in generation.manifest.files
    rows = pl.Series([12, 80, 81], dtype=pl.UInt32)
    touching = pl.col("row_a").is_in(rows.implode()) | pl.col("row_b").is_in(rows.implode())
    assert_frame_equal(generation.links_of(rows), held.filter(touching))
    assert generation.links_of([]).schema == held.schema
