"""The Overnight page: one sentence, what came in, where it belongs, what is to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import flask
import polars as pl
import pytest

from sac_dash.casework import AddTask, CompleteTask, Describe, MarkSitting, SeriesField
from sac_dash.dashboard import state
from sac_dash.dashboard.pages.overnight import callbacks, ids
from sac_dash.dashboard.pages.overnight.wording import say_old, say_placing, say_when
from sac_dash.domain.columns import LINKS, OFFENCES, SERIES, SERIES_MEMBERS, TAGS
from sac_dash.linkage.domains import DOMAINS
from sac_dash.settings import Settings
from sac_dash.store import GenerationFrames, Store
from sac_dash.workflow.case_book import case_book_of, decide
from tests.unit.dashboard_pages.conftest import text_of

CUT_OFF = datetime(2026, 3, 10, 6, 40, tzinfo=UTC)
HEADLINE, RULE, *TITLES = range(6)
OFFENCES_LIST, SERIES_LIST, PAIRS_LIST, ENABLERS_LIST, POINTS, POINT = range(6, 12)


def _offence(number: int, days_before: float, offence_class: str = "commercial_burglary", **given) -> dict:
    end = CUT_OFF - timedelta(days=days_before)
    return (
        dict.fromkeys(OFFENCES)
        | {
            "offence_key": f"Marches:M/{number}",
            "crime_ref": f"M/{number}",
            "force": "Marches",
            "offence_class": offence_class,
            "attempt": False,
            "recorded_at": end,
            "from_at": end - timedelta(hours=8),
            "to_at": end,
            "when_precision": "minute",
            "premises_name": f"Store <{number}>",
            "town": "Ludlow",
        }
        | given
    )


def _links(*rows: tuple[int, int, float]) -> pl.DataFrame:
    frame = pl.DataFrame([(a, b, 1.0, p) for a, b, p in rows], schema=dict(LINKS), orient="row")
    evidence = {each.column: 1.0 if each.name == "time_gap" else 0.0 for each in DOMAINS}
    return frame.with_columns(pl.lit(value, pl.Float32).alias(name) for name, value in evidence.items())


def _frames() -> GenerationFrames:
    offences = [
        _offence(0, 40),
        _offence(1, 30),
        _offence(2, 20),
        _offence(3, 9),
        _offence(4, 0.3, "atm_attack", attempt=True),
        _offence(5, 0.2),
        _offence(6, 0.1, "enabler", offence_title="Theft of number plates"),
        _offence(7, 0.0),
    ]
    tags = [(row, "tool", "crowbar", "present", "text", None, None, None) for row in (3, 5)]
    tags += [(row, "tool", "grinder", "present", "text", None, None, None) for row in (0, 1, 2, 7)]
    members = [(row, "S-1", 0.97, "core") for row in (0, 1, 2, 7)]
    start = CUT_OFF - timedelta(days=50)
    return GenerationFrames(
        offences=pl.DataFrame(offences, schema=dict(OFFENCES)),
        tags=pl.DataFrame(tags, schema=dict(TAGS), orient="row"),
        links=_links((2, 7, 0.98), (3, 5, 0.7), (3, 4, 0.02)),
        members=pl.DataFrame(members, schema=dict(SERIES_MEMBERS), orient="row"),
        series=pl.DataFrame(
            [("S-1", 1, False, 4, 2.0, 0.9, start, CUT_OFF)], schema=dict(SERIES), orient="row"
        ),
        model={"facets": {}},
    )


@pytest.fixture
def store(tmp_path) -> Iterator[Store]:
    """Ask within a request of an app over a store in which the last day brought four offences."""
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


def tell(search: str = "") -> tuple:
    return callbacks.tell_night(search, None, None)


def test_one_sentence_says_what_the_night_brought_and_by_which_rule(store, words):
    told = tell()
    assert words(told[HEADLINE]).endswith(
        "3 new offences; 1 joins suggested series; 1 new pair worth a look; 1 enabler theft."
    )
    assert "24 hours before the data ends" in words(told[HEADLINE])
    assert "recorded or committed after 9 Mar 2026 06:40" in words(told[RULE])
    assert words(told[OFFENCES_LIST]).index("M/4") < words(told[OFFENCES_LIST]).index(
        "M/7"
    )  # cash machines first


def test_a_new_offence_is_told_its_series_the_chance_and_the_reasons(store, words):
    said = words(tell()[OFFENCES_LIST])
    assert "S-1" in said
    assert "almost certain (19 in 20 or more)" in said
    assert "strongest link M/2" in said
    assert "20 days apart" in said
    assert "nearest M/3: very unlikely" in said
    assert "ATM attack, attempt" in said


def test_a_name_given_to_a_series_is_used_and_makes_it_known(store, words):
    decide(store, Describe("S-1", SeriesField.NAME, "Lantern", roster=("Marches:M/0", "Marches:M/7")), "ana")
    told = tell()
    assert "Lantern" in words(told[OFFENCES_LIST])
    assert "1 joins known series" in words(told[HEADLINE])
    assert "ana named S-1 Lantern" in words(told[SERIES_LIST])


def test_a_pair_names_its_rare_shared_behaviour_with_its_rate(store, words):
    said = words(tell()[PAIRS_LIST])
    assert "M/5" in said
    assert "M/3" in said
    assert "both: Crowbar" in said
    assert "Crowbar, jemmy or pry bar, 1 in 3" in said


def test_enabler_thefts_are_told_by_what_they_give(store, words):
    assert "Number plates" in words(tell()[ENABLERS_LIST])


def test_no_chance_is_a_bare_percentage(store):
    plain = " ".join(text_of(part) for part in tell()[:10] if isinstance(part, list))
    assert "%" not in re.sub(r"%2F", "", plain)


def test_offences_lead_to_their_own_page(store):
    def addresses(component) -> list[str]:
        if isinstance(component, list):
            return [each for part in component for each in addresses(part)]
        own = [component.href] if getattr(component, "href", None) else []
        return own + addresses(getattr(component, "children", None) or [])

    held = addresses(list(tell()[OFFENCES_LIST]))
    assert "/offence?ref=Marches:M%2F7" in held
    assert "/series?id=S-1" in held


def test_a_sitting_marked_is_what_the_next_night_is_counted_from(store, words):
    decide(store, MarkSitting(store.current().id, 0, CUT_OFF.isoformat()), "ana")
    told = tell()
    assert "No new offences" in words(told[HEADLINE])
    assert "Nothing came in since" in words(told[OFFENCES_LIST])
    assert "not in the data that sitting looked at" in words(told[RULE])
    assert told[POINT] == f"s{case_book_of(store).sittings[0].seq}"
    assert told[POINTS][0]["value"] == told[POINT]
    assert "3 new offences" in words(tell("?since=24h")[HEADLINE])


def test_an_empty_night_is_said_aloud(store, words):
    last = CUT_OFF.isoformat()
    decide(store, MarkSitting("20200101T000000000000Z-00000000", 0, last), "ana")
    told = tell()
    assert "A quiet night" in words(told[OFFENCES_LIST])
    assert "no longer kept" in words(told[RULE])
    assert "No series changed" in words(told[SERIES_LIST])


def test_old_data_is_said_to_be_old_and_fresh_data_is_not():
    assert "22 weeks ago" in say_old(CUT_OFF, CUT_OFF + timedelta(days=151))
    assert say_old(CUT_OFF, CUT_OFF + timedelta(days=2)) is None


def test_a_sitting_is_named_as_people_do():
    now = datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    assert say_when(datetime(2026, 3, 9, 7, 0, tzinfo=UTC), now) == "yesterday 07:00"
    assert say_when(datetime(2026, 3, 10, 7, 0, tzinfo=UTC), now) == "today 07:00"
    assert say_when(datetime(2026, 3, 6, 7, 0, tzinfo=UTC), now) == "6 Mar 2026 07:00"


def test_what_an_analyst_decided_is_no_chance():
    assert say_placing({"standing": "accepted", "chance": None}) == "accepted by an analyst"
    assert say_placing({"standing": "proposed", "chance": 0.6}).startswith("proposed member: likely")


def test_actions_are_those_that_were_typed_open_ones_first(store, words):
    first = decide(store, AddTask("Ring the hire shop", "Sgt Brook"), "ana")
    decide(store, AddTask("Ask for CCTV"), "ben")
    decide(store, CompleteTask(first.seq), "ben")
    shown, title, _ = callbacks.tell_tasks("", None, None)
    assert title == "Actions · 1 open"
    said = words(shown)
    assert said.index("Ask for CCTV") < said.index("Ring the hire shop")
    assert "Sgt Brook · ticked off by ben" in said


def test_what_is_due_first_stands_first_and_what_is_late_is_said(store, words):
    today = date.today()  # noqa: DTZ011 - far from midnight is near enough for days years apart
    decide(store, AddTask("No day"), "ana")
    decide(store, AddTask("Far off", due=f"{today.year + 2}-01-05"), "ana")
    late = decide(store, AddTask("Long due", "Sgt Brook", f"{today.year - 2}-01-05"), "ana")
    shown, title, _ = callbacks.tell_tasks("", None, None)
    said = words(shown)
    assert said.index("Long due") < said.index("Far off") < said.index("No day")
    assert f"overdue since 5 Jan {today.year - 2} · Sgt Brook · asked by ana" in " ".join(said.split())
    assert f"due 5 Jan {today.year + 2}" in said
    assert title == "Actions · 3 open, 1 overdue"
    decide(store, CompleteTask(late.seq), "ana")
    shown, title, _ = callbacks.tell_tasks("", None, None)
    assert title == "Actions · 2 open"
    assert "overdue" not in words(shown)


def test_the_point_chosen_stands_in_the_address(store):
    assert callbacks.choose_point("7d", "?since=24h") == f"?{ids.SINCE}=7d"
    assert "24h" not in str(callbacks.choose_point("24h", ""))  # already what is shown: no step of history
