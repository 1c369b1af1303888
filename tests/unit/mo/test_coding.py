"""From offences and structured values to tags."""

from __future__ import annotations

import polars as pl
import pytest

from sac_dash.domain.columns import FACET_VALUES, OFFENCES, TAGS, require
from sac_dash.mo import code_offences, load_vocabulary, refine_classes
from sac_dash.mo.coding import CodingParameters


def offences(*texts: str | None, **columns: list[str | None]) -> pl.DataFrame:
    data: dict[str, list[object]] = {name: [None] * len(texts) for name in OFFENCES}
    data["offence_key"] = [f"F:{place}" for place in range(len(texts))]
    data["offence_class"] = ["commercial_burglary"] * len(texts)
    data["mo_text"] = list(texts)
    data |= columns
    return pl.DataFrame(data, schema=dict(OFFENCES))


def values(*rows: tuple[int, str, str]) -> pl.DataFrame:
    data = [(f"F:{row}", facet, value, facet.title()) for row, facet, value in rows]
    return pl.DataFrame(data, schema=dict(FACET_VALUES), orient="row")


def code(frame: pl.DataFrame, stated: pl.DataFrame | None = None) -> pl.DataFrame:
    return code_offences(frame, values() if stated is None else stated, load_vocabulary())


def pairs(tags: pl.DataFrame, row: int = 0) -> set[tuple[str, str]]:
    return set(tags.filter(pl.col("row") == row).select("facet", "code").iter_rows())


def test_tags_keep_their_contract_and_their_words() -> None:
    text = "Offs forced r/s w/ crow-bar. Nothing else."
    tags = require(code(offences(None, text)), TAGS, "tags")

    tool = tags.filter(pl.col("facet") == "tool").row(0, named=True)
    assert (tool["row"], tool["code"], tool["origin"]) == (1, "crowbar", "text")
    assert text[tool["start"] : tool["end"]] == tool["phrase"] == "crow-bar"


def test_one_tag_for_each_code_of_a_facet() -> None:
    tags = code(offences("Cigs taken. Tobacco gantry emptied. Cigarettes dropped."))

    assert tags.select("row", "facet", "code").is_duplicated().any() is False


def test_structured_values_outrank_text_and_share_boxes() -> None:
    frame = offences("Shop on the farm, front door smashed", premises_type=["Pub"])
    tags = code(frame, values((0, "entry_method", "Forced - crowbar"), (0, "offender_number", "4+")))

    assert {("premises", "pub"), ("entry_method", "force_lever"), ("tool", "crowbar")} <= pairs(tags)
    assert ("offender_number", "four_plus") in pairs(tags)
    assert ("premises", "farm") not in pairs(tags)


def test_a_value_nobody_knows_becomes_an_open_code() -> None:
    stated = values((0, "entry_point", "Zyzzyva portal"), (0, "mocodes", "1822"), (0, "tool", "Not known"))

    assert pairs(code(offences(None), stated)) == {("entry_point", "=zyzzyva portal"), ("mocodes", "=1822")}


def test_several_values_in_one_box() -> None:
    stated = values((0, "property", "Cigarettes, laptop; copper pipe / charity box"))

    codes = {pair[1] for pair in pairs(code(offences(None), stated))}
    assert {"tobacco", "computers", "metal", "charity_box"} <= codes
    assert codes <= {
        "tobacco",
        "computers",
        "metal",
        "charity_box",
        "smoking_goods",
        "electricals",
        "metals",
        "money",
    }


def test_reading_in_other_processes_changes_nothing() -> None:
    texts = [f"Unk offs x2 smashed window {n} with brick, took tobacco" for n in range(60)]
    dealt = CodingParameters(texts_per_batch=20, texts_before_sharing=1)
    frame = offences(*texts)

    alone = code_offences(frame, values(), load_vocabulary(), jobs=1)
    together = code_offences(frame, values(), load_vocabulary(), jobs=2, parameters=dealt)
    assert alone.equals(together)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Telehandler used to rip out ATM from wall", "atm_attack"),
        ("Gas pumped into cash machine", "atm_attack"),
        ("Smashed window, tobacco taken. ATM not touched.", "commercial_burglary"),
        ("Window next to the ATM smashed and cigarettes taken", "commercial_burglary"),
        ("Card trapping device found on ATM", "commercial_burglary"),
    ],
)
def test_atm_attacks_are_found_whatever_their_title(text: str, expected: str) -> None:
    frame = offences(text)

    assert refine_classes(frame, code(frame))["offence_class"].to_list() == [expected]


def test_enablers_stay_enablers() -> None:
    frame = offences("ATM ripped out with digger", offence_class=["enabler"])

    assert refine_classes(frame, code(frame))["offence_class"].to_list() == ["enabler"]


def test_a_grinder_on_the_shutter_is_no_cutting_of_the_machine() -> None:
    cut_shutter = code(offences("Used angle grinder to cut shutter, then dragged ATM out"))
    cut_machine = code(offences("Used angle grinder on ATM to remove cash"))

    assert ("atm_attack", "mechanical_cutting") not in pairs(cut_shutter)
    assert ("atm_attack", "mechanical_cutting") in pairs(cut_machine)


def test_stolen_plant_is_no_instrument_unless_it_worked() -> None:
    loot = code(offences("Padlock cut, telehandler stolen from yard"))
    at_work = code(offences("Stolen telehandler used to rip out ATM"))

    assert ("instrument_vehicle", "telehandler") not in pairs(loot)
    assert ("property", "plant_machinery") in pairs(loot)
    assert ("instrument_vehicle", "telehandler") in pairs(at_work)


def test_gas_bottles_of_a_blast_are_no_torch() -> None:
    blown = code(offences("Cash machine blown open using gas, gas cylinders left at scene"))

    assert ("atm_attack", "explosive_gas") in pairs(blown)
    assert ("atm_attack", "torch_cutting") not in pairs(blown)


def test_empty_input() -> None:
    assert code(offences()).height == 0
