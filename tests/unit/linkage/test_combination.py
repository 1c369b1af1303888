import numpy as np
import polars as pl
import pytest

from sac_dash.linkage import combination
from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.combination import combination_evidence, log_lift
from sac_dash.linkage.parameters import CombinationParameters, LinkageParameters
from sac_dash.linkage.records import build_records
from sac_dash.linkage.stated_codes import WORD_BITS


def _file(offences_of, tags_of, together):
    """Roof entries and ladders, 30 each of 120: always together, or only in offences 0 and 1."""
    ladders = range(30) if together else [0, 1, *range(32, 60)]
    tags = [(k, "entry_point", "roof" if k < 30 else "door") for k in range(120)]
    tags += [(k, "tool", "ladder" if k in ladders else "brick") for k in range(120)]
    coded = code_arrays(offences_of([{}] * 120), tags_of(tags), pl.Series([True] * 120))
    return coded, build_records(coded, LinkageParameters())[1]


def test_what_always_goes_together_is_not_counted_twice(offences_of, tags_of):
    parameters = CombinationParameters(weight=1.0)
    pair = (np.array([0]), np.array([1]))
    usual = combination_evidence(*_file(offences_of, tags_of, together=True), *pair, parameters)
    rare = combination_evidence(*_file(offences_of, tags_of, together=False), *pair, parameters)
    assert usual[0] < -0.2
    assert rare[0] > 0.1


def test_one_shared_code_is_no_combination(offences_of, tags_of):
    coded, tables = _file(offences_of, tags_of, together=False)
    found = combination_evidence(
        coded, tables, np.array([2]), np.array([40]), CombinationParameters(weight=1.0)
    )
    assert found[0] == 0.0


def test_lift_is_symmetric_and_silent_within_a_facet(offences_of, tags_of):
    coded, _ = _file(offences_of, tags_of, together=True)
    index, lift = log_lift(coded, 5.0)
    assert np.allclose(lift, lift.T)
    assert (index >= 0).sum() == len(lift)
    assert np.all(np.diag(lift) == 0)


def test_switched_off_it_says_nothing(offences_of, tags_of):
    coded, tables = _file(offences_of, tags_of, together=True)
    off = CombinationParameters(weight=0.0)
    assert combination_evidence(coded, tables, np.array([0]), np.array([1]), off)[0] == 0.0


def test_counted_in_shares_it_is_the_same(offences_of, tags_of, monkeypatch):
    coded, _ = _file(offences_of, tags_of, together=False)
    _, whole = log_lift(coded, 5.0)
    monkeypatch.setattr(combination, "SHARES", 7)
    assert np.array_equal(log_lift(coded, 5.0)[1], whole)


def test_it_is_the_lift_that_counting_by_hand_gives(offences_of, tags_of):
    """Facets of several words and several codes an offence, some unknown."""
    rng = np.random.default_rng(4)
    stated = [
        (row, facet, f"c{code:02d}")
        for row in range(60)
        for facet, codes in (("tool", 5), ("property", 80), ("entry_point", 3))
        if rng.random() < 0.8
        for code in rng.choice(codes, min(codes, 4), replace=False)
    ]
    offences = offences_of([{} for _ in range(60)])
    coded = code_arrays(offences, tags_of(stated), pl.Series([True] * 60))
    index, lift = log_lift(coded, 5.0)
    has = {
        (facet.name, code): index[WORD_BITS * facet.first_word + k]
        for facet in coded.facets
        for k, code in enumerate(facet.codes)
    }
    of = {row: {(f, c) for r, f, c in stated if r == row} for row in range(60)}
    for one, other in (
        (("tool", "c01"), ("property", "c07")),
        (("entry_point", "c02"), ("property", "c77")),
        (("entry_point", "c00"), ("tool", "c04")),
    ):
        both = sum(one in told and other in told for told in of.values())
        told_of = [{facet for facet, _ in told} for told in of.values()]
        know = sum({one[0], other[0]} <= facets for facets in told_of)
        left = sum(one in told and other[0] in {f for f, _ in told} for told in of.values())
        right = sum(other in told and one[0] in {f for f, _ in told} for told in of.values())
        expected = left * right / max(know, 1)
        assert lift[has[one], has[other]] == pytest.approx(np.log10((both + 5.0) / (expected + 5.0)))
