"""The Offence page: found by what an analyst has, shown as it stands, ranked by what was corrected."""

from __future__ import annotations

from dataclasses import replace

from dash import no_update

from sac_dash.casework import AddHardLinks, CodeState, EditCode, HardLink, Judge, Verdict
from sac_dash.dashboard import state
from sac_dash.dashboard.pages.offence import around_callbacks
from sac_dash.dashboard.pages.offence.facts import about_code, code_choices, codes_card, facts_card
from sac_dash.dashboard.pages.offence.layout import body
from sac_dash.dashboard.pages.offence.nearby_map import draw_nearby, find_around, find_nearby
from sac_dash.dashboard.pages.offence.queries import find_offence, say_verdict, search_offences
from sac_dash.dashboard.query_string import read_query
from sac_dash.workflow.case_book import decide

KEY = "Marches:M/4"


def test_an_offence_is_found_by_its_key_or_its_reference(request_context):
    assert find_offence(KEY).record["crime_ref"] == "M/4"
    assert find_offence("M/4").key == KEY
    assert find_offence("M/9999") is None
    assert find_offence(None) is None


def test_a_search_needs_every_word_and_without_words_gives_the_latest(request_context):
    now = state.standing()
    rows = search_offences(now, "ludlow crowbar")
    assert rows
    assert all(now.generation.offences["town"][row] == "Ludlow" for row in rows)
    assert search_offences(now, "zeppelin") == []
    latest = search_offences(now, "")
    assert latest[0] == now.generation.offences.height - 1


def test_an_unknown_reference_is_told_beside_the_search(request_context, words):
    assert "M/9999" in words(body("M/9999"))


def test_the_record_says_which_series_it_stands_in(request_context, words):
    assert "S-0000AAAA" in words(facts_card(find_offence(KEY)))
    assert "in no series" in words(facts_card(find_offence("M/1")))
    decide(request_context, Judge("A-9", (KEY,), Verdict.ACCEPTED), "ana")
    assert "A-9" in words(facts_card(find_offence(KEY)))


def test_codes_are_told_by_stage_and_what_nobody_states_is_said(request_context, words):
    said = words(codes_card(find_offence(KEY)))
    assert "Crowbar" in said
    assert "Not stated:" in said


def test_a_correction_is_told_with_who_made_it(request_context, words):
    decide(request_context, EditCode(KEY, "tool", "crowbar", CodeState.ABSENT), "ana")
    offence = find_offence(KEY)
    said = words(about_code(offence, "tool=crowbar"))
    assert "Absent, from analyst “crowbar”" in said
    assert "Corrected by ana" in said
    assert "Not stated." in words(about_code(offence, "tool=grinder"))


def test_every_code_of_the_vocabulary_can_be_added():
    values = [choice["value"] for choice in code_choices()]
    assert "tool=crowbar" in values
    assert len(values) == len(set(values))


def test_a_verdict_given_in_its_series_is_told_with_its_reason(request_context):
    verdict = Judge("S-0000AAAA", ("Marches:M/8",), Verdict.REJECTED, "other van", roster=(KEY,))
    decide(request_context, verdict, "ben")
    assert say_verdict(find_offence(KEY), "Marches:M/8") == "Rejected by ben: other van"
    assert say_verdict(find_offence(KEY), "Marches:M/12") == ""


def test_what_is_around_is_counted_and_hard_links_stand_beside(request_context, words):
    link = HardLink("Marches", "M/4", "Wye", "77", "dna", "LAB/7")
    decide(request_context, AddHardLinks((link,)), "ana")
    said = words(around_callbacks.show_around(f"?ref={KEY}", 250, 60, None, None))
    assert "Hard links: 1" in said
    assert "not held" in said
    assert "Same premises, ever: 0" in said
    assert "Enablers in the 14 days before" in said


def test_the_small_map_rings_the_offence_and_shows_what_lies_around_it(request_context):
    offence = find_offence(KEY)
    found = find_around(offence, 10_000.0, 60.0)
    nearby = find_nearby(offence, found)
    figure, caption = draw_nearby(nearby, dark=False), nearby.caption
    offences = next(trace for trace in figure["data"] if trace.get("name") == "offences")
    around = {*found.here, *found.near, *found.night}
    assert set(offences["customdata"]) == {offence.row, *around}
    assert offences["customdata"][-1] == offence.row
    assert "this offence" in offences["text"][-1]
    assert f"{len(around):,} around it" in caption
    rings = [trace for trace in figure["data"] if trace["lon"] == [offence.record["longitude"]]]
    assert len(rings) == 2
    said = around_callbacks.open_neighbour({"points": [{"customdata": offence.row}]})
    assert find_offence(read_query(said)["ref"]).row == offence.row


def test_an_offence_without_a_place_has_no_map(request_context):
    offence = find_offence(KEY)
    lost = replace(offence, record=offence.record | {"longitude": None})
    assert find_nearby(lost, find_around(offence, 0.0, 0.0)) is None


def test_a_decision_that_changes_nothing_on_the_small_map_leaves_it(request_context):
    asked = (f"?ref={KEY}", 250, 60, "light", None, None)
    *_, drawn = around_callbacks.show_nearby(*asked, None)
    assert isinstance(drawn, str)
    assert around_callbacks.show_nearby(*asked, drawn) == (no_update,) * 4
