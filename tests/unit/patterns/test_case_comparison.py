"""The comparative case table: columns by stage and worth, cells that keep unknown apart from absent."""

from __future__ import annotations

import polars as pl

from sac_dash.domain.columns import TAGS
from sac_dash.patterns.behaviour_rates import measure_rates
from sac_dash.patterns.case_comparison import CASE_CELLS, CASE_COLUMNS, compare_offences

STAGES = {"tool": "doing", "getaway": "exit", "entry_point": "entry", "alarm": "target"}
#: rows 0–3 are the members; rows 10–29 all say something of every facet
MEMBERS = pl.Series("row", [2, 0, 1, 3], dtype=pl.UInt32)
SAID = [
    (0, "tool", "crowbar", "present", "text", 5, 12, "crow bar"),
    (1, "tool", "crowbar", "hedged", "text", 0, 9, "poss crowbar"),
    (2, "tool", "crowbar", "present", "structured", None, None, "CROWBAR"),
    (3, "tool", "crowbar", "absent", "text", 1, 3, "no bar"),
    (0, "tool", "lever", "present", "text", 5, 12, "crow bar"),
    (1, "tool", "lever", "present", "text", 0, 9, "crowbar"),
    (2, "tool", "lever", "present", "text", 0, 9, "crowbar"),
    (0, "getaway", "audi", "present", "text", 20, 24, "Audi"),
    (1, "getaway", "audi", "present", "text", 20, 24, "Audi"),
    (2, "getaway", "van", "present", "text", 20, 24, "van"),
    (0, "entry_point", "roof", "present", "text", 30, 34, "roof"),
    (1, "own_column", "x", "present", "structured", None, None, "x"),
    (2, "own_column", "x", "present", "structured", None, None, "x"),
]
OTHERS = [
    (row, facet, code, "present", "text", None, None, "")
    for row in range(10, 30)
    for facet, code in (
        ("tool", "grinder"),
        ("getaway", "audi"),
        ("entry_point", "door"),
        ("own_column", "y"),
    )
]


def compared(said=SAID, **given):
    tags = pl.DataFrame([*said, *OTHERS], schema=dict(TAGS), orient="row")
    return compare_offences(tags, MEMBERS, measure_rates(tags), STAGES, **given)


def columns_of(table):
    return [tuple(row) for row in table.columns.select("stage", "facet", "code").iter_rows()]


def states_of(table, facet, code):
    column = table.columns.filter((pl.col("facet") == facet) & (pl.col("code") == code))["column"][0]
    cells = table.cells.filter(pl.col("column") == column)
    return dict(zip(cells["row"], cells["state"], strict=True))


def test_columns_stand_by_stage_and_within_one_by_rarity_and_agreement():
    table = compared()
    assert columns_of(table) == [
        ("doing", "tool", "crowbar"),
        ("doing", "tool", "lever"),
        ("exit", "getaway", "audi"),
        ("record", "own_column", "x"),
    ]
    assert table.columns.schema == pl.Schema(CASE_COLUMNS)
    assert table.cells.schema == pl.Schema(CASE_CELLS)
    worth = table.columns.sort("telling")["distinctiveness"].to_list()
    assert worth == sorted(worth, reverse=True)
    assert table.columns["column"].to_list() == [0, 1, 2, 3]


def test_few_who_agree_do_not_outrank_many():
    many = [(row, "tool", "crowbar", "present", "text", 0, 1, "") for row in range(4)]
    few = [(row, "tool_b", "bar", "present", "text", 0, 1, "") for row in range(2)]
    others = [(row, "tool_b", "grinder", "present", "text", 0, 1, "") for row in range(10, 30)]
    tags = pl.DataFrame([*many, *few, *others, *OTHERS], schema=dict(TAGS), orient="row")
    rates = measure_rates(tags).with_columns(one_in=pl.lit(10.0))
    assert compare_offences(tags, MEMBERS, rates, {}).columns["code"].to_list() == ["crowbar", "bar"]


def test_a_cell_says_what_the_offence_says_and_no_more():
    assert states_of(compared(), "tool", "crowbar") == {0: "present", 1: "hedged", 2: "present", 3: "absent"}
    assert states_of(compared(), "getaway", "audi") == {0: "present", 1: "present", 2: "other", 3: "unknown"}


def test_members_stand_in_the_order_given():
    assert compared().cells["row"].unique(maintain_order=True).to_list() == [2, 0, 1, 3]


def test_a_head_counts_members_and_tells_the_base_rate():
    head = compared().columns.row(by_predicate=pl.col("code") == "crowbar", named=True)
    assert (head["n_agree"], head["n_known"], head["n_absent"]) == (3, 4, 1)
    assert head["one_in"] == 24 / 3


def test_the_source_words_come_with_the_cell():
    cell = compared().cells.filter((pl.col("row") == 1) & (pl.col("state") == "hedged")).row(0, named=True)
    assert (cell["phrase"], cell["origin"], cell["start"], cell["end"]) == ("poss crowbar", "text", 0, 9)


def test_a_general_behaviour_said_no_oftener_has_no_column():
    implied = {("tool", "crowbar"): (("tool", "lever"),)}
    assert ("doing", "tool", "lever") not in columns_of(compared(implied=implied))
    more = [*SAID, (3, "tool", "lever", "present", "text", 0, 3, "bar")]
    assert ("doing", "tool", "lever") in columns_of(compared(more, implied=implied))


def test_what_was_corrected_keeps_its_column_though_nobody_shares_it():
    table = compared(keep=[("entry_point", "roof"), ("alarm", "cut"), ("tool", "crowbar")])
    assert columns_of(table)[:2] == [("target", "alarm", "cut"), ("entry", "entry_point", "roof")]
    assert states_of(table, "entry_point", "roof") == {0: "present", 1: "unknown", 2: "unknown", 3: "unknown"}
    assert set(states_of(table, "alarm", "cut").values()) == {"unknown"}
    assert len(columns_of(table)) == 6


def test_the_most_telling_columns_keep_their_order():
    few = compared().most_telling(2)
    assert few.columns.height == 2
    assert sorted(few.columns["telling"]) == [1, 2]
    assert set(few.cells["column"]) == set(few.columns["column"])
    assert ("target", "alarm", "cut") in columns_of(compared(keep=[("alarm", "cut")]).most_telling(1))


def test_a_code_said_twice_counts_once_and_present_outranks_absent():
    twice = [*SAID, (3, "tool", "crowbar", "present", "text", 40, 47, "crowbar")]
    table = compared(twice)
    assert states_of(table, "tool", "crowbar")[3] == "present"
    assert table.cells.height == 4 * table.columns.height


def test_a_group_that_shares_nothing_has_an_empty_table():
    table = compared([(0, "tool", "crowbar", "present", "text", 0, 1, "")])
    assert table.columns.is_empty()
    assert table.cells.is_empty()
