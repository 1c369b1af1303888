"""The Series page: the list, one series, its text, its evidence, its name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from dash import html, no_update

from sac_dash.casework import Describe, Judge, Merge, SeriesField, Undo, Verdict
from sac_dash.dashboard import state
from sac_dash.dashboard.components.text_marks import mark_text
from sac_dash.dashboard.pages.series import callbacks
from sac_dash.dashboard.pages.series.evidence import evidence_panel
from sac_dash.dashboard.pages.series.layout import layout
from sac_dash.dashboard.pages.series.listing import ListChoice, first_series, list_series
from sac_dash.dashboard.pages.series.queries import Checks, find_series, partners, series_basis
from sac_dash.dashboard.pages.series.wording import say_areas, say_attempts, say_checks, say_confidence
from sac_dash.dashboard.series_names import name_series, series_names
from sac_dash.domain.columns import OFFENCES
from sac_dash.domain.errors import SacDashError
from sac_dash.figures.place_words import place_of
from sac_dash.linkage.ledger import Ledger, LedgerLine
from sac_dash.mo.labels import label_code
from sac_dash.patterns.series_areas import SeriesAreas
from sac_dash.patterns.series_standing import Standing
from sac_dash.workflow.case_book import decide
from tests.unit.dashboard_pages.conftest import START


def show(search, wanted=None, *, sort="attention", active=False):
    return callbacks.show_list(search, wanted, sort, active, False, None, None)


ROSTER = ("Marches:M/0", "Marches:M/4", "Marches:M/8", "Marches:M/12")
LEDGER = Ledger(
    (
        LedgerLine("tools", "Tools", "for", 1.4, "Crowbar in both, 1 in 21"),
        LedgerLine("distance", "Distance", "against", -0.6, "41 km apart"),
        LedgerLine("group", "Group", "unknown", 0.0, "Group: not stated in M/4"),
    ),
    0.8,
    0.97,
)


def test_suggestions_come_first_and_known_series_apart(request_context, words):
    said = words(show(""))
    assert said.index("Suggested") < said.index("S-0000AAAA") < said.index("Known") < said.index("OP WILLOW")
    assert "about 9 in 10 of its links hold" in said
    assert "%" not in said


def test_the_rarest_shared_behaviour_has_its_base_rate(request_context):
    card = find_series(state.standing(), "S-0000AAAA").card
    assert card.rarest == [("tool", "crowbar", 30)]
    assert card.facts.n == 4


def test_a_search_finds_by_town_and_by_behaviour(request_context, words):
    assert "S-0000AAAA" in words(show("", wanted="leominster crowbar"))
    assert "None match" in words(show("", wanted="zeppelin"))


def test_a_series_is_named_once_and_the_name_stands(request_context, words):
    assert name_series(request_context, "S-0000AAAA", "  Op   Kestrel ", "analyst") == "Op Kestrel"
    assert series_names(request_context) == {"S-0000AAAA": "Op Kestrel"}
    assert "Op Kestrel" in words(callbacks.show_header("?id=S-0000AAAA", None, None, None)[0])
    assert request_context.decisions.entries("decision")[-1].payload["series_id"] == "S-0000AAAA"
    with pytest.raises(SacDashError, match="already"):
        name_series(request_context, "OP WILLOW", "op kestrel", "analyst")
    name_series(request_context, "S-0000AAAA", "", "analyst")
    assert series_names(request_context) == {}


def test_members_are_in_order_of_time_with_gaps(request_context):
    rows = callbacks.show_members("?id=S-0000AAAA&offence=2", None, None)
    assert [row["reference"] for row in rows] == ["M/0", "M/4", "M/8", "M/12"]
    assert [row["gap"] for row in rows] == ["", "28 d", "28 d", "28 d"]
    assert [row["number"] for row in rows if row["chosen"]] == [2]
    assert {row["stands"] for row in rows} == {"Not yet judged"}


def test_the_comparison_tells_unknown_from_other_and_from_absent(request_context, words):
    said = words(callbacks.show_cases("?id=S-0000AAAA", "cases", None, None))
    assert callbacks.show_cases("?id=S-0000AAAA", "members", None, None) is None
    assert "1 in 30" in said
    assert said.count("✓ ") >= 3
    assert "Crowbar: not known" in said or "not known" in said


def test_coded_words_are_lit_up_and_the_text_stays_whole(request_context, words):
    detail = find_series(state.standing(), "S-0000AAAA")
    row = detail.members.row(0, named=True)
    marked = mark_text(row["mo_text"], detail.tags.filter(detail.tags["row"] == 0))
    marks = [part for part in marked.children if isinstance(part, html.Mark)]
    assert [mark.children for mark in marks] == ["crowbar"]
    assert (
        "".join(part.children if isinstance(part, html.Mark) else part for part in marked.children)
        == row["mo_text"]
    )


def test_evidence_is_for_against_and_unknown_in_words(request_context, words):
    generation = request_context.require_current()
    detail = find_series(state.standing(), "S-0000AAAA")
    links = partners(generation, detail, 2)
    assert [link["partner"] for link in links] == [1, 3]
    said = words(evidence_panel(detail, 2, links, links[0], LEDGER))
    assert said.index("For") < said.index("Crowbar in both") < said.index("Against") < said.index("41 km")
    assert "25.1 times more likely" in said
    assert "almost certain" in said
    assert "No direct link kept with 4" in said


def test_the_timeline_and_the_map_number_the_same_journey(request_context):
    figure, caption, _ = callbacks.draw_place("?id=S-0000AAAA", "dark", None, None)
    assert [label["text"] for label in figure["layout"]["meta"]["labels"]] == ["1", "2", "3", "4"]
    assert "not route" in caption
    timeline, _, _ = callbacks.draw_time("?id=S-0000AAAA&offence=2", "light", None, None)
    assert timeline["data"][1]["y"] == [1, 2, 3, 4]


def test_an_address_of_a_series_that_is_gone_is_told_with_a_way_back(request_context, words):
    said = words(callbacks.show_header("?id=S-FFFFFFFF", None, None, None)[0])
    assert "No such series in this generation" in said
    assert "S-FFFFFFFF" in said
    assert "/series" in said


def test_an_unknown_tab_falls_back_and_says_so(request_context, words):
    assert "names no tab" in words(callbacks.show_header("?tab=nonsense", None, None, None)[0])
    assert "names no tab" not in words(callbacks.show_header("?tab=evidence", None, None, None)[0])


def test_a_card_keeps_the_tab_that_is_open(request_context, words):
    assert "id=OP+WILLOW&tab=evidence" in words(show("?id=S-0000AAAA&tab=evidence"))


def test_a_cold_series_is_called_cold_and_the_filter_leaves_it_out(request_context, words):
    said = words(show(""))
    assert "Cold" in said
    assert "before the cut-off" in said
    assert "None match" in words(show("", active=True))


def test_an_old_extract_is_told(request_context, words):
    now = state.standing()
    as_of = series_basis(now).as_of
    later = list_series(now, ListChoice(), as_of + timedelta(days=150))
    assert "The extract is 5 months old" in words(later)
    assert "extract" not in words(list_series(now, ListChoice(), as_of + timedelta(days=13)))


def test_series_are_listed_by_strength_or_by_last_activity(request_context):
    basis = series_basis(state.standing())
    assert set(basis.last_active()) == {"S-0000AAAA", "OP WILLOW"}
    assert basis.active_since(START + timedelta(days=2000)) == frozenset()


def test_a_saved_picture_names_the_series_and_what_it_is(request_context, words):
    _, _, title = callbacks.draw_place("?id=S-0000AAAA", "light", None, None)
    assert words(title).split() == ["S-0000AAAA,", "suggested,", "not", "confirmed:", "Where,", "in", "order"]
    _, _, known = callbacks.draw_time("?id=OP WILLOW", "light", None, None)
    assert "known series" in words(known)


def test_areas_count_forces_ours_and_elsewhere():
    reach = SeriesAreas(("Marches", "Trent"), ("South", "North"), n_elsewhere=12, n_unknown=0)
    assert say_areas(reach) == ("2 of our areas + 12 elsewhere", "2 forces")
    assert say_areas(SeriesAreas(("Trent",), (), 4, 0)) == ("All elsewhere", "1 force")
    assert say_areas(SeriesAreas(("Marches",), (), 0, 3)) == ("Not known", "1 force, 3 without an area")


def test_confidence_names_who_stands_apart():
    said = say_confidence(0.7, [Standing.WITHIN, Standing.APART_IN_TIME, Standing.WEAKLY_LINKED])
    assert said == "Fair: about 7 in 10 of its links hold; 1 stands apart in time; 1 weakly linked"


def test_attempts_are_counted_in_english():
    assert [say_attempts(n) for n in (0, 1, 2)] == ["no attempts", "1 attempt", "2 attempts"]


def test_a_place_without_a_town_is_told_from_the_nearest_or_by_grid_reference():
    row = dict.fromkeys(OFFENCES) | {"longitude": -2.70, "latitude": 52.38}
    assert place_of(row).endswith("of Ludlow")
    far = dict.fromkeys(OFFENCES) | {"crs": "EPSG:27700", "easting": 384_950.0, "northing": 255_050.0}
    assert place_of(far) == "SO 849 550"
    assert place_of(dict.fromkeys(OFFENCES)) == "Place not known"
    assert place_of(row | {"town": "Knighton"}) == "Knighton"


def test_an_open_code_is_never_shown_raw():
    assert label_code("premises", "=lane end stores") == "Lane end stores"


def test_no_series_is_explained(empty_context, words):
    assert "No series are suggested" in words(layout({}))


@pytest.mark.parametrize(
    ("confidence", "start"), [(0.9, "Strong"), (0.6, "Fair"), (0.2, "Tentative"), (None, "Known")]
)
def test_confidence_is_words_and_never_a_bare_percentage(confidence, start):
    said = say_confidence(confidence)
    assert said.startswith(start)
    assert "%" not in said


def test_the_first_suggestion_is_shown_when_the_address_names_none(request_context):
    assert first_series(series_basis(state.standing())) == "S-0000AAAA"


def test_verdicts_are_told_with_who_and_why_and_rejected_offences_are_no_members(request_context):
    store, series_id = request_context, "S-0000AAAA"
    roster = find_series(state.standing(), series_id).roster
    decide(store, Judge(series_id, roster[:1], Verdict.ACCEPTED, roster=roster), "ana")
    decide(store, Judge(series_id, roster[1:2], Verdict.REJECTED, "other van"), "ben")
    rows = callbacks.show_members(f"?id={series_id}", None, None)
    stands = {row["reference"]: row["stands"] for row in rows}
    assert stands == {"M/0": "Accepted", "M/8": "Not yet judged", "M/12": "Not yet judged", "M/4": "Rejected"}
    assert rows[-1]["number"] == ""
    assert rows[-1]["said"].startswith("Rejected by ben")
    assert rows[-1]["said"].endswith("other van")


def test_a_series_in_hand_is_listed_apart_and_told_by_what_was_decided(request_context, words):
    roster = find_series(state.standing(), "S-0000AAAA").roster
    decide(request_context, Judge("S-0000AAAA", roster[:1], Verdict.ACCEPTED, roster=roster), "ana")
    said = words(show(""))
    assert said.index("In hand") < said.index("S-0000AAAA") < said.index("Known")
    assert "1 accepted, 3 not yet looked at" in said
    decide(request_context, Describe("S-0000AAAA", SeriesField.STATUS, "detected", seen=9), "ana")
    closed = words(show(""))
    assert closed.index("Known") < closed.index("Closed") < closed.index("S-0000AAAA")


def test_candidates_are_ranked_with_what_speaks_for_and_against(request_context):
    decide(request_context, Judge("S-0000AAAA", ("Marches:M/12",), Verdict.REJECTED, roster=ROSTER), "ana")
    rows = callbacks.show_candidates("?id=S-0000AAAA", "candidates", None, None)
    assert "M/12" not in [row["reference"] for row in rows]
    assert all(row["linked"].endswith(" of 3") for row in rows)


def test_the_history_says_who_decided_what_and_what_was_taken_back(request_context, words):
    decide(request_context, Judge("S-0000AAAA", ROSTER[:1], Verdict.ACCEPTED, roster=ROSTER), "ana")
    decide(request_context, Undo(1), "ana")
    said = words(callbacks.show_history("?id=S-0000AAAA", None, None))
    assert "ana accepted M/0 in S-0000AAAA (taken back)" in " ".join(said.split())
    assert "took back decision 1" in said


def test_an_id_that_was_merged_leads_to_the_series_that_stays(request_context):
    decide(request_context, Merge("S-0000AAAA", "OP WILLOW", ROSTER, ("Marches:M/20",)), "ana")
    assert find_series(state.standing(), "OP WILLOW").card.series_id == "S-0000AAAA"


def test_the_checks_are_told_without_their_names():
    assert say_checks(Checks(chance_share=1 / 60, chance_shuffles=60, stability=0.91)) == (
        "Chance alone made one as tight in 1 of 60 shuffled files; 9 in 10 of its core links hold when the"
        " evidence is drawn anew"
    )
    assert say_checks(Checks()) == ""


def test_a_decision_elsewhere_leaves_the_header_alone_and_one_here_draws_it_anew(request_context):
    _, drawn = callbacks.show_header("?id=S-0000AAAA", None, "g", None)
    decide(request_context, Describe("OP WILLOW", SeriesField.STATUS, "active"), "ben")
    assert callbacks.show_header("?id=S-0000AAAA", 1, "g", drawn) == (no_update, no_update)
    decide(request_context, Describe("S-0000AAAA", SeriesField.STATUS, "active", ROSTER), "ben")
    header, again = callbacks.show_header("?id=S-0000AAAA", 2, "g", drawn)
    assert again != drawn
    assert header is not no_update
