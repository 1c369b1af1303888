"""A few offences laid over a scored file give what scoring the whole file gives: pair for pair, bit for bit."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.domains import DOMAINS
from sac_dash.linkage.pair_updates import HeldPairs, Touched, update_pairs
from sac_dash.linkage.parameters import LinkageParameters, PriorParameters, ReachParameters
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.scoring import WeighedPairs, make_scales, score_pairs

from .test_candidates import _random_file

#: What is believed beforehand is the same with an offence more or less, so that whole runs can be compared exactly.
STEADY = PriorParameters(partners_per_offence=1e9, calibration_log10=-2.0)


def parameters(candidates=8, floor=0.02):
    reach = ReachParameters(every_pair_up_to=5, min_probability=floor, local_km=9.0, national_days=250.0)
    return replace(LinkageParameters(), prior=STEADY, reach=reach, candidates=candidates)


def scales_of(file, how, known=None):
    coded = code_arrays(*file, linkable(file[0]))
    return make_scales(coded, file[1], how, known)


def some_of(scales, places, known="as it is"):
    """Return the scales of a part of a file, with the whole file's base rates."""
    coded = scales.coded
    part = replace(
        coded,
        rows=coded.rows[places],
        present=coded.present[places],
        absent=coded.absent[places],
    )
    records = type(scales.records)(*(each[places] for each in scales.records))
    given = scales.known if isinstance(known, str) else known
    return replace(scales, coded=part, records=records, known=None if given is None else given[places])


def held_pairs(scored, places, n):
    """Return a part's pairs by the positions of the whole."""
    weighed = scored.weighed
    moved = WeighedPairs(places[weighed.a], places[weighed.b], weighed.alone, weighed.total, weighed.kept)
    return HeldPairs(moved, *placed(scored.evidence), np.zeros(n, bool))


def placed(evidence):
    """Return evidence as rows in no order, some of which are nobody's, and where each pair's lies."""
    place = np.random.default_rng(1).permutation(len(evidence) + 7)[: len(evidence)].astype(np.uint32)
    rows = np.full((len(evidence) + 7, len(DOMAINS)), np.nan, np.float32)
    rows[place] = evidence
    return pl.DataFrame({domain.column: rows[:, k] for k, domain in enumerate(DOMAINS)}), place


def touched(asked, n, reweighed=()):
    marks = np.zeros(n, bool)
    marks[list(reweighed)] = True
    return Touched(np.sort(np.asarray(asked, np.int64)), marks)


def same(found, wanted):
    """Compare two scored files."""
    in_order = np.lexsort((found.b, found.a))
    for name in ("a", "b", "evidence", "total", "probability"):
        assert np.array_equal(getattr(found, name)[in_order], getattr(wanted, name)), name
    changed = found.evidence.place >= found.evidence.held.height
    assert len(found.evidence.added) == changed.sum()
    order = np.lexsort((found.weighed.b, found.weighed.a))
    for name in ("a", "b", "alone", "total", "kept"):
        assert np.array_equal(getattr(found.weighed, name)[order], getattr(wanted.weighed, name)), name


@pytest.mark.parametrize("top", [2, 30])
@pytest.mark.parametrize("seed", range(4))
def test_new_offences(seed, top, offences_of, tags_of):
    """Two partners kept and eight weighed: new ones push others out of votes, of links and of what is weighed."""
    whole = scales_of(_random_file(seed, 240, offences_of, tags_of), parameters())
    new = np.random.default_rng(seed).choice(240, 12, replace=False)
    places = np.setdiff1d(np.arange(240), new)
    before = score_pairs(some_of(whole, places), top=top)
    found = update_pairs(whole, held_pairs(before, places, 240), touched(new, 240), top=top)
    wanted = score_pairs(whole, top=top)
    assert 0 < len(before.a) < len(wanted.a) or top == 2
    same(found, wanted)
    assert len(found.evidence.added) < len(found.a)


@pytest.mark.parametrize("seed", range(3))
def test_an_offence_coded_otherwise_gives_back_the_partners_it_had_pushed_out(seed, offences_of, tags_of):
    file = _random_file(seed, 240, offences_of, tags_of)
    now = scales_of(file, parameters())
    changed = np.random.default_rng(seed).choice(240, 9, replace=False)
    present = now.coded.present.copy()
    present[changed] = present[(changed + 17) % 240]  # what they were before
    was = replace(
        now, coded=replace(now.coded, present=present), records=now.records._replace(present=present)
    )
    before = score_pairs(was, top=2)
    everyone = np.arange(240)
    found = update_pairs(now, held_pairs(before, everyone, 240), touched(changed, 240), top=2)
    same(found, score_pairs(now, top=2))


def test_an_offence_that_is_linked_no_more(offences_of, tags_of):
    whole = scales_of(_random_file(5, 240, offences_of, tags_of), parameters())
    gone = np.array([3, 77, 150])
    places = np.setdiff1d(np.arange(240), gone)
    before = score_pairs(whole, top=2)
    left = some_of(whole, places)
    position = np.full(240, -1)
    position[places] = np.arange(len(places))
    pairs = before.weighed
    ends = position[pairs.a], position[pairs.b]
    stays = (ends[0] >= 0) & (ends[1] >= 0)
    robbed = np.zeros(len(places), bool)
    robbed[np.maximum(*ends)[~stays & (np.maximum(*ends) >= 0)]] = True
    held = HeldPairs(
        WeighedPairs(
            ends[0][stays], ends[1][stays], pairs.alone[stays], pairs.total[stays], pairs.kept[stays]
        ),
        *placed(before.evidence[stays[pairs.kept]]),
        robbed,
    )
    same(update_pairs(left, held, touched([], len(places)), top=2), score_pairs(left, top=2))


def test_a_series_that_is_known_now(offences_of, tags_of):
    file = _random_file(7, 240, offences_of, tags_of)
    known = np.full(240, -1)
    known[[4, 40, 140, 220]] = 0
    now = scales_of(file, parameters(), known)
    before = score_pairs(replace(now, known=None), top=30)
    found = update_pairs(
        now, held_pairs(before, np.arange(240), 240), touched([], 240, [4, 40, 140, 220]), top=30
    )
    wanted = score_pairs(now, top=30)
    assert not np.array_equal(before.total, wanted.total)
    same(found, wanted)


def test_from_nothing(offences_of, tags_of):
    whole = scales_of(_random_file(9, 150, offences_of, tags_of), parameters(candidates=1000))
    none = np.zeros(0, np.int64)
    empty = HeldPairs(
        WeighedPairs(none, none, np.zeros(0), np.zeros(0), np.zeros(0, bool)),
        *placed(np.zeros((0, len(DOMAINS)), np.float32)),
        np.zeros(150, bool),
    )
    same(
        update_pairs(whole, empty, touched(np.arange(150), 150), top=50),
        score_pairs(whole, top=50),
    )
