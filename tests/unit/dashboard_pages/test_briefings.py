"""The Briefings page: what can be made of what, the analyst's words kept apart, handling picked once, all logged."""

from __future__ import annotations

from base64 import b64decode
from datetime import date

import pytest
from dash import no_update

from sac_dash.briefing.products import PRODUCTS, ScopeKind
from sac_dash.briefing.products.request import NOBODY, People
from sac_dash.casework import Describe, KeepBriefing, SeriesField, SetHandling
from sac_dash.dashboard import state
from sac_dash.dashboard.pages.briefings import callbacks, queries
from sac_dash.dashboard.pages.briefings.choice import Asked, asked, query_of, read_asked
from sac_dash.dashboard.pages.briefings.handing_out import hand_out
from sac_dash.dashboard.pages.briefings.layout import layout
from sac_dash.dashboard.pages.briefings.scopes import WHOLE_FORCE, month_options, options_of
from sac_dash.dashboard.query_string import read_query, write_query
from sac_dash.domain.errors import SacDashError
from sac_dash.store import EntryKind
from sac_dash.workflow.case_book import case_book_of, decide

from .conftest import KNOWN, SUGGESTED

SLIDE = Asked("slide", SUGGESTED)
CONTROLS = ("slide", SUGGESTED, "", None, None)


def test_an_address_says_which_document_and_a_wrong_one_has_a_default() -> None:
    wanted = Asked("assessment", "North", date(2026, 5, 1))
    assert read_asked(read_query(write_query(query_of(wanted)))) == wanted
    assert asked("leaflet", None, "someday", None) == Asked("slide")


def test_a_series_in_hand_is_offered_before_those_on_record_and_suggestions(request_context) -> None:
    decide(request_context, Describe(SUGGESTED, SeriesField.NAME, "Kestrel", (), 0), "ana")
    offered = options_of(ScopeKind.SERIES, state.standing())
    assert offered[0]["value"] == SUGGESTED
    assert offered[0]["label"].startswith(f"Kestrel ({SUGGESTED}) · 4 offences")
    assert KNOWN in [each["value"] for each in offered]


def test_the_whole_force_stands_before_its_areas(request_context) -> None:
    assert [each["value"] for each in options_of(ScopeKind.AREA, state.standing())] == [WHOLE_FORCE, "=South"]


def test_the_last_whole_month_is_offered_first() -> None:
    from datetime import UTC, datetime

    offered = month_options(datetime(2026, 1, 15, tzinfo=UTC))
    assert offered[0] == {"value": "2025-12", "label": "December 2025"}
    assert len({each["value"] for each in offered}) == len(offered)


@pytest.mark.parametrize("product", PRODUCTS)
def test_the_page_opens_on_every_product(request_context, product, words) -> None:
    said = words(layout({"product": product}))
    assert "Preview" in said
    assert "Keep this version" in said


def test_a_series_that_was_merged_or_is_not_held_falls_back_to_the_likeliest(request_context) -> None:
    assert queries.settled(Asked("slide", "S-NOPE")).scope in {SUGGESTED, KNOWN}
    assert queries.settled(SLIDE) == SLIDE


def test_passages_are_fields_and_an_analyst_s_words_stand_in_them(request_context, words) -> None:
    fields, drafts, key, changed, _ = callbacks.show_words(
        *CONTROLS, {SLIDE.key: {"title": "Mine"}}, None, None
    )
    assert key == SLIDE.key
    assert drafts["title"].startswith("4 ")
    assert fields[0].children[0].value == "Mine"
    assert changed == []


def test_fields_in_which_somebody_types_are_left_alone_by_other_decisions(request_context) -> None:
    _, drafts, key, *_ = callbacks.show_words(*CONTROLS, {}, "", {}, None, None)
    again = callbacks.show_words(*CONTROLS, {}, key, drafts, None, None)
    assert again[0] is no_update
    assert again[1] == drafts  # the preview is still drawn anew: a marking may have changed
    older = callbacks.show_words(*CONTROLS, {}, key, drafts | {"title": "before"}, None, None)
    assert older[0] is not no_update


def test_only_what_differs_from_the_draft_is_the_analyst_s() -> None:
    drafts = {"title": "Six rip-outs", "ask": "Report"}
    assert callbacks.reworded({"title": " Six  rip-outs", "ask": None, "gone": "x"}, drafts) == {"ask": ""}


def test_what_was_kept_comes_back_and_what_new_data_changed_is_told(request_context, words) -> None:
    kept = KeepBriefing(
        "slide", SUGGESTED, edits=(("title", "Mine"),), drafts=(("title", "as it was"),), snapshot="g"
    )
    decide(request_context, kept, "ana")
    fields, _, _, changed, versions = callbacks.show_words(*CONTROLS, {}, "", {}, None, None)
    assert fields[0].children[0].value == "Mine"
    assert "in your words, which rest on the older draft" in words(changed)
    assert "Version 1" in words(versions)


def test_a_workbook_has_no_pages_and_says_so(request_context, words) -> None:
    fields, drafts, *_ = callbacks.show_words("cca", SUGGESTED, "", None, None, {}, "", {}, None, None)
    assert drafts == {}
    assert "A workbook" in words(fields)


def test_pages_are_shown_in_the_analyst_s_words(request_context) -> None:
    pytest.importorskip("weasyprint", exc_type=OSError)
    drawn, too_long = queries.pages(SLIDE, {"title": "Mine"}, NOBODY)
    plain, _ = queries.pages(SLIDE, {}, NOBODY)
    assert drawn[0].startswith(b"\x89PNG")
    assert drawn != plain
    assert too_long == ()


def test_the_preview_is_of_the_document_on_screen_and_waits_for_its_words(request_context, words) -> None:
    pytest.importorskip("weasyprint", exc_type=OSError)
    nobody = [None] * len(callbacks.PEOPLE)
    shown, said = callbacks.show_pages(SLIDE.key, {SLIDE.key: {"title": "Mine"}}, {}, *nobody, *CONTROLS)
    assert [each.alt for each in shown] == ["Page 1 of the document as it will be printed"]
    assert "1 page" in said[0]
    assert callbacks.show_pages("another", {}, {}, *nobody, *CONTROLS)[0] is no_update
    told, _ = callbacks.show_pages("cca\nS-0000AAAA\n\n", {}, {}, *nobody, "cca", SUGGESTED, "", None, None)
    assert "A workbook" in words(told)


def test_a_file_is_entered_into_the_log_before_it_is_handed_over(request_context) -> None:
    made = queries.files(SLIDE, {}, NOBODY, ("pptx",))
    given = hand_out(made, queries.request_of(SLIDE, {}, NOBODY))
    (entry,) = request_context.decisions.entries(EntryKind.EXPORT)
    assert entry.payload["file"] == given["filename"]
    assert b64decode(given["content"])[:2] == b"PK"


def test_handling_is_picked_once_and_burned_into_every_product(request_context) -> None:
    decide(request_context, SetHandling("OFFICIAL", "P", "Ask first"), "ana")
    provenance = queries.draft(SLIDE).provenance
    assert provenance.marking == "OFFICIAL"
    assert "Ask first" in provenance.foot()[0]
    shown = callbacks.show_handling(None)
    assert shown[1:] == ("OFFICIAL", "P", "Ask first")


def test_a_pack_for_outsiders_needs_recipient_basis_and_approver(request_context) -> None:
    decide(request_context, SetHandling("OFFICIAL", "P"), "ana")
    if "industry" not in PRODUCTS:
        pytest.fail("the industry pack is no product")
    wanted = Asked("industry", SUGGESTED)
    made = queries.files(wanted, {}, NOBODY, ("docx",))
    with pytest.raises(SacDashError, match="recipient is missing"):
        hand_out(made, queries.request_of(wanted, {}, NOBODY))
    assert request_context.decisions.entries(EntryKind.EXPORT) == []
    people = People(recipient="Retailers", basis="ISA 12", approver="DI Example")
    hand_out(made, queries.request_of(wanted, {}, people))
    (disclosed,) = case_book_of(request_context).disclosures
    assert (disclosed.recipient, disclosed.basis, disclosed.approver) == ("Retailers", "ISA 12", "DI Example")


def test_a_version_kept_counts_on(request_context) -> None:
    assert queries.request_of(SLIDE, {}, NOBODY).version == 1
    decide(request_context, KeepBriefing("slide", SUGGESTED, snapshot="g"), "ana")
    assert queries.request_of(SLIDE, {}, NOBODY).version == 2


def test_a_pack_of_a_series_is_its_three_and_of_a_month_the_force_and_every_area(request_context) -> None:
    from sac_dash.dashboard.pages.briefings.pack import documents_of, has_pack

    assert [each["product"] for each in documents_of(SLIDE)] == ["slide", "bulletin", "cca"]
    month = documents_of(Asked("assessment", WHOLE_FORCE, date(2026, 5, 1)))
    assert [each["scope"] for each in month] == ["", "=South"]
    assert {each["month"] for each in month} == {"2026-05-01"}
    assert not has_pack("industry")  # a pack for outsiders is handed out one by one


def test_a_pack_is_logged_only_when_it_is_whole(request_context, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("SAC_DASH_DATABASE_URL", f"sqlite:///{(tmp_path / 'decisions.sqlite').as_posix()}")
    import zipfile

    from sac_dash.dashboard.jobs.make_pack import PACK_FILE, make_pack
    from sac_dash.dashboard.jobs.task import Task
    from sac_dash.domain.progress import Cancelled

    task = Task(request_context.home, tmp_path / "pack")
    task.make()
    spec = {
        "user": "ana",
        "documents": [
            {"product": name, "scope": SUGGESTED, "month": None, "format": made}
            for name, made in (("slide", "pptx"), ("cca", "xlsx"))
        ],
    }
    told = []

    def stop_at_the_second(stage: str, share: float) -> None:
        told.append(stage)
        if share > 0:
            raise Cancelled

    with pytest.raises(Cancelled):
        make_pack(spec, task, stop_at_the_second)
    assert told[0].startswith("Writing Briefing slide")
    assert request_context.decisions.entries(EntryKind.EXPORT) == []
    assert make_pack(spec, task, lambda *_: None) == {"files": 2}
    with zipfile.ZipFile(task.path / PACK_FILE) as held:
        assert len(held.namelist()) == 2
    assert len(request_context.decisions.entries(EntryKind.EXPORT)) == 2
