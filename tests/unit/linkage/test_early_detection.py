import numpy as np
import polars as pl

from sac_dash.linkage import early_detection
from sac_dash.linkage.bootstrap import BootstrapParameters
from sac_dash.linkage.early_detection import offences_until_detected, summarise_detection
from sac_dash.linkage.found_pairs import find_in_links
from sac_dash.linkage.truth import find_true_pairs

LATE = 1_000  # offences before the story begins
ORDER = np.arange(LATE + 60)


def _at(truth_rows, links, order=ORDER):
    truth = pl.DataFrame({"row": truth_rows, "series": ["s"] * len(truth_rows)})
    pairs = find_true_pairs(truth)
    frame = pl.DataFrame(links, schema=["row_a", "row_b", "log10_bayes_factor"], orient="row")
    return offences_until_detected(pairs, find_in_links(frame, pairs, order), order)


def test_two_that_top_each_others_lists_are_detected_at_the_second():
    assert _at([LATE, LATE + 1, LATE + 2], [(LATE, LATE + 1, 2.0)]).tolist() == [2.0]


def test_later_offences_do_not_crowd_a_list_that_was_read_before_them():
    better = [(LATE, LATE + 20 + k, 9.0) for k in range(10)]
    assert _at([LATE, LATE + 1], [(LATE, LATE + 1, 2.0), *better]).tolist() == [2.0]


def test_earlier_offences_do():
    better = [(LATE + 1, k, 9.0) for k in range(10)]
    assert _at([LATE, LATE + 1], [(LATE, LATE + 1, 2.0), *better]).tolist() == [np.inf]


def test_the_third_offence_may_be_the_one_that_tells():
    better = [(LATE + 1, k, 9.0) for k in range(10)]
    links = [(LATE, LATE + 1, 2.0), (LATE, LATE + 2, 1.0), *better]
    assert _at([LATE, LATE + 1, LATE + 2], links).tolist() == [3.0]


def test_series_that_begin_with_the_file_are_left_out():
    assert np.isnan(_at([0, 1], [(0, 1, 2.0)])).all()
    assert early_detection.LEAST_BEFORE < LATE


def test_shares_and_median():
    found = summarise_detection(np.array([2.0, 3.0, np.inf, np.nan]), BootstrapParameters())
    assert (found.series, found.median, found.by[2].value, found.ever.value) == (3, 3, 1 / 3, 2 / 3)
    assert summarise_detection(np.array([2.0, np.inf, np.inf]), BootstrapParameters()).median is None
