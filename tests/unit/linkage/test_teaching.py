"""Pairs to learn from: all that is known to be linked, weighed up to the whole file, unweighed evidence."""

from dataclasses import replace

import numpy as np
import pytest

from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.domains import DOMAIN_INDEX
from sac_dash.linkage.parameters import Calibration, LinkageParameters
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.teaching import FIRST_FACET_DOMAIN, teaching_pairs

from .known_force import known_force


@pytest.fixture(scope="module")
def force():
    offences, tags, own = known_force()
    coded = code_arrays(offences, tags, linkable(offences))
    return coded, tags, np.where(own[coded.rows] < 8, own[coded.rows], -1)


def _pairs(force, parameters=None, **changed):
    coded, tags, series = force
    given = {"candidates": 10, "sample": 500, "seed": 3, **changed}
    return teaching_pairs(coded, tags, series, parameters or LinkageParameters(), **given)


def test_every_linked_pair_is_shown_and_each_pair_touches_a_known_series(force):
    series, pairs = force[2], _pairs(force)
    assert pairs.linked.sum() == 8 * 10  # eight series of five
    assert ((series[pairs.a] >= 0) | (series[pairs.b] >= 0)).all()
    assert (pairs.a < pairs.b).all()
    assert len(np.unique(pairs.a * 10_000 + pairs.b)) == len(pairs)


def test_weights_add_up_to_every_pair_that_touches_a_known_series(force):
    known, n = 40, len(force[0])
    assert _pairs(force).weight.sum() == pytest.approx(known * (n - known) + known * (known - 1) / 2)


def test_evidence_is_unweighed_and_domains_add_up_their_facets(force):
    parameters = LinkageParameters()
    doubled = replace(parameters, calibration={"tools": Calibration(2.0, 2.0, -1.0, 1.0)})
    plain, again = _pairs(force), _pairs(force, doubled, candidates=299)
    everything = _pairs(force, candidates=299)
    assert np.array_equal(everything.domains, again.domains)
    tool = plain.facets[:, plain.names.index("tool")]
    assert np.allclose(plain.domains[:, DOMAIN_INDEX["tools"]], tool)
    assert plain.facets.shape[1] == len(plain.names)
    assert plain.domains[:, FIRST_FACET_DOMAIN:].any()


def test_the_same_seed_draws_the_same_pairs(force):
    first, second, other = _pairs(force), _pairs(force), _pairs(force, seed=4)
    assert np.array_equal(first.a, second.a)
    assert not np.array_equal(first.a, other.a)
