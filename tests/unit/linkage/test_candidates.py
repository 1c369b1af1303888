"""The fast pass finds exactly the pairs that the plain definition of reach and floor gives."""

from dataclasses import replace

import numba
import numpy as np
import pytest

from sac_dash.linkage import kernels
from sac_dash.linkage.candidates import find_candidates, reach_of
from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.domains import PAIRWISE
from sac_dash.linkage.parameters import (
    SHIPPED_CALIBRATION,
    Calibration,
    LinkageParameters,
    ReachParameters,
)
from sac_dash.linkage.records import build_records
from sac_dash.linkage.scope import linkable

EVERY_PAIR = ReachParameters()
REACH = ReachParameters(every_pair_up_to=5)
LOW_FLOOR = ReachParameters(every_pair_up_to=5, min_probability=1e-5, local_km=4.0, national_days=60.0)
RETURNS = {
    **SHIPPED_CALIBRATION,
    "same_premises": Calibration(2.0, 1.0),
    "day_of_week": Calibration(0.5, 0.6),
}
FACETS = {"tool": 9, "property": 70, "entry_point": 4, "premises": 12, "vehicle_colour": 5, "own_facet": 3}


def _random_file(seed, n, offences_of, tags_of):
    """Return offences in some towns, a few at one address, some without place; several codes to a facet."""
    rng = np.random.default_rng(seed)
    town = rng.uniform(0, 90, (5, 2))
    rows = []
    for _ in range(n):
        place = town[rng.integers(5)] + rng.normal(0, 4, 2)
        row = {"day": float(rng.uniform(0, 700)), "hours": float(rng.choice([0.2, 9, 60]))}
        if rng.random() < 0.85:
            row["km"] = tuple(np.round(place, 1))
        if rng.random() < 0.15:
            row |= {"address": f"{rng.integers(4)} High Street", "town": "Ludlow"}
        rows.append(row)
    tags = [
        (k, facet, f"c{code}", "absent" if rng.random() < 0.1 else "present")
        for k in range(n)
        for facet, codes in FACETS.items()
        for code in sorted(set(rng.integers(0, codes, rng.integers(0, 4)).tolist()))
    ]
    tags += [(k, "getaway", str(rng.choice(["performance_car", "on_foot", "van"]))) for k in range(n)]
    return offences_of(rows), tags_of(tags)


def _arrays(file, parameters):
    coded = code_arrays(*file, linkable(file[0]))
    return coded, *build_records(coded, parameters)


def _by_definition(records, tables, parameters, keep):
    """Score every pair, keep those within reach above the floor, and of those each offence's best."""
    n = len(records.mid_days)
    a, b = np.triu_indices(n, 1)
    parts = kernels.pair_evidence(records, tables, PAIRWISE, a, b)
    score = np.zeros(len(a))
    for domain in range(PAIRWISE):
        score += parts[:, domain]
    reach = reach_of(n, parameters)
    near_km, near_days, far_days, floor = (
        reach.near_km,
        reach.near_days,
        reach.far_days,
        reach.floor_log10,
    )
    if n <= parameters.reach.every_pair_up_to:
        near_days = far_days = np.inf
        floor = -np.inf
    dx, dy = records.x_km[a] - records.x_km[b], records.y_km[a] - records.y_km[b]
    days = np.abs(records.mid_days[a] - records.mid_days[b])
    within = np.where(dx * dx + dy * dy <= near_km**2, days <= near_days, days <= far_days)
    pairs = [
        (offence, -total, partner)
        for x, y, total, there in zip(a, b, score, within, strict=True)
        for offence, partner in ((x, y), (y, x))
        if there and total > floor
    ]
    kept, of_offence = set(), dict.fromkeys(range(n), 0)
    for offence, _, partner in sorted(pairs):
        if of_offence[offence] < keep:
            of_offence[offence] += 1
            kept.add((min(offence, partner), max(offence, partner)))
    return sorted((int(x), int(y)) for x, y in kept)


@pytest.mark.parametrize("reach", [EVERY_PAIR, REACH, LOW_FLOOR], ids=["every", "reach", "low floor"])
@pytest.mark.parametrize("keep", [3, 400])
def test_the_pass_loses_and_invents_nothing(reach, keep, offences_of, tags_of):
    parameters = replace(LinkageParameters(), reach=reach)
    for seed in range(3):
        _, records, tables = _arrays(_random_file(seed, 130, offences_of, tags_of), parameters)
        found = find_candidates(records, tables, parameters, keep=keep)
        assert list(zip(found.a.tolist(), found.b.tolist(), strict=True)) == _by_definition(
            records, tables, parameters, keep
        )


def test_more_pairs_than_wait_at_once_are_judged_in_between(offences_of, tags_of):
    """Every pair of one town reaches the floor: ten times as many as there is room for."""
    reach = ReachParameters(every_pair_up_to=5, min_probability=1e-9, local_days=900.0)
    parameters = replace(LinkageParameters(), reach=reach)
    rng = np.random.default_rng(5)
    rows = [
        {"day": float(rng.uniform(0, 700)), "km": tuple(np.round(rng.uniform(0, 9, 2), 1))}
        for _ in range(300)
    ]
    _, records, tables = _arrays((offences_of(rows), tags_of([])), parameters)
    found = find_candidates(records, tables, parameters, keep=300)
    wanted = _by_definition(records, tables, parameters, 300)
    assert len(wanted) > 40_000
    assert list(zip(found.a.tolist(), found.b.tolist(), strict=True)) == wanted


@pytest.mark.parametrize("kinds", [24, 255])
def test_neither_rare_sets_of_codes_nor_returns_to_an_address_are_lost(
    kinds, offences_of, tags_of, monkeypatch
):
    monkeypatch.setattr("sac_dash.linkage.pair_search.MOST_KINDS_OF_BEHAVIOUR", kinds)
    parameters = replace(LinkageParameters(), reach=LOW_FLOOR, calibration=RETURNS)
    _, records, tables = _arrays(_random_file(11, 200, offences_of, tags_of), parameters)
    found = find_candidates(records, tables, parameters, keep=30)
    assert list(zip(found.a.tolist(), found.b.tolist(), strict=True)) == _by_definition(
        records, tables, parameters, 30
    )


def test_one_thread_finds_what_two_find(offences_of, tags_of):
    parameters = replace(LinkageParameters(), reach=REACH)
    _, records, tables = _arrays(_random_file(7, 160, offences_of, tags_of), parameters)
    before = numba.get_num_threads()
    found = []
    try:
        for threads in (1, min(2, before)):
            numba.set_num_threads(threads)
            found.append(find_candidates(records, tables, parameters, keep=10))
    finally:
        numba.set_num_threads(before)
    assert np.array_equal(found[0].a, found[1].a)
    assert np.array_equal(found[0].b, found[1].b)


def test_far_and_long_ago_is_out_of_reach(offences_of, tags_of):
    rows = [{"day": day, "km": (km, 0)} for day, km in ((0, 0), (300, 5), (300, 60), (100, 60), (400, 1))]
    parameters = replace(LinkageParameters(), reach=replace(REACH, every_pair_up_to=2, min_probability=1e-9))
    _, records, tables = _arrays((offences_of(rows), tags_of([])), parameters)
    found = find_candidates(records, tables, parameters, keep=10)
    pairs = set(zip(found.a.tolist(), found.b.tolist(), strict=True))
    assert {(0, 1), (0, 3)} <= pairs
    assert not {(0, 2), (0, 4)} & pairs


def test_a_high_floor_looks_part_of_the_way_to_what_the_level_of_a_large_file_lifts():
    """A nation's level may lift a pair by two log10 units: a search that ignored it would keep a tenth of the pairs."""
    shipped = LinkageParameters()

    def depth(n, floor, share):
        reach = replace(shipped.reach, min_probability=floor, rise_share=share)
        return reach_of(n, replace(shipped, reach=reach)).floor_log10

    for n in (30_000, 1_000_000):
        assert depth(n, 0.01, 0.4) == depth(n, 0.01, 0.0)  # the shipped floor is searched as ever
        plain, deeper, whole = (depth(n, 0.1, share) for share in (0.0, 0.4, 1.0))
        assert depth(n, 0.01, 0.0) <= whole < deeper < plain
        lifted = min(shipped.level.most_rise_log10(n), plain - depth(n, 0.01, 0.0))
        assert deeper == pytest.approx(plain - 0.4 * lifted)
