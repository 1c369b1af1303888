"""The Timelines page: which series, in which order, what stands beside each."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import flask
import pytest

from sac_dash.casework import AddInterventions, Merge
from sac_dash.dashboard import state
from sac_dash.dashboard.clock_words import explain_clock, is_unusual, say_clock
from sac_dash.dashboard.intervention_lines import LETTERS as LETTERS_OF
from sac_dash.dashboard.intervention_lines import intervention_marks
from sac_dash.dashboard.pages.timelines import callbacks
from sac_dash.dashboard.pages.timelines.choice import Choice, read_choice, window_of
from sac_dash.dashboard.pages.timelines.offence_list import offence_links
from sac_dash.dashboard.pages.timelines.queries import timelines_basis
from sac_dash.dashboard.series_names import name_series
from sac_dash.domain.intervention import Intervention, InterventionKind
from sac_dash.patterns.series_order import SeriesOrder
from sac_dash.patterns.silence_clock import SilenceClock
from sac_dash.settings import Settings
from sac_dash.store import Store
from sac_dash.workflow.case_book import decide
from tests.unit.dashboard_pages.conftest import MEMBER_ROWS, _frames

LETTERS = 7  # the trace of the interventions' letters
HEAD, ROWS, NAMES, SILENCES, PAGER, CAPTION, SHOWN = range(7)


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    """Ask within a request of an app over a store of this test's own, which may decide."""
    made = Store(tmp_path)
    made.publish(_frames(), "invented data for a test")
    server = flask.Flask("test")
    state.install(server, state.Context(Settings(home=tmp_path), made))
    with server.app_context():
        yield made


@pytest.fixture
def words(words):
    """Return the function that reads a component's words, one space between them."""
    return lambda component: " ".join(words(component).split())


def show(search: str = "", scheme: str = "light") -> tuple:
    return callbacks.draw(search, scheme, None, None)


def test_every_series_has_its_row_its_name_and_its_silence(store, words):
    told = show("?span=all")
    assert told[ROWS]["data"][2]["customdata"][:2] == ["Marches:M/30", "Marches:M/31"]  # last seen first
    assert "OP WILLOW" in words(told[NAMES][0])
    assert "S-0000AAAA" in words(told[NAMES][1])
    assert "suggested" in words(told[NAMES][1])
    assert "too few to say" in words(told[SILENCES][0])
    assert "1–2 of 2 series" in words(told[PAGER])
    assert told[CAPTION].startswith("n = 6 offences")


def test_the_offences_of_a_series_are_listed_as_links_in_the_order_of_its_bars(store, words):
    basis = timelines_basis(state.standing())
    links = offence_links(basis, "S-0000AAAA")
    assert [link.children.href for link in links] == [
        f"/offence?ref=Marches:M%2F{row}" for row in MEMBER_ROWS
    ]
    assert "M/0 · 2 Jan 2023" in words(links[0])
    assert offence_links(basis, "gone") == []


def test_a_row_says_aloud_all_that_it_shows(store, words):
    said = words(show()[NAMES][1])
    assert "S-0000AAAA, suggested: 4 offences · gap 28 days; last seen" in said
    assert "Open the series." in said


def test_the_order_is_that_of_the_address_and_a_name_is_used(store, words):
    assert "S-0000AAAA" in words(show("?by=size")[NAMES][0])
    roster = tuple(f"Marches:M/{row}" for row in MEMBER_ROWS)
    name_series(store, "S-0000AAAA", "Lantern", "ana", roster=roster)
    told = show("?by=size")
    assert "Lantern" in words(told[NAMES][0])
    assert told[ROWS]["layout"]["meta"]["png"]["yaxis"]["ticktext"][0] == "Lantern"


def test_a_zoom_moves_the_bars_and_leaves_the_text(store):
    shown = show()[SHOWN]
    zoomed = callbacks.draw("?from=2023-02-01&to=2023-02-28", "light", None, None, shown)
    assert not isinstance(zoomed[NAMES], list)
    assert "1 Feb 2023" in zoomed[CAPTION]
    assert isinstance(callbacks.draw("?by=size", "light", None, None, shown)[NAMES], list)
    name_series(store, "OP WILLOW", "Willow", "ana")
    assert isinstance(callbacks.draw("", "light", None, None, shown)[NAMES], list)


def test_a_filter_that_leaves_no_series_says_so(store, words):
    told = show("?active=1")
    assert (told[NAMES], told[SILENCES]) == ([], [])
    assert "No series" in words(told[PAGER])


def test_interventions_stand_over_the_rows_they_are_about(store):
    given = (
        Intervention("I-1", "arrest", "Two <held>", "2023-02-04", series_id="OP WILLOW", source="list.csv"),
        Intervention("I-2", "patrol", "Nights", "2023-02-04", "2023-02-09", force="Marches"),
        Intervention("I-3", "charge", "Elsewhere", "2023-02-04", series_id="S-9"),
    )
    before = show("?span=all")
    decide(store, AddInterventions(given), "ana")
    told = show("?span=all")
    letters = told[ROWS]["data"][LETTERS]
    assert letters["text"] == ["A", "P"]
    assert (
        "<b>Arrest: Two &lt;held&gt;</b><br>4 Feb 2023<br>about OP WILLOW<br>list.csv" in letters["hovertext"]
    )
    assert "about Marches" in letters["hovertext"][1]
    assert "A arrest, C charge, P patrol" in told[CAPTION]
    assert before[ROWS]["data"][LETTERS]["text"] == []
    assert "Upright" not in before[CAPTION]
    assert told[SHOWN] == before[SHOWN]  # no series moved: the text beside the rows stays


def test_an_intervention_follows_its_series_into_a_merge(store):
    decide(
        store, AddInterventions((Intervention("I-1", "arrest", "x", "2023-02-04", series_id="S-old"),)), "ana"
    )
    decide(store, Merge("OP WILLOW", "S-old", seen=1), "ana")
    (mark,) = intervention_marks(state.case_book())
    assert mark.series_id == "OP WILLOW"


def test_every_kind_has_a_letter_of_its_own():
    assert set(LETTERS_OF) == set(InterventionKind)
    assert len(set(LETTERS_OF.values())) == len(InterventionKind)


def test_a_brushed_period_is_shown_and_the_count_above_keeps_everything(store):
    told = show("?from=2023-02-01&to=2023-02-28")
    assert "1 Feb 2023 – 28 Feb 2023" in told[CAPTION]
    whole = show("?span=all")[HEAD]["layout"]["xaxis"]["range"]
    assert told[HEAD]["layout"]["xaxis"]["range"] == whole


@pytest.mark.parametrize(
    ("query", "choice"),
    [
        ({}, Choice()),
        (
            {"by": "size", "active": "1", "span": "all"},
            Choice(SeriesOrder.SIZE, only_active=True, span="all"),
        ),
        ({"by": "colour", "span": "7", "page": "-1"}, Choice()),
        ({"from": "2026-02-02", "to": "2026-01-01"}, Choice()),
        ({"from": "2026-01-01"}, Choice()),
        ({"page": "3"}, Choice(page=3)),
    ],
)
def test_what_an_address_says_wrongly_has_a_default(query, choice):
    assert read_choice(query) == choice


def test_a_span_ends_with_the_data_and_begins_no_earlier():
    first, last = date(2025, 12, 1), date(2026, 1, 31)
    assert window_of(Choice(span="91"), first, last) == (first, date(2026, 2, 1))
    assert window_of(Choice(span="91"), date(2020, 1, 1), last) == (date(2025, 11, 2), date(2026, 2, 1))
    assert window_of(Choice(span="all"), first, last) == (first, date(2026, 2, 1))


@pytest.mark.parametrize(
    ("chance", "said"),
    [
        (None, "too few to say"),
        (0.9, "usual for it"),
        (0.34, "3 in 10 by chance"),
        (0.04, "1 in 25 by chance"),
        (0.0001, "under 1 in 1,000"),
    ],
)
def test_a_silence_is_said_in_natural_frequencies(chance, said):
    clock = SilenceClock(30.0, 6, chance)
    assert say_clock(clock) == said
    assert "%" not in explain_clock(clock)


def test_only_a_rare_silence_of_a_series_not_long_ended_stands_out():
    assert is_unusual(SilenceClock(42.0, 6, 0.01))
    assert not is_unusual(SilenceClock(42.0, 6, 0.2))
    assert not is_unusual(SilenceClock(400.0, 6, 0.001))
    assert not is_unusual(SilenceClock(42.0, 2, None))
