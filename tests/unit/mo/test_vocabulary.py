"""The vocabulary file keeps its promises."""

from __future__ import annotations

import re

from sac_dash.mo import load_vocabulary

FACETS = load_vocabulary().facets


def test_every_code_is_readable_and_reachable() -> None:
    for facet in FACETS.values():
        assert facet.label
        for code in facet.codes.values():
            assert re.fullmatch(r"[a-z0-9_]+", code.code)
            assert code.label
            assert facet.name == "ignored" or code.phrases or code.pairs or code.near, (facet.name, code.code)


def test_pairs_and_implications_name_what_exists() -> None:
    vocabulary = load_vocabulary()
    for facet in FACETS.values():
        for code in facet.codes.values():
            assert all(verb in vocabulary.verbs and noun in vocabulary.nouns for verb, noun in code.pairs)
            assert all(a in vocabulary.nouns and b in vocabulary.nouns for a, b in code.near)
            assert all(implied in FACETS[other].codes for other, implied in code.implies)


def test_east_codes_of_atm_attacks() -> None:
    codes = FACETS["atm_attack"].codes

    assert codes["explosive_gas"].east == "X1"
    assert codes["mechanical_cutting"].east == "B3"


def test_a_facet_a_force_mapped_itself_is_open_and_linked() -> None:
    facet = load_vocabulary().facet("mocodes")

    assert facet.linked
    assert facet.code_label("=1822") == "1822"


def test_aliases_lead_to_facets() -> None:
    assert load_vocabulary().facet("point_of_entry").name == "entry_point"
