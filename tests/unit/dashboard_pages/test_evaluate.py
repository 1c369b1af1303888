"""The Evaluate page: what it says, offers, keeps in the address and lets out."""

from __future__ import annotations

import pytest

from sac_dash.casework import AddInterventions
from sac_dash.dashboard import state
from sac_dash.dashboard.pages.evaluate import callbacks
from sac_dash.dashboard.pages.evaluate.choice import AS_RECORDED, asked, query_of, read_asked
from sac_dash.dashboard.pages.evaluate.layout import layout
from sac_dash.dashboard.pages.evaluate.queries import chosen_record, record_options
from sac_dash.dashboard.query_string import read_query, write_query
from sac_dash.domain.intervention import Intervention
from sac_dash.store import EntryKind
from sac_dash.workflow.case_book import case_book_of, decide

PATROL = Intervention("I-1", "patrol", "<b>Op</b> Lantern", "2024-06-01", "2024-06-30", source="ana")
ARREST = Intervention("I-2", "arrest", "Two held", "2023-05-01", series_id="S-0000AAAA", source="ana")
DEFAULTS = (AS_RECORDED, "elsewhere", [], "", "")


@pytest.fixture
def with_records(request_context):
    """Return the store with two interventions in its book."""
    decide(request_context, AddInterventions((PATROL, ARREST), "ana", 0), "ana")
    return request_context


def show(record, *values, scheme="light"):
    return callbacks.show(record, *(values or DEFAULTS), scheme, None, None)


def test_the_finding_counts_tests_and_caveats_are_said(with_records, words):
    finding, figure, title, caption, tests, displacement, caveats = show("I-1")
    assert "26 before and 26 after" in words(finding)
    assert title == "Before and after: Patrol <b>Op</b> Lantern, 1 Jun 2024 – 30 Jun 2024"
    assert figure["data"][0]["type"] == "bar"
    assert "n = 52" in caption
    assert "Counting rule" in caption
    assert "What could have been detected" in words(tests)
    assert words(displacement).count("assessed: ") == 5
    assert "Regression to the mean" in words(caveats)
    assert "%" not in words(finding)


def test_too_little_is_said_aloud(with_records, words):
    finding = words(show("I-2")[0])
    assert finding.startswith("Not enough data: ")
    assert "of the series S-0000AAAA" in finding


def test_what_cannot_be_answered_says_what_to_do(with_records, words):
    assert "Choose one above." in words(show("I-9")[0])
    assert "Choose at least one." in words(show("I-1", AS_RECORDED, "areas", [], "", "")[0])
    assert show("I-9")[1]["data"] == []


def test_an_empty_book_asks_for_an_intervention(request_context, words):
    assert "Add one above" in words(show(None)[0])


def test_the_address_holds_the_state_and_nothing_else(with_records):
    values = ("I-1", "atm_attack", "areas", ["=South", "West"], 60, "x")
    address, hidden = callbacks.keep_address(*values)
    assert not hidden
    assert read_asked(read_query(address)) == asked(*values)
    assert write_query(query_of(asked("I-1", None, "nonsense", None, "0", "99999"))) == "?id=I-1"


def test_the_page_opens_in_the_state_of_its_address(with_records, words):
    said = words(layout({"id": "I-2", "control": "other_class", "before": "30"}))
    assert "Add intervention" in said
    assert "Other class, same area" in said


def test_the_latest_is_chosen_unless_another_is_asked_for_or_one_was_just_added(with_records):
    standing = state.standing()
    assert [each["value"] for each in record_options(standing)] == ["I-1", "I-2"]
    assert chosen_record(standing, None, [], "ana") == "I-1"
    assert chosen_record(standing, "I-2", [], "ana") == "I-2"
    assert chosen_record(standing, "I-1", ["I-1"], "ana") == "I-2"
    assert chosen_record(standing, "I-1", ["I-1"], "ben") == "I-1"


def test_the_spreadsheet_says_what_it_counts_and_is_logged(with_records):
    sent = callbacks.export_evaluation(1, "I-1", *DEFAULTS)
    lines = sent["content"].splitlines()
    assert sent["filename"] == "evaluation_I-1.csv"
    assert "OFFICIAL" in lines[0]
    assert any("counting rule" in line for line in lines)
    assert any(line.startswith("displacement,place,not assessed") for line in lines)
    callbacks.log_picture(1, "I-1", *DEFAULTS)
    logged = [each.payload["what"] for each in with_records.decisions.entries(EntryKind.EXPORT)]
    assert logged == ["evaluation", "figure"]
    assert case_book_of(with_records).interventions


def test_what_users_wrote_is_no_markup_in_the_figure(with_records):
    decide(
        with_records,
        AddInterventions(
            (Intervention("I-3", "other", "x", "2024-01-01", policing_area="=South"),), "ana", 9
        ),
        "ana",
    )
    figure = show("I-3", AS_RECORDED, "none", [], "", "", scheme="dark")[1]
    assert "=South" in figure["layout"]["annotations"][0]["text"]
    assert len([each for each in figure["data"] if each["type"] == "bar"]) == 1
