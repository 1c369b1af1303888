"""Behaviours are dealt anew within their strata, whole, the same way every time."""

from dataclasses import replace

import numba
import numpy as np

from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.dealt_behaviours import deal_within, first_codes, pairs_by_chance
from sac_dash.linkage.parameters import LinkageParameters, ReachParameters
from sac_dash.linkage.records import build_records
from sac_dash.linkage.scope import linkable

from .test_candidates import _random_file


def test_each_one_s_behaviours_are_dealt_once_and_within_the_stratum():
    stratum = np.random.default_rng(1).integers(0, 7, 500)
    dealt = deal_within(stratum, np.random.default_rng(2))
    assert np.array_equal(np.sort(dealt), np.arange(500))
    assert np.array_equal(stratum[dealt], stratum)
    assert (dealt != np.arange(500)).mean() > 0.9
    assert np.array_equal(dealt, deal_within(stratum, np.random.default_rng(2)))


def test_the_first_code_of_a_facet_is_found_in_any_of_its_words(offences_of, tags_of):
    offences = offences_of([{"day": float(day)} for day in range(80)])
    stated = [(k, "premises", f"p{k:02d}") for k in range(79)] + [(3, "premises", "p70")]
    coded = code_arrays(offences, tags_of(stated), linkable(offences))
    first = first_codes(coded, "premises")
    by_row = first[np.argsort(coded.rows)]
    assert by_row[:79].tolist() == list(range(1, 80))
    assert by_row[79] == 0
    assert not first_codes(coded, "nothing of the kind").any()


def test_who_is_asked_and_what_is_dealt_does_not_depend_on_threads(offences_of, tags_of):
    parameters = replace(LinkageParameters(), reach=ReachParameters(every_pair_up_to=5, min_probability=1e-4))
    parameters = replace(parameters, level=replace(parameters.level, asked=60))
    offences, tags = _random_file(2, 130, offences_of, tags_of)
    coded = code_arrays(offences, tags, linkable(offences))
    records, tables = build_records(coded, parameters)
    before = numba.get_num_threads()
    found = []
    for threads in (1, before):
        numba.set_num_threads(threads)
        found.append(pairs_by_chance(coded, records, tables, parameters))
    numba.set_num_threads(before)
    one, other = found
    assert len(one.score)
    assert np.array_equal(one.a, other.a)
    assert np.array_equal(one.b, other.b)
    assert np.array_equal(one.score, other.score)
    assert (one.a < one.b).all()
    assert one.share == 1.0 - 70 * 69 / (130 * 129)
