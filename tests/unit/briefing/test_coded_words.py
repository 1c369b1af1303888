"""How an offence was done, from codes alone: the same codes say the same, and unknown is never absent."""

from __future__ import annotations

import itertools

import polars as pl
import pytest

from sac_dash.briefing.coded_phrases import WITHHELD_FACETS
from sac_dash.briefing.coded_words import NOT_STATED, describe_mo_from_codes
from sac_dash.briefing.redaction import Category, redact_passage
from sac_dash.domain.columns import TAGS
from sac_dash.mo.labels import vocabulary


def test_an_offence_reads_in_the_order_of_its_script() -> None:
    said = describe_mo_from_codes(
        {
            "getaway": ["flatbed"],
            "offender_number": ["two"],
            "instrument_vehicle": ["telehandler"],
            "atm_attack": ["rip_out_plant"],
            "entry_method": ["plant_demolition"],
        }
    )
    assert said == (
        "Two offenders got in by demolishing it with plant. They used a telehandler. The machine was pulled out with"
        " plant. Leaving: vehicle: flatbed, dropside or tipper."
    )


def test_nothing_stated_says_so_and_nothing_else() -> None:
    assert describe_mo_from_codes({}) == f"{NOT_STATED}."
    assert describe_mo_from_codes(pl.DataFrame(schema=TAGS)) == f"{NOT_STATED}."


def test_what_was_stated_absent_is_left_out_and_doubt_is_said() -> None:
    tags = pl.DataFrame(
        {
            "row": [0, 0, 0],
            "facet": ["tool", "disguise", "getaway"],
            "code": ["crowbar", "balaclava", "audi"],
            "state": ["present", "absent", "hedged"],
        }
    )
    said = describe_mo_from_codes(tags)
    assert "crowbar" in said
    assert "balaclava" not in said
    assert said.endswith("Probably: Audi.")


def test_order_of_codes_makes_no_difference() -> None:
    codes = [("tool", "crowbar"), ("tool", "drill"), ("property", "cash"), ("getaway", "audi")]
    said = set()
    for order in itertools.permutations(codes):
        held: dict[str, list[str]] = {}
        for facet, code in order:
            held.setdefault(facet, []).append(code)
        said.add(describe_mo_from_codes(held))
    assert len(said) == 1


def test_general_codes_give_way_to_those_that_imply_them() -> None:
    said = describe_mo_from_codes({"entry_point": ["door", "rear_door", "rear"]})
    assert said == "Offenders got in by the rear door."


@pytest.mark.parametrize("facet", sorted(WITHHELD_FACETS))
def test_withheld_facets_are_never_told(facet: str) -> None:
    held = vocabulary().facets.get(facet)
    codes = list(held.codes) if held else ["anything"]
    assert describe_mo_from_codes({facet: codes}) == f"{NOT_STATED}."


def test_a_code_that_no_vocabulary_holds_may_be_anything_and_is_not_told() -> None:
    said = describe_mo_from_codes({"tool": ["=Dave Smith XX19 FGH"], "own_facet": ["22/104"]})
    assert said == f"{NOT_STATED}."


def test_every_code_can_be_told_and_holds_no_detail() -> None:
    for facet, held in vocabulary().facets.items():
        for code in held.codes:
            said = describe_mo_from_codes({facet: [code]})
            assert said.endswith(".")
            names = [each for each in redact_passage(said).removed if each.category is not Category.FORENSIC]
            assert names == [], (facet, code, said)
