"""The Knox table against pairs counted one by one, and its chances against files without a pattern."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl
import pytest

from sac_dash.patterns.basis import LeftOut, NotEnough
from sac_dash.patterns.near_repeats import KnoxParameters, NearRepeats, count_near_repeats, scale_bands

from .windows import between

DAY = 86_400
METRES = (100.0, 400.0)
FEW = KnoxParameters(shuffles=99)


def scattered(n: int, seed: int):
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0, 3_000, (2, n))
    start = (rng.uniform(0, 365, n) * DAY).astype(np.int64)
    return x, y, start


def count(x, y, start, premises=None, metres=METRES, parameters=FEW, seed=3) -> NearRepeats:
    given = np.full(len(x), -1) if premises is None else premises
    found = count_near_repeats(
        x, y, between(start, start + 60), given, metres, seed=seed, parameters=parameters
    )
    assert isinstance(found, NearRepeats)
    return found


def by_hand(x, y, days, premises, metres, bands):
    table = np.zeros((len(metres) + 1, len(bands)), dtype=int)
    for a, b in combinations(range(len(x)), 2):
        away, apart = np.hypot(x[a] - x[b], y[a] - y[b]), abs(days[a] - days[b])
        if away > metres[-1] or apart > bands[-1]:
            continue
        band = 0 if premises[a] == premises[b] else 1 + sum(away > edge for edge in metres)
        table[band, sum(apart > edge for edge in bands)] += 1
    return table


def test_pairs_are_those_counted_one_by_one():
    x, y, start = scattered(150, 1)
    premises = np.arange(150)
    x[:6], y[:6], premises[:6] = 500.0, 500.0, 0
    found = count(x, y, start, premises)
    assert found.observed.tolist() == by_hand(x, y, start / DAY, premises, METRES, FEW.days).tolist()
    assert found.metres.tolist() == [0, 100, 400]


def test_what_shuffles_expect_is_what_chance_expects():
    x, y, start = scattered(200, 2)
    found = count(x, y, start, parameters=KnoxParameters(shuffles=999))
    pairs = list(combinations(range(200), 2))
    near = np.array([np.hypot(x[a] - x[b], y[a] - y[b]) <= 100 for a, b in pairs]).sum()
    soon = np.array([abs(start[a] - start[b]) <= 7 * DAY for a, b in pairs]).sum()
    assert found.expected[1, 0] == pytest.approx(near * soon / len(pairs), rel=0.05)


def test_a_planted_near_repeat_is_found_in_its_band_alone():
    x, y, start = scattered(300, 4)
    follow = np.arange(60)
    x = np.concatenate([x, x[follow] + 50])
    y = np.concatenate([y, y[follow]])
    start = np.concatenate([start, start[follow] + 3 * DAY])
    found = count(x, y, start)
    assert found.p_value[1, 0] == 0.01
    assert found.ratio[1, 0] > 3
    assert (found.p_value[2] > 0.01).all()


def test_where_nothing_is_planted_chances_are_spread_evenly():
    chances = [
        count(*scattered(120, seed), parameters=KnoxParameters(shuffles=49)).p_value[2, 0]
        for seed in range(120)
    ]
    assert np.mean(np.array(chances) <= 0.1) == pytest.approx(0.1, abs=0.08)
    assert np.mean(chances) == pytest.approx(0.5, abs=0.1)


def test_the_same_seed_gives_the_same_table_and_places_without_numbers_are_one_to_the_metre():
    x, y, start = scattered(80, 5)
    x[:2], y[:2] = 10.0, 10.0
    first, again = count(x, y, start), count(x, y, start)
    assert (first.p_value == again.p_value).all()
    assert first.observed[0].sum() == (abs(start[0] - start[1]) <= 28 * DAY)


def test_without_bands_of_distance_there_are_repeats_alone():
    x, y, start = scattered(60, 8)
    x[:4], y[:4] = 10.0, 10.0
    premises = np.arange(60)
    premises[1] = 0  # the same point, of which two are one premises and two are others
    found = count(x, y, start, premises, metres=())
    assert found.observed.shape == (1, 4)
    assert found.observed.sum() == (abs(start[0] - start[1]) <= 28 * DAY)


def test_what_cannot_be_used_is_told():
    x, y, start = scattered(50, 6)
    x[0] = np.nan
    held = between(start, start + np.where(np.arange(50) == 1, 20 * DAY, 60))
    found = count_near_repeats(x, y, held, np.full(50, -1), METRES, seed=1, parameters=FEW)
    assert isinstance(found, NearRepeats)
    assert dict(found.basis.left_out) == {LeftOut.NO_PLACE: 1, LeftOut.WINDOW_TOO_LONG: 1}
    few = count_near_repeats(x[:9], y[:9], between(start[:9], start[:9] + 60), np.full(9, -1), METRES, seed=1)
    assert isinstance(few, NotEnough)


def test_of_a_large_file_whole_squares_are_looked_at():
    rng = np.random.default_rng(7)
    x, y = rng.uniform(0, 20_000, (2, 2_000))
    start = (rng.uniform(0, 365, 2_000) * DAY).astype(np.int64)
    found = count(x, y, start, parameters=KnoxParameters(shuffles=99, most_offences=500))
    assert 100 < found.basis.n <= 500
    assert found.basis.n + found.basis.n_left_out == 2_000
    assert found.basis.left_out[0][0] is LeftOut.NOT_IN_SAMPLE
    one_town = count(x / 20, y / 20, start, parameters=KnoxParameters(shuffles=99, most_offences=500))
    assert one_town.basis.n == 500


def test_bands_follow_how_densely_premises_lie():
    step = np.arange(20.0)
    village, town = (np.meshgrid(step * side, step * side) for side in (500.0, 20.0))
    assert scale_bands(village[0].ravel(), village[1].ravel()) == (500.0,)
    assert scale_bands(town[0].ravel(), town[1].ravel()) == (20.0,)
    assert scale_bands(np.array([1.0]), np.array([1.0])) == ()


@pytest.mark.shared
def test_real_break_ins_agree_with_a_count_of_every_pair(shared_data):
    (path,) = (shared_data / "vancouver").glob("*.csv")
    frame = (
        pl.read_csv(path, infer_schema=False)
        .with_columns(
            pl.col("X", "Y").cast(pl.Float64), at=pl.col("occ_dt").str.to_datetime("%Y-%m-%d %H:%M:%S")
        )
        .filter((pl.col("YEAR") == "2018") & (pl.col("X") > 0))
        .head(1_200)
    )
    x, y, start = frame["X"].to_numpy(), frame["Y"].to_numpy(), frame["at"].dt.epoch("s").to_numpy()
    found = count(x, y, start, metres=(100.0, 200.0), parameters=KnoxParameters(shuffles=499))
    days = start / DAY
    away = np.hypot(x[:, None] - x, y[:, None] - y)
    upper = np.triu_indices(len(x), 1)
    band = np.digitize(away[upper], [1.0 + 1e-9, 100.0 + 1e-9, 200.0 + 1e-9])
    rng = np.random.default_rng(99)

    def table(when):
        soon = np.digitize(np.abs(when[:, None] - when)[upper], [7 + 1e-9, 14 + 1e-9, 21 + 1e-9, 28 + 1e-9])
        return np.bincount(band * 5 + soon, minlength=20).reshape(4, 5)[:3, :4]

    shuffled = np.array([table(rng.permutation(days)) for _ in range(60)])
    observed = table(days)
    # moments are drawn within a minute, which moves a pair over the edge of a band now and then
    assert np.abs(found.observed - observed).max() <= 2
    error = 5 * shuffled.std(axis=0) * np.sqrt(1 / 60 + 1 / 499)
    assert (np.abs(found.expected - shuffled.mean(axis=0)) < error + 0.5).all()
    assert found.p_value[0, 0] <= 0.01
