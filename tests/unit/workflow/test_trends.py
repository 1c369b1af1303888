"""Trends of a store as page and command line ask for them: splits, their words, their rows."""

from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
from offence_frames import offences, tags

from sac_dash.domain.columns import BOUNDARIES, empty
from sac_dash.patterns.counts import NOT_KNOWN
from sac_dash.patterns.periods import Period
from sac_dash.workflow.trend_splits import (
    ONLY_ABSENT,
    Split,
    SplitKind,
    code_groups,
    held_facets,
    label_group,
    read_split,
)
from sac_dash.workflow.trend_table import TREND_COLUMNS, trend_rows
from sac_dash.workflow.trend_words import make_notes
from sac_dash.workflow.trends import TrendBasis, TrendChoice, TrendSource, TrendView

AS_OF = datetime(2026, 1, 31, 9, tzinfo=UTC)
TOOL = Split(SplitKind.FACET, "tool")
MEMBERS = pl.DataFrame(
    {"row": [0, 1, 1], "series_id": ["S-1", "S-1", "S-2"]}, schema_overrides={"row": pl.UInt32}
)


def coded() -> pl.DataFrame:
    present = tags(
        (0, "tool", "crowbar"), (1, "tool", "grinder"), (1, "tool", "crowbar"), (0, "own", "Type_A")
    )
    methods = tags(
        (2, "atm_attack", "explosive_any"),
        (2, "atm_attack", "explosive_gas"),
        (3, "atm_attack", "unsuccessful"),
    )
    return pl.concat([present, methods, tags((3, "tool", "crowbar"), state="absent")])


def basis(frame: pl.DataFrame | None = None) -> TrendBasis:
    classes = ["commercial_burglary"] * 2 + ["atm_attack"] * 2 + ["enabler"]
    held = offences(list("abcde")).with_columns(offence_class=pl.Series(classes)) if frame is None else frame
    return TrendBasis(TrendSource(held, AS_OF, empty(BOUNDARIES), coded, lambda: MEMBERS))


def view_by(split: Split, offence_class: str = "all") -> TrendView:
    return basis().view(TrendChoice(Period.MONTH, split, offence_class))


def counted(view: TrendView) -> dict[str, int]:
    return {group: sum(each.n or 0 for each in periods) for group, periods in view.groups}


def test_splits_are_known_by_one_word():
    assert read_split("facet:tool") == TOOL
    assert TOOL.key == "facet:tool"
    assert {read_split(text).kind for text in ("", "facet", "facet:", "class:x", "nonsense")} == {
        SplitKind.CLASS
    }
    assert held_facets(coded()) == ("own", "tool")


def test_of_a_facet_what_is_said_not_to_be_is_said_all_the_same():
    view = view_by(TOOL)
    assert counted(view) == {"crowbar": 2, NOT_KNOWN: 2, "grinder": 1, ONLY_ABSENT: 1}
    assert (view.total[0].n_unknown, view.total[0].n_asked) == (2, 5)
    assert label_group(ONLY_ABSENT, TOOL, {}) == "Only said not to be"
    assert label_group(NOT_KNOWN, TOOL, {}) == "Not stated"


def test_of_methods_the_narrowest_counts_and_how_it_ended_is_none():
    assert code_groups(coded(), "atm_attack").rows() == [(2, "explosive_gas")]
    view = view_by(Split(SplitKind.METHOD))
    assert counted(view) == {"explosive_gas": 1, NOT_KNOWN: 1}
    assert view.total[0].n_asked is None  # all offences are shown; of the attacks alone it is asked
    assert view_by(Split(SplitKind.METHOD), "atm_attack").total[0].n_unknown == 1


def test_an_offence_of_two_series_counts_in_both_and_names_are_used():
    view = view_by(Split(SplitKind.SERIES))
    assert counted(view) == {"S-1": 2, "S-2": 1}
    assert label_group("S-1", view.split, {"S-1": "KESTREL"}) == "KESTREL"


def test_a_code_that_a_force_brought_has_its_own_words():
    assert label_group("=left_side", Split(SplitKind.FACET, "own"), {}) == "Left side"
    assert Split(SplitKind.FACET, "own_column").label == "Own column"


def test_rows_hold_the_total_then_every_group():
    rows = trend_rows(view_by(TOOL), {})
    groups = [row["group"] for row in rows]
    assert groups[0] == "All offences"
    assert set(groups[1:]) == {
        label_group(group, TOOL, {}) for group in ("crowbar", "grinder", NOT_KNOWN, ONLY_ABSENT)
    }
    assert all(tuple(row) == TREND_COLUMNS for row in rows)
    assert (rows[0]["n"], rows[0]["n_unknown"], rows[0]["may_grow"]) == (5, 2, "unknown")
    assert len(trend_rows(view_by(TOOL), {}, with_groups=False)) == 1


def test_what_is_printed_says_nothing_of_bars():
    view = view_by(TOOL)
    drawn, printed = (
        " ".join(note.text for note in make_notes(view, view.total, only_months=False, drawn=drawn))
        for drawn in (True, False)
    )
    assert "hatched" in drawn
    assert "hatched" not in printed
    assert "2 of 5 offences say nothing of “Tool”" in printed
