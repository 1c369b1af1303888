"""A model can be read before it is trusted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sac_dash.linkage.domains import DOMAINS
from sac_dash.linkage.model_wording import (
    behaviour_lines,
    difference_lines,
    level_line,
    shift_lines,
    weight_lines,
)
from sac_dash.linkage.parameters import (
    Calibration,
    CombinationParameters,
    DistanceParameters,
    LinkageParameters,
)

BASE = replace(
    LinkageParameters(),
    calibration={
        "tools": Calibration(0.31, 0.35),
        "entry": Calibration(0.42, 0.47),
        "group": Calibration(0.53, 0.5),
        "search": Calibration(0.69, 0.09),
    },
    combination=CombinationParameters(weight=0.34),
)


def with_factors(domain: str, agree: float, disagree: float) -> LinkageParameters:
    changed = replace(BASE.calibration[domain], agree=agree, disagree=disagree)
    return replace(BASE, calibration={**BASE.calibration, domain: changed})


def test_every_domain_has_its_line() -> None:
    lines = weight_lines(with_factors("tools", 0.62, 0.1))
    assert [line.partition(":")[0] for line in lines] == [domain.label for domain in DOMAINS]
    assert "Tools and plant: 62% for a link, 10% against" in lines


def test_more_than_all_and_nothing_are_said_in_words() -> None:
    assert "Tools and plant: nothing for a link, all and 11% more against" in weight_lines(
        with_factors("tools", 0.0, 1.11)
    )


def test_an_unusual_limit_is_told() -> None:
    capped = {**BASE.calibration, "search": Calibration(0.5, 0.5, floor=-1.0, cap=1.0)}
    line = next(line for line in weight_lines(replace(BASE, calibration=capped)) if "Search" in line)
    assert line.endswith("50% against; at most 10 times likelier, at most 10 times less likely")


def test_behaviour_adds_up_to_all_pairs() -> None:
    distance = DistanceParameters(local_share=0.5, regional_share=0.2)
    place = behaviour_lines(replace(BASE, distance=distance))[0]
    assert "50% round one place" in place
    assert "30% anywhere" in place


def test_the_largest_difference_is_told_first_and_small_ones_not() -> None:
    model = with_factors("tools", BASE.calibration["tools"].agree + 0.3, 0.35)
    entry = replace(BASE.calibration["entry"], disagree=0.37)
    group = replace(BASE.calibration["group"], agree=0.54)
    model = replace(model, calibration={**model.calibration, "entry": entry, "group": group})
    assert difference_lines(model, BASE) == [
        "Tools and plant: agreement counts more (61% instead of 31%)",
        "Entry: disagreement counts less (37% instead of 47%)",
    ]


def test_other_parameters_are_told_by_what_they_are_about() -> None:
    model = replace(BASE, combination=replace(BASE.combination, weight=0.6))
    assert difference_lines(model, BASE) == ["Behaviours taken together: weight 0.6 instead of 0.34"]
    assert difference_lines(BASE, BASE) == []


def test_own_series_moves_are_told_by_label() -> None:
    assert shift_lines({"tools": 0.12, "entry": 0.0, "distance": -0.3}) == [
        "Distance: 30 points less",
        "Tools and plant: 12 points more",
    ]


def by_facet(**agree: float) -> LinkageParameters:
    one = {**BASE.calibration, "entry": replace(BASE.calibration["entry"], agree=1.0, disagree=1.0)}
    facets = replace(BASE.facets, agree=agree, disagree=dict.fromkeys(agree, 0.47))
    return replace(BASE, calibration=one, facets=facets)


def test_weights_by_facet_are_told_by_facet_and_compared_by_domain() -> None:
    model = by_facet(entry_point=0.2, entry_method=0.9)
    assert "Entry: 55% for a link (entry point 20%, entry method 90%), 47% against" in weight_lines(model)
    assert difference_lines(model, BASE) == ["Entry: agreement counts more (55% instead of 42%)"]


@pytest.mark.parametrize(
    ("level", "words"),
    [
        (
            {"log10": 0.0, "rests_on": "as shipped: every pair of the file was scored"},
            "as shipped: every pair of the file was scored",
        ),
        (
            {"log10": 1.83, "rests_on": "counted in this file"},
            "odds are 68 times what the evidence by itself comes to: counted in this file",
        ),
        (
            {"log10": 0.01, "rests_on": "counted in this file"},
            "counted in this file",
        ),
        (
            {"log10": -0.3, "rests_on": "counted in this file"},
            "odds are 2.0 times lower than the evidence by itself comes to: counted in this file",
        ),
    ],
)
def test_a_level_is_told_as_odds(level: dict[str, object], words: str) -> None:
    assert level_line(level) == words
