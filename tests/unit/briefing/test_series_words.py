"""The first draft of a briefing is true: every number in it is one that was planted."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from sac_dash.briefing import series_words as words
from sac_dash.briefing.series_content import SeriesContent, content_of
from sac_dash.casework import CaseBook, OwnedSeries, Verdict
from sac_dash.casework.case_book import Judgement
from sac_dash.domain.errors import SacDashError

from .ripouts import SERIES_ID, START, source


@pytest.fixture(scope="module")
def content() -> SeriesContent:
    return content_of(source(), SERIES_ID)


def test_the_headline_counts_names_places_and_says_that_it_is_quiet(content: SeriesContent) -> None:
    said = words.headline(content)
    assert said.startswith("6 ATM rip-outs in 35 days")
    assert "4 of them within 3 km of Ludlow" in said
    assert "moving south" in said
    assert said.endswith("quiet since 6 Apr 2026")


def test_a_slide_s_headline_keeps_to_two_lines(content: SeriesContent) -> None:
    assert len(words.slide_headline(content)) <= words.LONGEST_TITLE
    assert words.slide_headline(content).startswith("6 ATM rip-outs")


def test_what_sets_it_apart_is_counted_and_rare(content: SeriesContent) -> None:
    told = words.distinguishing(content)
    assert any(each.startswith("Post office: 6 of 6") for each in told)
    assert any(each.startswith("Telehandler: 5 of 6") for each in told)


def test_one_that_does_not_fit_is_named_by_its_number(content: SeriesContent) -> None:
    assert words.does_not_fit(content) == "Telehandler: No. 6 states otherwise (5 of 6 agree)"


def test_unknown_is_never_otherwise(content: SeriesContent) -> None:
    column = next(each for each in content.cases.columns if each.code == "telehandler")
    assert content.unlike(column) == (6,)  # a digger is something else; saying nothing would not be


def test_the_silence_is_said_with_its_chance(content: SeriesContent) -> None:
    assert "in 100 series of this tempo are, by chance" in words.silence(content)


def test_no_percentage_is_ever_said(content: SeriesContent) -> None:
    said = " ".join(
        (words.headline(content), words.synopsis(content), words.strength(content), *words.unknowns(content))
    )
    assert "%" not in said


def test_strength_says_who_decided(content: SeriesContent) -> None:
    assert words.strength(content).startswith("6 suggested by their links and not yet confirmed")
    key = content.members["offence_key"][0]
    owned = OwnedSeries(SERIES_ID, judgements={key: Judgement(Verdict.ACCEPTED, 1, START, "Ana")})
    assert words.strength(replace(content, owned=owned)).startswith("1 accepted by analysts; 5 suggested")


def test_a_series_is_found_by_the_name_an_analyst_gave() -> None:
    from sac_dash.casework.case_book import Statement

    named = OwnedSeries(SERIES_ID, fields={"name": Statement("Kestrel", 1, START, "Ana")})
    desk = source(CaseBook(series={SERIES_ID: named}))
    assert content_of(desk, "kestrel").called == "Kestrel"
    with pytest.raises(SacDashError, match="no series is called Osprey"):
        content_of(desk, "Osprey")


def test_two_offences_say_how_little_is_known() -> None:
    desk = source()
    few = desk.placed.filter(pl.col("row") < 2)
    content = content_of(replace_placed(desk, few), SERIES_ID)
    assert "not enough data: 2 offences, at least 5 needed" in words.say_hours(content)
    assert "too few nights to say" in words.silence(content)


def replace_placed(desk, placed):
    return replace(desk, placed=placed)
