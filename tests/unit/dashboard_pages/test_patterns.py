"""The Patterns page: what it counts, what it says aloud, what it exports."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
import polars as pl

from sac_dash.dashboard.pages.patterns import callbacks, ids, results
from sac_dash.dashboard.pages.patterns.choice import (
    Choice,
    make_choice,
    read_choice,
    read_tab,
    write_choice,
)
from sac_dash.dashboard.pages.patterns.chosen import Chosen, WholeFile
from sac_dash.dashboard.pages.patterns.export import SHEETS, export_sheet
from sac_dash.dashboard.pages.patterns.layout import layout
from sac_dash.dashboard.pages.patterns.place_words import say_near, say_square
from sac_dash.dashboard.pages.patterns.premises_list import hit_again, list_premises
from sac_dash.dashboard.query_string import read_query
from sac_dash.patterns.basis import NotEnough
from sac_dash.patterns.repeats import count_repeats
from tests.unit.dashboard_pages.conftest import SUGGESTED
from tests.unit.figures.test_pattern_figures import knox

EVERYTHING = Choice()
CARDS = {card.graph: (read, draw, say) for card, read, draw, say in callbacks.FIGURES}


def shown(card, choice=EVERYTHING, *, dark=False):
    """Return figure and caption of a card."""
    return callbacks.answer(*CARDS[card.graph], choice, dark=dark)


def test_an_address_says_the_choice_and_nothing_else():
    choice = Choice("atm_attack", "=South", SUGGESTED, date(2024, 1, 1), date(2025, 6, 30))
    address = write_choice("place", choice)
    assert read_choice(read_query(address)) == choice
    assert read_tab(read_query(address)) == "place"
    assert write_choice("time", EVERYTHING) == ""
    assert make_choice(None, None, None, "not a day", None) == EVERYTHING


def test_a_choice_takes_class_area_series_and_period_together(request_context):
    assert len(results.read_chosen(EVERYTHING).rows) == 160
    assert len(results.read_chosen(Choice(offence_class="atm_attack")).rows) == 8
    assert results.read_chosen(Choice(series=SUGGESTED)).rows.tolist() == [0, 4, 8, 12]
    some = results.read_chosen(Choice(first=date(2023, 1, 9), last=date(2023, 1, 16)))
    assert some.rows.tolist() == [1, 2]
    assert some.as_of.date() == date(2023, 1, 17)
    area = results.read_chosen(Choice(area="=South", series=SUGGESTED)).rows.tolist()
    assert area == [4, 8]


def test_the_hours_say_n_what_they_are_worth_and_how_not_to_be_read(request_context):
    figure, caption = shown(ids.WEEK)
    assert "n = 160" in caption
    assert "timed to the hour" in caption
    assert "not the hour it was committed" in caption
    assert figure["data"][0]["type"] == "heatmap"
    assert "%" not in shown(ids.LIGHT)[1]


def test_what_was_chosen_stands_in_the_caption(request_context):
    _, caption = shown(ids.HOURS, Choice(offence_class="atm_attack", last=date(2026, 1, 31)))
    assert caption.startswith("ATM attack, to 31 Jan 2026 · n = 8")


def test_too_little_is_said_in_place_of_the_figure(request_context):
    choice = Choice(series=SUGGESTED)
    figure, caption = shown(ids.WEEK, choice)
    assert figure["data"] == []
    assert "Not enough data: 4 offences, at least 5 needed" in caption
    assert "Not enough data" in figure["layout"]["annotations"][0]["text"]
    assert isinstance(results.read_again(choice), NotEnough)


def test_nearness_is_not_tested_on_a_series_that_was_made_of_near_offences(request_context):
    for card in (ids.NEAR, ids.HOT):
        figure, caption = shown(card, Choice(series=SUGGESTED))
        assert "Not shown for one series" in caption
        assert figure["data"] == []


def test_no_offence_of_a_choice_is_said(request_context):
    figure, caption = shown(ids.AREAS, Choice(first=date(2030, 1, 1)))
    assert "No offence is like that" in figure["layout"]["annotations"][0]["text"]
    assert "n = 0" in caption


def test_a_period_in_summer_time_is_drawn_like_any_other(request_context):
    choice = Choice(first=date(2023, 4, 1), last=date(2025, 5, 31))
    for card in CARDS.values():
        figure, caption = callbacks.answer(*card, choice, dark=False)
        assert caption.startswith("1 Apr 2023 to 31 May 2025 · ")
        assert figure["data"] or figure["layout"]["annotations"]


def test_no_month_after_the_period_is_counted(request_context):
    months = results.read_areas(Choice(first=date(2023, 4, 1), last=date(2023, 5, 31))).counts
    assert months["period_start"].unique().sort().to_list() == [date(2023, 4, 1), date(2023, 5, 1)]
    assert months.filter(period_start=date(2023, 5, 1))["complete"].all()


def test_a_result_is_worked_out_once_for_a_choice(request_context):
    choice = Choice(offence_class="commercial_burglary")
    assert results.read_hours(choice) is results.read_hours(Choice(offence_class="commercial_burglary"))


def test_areas_say_that_no_boundaries_are_held(request_context):
    figure, caption = shown(ids.AREAS)
    assert "No boundaries are held" in caption
    assert "54 in no known area" in caption
    assert set(figure["data"][0]["y"]) == {"=South", "Not known"}


def test_a_square_of_the_knox_table_is_told_in_plain_words():
    said = say_square(knox(), (0, 0))
    assert said == "At the same premises within 7 days: 2.4 times chance (12 pairs, 5.0 by chance), p .001"
    assert say_square(knox(), (1, 1)).startswith("Within 230 m after 7 to 14 days: 0.0 times chance")
    caption = say_near(knox())
    assert "1 of 4 squares have p ≤ .05" in caption
    assert "No proof of the same people" in caption


def test_every_figure_is_drawn_or_says_why_not_in_both_schemes(request_context):
    for card in CARDS.values():
        for dark in (False, True):
            figure, caption = callbacks.answer(*card, EVERYTHING, dark=dark)
            assert caption
            assert figure["data"] or figure["layout"]["annotations"]


def test_premises_are_listed_the_most_hit_first_with_a_way_to_each_offence(request_context, words):
    generation = request_context.require_current()
    shop = pl.int_range(pl.len()) // 3
    named = generation.offences.with_columns(
        premises_name=pl.format("Shop {}", shop), postcode=pl.format("XX{} 1AA", shop)
    )[:100]
    as_of = datetime(2027, 1, 1, tzinfo=UTC)
    chosen = Chosen(WholeFile(named, as_of), np.arange(named.height), as_of)
    table = count_repeats(chosen.premises, chosen.windows, chosen.as_of)
    found = hit_again(table, chosen)
    assert [each.name for each in found[:2]] == ["Shop 32", "Shop 31"]
    assert [reference for _, reference, _ in found[0].offences] == ["M/98", "M/97", "M/96"]
    said = words(list_premises(found))
    assert "/offence?ref=Marches:M" in said.replace("%2F", "/")
    assert "Open offence M/98" in said


def test_every_export_is_marked_says_n_and_stands_in_the_log(request_context):
    for sheet in SHEETS.values():
        sent = export_sheet(sheet, EVERYTHING)
        assert "OFFICIAL" in sent["content"].splitlines()[0]
        entry = list(request_context.decisions.entries())[-1]
        assert entry.payload["file"] == sent["filename"]
        assert entry.payload["what"] == sheet.what


def test_an_export_holds_every_square_and_no_formula(request_context):
    week = export_sheet(SHEETS[ids.csv_of(ids.WEEK)], EVERYTHING)["content"].splitlines()
    assert sum(line.startswith(("Mon,", "Sun,")) for line in week) == 48
    areas = export_sheet(SHEETS[ids.csv_of(ids.AREAS)], EVERYTHING)["content"]
    assert ",'=South," in areas
    few = export_sheet(SHEETS[ids.csv_of(ids.WEEK)], Choice(series=SUGGESTED))["content"]
    assert "Not enough data" in few


def test_the_page_opens_in_the_state_of_its_address(request_context, words):
    time, place = words(layout({})), words(layout({"tab": "place", "class": "atm_attack"}))
    assert "Month of the year" in time
    assert "Near repeats" not in time
    assert "Near repeats" in place
    assert (
        callbacks.keep_address("place", "atm_attack", None, None, None, None) == "?tab=place&class=atm_attack"
    )
