"""Tiles hold every offence once, those of a tile a few days together, those of a chunk within its box."""

from __future__ import annotations

import numpy as np
import pytest

from sac_dash.linkage.time_tiles import CHUNK, TILE, tile_up


def _tiled(n):
    rng = np.random.default_rng(n)
    days = rng.uniform(0, 1000, n + 5)
    x_km, y_km = rng.normal(0, 100, (2, n + 5)).astype(np.float32)
    x_km[::31] = np.nan
    present = rng.integers(0, 60_000, (n + 5, 3)).astype(np.uint16)
    in_time = np.argsort(days)[:n]
    return in_time, days, x_km, y_km, present, tile_up(in_time, days, x_km, y_km, present)


@pytest.mark.parametrize("n", [0, 1, 63, 64, 400, TILE, 2 * TILE + 900])
def test_every_offence_lies_in_the_tile_of_its_days(n):
    in_time, days, x_km, y_km, present, tiles = _tiled(n)
    assert np.array_equal(tiles.x_km, x_km[tiles.offence], equal_nan=True)
    assert np.array_equal(tiles.y_km, y_km[tiles.offence], equal_nan=True)
    assert np.array_equal(tiles.column, present[tiles.offence].T)
    assert len(tiles.days) == -(-n // TILE)
    for number, (first, last) in enumerate(tiles.days.tolist()):
        own = in_time[number * TILE : (number + 1) * TILE]
        assert sorted(tiles.offence[number * TILE : (number + 1) * TILE]) == sorted(own)
        assert (first, last) == (days[own].min(), days[own].max())


@pytest.mark.parametrize("n", [1, 400, 2 * TILE + 900])
def test_a_chunk_lies_within_its_box_and_one_with_an_unknown_place_has_none(n):
    *_, tiles = _tiled(n)
    for first in range(0, n, CHUNK):
        x_km, y_km = tiles.x_km[first : first + CHUNK], tiles.y_km[first : first + CHUNK]
        box = tiles.box[first // CHUNK].tolist()
        if np.isnan(x_km).any():
            assert np.isnan(box).all()
        else:
            assert box == [x_km.min(), y_km.min(), x_km.max(), y_km.max()]


def test_chunks_lie_nearer_together_than_their_tile():
    *_, tiles = _tiled(TILE)
    known = ~np.isnan(tiles.box[:, 0])
    wide = np.nanmax(tiles.x_km) - np.nanmin(tiles.x_km)
    assert np.median(tiles.box[known, 2] - tiles.box[known, 0]) < 0.5 * wide
