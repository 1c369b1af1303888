"""A planted cluster is found with its circle and days; without one, chance is what it is said to be."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from sac_dash.patterns.basis import LeftOut, NotEnough
from sac_dash.patterns.space_time_scan import ScanParameters, SpaceTimeScan, scan_recent

from .offences import at
from .windows import between

DAY = 86_400
AS_OF = at("2026-06-01T00:00:00")
CUT = int(AS_OF.timestamp())
FEW = ScanParameters(shuffles=99)


def scattered(n: int, seed: int):
    rng = np.random.default_rng(seed)
    x, y = rng.uniform(0, 60_000, (2, n))
    return x, y, CUT - (rng.uniform(0.01, 700, n) * DAY).astype(np.int64)


def scan(x, y, start, parameters=FEW, seed=5) -> SpaceTimeScan:
    found = scan_recent(x, y, between(start, start + 60), as_of=AS_OF, seed=seed, parameters=parameters)
    assert isinstance(found, SpaceTimeScan)
    return found


def planted(seed: int):
    x, y, start = scattered(400, seed)
    rng = np.random.default_rng(seed + 1)
    x = np.concatenate([x, rng.uniform(29_000, 31_000, 9)])
    y = np.concatenate([y, rng.uniform(29_000, 31_000, 9)])
    return x, y, np.concatenate([start, CUT - (rng.uniform(0.5, 6.5, 9) * DAY).astype(np.int64)])


def test_a_planted_cluster_is_found_with_its_days_and_offences():
    x, y, start = planted(1)
    found = scan(x, y, start)
    best = found.clusters[0]
    assert best.p_value == 0.01
    assert best.recurrence_days == pytest.approx(100)
    assert best.days == 7
    assert set(range(400, 409)) <= set(best.rows)
    assert best.observed == len(best.rows)
    assert np.hypot(best.x_m - 30_000, best.y_m - 30_000) < 2_500
    assert found.basis.n == 409


def test_the_ratio_is_that_of_kulldorff():
    x, y, start = planted(2)
    best = scan(x, y, start).clusters[0]
    c, m, n = best.observed, best.expected, len(x)
    assert best.log_ratio == pytest.approx(c * math.log(c / m) + (n - c) * math.log((n - c) / (n - m)))
    inside = np.hypot(x - best.x_m, y - best.y_m) <= best.radius_m + 1
    recent = (CUT - start) / DAY < best.days
    assert c == (inside & recent).sum()
    assert m == pytest.approx(inside.sum() * recent.sum() / n)


def test_no_circle_beats_the_one_found():
    x, y, start = planted(3)
    best = scan(x, y, start).clusters[0]
    n, age = len(x), (CUT - start) / DAY
    for days in FEW.days:
        recent = age < days
        for centre in np.flatnonzero(recent):
            away = np.hypot(x - x[centre], y - y[centre])
            for radius in away[recent & (away <= FEW.radius_m)]:
                inside = away <= radius + 0.5
                c, m = (inside & recent).sum(), inside.sum() * recent.sum() / n
                if c >= 3 and c > m:
                    ratio = c * math.log(c / m) + (n - c) * math.log((n - c) / (n - m))
                    assert ratio <= best.log_ratio + 1e-6


def test_without_a_pattern_chances_are_spread_evenly():
    chances = []
    for seed in range(60):
        found = scan(*scattered(800, seed), ScanParameters(shuffles=39))
        chances.append(found.clusters[0].p_value if found.clusters else 1.0)
    assert np.mean(np.array(chances) <= 0.1) == pytest.approx(0.1, abs=0.08)
    assert np.mean(chances) == pytest.approx(0.5, abs=0.1)


def test_a_place_that_is_always_busy_is_no_cluster():
    x, y, start = scattered(300, 8)
    rng = np.random.default_rng(9)
    x, y = np.concatenate([x, np.full(200, 5_000.0)]), np.concatenate([y, np.full(200, 5_000.0)])
    start = np.concatenate([start, CUT - (rng.uniform(0.01, 700, 200) * DAY).astype(np.int64)])
    assert all(cluster.p_value > 0.02 for cluster in scan(x, y, start).clusters)


def test_clusters_told_have_no_offence_in_common_and_repeat_with_the_seed():
    x, y, start = planted(4)
    first, again = scan(x, y, start), scan(x, y, start)
    assert first.clusters == again.clusters
    rows = [row for cluster in first.clusters for row in cluster.rows]
    assert len(rows) == len(set(rows))


def test_what_is_not_looked_at_is_told():
    x, y, start = scattered(200, 6)
    x[0], start[1], start[2] = np.nan, CUT + DAY, CUT - 2_000 * DAY
    found = scan(x, y, start)
    assert dict(found.basis.left_out) == {
        LeftOut.AFTER_CUT_OFF: 1, LeftOut.NOT_IN_SAMPLE: 1, LeftOut.NO_PLACE: 1,
    }  # fmt: skip
    few = scan_recent(x[:9], y[:9], between(start[:9], start[:9] + 60), as_of=AS_OF, seed=1)
    assert isinstance(few, NotEnough)


def test_giving_up_early_changes_nothing_that_is_rarer_than_what_is_asked_about():
    rare, usual = planted(1), scattered(400, 6)
    whole, early = (scan(*rare, replace(FEW, give_up_p=p)) for p in (1.0, 0.02))
    assert whole.clusters == early.clusters
    assert early.n_shuffles == 99
    given_up = scan(*usual, replace(FEW, give_up_p=0.02))
    assert given_up.n_shuffles < 99
    assert given_up.clusters[0].p_value > 0.02
