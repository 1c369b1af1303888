"""Neighbours counted box by box are those of measuring every distance."""

import math

import numpy as np
import pytest

from sac_dash.linkage.curves import BINS_PER_OCTAVE, DISTANCE_BINS, FIRST_KM
from sac_dash.linkage.kernels import log_bin
from sac_dash.linkage.neighbour_counts import count_neighbours, local_density


def _places(n: int, seed: int):
    """Towns and country, a few at the very same spot, a few unknown."""
    rng = np.random.default_rng(seed)
    centre = rng.choice(rng.uniform(-150, 150, (4, 2)), n)
    places = (centre + rng.normal(0, 1, (n, 2)) * rng.choice([0.02, 2.0, 60.0], (n, 1))).astype(np.float32)
    places[5:9] = places[min(4, n - 1)]
    places[rng.random(n) < 0.05] = np.nan
    return places[:, 0].copy(), places[:, 1].copy()


def _bin(km: float) -> float:
    return log_bin.py_func(km, FIRST_KM, float(BINS_PER_OCTAVE), DISTANCE_BINS - 1)


def _one_by_one(x_km, y_km, sample):
    counts = np.zeros((len(x_km), DISTANCE_BINS), np.int64)
    for i in range(len(x_km)):
        for j in sample:
            dx, dy = x_km[i] - x_km[j], y_km[i] - y_km[j]
            km = np.sqrt(dx * dx + dy * dy)
            if i != j and not math.isnan(km):
                counts[i, int(_bin(float(km)))] += 1
    return counts


@pytest.mark.parametrize("n", [1, 2, 70, 500])
def test_counts_are_those_of_every_distance(n):
    x_km, y_km = _places(n, seed=n)
    sample = np.arange(0, n, 3)
    assert np.array_equal(count_neighbours(x_km, y_km, sample), _one_by_one(x_km, y_km, sample))


def test_edges_of_bins_fall_to_the_same_side():
    edges = (FIRST_KM * 2.0 ** (np.arange(DISTANCE_BINS) / BINS_PER_OCTAVE)).astype(np.float32)
    close = np.concatenate([np.nextafter(edges, np.float32(0)), edges, np.nextafter(edges, np.float32(1e9))])
    x_km = np.r_[np.float32(0.0), close].astype(np.float32)
    y_km = np.zeros(len(x_km), np.float32)
    assert np.array_equal(count_neighbours(x_km, y_km, np.array([0])), _one_by_one(x_km, y_km, [0]))


def test_round_an_unknown_place_nothing_is_counted():
    x_km = np.array([0.0, np.nan, 1.0], np.float32)
    counts = count_neighbours(x_km, x_km, np.arange(3))
    assert counts.sum(axis=1).tolist() == [1, 0, 1]


def test_a_place_as_dense_as_the_file_says_nothing():
    counts = np.tile(np.arange(1, DISTANCE_BINS + 1, dtype=np.uint16), (2, 1))
    counts[1] = counts[1, ::-1]
    density = local_density(counts, counts[0] / counts[0].sum(), prior=1.0, weight=2.0)
    assert density.dtype == np.float32
    assert np.allclose(density[0], 0.0, atol=1e-6)
    assert density[1, 3] > 0.3
