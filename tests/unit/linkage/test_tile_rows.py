import numpy as np
import pytest

from sac_dash.linkage.tile_rows import AT_ONCE, MOST, TileRows, pick, sum_rows

WIDTH = 150


@pytest.mark.parametrize("count", [AT_ONCE, 2 * AT_ONCE])
@pytest.mark.parametrize("most", [20, 120])
def test_a_sum_of_rows_stays_at_the_greatest_byte_where_it_exceeds_one(count, most):
    steps = np.random.default_rng(most).integers(0, most, (count, WIDTH)).astype(np.uint8)
    rows = TileRows(steps, np.zeros(count, np.int64), np.zeros(count, np.int64), np.zeros(1, np.int64))
    total = np.zeros(WIDTH, np.uint8)
    reached = sum_rows(np.arange(count), 7, 140, rows, total)
    wanted = np.minimum(steps[:, 7:140].sum(axis=0, dtype=np.int64), MOST)
    assert total[:133].tolist() == wanted.tolist()
    assert reached == wanted.max()
    assert (most == 120) == (reached == MOST)


@pytest.mark.parametrize("size", [1, 15, 16, 63, 64, 65, 150])
@pytest.mark.parametrize("need", [0, 200, 255])
def test_places_that_reach_what_is_needed_are_picked_whatever_the_size(size, need):
    total = np.random.default_rng(size).integers(150, 256, WIDTH).astype(np.uint8)
    found = np.zeros(WIDTH, np.int64)
    count = pick(total, size, need, found)
    assert found[:count].tolist() == np.flatnonzero(total[:size] >= need).tolist()
