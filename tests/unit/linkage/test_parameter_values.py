"""What travels of the parameters goes there and back unchanged; nothing odd gets in."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

import polars as pl
import pytest

from sac_dash.domain.errors import SacDashError
from sac_dash.linkage.link import link_offences
from sac_dash.linkage.parameter_values import (
    DECIMALS,
    RANGES,
    STAYS_HOME,
    TRAVELLING,
    own_values,
    parameters_from,
    values_of,
)
from sac_dash.linkage.parameters import (
    Calibration,
    CombinationParameters,
    FacetParameters,
    LinkageParameters,
    ReachParameters,
)

BY_NAME = ("facets.consistency", "facets.agree", "facets.disagree")


def numbers(value: object, path: str) -> list[tuple[str, float]]:
    """Return every number of a tree of parameters with the path under which its range stands."""
    if isinstance(value, Calibration) or (is_dataclass(value) and path):
        group = [(getattr(value, field.name), f"{path}.{field.name}") for field in fields(value)]
        return [found for each, name in group for found in numbers(each, name)]
    if isinstance(value, dict):
        return [found for each in value.values() for found in numbers(each, path)]
    if isinstance(value, tuple):
        return [found for each in value for found in numbers(each, path)]
    assert isinstance(value, (int, float)), f"{path} cannot travel"
    return [(path, value)]


def test_every_travelling_parameter_has_a_range_and_is_shipped_within_it() -> None:
    shipped = LinkageParameters()
    for name in TRAVELLING:
        for path, value in numbers(getattr(shipped, name), name):
            low, high = RANGES[path]
            assert low <= value <= high, path


def test_shipped_parameters_go_there_and_back() -> None:
    shipped = LinkageParameters()
    assert parameters_from(values_of(shipped)) == shipped
    assert set(values_of(shipped)).isdisjoint(STAYS_HOME)


def test_values_are_rounded_once_and_then_stay() -> None:
    shipped = LinkageParameters()
    fine = {**shipped.calibration, "tools": Calibration(0.123456789, 0.7)}
    there = parameters_from(values_of(replace(shipped, calibration=fine)))
    assert there.calibration["tools"].agree == round(0.123456789, DECIMALS)
    assert parameters_from(values_of(there)) == there


def test_how_a_run_works_stays_at_home() -> None:
    run = replace(LinkageParameters(), candidates=7, reach=ReachParameters(local_km=1.0))
    assert parameters_from(values_of(run)) == LinkageParameters()
    assert set(own_values(run.as_dict())) == set(TRAVELLING)


def test_a_facet_or_domain_of_a_forces_own_is_left_out() -> None:
    facets = FacetParameters(consistency={**FacetParameters().consistency, "sergeant_plum": 0.7})
    calibration = {**LinkageParameters().calibration, "sergeant_plum": Calibration()}
    odd = replace(LinkageParameters(), facets=facets, calibration=calibration)
    assert "plum" not in str(values_of(odd))
    assert "plum" not in str(own_values(odd.as_dict()))


def test_what_is_left_out_is_as_shipped() -> None:
    read = parameters_from({"calibration": {"tools": {"agree": 1.2}}})
    assert read.calibration["tools"] == replace(LinkageParameters().calibration["tools"], agree=1.2)
    assert read.calibration["property"] == LinkageParameters().calibration["property"]
    assert read.distance == LinkageParameters().distance


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ([], '"parameters"'),
        ({"reach": {}}, '"reach"'),
        ({"distance": 3}, '"parameters.distance"'),
        ({"distance": {"local_shore": 0.5}}, '"local_shore"'),
        ({"distance": {"local_share": 1.5}}, '"parameters.distance.local_share"'),
        ({"distance": {"local_share": float("nan")}}, '"parameters.distance.local_share"'),
        ({"distance": {"local_share": float("inf")}}, '"parameters.distance.local_share"'),
        ({"distance": {"local_share": "0.5"}}, '"parameters.distance.local_share"'),
        ({"distance": {"local_share": True}}, '"parameters.distance.local_share"'),
        ({"distance": {"local_share": None}}, '"parameters.distance.local_share"'),
        ({"distance": {"local_share": 10**400}}, '"parameters.distance.local_share"'),
        ({"distance": {"local_share": 0.9, "regional_share": 0.9}}, '"parameters.distance"'),
        ({"collective": {"partners": 2.5}}, '"parameters.collective.partners"'),
        ({"time_gap": {"shares": 0.5}}, '"parameters.time_gap.shares"'),
        ({"time_gap": {"shares": []}}, '"parameters.time_gap.shares"'),
        ({"time_gap": {"shares": [0.1] * 50}}, '"parameters.time_gap.shares"'),
        ({"time_gap": {"shares": [0.5]}}, '"parameters.time_gap"'),
        ({"time_gap": {"shares": [0.4, 0.4, 0.4]}}, '"parameters.time_gap"'),
        ({"facets": {"consistency": {"M/1234": 0.5}}}, '"M/1234"'),
        ({"calibration": {"high_street": {}}}, '"high_street"'),
        ({"calibration": {"tools": {"agree": -1}}}, '"parameters.calibration.tools.agree"'),
        ({"calibration": {"tools": {"hates": 1}}}, '"hates"'),
        ({"calibration": {"tools": {"floor": 1.0}}}, '"parameters.calibration.tools.floor"'),
    ],
)
def test_odd_values_are_refused_by_name(values: Any, named: str) -> None:
    with pytest.raises(SacDashError) as refused:
        parameters_from(values)
    assert named in refused.value.problem
    assert "\n" not in refused.value.line()


def at_the_edge(value: object, path: str, choose: Callable[[tuple[float, float]], float]) -> Any:
    """Return plain values with every number chosen from its range."""
    if isinstance(value, dict):
        below = {key: path if path in BY_NAME else f"{path}.{key}".lstrip(".") for key in value}
        return {key: at_the_edge(each, below[key], choose) for key, each in value.items()}
    if isinstance(value, list):
        return [at_the_edge(each, path, choose) for each in value]
    chosen = choose(RANGES[path] if path in RANGES else RANGES["calibration." + path.rpartition(".")[2]])
    return round(chosen) if isinstance(value, int) else chosen


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_accepted_can_be_scored(small_file: tuple[pl.DataFrame, pl.DataFrame], seed: int) -> None:
    """Lowest and highest values, and a mixture of both: a hostile file spoils scores, never a run."""
    rng = random.Random(seed)
    choose = [min, max, rng.choice, lambda ends: rng.uniform(*ends)][seed]
    values = at_the_edge(values_of(LinkageParameters()), "", choose)
    values["distance"] |= {"local_share": 0.5, "regional_share": 0.49}
    values["time_gap"]["shares"] = [0.5, 0.3, 0.19]
    found = link_offences(*small_file, parameters_from(values))
    assert found.links.height
    assert found.links.select(pl.all_horizontal(pl.exclude("row_a", "row_b").is_finite().all())).item()


def test_a_changed_weight_changes_only_itself() -> None:
    read = parameters_from({"combination": {"weight": 0.5}})
    assert read == replace(LinkageParameters(), combination=CombinationParameters(weight=0.5))
