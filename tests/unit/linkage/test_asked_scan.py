"""The pairs of a few offences: those that scoring every pair within reach finds, none lost to a bound."""

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sac_dash.linkage import asked_scan, kernels
from sac_dash.linkage.asked_scan import scan_asked
from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.laid_out import lay_out
from sac_dash.linkage.pair_search import Reach
from sac_dash.linkage.parameters import Calibration, LinkageParameters
from sac_dash.linkage.records import RecordsOnDemand
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.scoring import make_scales

FACETS = {"tool": 40, "property": 9, "entry_method": 6, "security_defeat": 5, "own": 3}
"""Codes of each: forty take three words."""


def _random_file(seed: int, n: int, offences_of, tags_of):
    """Return offences at all times of three years, some without a place, with codes stated, denied or untold."""
    rng = np.random.default_rng(seed)
    days = rng.uniform(0, 1000, n)
    rows = [
        {"day": float(days[k]), "hours": float(rng.choice([1, 9, 60])), "km": tuple(rng.normal(0, 25, 2))}
        for k in range(n)
    ]
    for k in rng.choice(n, n // 10, replace=False):
        del rows[k]["km"]
    tags = [
        (
            k,
            facet,
            f"{facet}_{int(codes * rng.power(0.5)) % codes}",
            str(rng.choice(["present", "present", "absent"])),
        )
        for k in range(n)
        for facet, codes in FACETS.items()
        for _ in range(rng.integers(0, 3))
    ]
    return offences_of(rows), tags_of(tags)


def _plain(asked, scales, reach):
    """Return the pairs found by scoring every pair."""
    records, n = scales.records, len(scales.coded)
    a, b = (each.astype(np.int64) for each in np.triu_indices(n, 1))
    some = np.isin(a, asked) | np.isin(b, asked)
    a, b = a[some], b[some]
    score = kernels.pair_totals(records, scales.tables, a, b)
    apart = np.abs(records.mid_days[a] - records.mid_days[b])
    km = np.hypot(records.x_km[a] - records.x_km[b], records.y_km[a] - records.y_km[b])
    within = apart <= np.where(km <= reach.near_km, reach.near_days, reach.far_days)
    good = within & (score > reach.floor_log10)
    return {(int(i), int(j)): each for i, j, each in zip(a[good], b[good], score[good], strict=True)}


@pytest.mark.parametrize("floor", [-2.0, 0.0, 1.0])
@pytest.mark.parametrize("seed", range(4))
def test_it_finds_what_scoring_every_pair_within_reach_finds(seed, floor, offences_of, tags_of):
    offences, tags = _random_file(seed, 400, offences_of, tags_of)
    coded = code_arrays(offences, tags, linkable(offences))
    whole = make_scales(coded, tags, LinkageParameters())
    asked = np.sort(np.random.default_rng(seed).choice(400, 25, replace=False)).astype(np.int64)
    reach = Reach(16.0, 365.0, 180.0, floor)
    found = scan_asked(asked, whole, reach)
    wanted = _plain(asked, whole, reach)
    assert len(wanted) > 5
    got = {(int(a), int(b)): score for a, b, score in zip(found.a, found.b, found.score, strict=True)}
    assert len(got) == len(found)
    assert got == wanted


def test_records_made_when_asked_for_find_the_same(offences_of, tags_of):
    """With the rates of an earlier run, densities are made for those alone that could reach the floor."""
    offences, tags = _random_file(9, 400, offences_of, tags_of)
    coded = code_arrays(offences, tags, linkable(offences))
    parameters = LinkageParameters()
    whole = make_scales(coded, tags, parameters)
    later = make_scales(coded, tags, parameters, rates=whole.on_demand.rates)
    asked, reach = np.array([3, 50, 51, 399]), Reach(16.0, 365.0, 180.0, 0.5)
    found, wanted = (scan_asked(asked, scales, reach) for scales in (later, whole))
    assert len(wanted) > 0
    order, other = (np.lexsort((each.b, each.a)) for each in (found, wanted))
    assert np.array_equal(found.a[order], wanted.a[other])
    assert np.array_equal(found.score[order], wanted.score[other])
    made = (later.records.hour.sum(axis=1) > 0).sum()
    assert made < 400


def test_no_density_lies_below_the_least_there_can_be(offences_of, tags_of):
    offences, tags = _random_file(5, 300, offences_of, tags_of)
    made = RecordsOnDemand(code_arrays(offences, tags, pl.Series([True] * 300)), LinkageParameters())
    assert np.all(made.records.density / kernels.DENSITY_STEPS >= made.least_density())


def test_a_place_unknown_or_a_domain_shared_by_facets_is_bounded_too(offences_of, tags_of):
    """Disagreement that is capped, in facets that share a domain: the bound must not fall below the floor."""
    offences, tags = _random_file(6, 300, offences_of, tags_of)
    parameters = LinkageParameters()
    steep = {
        name: replace(parameters.calibration_of(name), disagree=2.0, floor=-0.2)
        for name in ("entry", "tools", "other_mo", "property")
    }
    scales = make_scales(
        code_arrays(offences, tags, linkable(offences)),
        tags,
        replace(parameters, calibration={**parameters.calibration, **steep}),
    )
    asked, reach = np.arange(0, 300, 10), Reach(16.0, 365.0, 180.0, 0.2)
    found = scan_asked(asked, scales, reach)
    got = {(int(a), int(b)): score for a, b, score in zip(found.a, found.b, found.score, strict=True)}
    assert got == _plain(asked, scales, reach)


def test_many_tiles_little_room_and_few_asked_at_once_find_the_same(offences_of, tags_of, monkeypatch):
    """Five thousand others lie in three tiles; each of them is passed over, looked at or filled beyond its room."""
    offences, tags = _random_file(8, 5000, offences_of, tags_of)
    scales = make_scales(code_arrays(offences, tags, linkable(offences)), tags, LinkageParameters())
    asked, reach = np.arange(0, 5000, 200), Reach(16.0, 120.0, 60.0, 0.6)
    wanted = _plain(asked, scales, reach)
    assert len(wanted) > 100
    monkeypatch.setattr(asked_scan, "_ROOM", 2)
    monkeypatch.setattr(asked_scan, "_AT_ONCE", 7)
    found = scan_asked(asked, scales, reach)
    got = {(int(a), int(b)): score for a, b, score in zip(found.a, found.b, found.score, strict=True)}
    assert len(got) == len(found)
    assert got == wanted


def test_steps_that_exceed_two_bytes_lose_nobody(offences_of, tags_of):
    """Seventy facets of one domain, each shared by two: more steps than two bytes hold."""
    tags = [(k, f"own_{facet}", f"code_{k // 2}") for facet in range(70) for k in range(60)]
    offences = offences_of([{"day": float(k % 2), "km": (k // 2, 0.0)} for k in range(60)])
    parameters = replace(LinkageParameters(), facets=replace(LinkageParameters().facets, max_code_log10=6.0))
    loud = {"other_mo": Calibration(20.0, 1.0, -2.0, 500.0)}
    scales = make_scales(
        code_arrays(offences, tags_of(tags), linkable(offences)),
        tags_of(tags),
        replace(parameters, calibration={**parameters.calibration, **loud}),
    )
    asked, reach = np.arange(60), Reach(16.0, 365.0, 180.0, 30.0)
    found = scan_asked(asked, scales, reach)
    wanted = _plain(asked, scales, reach)
    assert len(wanted) == 30
    assert {(int(a), int(b)) for a, b in zip(found.a, found.b, strict=True)} == set(wanted)


@pytest.mark.parametrize("asked_from", [0, 2450, 1000])
def test_a_file_laid_out_already_finds_the_same(asked_from, offences_of, tags_of):
    """The newest lie in tiles that are there, the oldest in others: those of five years, some without a place."""
    rng = np.random.default_rng(3)
    offences, tags = _random_file(8, 2500, offences_of, tags_of)
    later = pl.Series(np.sort(rng.uniform(0, 1000, 2500)) * 86_400e6).cast(pl.Int64).cast(pl.Duration("us"))
    offences = offences.with_columns(pl.col("from_at") + later, pl.col("to_at") + later)
    parameters = LinkageParameters()
    laid = lay_out(offences, tags, linkable(offences), parameters.combination)
    asked = np.sort(np.r_[np.arange(asked_from, asked_from + 45), rng.choice(2400, 3, replace=False)])
    asked, reach = np.unique(asked), Reach(16.0, 365.0, 180.0, 0.4)
    found, wanted = (
        scan_asked(asked, make_scales(laid.coded, tags, parameters, laid=of), reach) for of in (laid, None)
    )
    assert len(wanted) > 20
    order, other = (np.lexsort((each.b, each.a)) for each in (found, wanted))
    for name in ("a", "b", "score"):
        assert np.array_equal(getattr(found, name)[order], getattr(wanted, name)[other])


def test_nobody_asked_finds_nothing(offences_of, tags_of):
    offences, tags = _random_file(7, 60, offences_of, tags_of)
    scales = make_scales(code_arrays(offences, tags, linkable(offences)), tags, LinkageParameters())
    assert len(scan_asked(np.zeros(0, np.int64), scales, Reach(16.0, 365.0, 180.0, 0.0))) == 0
