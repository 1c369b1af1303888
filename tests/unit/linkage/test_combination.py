import numpy as np
import polars as pl

from sac_dash.linkage import combination
from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.combination import combination_evidence, log_lift
from sac_dash.linkage.parameters import CombinationParameters, LinkageParameters
from sac_dash.linkage.records import build_records


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


def test_counted_in_slices_it_is_the_same(offences_of, tags_of, monkeypatch):
    coded, _ = _file(offences_of, tags_of, together=False)
    _, whole = log_lift(coded, 5.0)
    monkeypatch.setattr(combination, "SLICE", 7)
    assert np.array_equal(log_lift(coded, 5.0)[1], whole)
