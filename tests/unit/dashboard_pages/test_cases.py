"""The comparative case table on the page: words of every cell, corrections, exports with their log entry."""

from __future__ import annotations

import base64
import io
from types import SimpleNamespace

import flask
import pytest
from openpyxl import load_workbook

from sac_dash.briefing.case_words import say_cell, say_head
from sac_dash.briefing.origin import say_unknown
from sac_dash.casework import CodeState, Describe, EditCode, HardLink, Judge, SeriesField, Verdict
from sac_dash.casework.actions import AddHardLinks
from sac_dash.dashboard import state
from sac_dash.dashboard.pages.series import cases_callbacks, ids
from sac_dash.dashboard.pages.series.cases import case_body, case_table
from sac_dash.dashboard.pages.series.cases_export import export_cases
from sac_dash.dashboard.pages.series.cases_queries import find_cases
from sac_dash.dashboard.pages.series.handover import export_handover
from sac_dash.dashboard.pages.series.provenance import file_name
from sac_dash.dashboard.pages.series.queries import find_series
from sac_dash.domain.errors import SacDashError
from sac_dash.mo.labels import label_code
from sac_dash.settings import Settings
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of, decide
from tests.unit.dashboard_pages.conftest import MEMBER_ROWS, SUGGESTED, _frames

CROWBAR = label_code("tool", "crowbar")
KEYS = [f"Marches:M/{row}" for row in MEMBER_ROWS]


@pytest.fixture
def store(tmp_path):
    made = Store(tmp_path)
    made.publish(_frames(), "invented data for a test")
    return made


@pytest.fixture
def asked(store):
    server = flask.Flask("test")
    state.install(server, state.Context(Settings(home=store.home, user="ana"), store))
    with server.test_request_context():
        yield store


def only_column(cases):
    (column,) = cases.columns
    return column, [row[0] for row in cases.cells]


def opened(download):
    return load_workbook(io.BytesIO(base64.b64decode(download["content"])))


def test_the_words_of_a_cell_name_offence_behaviour_state_and_source(asked):
    column, cells = only_column(find_cases(SUGGESTED, KEYS))
    said = say_cell(cells[0], column, "M/0")
    assert said.splitlines() == [
        f"M/0 · Tool: {CROWBAR}",
        "Present: Forced door with “crowbar”, took tobacco",
    ]
    assert say_cell(cells[3], column, "M/12").endswith("not known: neither for nor against".capitalize())


def test_a_head_says_how_rare_among_which_offences_and_how_many_agree(asked):
    column, _ = only_column(find_cases(SUGGESTED, KEYS))
    assert say_head(column, "commercial_burglary").splitlines() == [
        f"Tool: {CROWBAR}",
        "1 in 30 of the commercial burglaries held that say anything of it",
        "Here 3 of 3 that say",
    ]


def test_a_correction_shows_who_when_and_what_was_read(asked):
    decide(asked, EditCode(KEYS[0], "tool", "crowbar", CodeState.ABSENT), "ben")
    column, cells = only_column(find_cases(SUGGESTED, KEYS))
    lines = say_cell(cells[0], column, "M/0").splitlines()
    assert lines[1] == "Stated absent: Forced door with “crowbar”, took tobacco"
    assert lines[2].startswith("Corrected by ben, ")
    assert lines[3] == "Read before: present"


def test_an_offence_rejected_since_is_in_no_table_and_no_document(asked):
    decide(asked, Judge(SUGGESTED, (KEYS[1],), Verdict.REJECTED, "other tool", tuple(KEYS)), "ben")
    assert find_cases(SUGGESTED, KEYS).offences == [KEYS[0], *KEYS[2:]]
    cells = [
        cell.value for row in opened(export_cases(SUGGESTED, KEYS))["Offences"].iter_rows() for cell in row
    ]
    assert "M/0" in cells
    assert "M/4" not in cells


def test_the_page_draws_the_table_with_its_controls_and_ids_only_in_stores(asked, words):
    detail = find_series(state.standing(), SUGGESTED)
    said = words(case_table(detail))
    assert "Crowbar" in said
    assert "1 in 30" in said
    assert "neither for nor against" in said
    stores = [each for each in case_table(detail).children if type(each).__name__ == "Store"]
    assert stores[0].data == {"series": SUGGESTED, "offences": KEYS}


def test_a_series_that_shares_nothing_says_so(asked, words):
    assert "No recorded behaviour is shared" in words(
        case_body(find_cases("S-1", ["Marches:M/1", "Marches:M/2"]))
    )
    assert "No recorded behaviour is shared" in words(case_body(find_cases("S-1", ["nobody:1"])))


@pytest.mark.parametrize("element_id", list(cases_callbacks.WANTED))
def test_a_press_in_the_menu_is_a_decision_on_that_cell(asked, monkeypatch, element_id):
    monkeypatch.setattr(cases_callbacks, "ctx", SimpleNamespace(triggered_id=element_id))
    decided = []
    monkeypatch.setattr(cases_callbacks, "decide_here", lambda action, seen: decided.append((action, seen)))
    cell = {"offence": KEYS[1], "facet": "tool", "code": "crowbar"}
    assert cases_callbacks.correct_cell([1, None, None, None], cell, 7) is None
    wanted = cases_callbacks.WANTED[element_id]
    assert decided == [(EditCode(KEYS[1], "tool", "crowbar", wanted), 7)]
    cases_callbacks.correct_cell([None] * 4, cell, 7)
    cases_callbacks.correct_cell([1], None, 7)
    assert len(decided) == 1


def test_the_table_is_drawn_anew_after_a_decision(asked, words):
    shown = {"series": SUGGESTED, "offences": KEYS}
    decide(asked, EditCode(KEYS[3], "disguise", "gloves", CodeState.PRESENT), "ben")
    assert "Gloves" in words(cases_callbacks.draw_cases("telling", 1, shown))
    assert ids.CASE_BODY == "series-case-body"


def test_an_export_holds_the_table_and_stands_in_the_log(asked):
    book = opened(export_cases(SUGGESTED, KEYS))
    cells = [cell.value for row in book["Comparison"].iter_rows() for cell in row]
    assert CROWBAR in cells
    assert "M/12" in cells
    said = {row[0].value: row[1].value for row in book["Provenance"].iter_rows()}
    assert said["Snapshot"] == asked.require_current().id
    assert said["n unknown"] == "Tool not stated in 1 of 4"
    entry = asked.decisions.entries()[-1]
    assert (entry.kind, entry.user, entry.payload["n"]) == ("export", "ana", 4)


def test_the_hand_over_needs_a_group_and_says_what_the_book_says(asked):
    with pytest.raises(SacDashError, match="no group reference"):
        export_handover(SUGGESTED, KEYS)
    assert asked.decisions.head().kind != "export"
    decide(asked, Describe(SUGGESTED, SeriesField.GROUP_REF, "OCG/1", tuple(KEYS)), "ben")
    head = case_book_of(asked).head
    links = (
        HardLink("Marches", "M/0", "Marches", "M/4", "dna", "L1"),
        HardLink("Marches", "M/8", "Marches", "M/1", "cctv"),
        HardLink("Gwent", "9", "Marches", "M/8", "phone"),
    )
    decide(asked, AddHardLinks(links, seen=head), "ben")
    ties = find_cases(SUGGESTED, KEYS).hard_links
    assert ties == [["DNA with M/4 (L1)"], ["DNA with M/0 (L1)"], ["CCTV with M/1", "Telephone with 9"], []]
    form = opened(cases_callbacks.download_handover(1, {"series": SUGGESTED, "offences": KEYS}))["Hand-over"]
    cells = [str(cell.value) for row in form.iter_rows() for cell in row if cell.value]
    assert "OCG/1" in cells
    assert "Marches:M/4 (in the series)" in cells
    assert "Marches:M/1 (held, not in it)" in cells
    assert "Gwent:9 (not held)" in cells
    assert asked.decisions.entries()[-1].payload["what"] == "organised-crime hand-over"


def test_a_files_name_is_plain_whatever_the_series_is_called(asked):
    decide(asked, Describe(SUGGESTED, SeriesField.NAME, '=../"Op <Tëst>', ()), "ben")
    name = file_name("comparison", SUGGESTED)
    assert name.startswith("comparison_op-t-st_")
    assert file_name("comparison", "../..").startswith("comparison_series_")


def test_what_is_not_known_is_said_the_emptiest_first():
    assert say_unknown([("Tool", 3), ("Getaway", 1), ("Entry", 4)], 4) == (
        "Getaway not stated in 3 of 4; Tool not stated in 1 of 4"
    )
    assert "none" in say_unknown([("Tool", 4)], 4)
