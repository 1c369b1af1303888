"""Several models make one place to start from; each counts by the series that taught it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sac_dash.linkage.model_pooling import named_priors, pool_models
from sac_dash.linkage.parameters import (
    Calibration,
    FacetParameters,
    LinkageParameters,
    SeriesParameters,
    TimeGapParameters,
)
from sac_dash.linkage.travelling_model import (
    SHIPPED_NAME,
    TaughtOn,
    from_dict,
    make_model,
    to_dict,
)

from .travelling_models import DAY, model


def test_several_models_count_by_the_series_that_taught_them() -> None:
    pooled = pool_models([model(0.2, series=10), model(0.6, series=30)])
    assert pooled is not None
    assert pooled.parameters.calibration["tools"].agree == pytest.approx(0.5)
    assert pooled.parameters.calibration["property"] == LinkageParameters().calibration["property"]
    assert pooled.taught_on == TaughtOn(2, 40, 200)
    assert pooled.name.startswith("mean of ")


def test_mixtures_of_unequal_length_are_those_of_the_most_taught() -> None:
    other = TimeGapParameters(shares=(0.4, 0.4), means_days=(3.0, 90.0))
    few, many = model(series=2), model(series=40, time_gap=other)
    assert pool_models([few, many]).parameters.time_gap == other
    assert pool_models([many, few]).parameters.time_gap == other


def test_a_model_by_facet_and_one_by_domain_meet_facet_by_facet() -> None:
    whole = {**LinkageParameters().calibration, "entry": Calibration(1.0, 1.0)}
    entry = FacetParameters(agree={"entry_point": 0.2, "entry_method": 0.8}, disagree={"entry_point": 0.5})
    by_facet = replace(LinkageParameters(), calibration=whole, facets=entry)
    taught = make_model(by_facet, made_on=DAY, taught_on=TaughtOn(1, 12, 60))
    assert from_dict(to_dict(taught)) == taught
    pooled = pool_models([taught, model(series=12)]).parameters
    domain = LinkageParameters().calibration["entry"]
    assert pooled.calibration["entry"].agree == 1.0
    assert pooled.facets.agree == pytest.approx(
        {"entry_point": (0.2 + domain.agree) / 2, "entry_method": (0.8 + domain.agree) / 2}
    )
    assert pooled.facets.disagree["entry_method"] == pytest.approx((1.0 + domain.disagree) / 2)


def test_one_model_is_its_own_mean_and_none_is_none() -> None:
    assert pool_models([model()]) == model()
    assert pool_models([]) is None
    assert named_priors([], LinkageParameters()) == ()


def test_many_long_names_still_make_a_name() -> None:
    pooled = pool_models([model(name="n" * 80), model(name="m" * 80)])
    assert pooled.name == "mean of 2 models"


def test_no_import_passes_for_the_shipped_model() -> None:
    (prior,) = named_priors([model(name=SHIPPED_NAME)], LinkageParameters())
    assert prior.name != SHIPPED_NAME


def test_a_prior_takes_what_does_not_travel_from_the_run() -> None:
    run = replace(LinkageParameters(), candidates=33, series=SeriesParameters(max_suggestions=5))
    (prior,) = named_priors([model(0.4)], run)
    assert (prior.parameters.candidates, prior.parameters.series.max_suggestions) == (33, 5)
    assert prior.parameters.calibration["tools"].agree == pytest.approx(0.4)
    assert prior.checksum == model(0.4).checksum
