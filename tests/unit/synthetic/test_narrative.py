"""MO texts say what they are meant to say, no more, and differ from one another."""

from datetime import datetime

import numpy as np
import pytest

from sac_dash.synthetic.behaviour import draw_facts
from sac_dash.synthetic.deed import Deed
from sac_dash.synthetic.habits import RecordingHabits
from sac_dash.synthetic.lexicon import load_lexicon
from sac_dash.synthetic.narrative import LONGEST_CHARACTERS, narrate
from sac_dash.synthetic.officer import Officer
from sac_dash.synthetic.places import Premises

LEXICON = load_lexicon()
PLAIN = Officer("lower", "told", 0.5, 0.0, 0.0)
ALL_TOLD = RecordingHabits(
    entry_told=1.0,
    tool_told=1.0,
    getaway_told=1.0,
    number_told=1.0,
    group_told=1.0,
    security_told=1.0,
    property_told=1.0,
)


def deed(facts, *, attempt=False, offenders=3):
    premises = Premises(
        "convenience_store",
        "Corner Larder",
        "1 Mill Lane",
        "Ludlow",
        "QM1 1AL",
        "F",
        "F",
        "Teme",
        350e3,
        275e3,
    )
    return Deed(
        "attack",
        datetime.fromisoformat("2026-01-01"),
        premises,
        facts,
        offenders,
        attempt=attempt,
        loss_gbp=0.0,
    )


def written(facts, seed, habits=ALL_TOLD, **more):
    return narrate(deed(facts, **more), PLAIN, LEXICON.phrases, habits, np.random.default_rng(seed))


@pytest.mark.parametrize("theme", list(LEXICON.themes))
def test_what_is_told_stands_in_the_text(theme):
    for seed in range(25):
        facts = draw_facts(LEXICON.themes[theme], LEXICON, np.random.default_rng(seed))
        text, told = written(facts, seed)
        for facet in (
            "tool",
            "entry_point",
            "property",
            "security_defeat",
            "disguise",
            "getaway",
            "vehicle_use",
            "carrier",
        ):
            for code in told.get(facet, ()):
                phrases = [p.lower() for p in LEXICON.phrases[facet][code]]
                said = any(phrase in text for phrase in phrases)
                assert said or (facet, code) == ("tool", "gas_cutting"), (facet, code, text)


def test_nothing_told_says_nothing():
    nothing = RecordingHabits(
        entry_told=0.0,
        getaway_told=0.0,
        number_told=0.0,
        group_told=0.0,
        security_told=0.0,
        search_told=0.0,
        property_told=0.0,
        ignored_told=0.0,
    )
    facts = draw_facts(LEXICON.themes["tobacco"], LEXICON, np.random.default_rng(0))
    text, told = written(facts, 0, nothing)
    assert told == {}
    assert "cig" not in text
    assert text


def test_texts_differ_and_stay_short():
    facts = draw_facts(LEXICON.themes["tobacco"], LEXICON, np.random.default_rng(0))
    texts = {written(facts, seed)[0] for seed in range(100)}
    assert len(texts) > 97
    assert max(map(len, texts)) < LONGEST_CHARACTERS + 60


def test_failed_cash_machine_attack_says_so():
    facts = draw_facts(LEXICON.themes["atm_cutting"], LEXICON, np.random.default_rng(0))
    lines = [line.lower() for line in LEXICON.phrases["attempt"]["atm"]]
    for seed in range(10):
        text = written(facts, seed, attempt=True)[0]
        assert any(line in text for line in lines)


def test_one_offender_is_never_several():
    facts = {"entry_point": ("rear_door",), "entry_method": ("force_lever",)}
    for seed in range(30):
        text, told = written(facts, seed, offenders=1)
        assert told["number"] == ("1",)
        assert any(
            words in text
            for words in ("one offender", "lone", "1 x", "unknown offender", "single", "1 suspect")
        )
