"""Fitting weights: what is true is found, a strong prior stands, nothing goes below zero."""

from dataclasses import replace

import numpy as np
import pytest

from sac_dash.linkage.domains import DOMAINS, PAIRWISE
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.teaching import TeachingPairs
from sac_dash.linkage.weights import (
    Weights,
    fit_weights,
    labels_by_domain,
    labels_by_facet,
    labels_of,
    log_loss,
    log_odds_of,
    weights_of,
    with_level,
    with_weights,
)

TOOLS = labels_by_domain().index("tools")
GETAWAY = labels_by_domain().index("getaway")
OFFSET = -3.0


def _invented(rng, n=6_000):
    """Pairs whose truth follows tools at a weight of 1.5; getaway says the contrary of the truth."""
    domains = np.zeros((n, PAIRWISE))
    domains[:, TOOLS] = rng.choice([-0.3, 0.0, 1.0], n)
    linked = rng.random(n) < 1 / (1 + np.exp(-(OFFSET + 1.5 * np.log(10) * domains[:, TOOLS])))
    domains[:, GETAWAY] = np.where(linked, 0.0, 0.8)
    facets = domains[:, [TOOLS, GETAWAY]]
    return TeachingPairs(
        np.arange(n),
        np.arange(n) + n,
        domains,
        facets,
        np.zeros((n, 2)),
        ("tool", "getaway"),
        linked,
        np.ones(n),
    )


@pytest.fixture
def pairs():
    return _invented(np.random.default_rng(8))


@pytest.fixture
def prior():
    return weights_of(LinkageParameters(), labels_by_domain())


def test_what_the_pairs_say_is_found_where_the_prior_is_weak(pairs, prior):
    fitted = fit_weights([pairs], [OFFSET], prior, 0.1)
    assert fitted.agree["tools"] == pytest.approx(1.5, abs=0.2)


def test_a_strong_prior_stands(pairs, prior):
    fitted = fit_weights([pairs], [OFFSET], prior, 1e9)
    assert np.allclose(fitted.values[:-1], prior.values[:-1], atol=1e-4)


def test_evidence_for_never_counts_against(pairs, prior):
    fitted = fit_weights([pairs], [OFFSET], prior, 0.1)
    assert fitted.agree["getaway"] == 0.0
    assert (fitted.values[:-1] >= 0).all()


def test_learning_is_less_surprised(pairs, prior):
    fitted = fit_weights([pairs], [OFFSET], prior, 1.0)
    assert log_loss(pairs, fitted, OFFSET) < log_loss(pairs, prior, OFFSET)


def test_two_files_teach_together(pairs, prior):
    other = _invented(np.random.default_rng(9))
    apart = fit_weights([pairs], [OFFSET], prior, 100.0).agree["tools"]
    together = fit_weights([pairs, other], [OFFSET, OFFSET], prior, 100.0).agree["tools"]
    assert abs(together - 1.5) < abs(apart - 1.5)


@pytest.mark.parametrize("labels", [labels_by_domain(), labels_by_facet()])
def test_weights_go_into_parameters_and_come_back(labels):
    start = weights_of(LinkageParameters(), labels)
    moved = Weights(labels, np.round(start.values * 1.25 + 0.1, 2))
    moved.values[-1] = 0.0
    back = weights_of(with_weights(LinkageParameters(), moved), labels)
    assert np.allclose(back.values, moved.values, atol=2e-3)


def test_facets_of_a_force_s_own_stay_unnamed_and_those_it_lacks_keep_the_prior_s(pairs):
    labels = labels_by_facet()
    assert labels[-1] == "other_mo"
    assert {"facet.getaway", "facet.premises_brand"} < set(labels)
    start = weights_of(LinkageParameters(), labels)
    fitted = fit_weights([pairs], [OFFSET], start, 1.0)
    assert fitted.agree["facet.premises_brand"] == pytest.approx(start.agree["facet.premises_brand"])
    named = {facet for domain in DOMAINS for facet in domain.facets}
    assert set(with_weights(LinkageParameters(), fitted).facets.agree) == named


def test_a_model_by_facet_is_read_as_it_was_written(pairs):
    start = weights_of(LinkageParameters(), labels_by_facet())
    taught = with_weights(LinkageParameters(), fit_weights([pairs], [OFFSET], start, 1.0))
    assert labels_of(LinkageParameters()) == labels_by_domain()
    assert labels_of(taught) == labels_by_facet()
    back = weights_of(taught, labels_of(taught))
    assert np.allclose(
        weights_of(with_weights(taught, back), labels_of(taught)).values, back.values, atol=5e-3
    )


def test_both_layouts_say_the_same_where_facets_weigh_as_their_domains(pairs):
    by_domain = weights_of(LinkageParameters(), labels_by_domain())
    by_facet = weights_of(LinkageParameters(), labels_by_facet())
    assert np.allclose(log_odds_of(pairs, by_domain), log_odds_of(pairs, by_facet), atol=1e-4)


def test_beside_support_evidence_counts_less():
    parameters = LinkageParameters()
    alone = replace(parameters, collective=replace(parameters.collective, vote_scale=1.0))
    scale = parameters.collective.vote_scale
    one, other = (weights_of(each, labels_by_domain()) for each in (parameters, alone))
    assert np.allclose(one.values, scale * other.values)


def test_the_level_moves_alone_and_beside_support_in_step():
    before = LinkageParameters()
    after = with_level(before, 0.8)
    scale = before.collective.vote_scale
    beside = after.prior.calibration_log10 - before.prior.calibration_log10
    offset = after.collective.vote_offset_log10 - before.collective.vote_offset_log10
    assert beside == pytest.approx(0.8 / scale, abs=1e-3)
    assert beside + offset == pytest.approx(0.8, abs=2e-3)
