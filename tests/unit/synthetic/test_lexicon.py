"""Every behaviour that can happen can also be written down."""

import pytest

from sac_dash.synthetic.lexicon import FACETS, load_lexicon

LEXICON = load_lexicon()


@pytest.mark.parametrize("facet", [f for f in FACETS if f != "premises"])
def test_every_code_has_phrases(facet):
    used = {code for theme in LEXICON.themes.values() for code in theme.weights.get(facet, {}) if code}
    assert used <= set(LEXICON.phrases[facet])


def test_every_premises_kind_exists():
    used = {code for theme in LEXICON.themes.values() for code in theme.weights["premises"]}
    assert used <= set(LEXICON.premises)


def test_behaviours_are_said_in_several_ways():
    for facet in ("tool", "disguise", "group", "security_defeat", "getaway", "property"):
        few = {code: p for code, p in LEXICON.phrases[facet].items() if len(p) < 2}
        assert set(few) <= {"on_foot"}


def test_structured_pick_lists_cover_entry():
    methods = {m for weights in LEXICON.methods_by_point.values() for m in weights}
    assert set(LEXICON.methods_by_point) <= set(LEXICON.phrases["column_point"])
    assert methods <= set(LEXICON.phrases["column_method"])
