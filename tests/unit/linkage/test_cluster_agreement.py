import polars as pl
import pytest

from sac_dash.linkage.bootstrap import BootstrapParameters
from sac_dash.linkage.cluster_agreement import compare_series
from sac_dash.linkage.truth import find_true_pairs

TRUTH = pl.DataFrame({"row": [0, 1, 2, 3, 4, 5], "series": ["a", "a", "a", "b", "b", "b"]})


def _members(**groups):
    rows = [(row, name) for name, rows in groups.items() for row in rows]
    return pl.DataFrame(rows, schema={"row": pl.Int64, "series_id": pl.String}, orient="row")


def _compare(members, truth=TRUTH, given=None):
    return compare_series(members, find_true_pairs(truth, given), BootstrapParameters())


def test_series_rebuilt_offence_for_offence():
    found = _compare(_members(x=[0, 1, 2], y=[3, 4, 5]))
    every = (found.purity, found.partly, found.exactly, found.b3_precision, found.b3_recall, found.b3_f)
    assert {each.value for each in every} == {1.0}


def test_one_stranger_spoils_exactness_and_purity_but_not_partly():
    found = _compare(_members(x=[0, 1, 2, 9]))
    assert (found.purity.value, found.partly.value, found.exactly.value) == (0.75, 0.5, 0.0)
    # a's three: precision 3/4, recall 1; b's three stand alone: precision 1, recall 1/3.
    assert found.b3_precision.value == pytest.approx((3 * 0.75 + 3) / 6)
    assert found.b3_recall.value == pytest.approx((3 + 1) / 6)


def test_offences_of_no_series_make_no_pure_suggestion():
    assert _compare(_members(x=[7, 8, 9])).purity.value == 0.0


def test_known_series_are_left_out_with_what_was_proposed_to_them():
    given = pl.DataFrame({"row": [0, 1, 2], "series": ["op"] * 3})
    found = _compare(_members(op=[0, 1, 2, 9], y=[3, 4]), given=given)
    assert (found.suggested, found.purity.value, found.partly.value) == (1, 1.0, 1.0)
    assert found.exactly.value == 0.0


def test_no_suggestion_has_no_purity():
    found = _compare(_members())
    assert (found.suggested, found.purity.value, found.partly.value) == (0, None, 0.0)
