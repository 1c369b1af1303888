import numpy as np
import polars as pl
import pytest

from sac_dash.linkage import link_offences
from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.evidence_parameters import KnownFitParameters
from sac_dash.linkage.kernels import pair_totals
from sac_dash.linkage.known_fit import evidence_of_known_fit, number_known
from sac_dash.linkage.ledger import explain_link
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.records import build_records

WEIGHED = KnownFitParameters(weight=0.5, limit_log10=2.0)


@pytest.fixture
def scales(small_file):
    offences, tags = small_file
    return build_records(
        code_arrays(offences, tags, pl.Series([True] * offences.height)), LinkageParameters()
    )


def _against(scales, known, a, b, parameters=WEIGHED):
    number = number_known(known, 60)
    return evidence_of_known_fit(*scales, number, np.array([a]), np.array([b]), parameters=parameters)[0]


def test_the_rest_of_a_series_that_fits_worse_counts_against_by_how_much_it_does(scales):
    own, *others = pair_totals(*scales, np.array([0, 0, 0]), np.array([1, 40, 50]))
    assert max(others) < own
    expected = 0.5 * (sum(others) / 2 - own)
    assert _against(scales, {"Op A": [1, 40, 50]}, 0, 1) == pytest.approx(max(expected, -2.0))
    assert _against(scales, {"Op A": [1, 40, 50]}, 1, 0) == _against(scales, {"Op A": [1, 40, 50]}, 0, 1)


def test_a_rest_that_fits_better_is_no_evidence(scales):
    assert _against(scales, {"Op A": [40, 1, 2]}, 0, 40) == 0.0


def test_pairs_within_a_series_and_pairs_of_strangers_are_left_alone(scales):
    assert _against(scales, {"Op A": [0, 1, 40]}, 0, 1) == 0.0
    assert _against(scales, {"Op A": [40, 50]}, 0, 1) == 0.0


def test_a_series_of_one_says_nothing_and_neither_does_a_weight_of_nothing(scales):
    assert number_known({"Op A": [1]}, 60) is None
    assert _against(scales, {"Op A": [1, 40]}, 0, 1, KnownFitParameters(weight=0.0)) == 0.0


def test_no_more_is_said_than_the_limit(scales):
    assert _against(scales, {"Op A": [1, 40]}, 0, 1, KnownFitParameters(weight=2.0, limit_log10=0.3)) == -0.3


def test_the_ledger_names_the_series_and_the_model_its_offences(small_file):
    offences, tags = small_file
    known = pl.DataFrame({"row": [1, 40, 50], "series": ["Op Kestrel"] * 3})
    result = link_offences(offences, tags, known=known)
    assert result.model["known_series"] == {"Op Kestrel": [1, 40, 50]}
    link = result.links.filter((pl.col("row_a") == 0) & (pl.col("row_b") == 1)).row(0, named=True)
    line = next(
        x for x in explain_link(offences, tags, link, result.model).lines if x.domain == "known_series"
    )
    assert line.verdict == "against"
    assert line.words == "0001 is of Op Kestrel, whose other 2 offences fit 0000 less well"
