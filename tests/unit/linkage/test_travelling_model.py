"""A model that travels is itself again where it arrives."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from sac_dash.domain.errors import SacDashError
from sac_dash.linkage.travelling_model import (
    TaughtOn,
    checksum_of,
    from_dict,
    to_dict,
)

from .travelling_models import model


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
