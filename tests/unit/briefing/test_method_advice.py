"""One source of advice: the card of a method and the pack for businesses say the same, and neither says too much."""

from __future__ import annotations

import pytest

from sac_dash.briefing.method_advice import ADVICE, ALWAYS, advise_businesses, advise_on
from sac_dash.mo.labels import vocabulary


@pytest.mark.parametrize(
    ("facet", "code", "word"),
    [
        ("atm_attack", "rip_out_plant", "plant"),
        ("security_defeat", "alarm_cut", "signalling"),
        ("security_defeat", "road_blocked", "second way"),
        ("entry_method", "roof_cut", "roof void"),
        ("entry_method", "ram_raid", "bollards"),
        ("tool", "head_torch", "break in with"),
    ],
)
def test_advice_answers_the_method(facet: str, code: str, word: str) -> None:
    assert word in advise_on(facet, code)


def test_no_advice_is_better_than_advice_that_fits_anything() -> None:
    assert not advise_on("group", "three_or_more")
    assert advise_businesses([("group", "three_or_more")]) == ALWAYS


def test_card_and_pack_say_the_same_of_a_method() -> None:
    said = advise_on("entry_method", "shutter_lifted")
    assert advise_businesses([("entry_method", "shutter_lifted")])[0] == f"Shutters: {said}"


def test_businesses_are_not_told_what_only_the_police_can_act_on() -> None:
    assert "second way" not in " ".join(advise_businesses([("security_defeat", "road_blocked")]))


def test_every_code_that_calls_for_advice_is_in_the_vocabulary() -> None:
    facets = vocabulary().facets
    named = [pair for each in ADVICE for pair in each.codes]
    assert [(facet, code) for facet, code in named if code not in facets[facet].codes] == []
