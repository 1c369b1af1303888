"""A model that travels is itself again where it arrives; several count by what taught them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sac_dash.domain.errors import SacDashError
from sac_dash.linkage.parameters import (
    Calibration,
    FacetParameters,
    LinkageParameters,
    SeriesParameters,
    TimeGapParameters,
)
from sac_dash.linkage.travelling_model import (
    TaughtOn,
    TravellingModel,
    checksum_of,
    from_dict,
    make_model,
    named_priors,
    pool_models,
    to_dict,
)

DAY = date(2026, 3, 4)


def model(agree: float = 0.9, series: int = 12, name: str | None = None, **more: object) -> TravellingModel:
    calibration = {**LinkageParameters().calibration, "tools": Calibration(agree, 0.5)}
    parameters = replace(LinkageParameters(), calibration=calibration, **more)
    return make_model(parameters, made_on=DAY, taught_on=TaughtOn(1, series, 5 * series), name=name)


def test_a_model_goes_there_and_back_through_json() -> None:
    sent = model(name="Wrekin 2026")
    arrived = from_dict(json.loads(json.dumps(to_dict(sent))))
    assert arrived == sent
    assert arrived.checksum == sent.checksum


def test_the_checksum_is_of_the_whole_content() -> None:
    sent = model()
    assert model().checksum == sent.checksum
    assert model(agree=0.91).checksum != sent.checksum
    assert model(name="x").checksum != sent.checksum
    assert replace(sent, taught_on=TaughtOn(2, 12, 60)).checksum != sent.checksum


def test_a_model_that_says_less_keeps_the_checksum_it_came_with() -> None:
    content = to_dict(model())
    del content["parameters"]["text"]
    arrived = from_dict(content)
    assert arrived == model()
    assert arrived.checksum == checksum_of(content) != model().checksum


def test_without_a_name_it_names_nobody() -> None:
    assert model().name == "model taught on 12 series"
    assert model(series=0).name == "untaught model"


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x1b[31mb", "\u202eb", "x" * 81])
def test_a_name_that_cannot_stand_in_a_line_is_refused(name: str) -> None:
    with pytest.raises(SacDashError, match="name"):
        model(name=name)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"format": "other"}, "not a model"),
        ({"version": 2}, "version 2"),
        ({"version": True}, "version"),
        ({"offences": []}, '"offences"'),
        ({"name": 5}, '"name"'),
        ({"made_on": "yesterday"}, '"made_on"'),
        ({"made_on": 20260304}, '"made_on"'),
        ({"taught_on": {"forces": 1, "series": 2}}, '"taught_on"'),
        ({"taught_on": {"forces": 1, "series": 2, "offences": -1}}, '"taught_on.offences"'),
        ({"taught_on": {"forces": 1, "series": 2, "offences": 3, "names": ["A"]}}, '"taught_on"'),
        ({"taught_on": {"forces": True, "series": 2, "offences": 3}}, '"taught_on.forces"'),
        ({"parameters": {"secret": 1}}, '"secret"'),
    ],
)
def test_odd_content_is_refused_by_name(change: dict[str, Any], named: str) -> None:
    with pytest.raises(SacDashError) as refused:
        from_dict({**to_dict(model()), **change})
    assert named in refused.value.problem


@pytest.mark.parametrize("key", ["version", "name", "made_on", "taught_on", "parameters"])
def test_a_missing_key_is_named(key: str) -> None:
    content = {name: value for name, value in to_dict(model()).items() if name != key}
    with pytest.raises(SacDashError, match=key):
        from_dict(content)


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


def test_a_prior_takes_what_does_not_travel_from_the_run() -> None:
    run = replace(LinkageParameters(), candidates=33, series=SeriesParameters(max_suggestions=5))
    (prior,) = named_priors([model(0.4)], run)
    assert (prior.parameters.candidates, prior.parameters.series.max_suggestions) == (33, 5)
    assert prior.parameters.calibration["tools"].agree == pytest.approx(0.4)
    assert prior.checksum == model(0.4).checksum
