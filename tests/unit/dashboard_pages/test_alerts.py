"""The Alerts page: cards in words, settled below, the budget, the past, what is not watched."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import flask
import polars as pl
import pytest
from dash import no_update

from sac_dash.casework import AcknowledgeAlert, DismissAlert, SetAlarmBudget
from sac_dash.dashboard import kept_alerts, state
from sac_dash.dashboard.pages.alerts import callbacks, ids
from sac_dash.dashboard.pages.alerts.cards import (
    MOST_EARLIER,
    MOST_IN_FULL,
    MOST_NAMED,
    GroupWords,
    count_beside,
    group_card,
    group_line,
    told_in_full,
)
from sac_dash.dashboard.pages.alerts.layout import layout
from sac_dash.dashboard.pages.alerts.panels import show_past, show_past_begun, show_past_fault
from sac_dash.dashboard.pages.alerts.wording import say_asked, say_new, say_open_title, say_past
from sac_dash.domain.columns import OFFENCES
from sac_dash.domain.errors import SacDashError
from sac_dash.patterns.alerts.alarm_rate import AlarmRate
from sac_dash.patterns.alerts.alert import Alert
from sac_dash.patterns.alerts.back_test import BackTest
from sac_dash.patterns.alerts.budget import AlarmBudget, AlarmKind
from sac_dash.patterns.alerts.groups import AlertGroup
from sac_dash.settings import Settings
from sac_dash.store import GenerationFrames, Store
from sac_dash.store.worked_out import Told
from sac_dash.workflow import past_alerts
from sac_dash.workflow.case_book import decide

ALERT = Alert(
    kind=AlarmKind.WEEKLY_COUNT,
    stream="class:atm_attack",
    label="ATM attack",
    anchor="2026-03-02",
    fired_on=date(2026, 3, 5),
    window_start=date(2026, 3, 2),
    window_end=date(2026, 3, 8),
    observed=3,
    expected=0.2,
    probability=0.001,
    chance_per_year=0.33,
    rows=(0, 1, 2),
    offence_keys=("M:0", "M:1", "M:2"),
    why=("ATM attack: 3 in the week.", "10 weeks held 2.", "By chance."),
    changed="3 this week, 1 in the four weeks before.",
)


def facts(n: int) -> list[dict[str, str | None]]:
    return [
        {
            "offence_key": f"M:{number}",
            "crime_ref": f"{number}/26",
            "offence_class": "atm_attack",
            "town": None,
            "premises_name": "Corner Shop",
        }
        for number in range(n)
    ]


def card(n: int, words: GroupWords | None = None, group: AlertGroup | None = None):
    group = group or AlertGroup(None, (ALERT,))
    return group_card(group, {each: facts(n) for each in group.alert_ids}, words or GroupWords())


def rung(number: int, *keys: str) -> Alert:
    return replace(ALERT, anchor=f"2026-{number}", offence_keys=keys)


@pytest.fixture
def burst(store, tmp_path):
    """Ask within a request of an app over the weekly offences of the other tests and nine in the last days."""
    offences = store.require_current().offences
    last = offences["from_at"].max()
    rows = [
        dict.fromkeys(OFFENCES)
        | {
            "offence_key": f"Marches:B/{number}",
            "crime_ref": f"B/{number}",
            "force": "Marches",
            "offence_class": "commercial_burglary",
            "from_at": last + timedelta(days=1, hours=number),
            "to_at": last + timedelta(days=1, hours=number + 1),
            "when_precision": "minute",
        }
        for number in range(9)
    ]
    made = Store(tmp_path / "burst")
    frame = pl.concat([offences, pl.DataFrame(rows, schema=dict(OFFENCES))])
    made.publish(GenerationFrames(offences=frame), "invented data for a test")
    server = flask.Flask("test")
    state.install(server, state.Context(Settings(home=made.home, user="Ana"), made))
    with server.test_request_context("/"):
        yield made


def tell(search=""):
    names = ("headline", "title", "open", "settled", "spent", "watched")
    return dict(zip(names, callbacks.tell_alerts(search, None, None), strict=True))


def in_hand():
    standing = state.standing()
    return kept_alerts.alerts_in_hand(standing)


def test_a_card_says_what_why_how_often_and_leads_to_the_offences(words):
    said = " ".join(words(card(3, GroupWords(beside=1))).split())
    assert "Busy week" in said
    assert "rang 5 Mar 2026" in said
    assert "Chance alone: about once in 3 years" in said
    assert "ATM attack: 3 in the week." in said
    assert "What changed: 3 this week" in said
    assert "3 offences" in said
    assert "Shares offences with 1 other open alert." in said
    shown = str(card(3))
    assert "/offence?ref=M:2" in shown
    assert "/map?class=atm_attack&from=2026-03-02&to=2026-03-08" in shown
    assert f"/alerts?alert={ALERT.alert_id}" in shown


def test_many_offences_are_counted_and_the_first_named(words):
    said = words(card(MOST_NAMED + 4))
    assert "and 4 more" in said
    assert f"{MOST_NAMED + 4} offences" in said


def test_alerts_of_one_series_are_one_row_with_a_count_and_what_is_new(words):
    earlier = replace(ALERT, anchor="2026-02-23", fired_on=date(2026, 2, 26), offence_keys=("M:0", "M:9"))
    group = AlertGroup("S-1", (ALERT, earlier), frozenset({"M:0", "M:7"}))
    shown = card(3, GroupWords(series="Quarry"), group)
    said = " ".join(words(shown).split())
    assert "Mostly offences of series Quarry" in said
    assert "2 alerts on 4 offences in all" in said
    assert "1 earlier open alert about this series" in said
    assert "New: 3 offences not in any alert settled before: 1, 2, 9." in said
    assert "Acknowledge all 2" in said
    assert f"{ALERT.alert_id}{ids.AND}{earlier.alert_id}" in str(shown)
    assert "/series?id=S-1" in str(shown)
    assert say_new(AlertGroup(None, (ALERT,), frozenset(ALERT.offence_keys))).startswith("Nothing but")


def test_of_many_alerts_in_a_row_a_few_are_told_in_full_and_the_one_asked_for(words):
    alerts = tuple(replace(ALERT, anchor=f"a{number}") for number in range(MOST_IN_FULL + 3))
    group = AlertGroup(None, alerts)
    asked = alerts[-1].alert_id
    assert told_in_full(group, None) == alerts[:MOST_IN_FULL]
    assert told_in_full(group, asked) == (*alerts[:MOST_IN_FULL], alerts[-1])
    full = {each.alert_id: facts(3) for each in told_in_full(group, asked)}
    shown = group_card(group, full, GroupWords(asked=asked))
    assert str(shown).count("What changed") == MOST_IN_FULL + 1
    for each in alerts:  # each has its name, its rate and its own buttons
        assert f"/alerts?alert={each.alert_id}" in str(shown)
    assert words(shown).count("Chance alone") == len(alerts)
    assert words(shown).count("Dismiss: ") == len(alerts) - 1  # the latest's dismisses all of them


def test_a_button_settles_the_alerts_that_were_on_the_screen(burst):
    open_now = in_hand().open_alerts
    asked = ids.AND.join(each.alert_id for each in open_now[:2])
    named = callbacks._named(in_hand(), asked)
    assert named == list(open_now[:2])
    assert say_asked(named).endswith(", and 1 earlier alert")


def test_a_burst_stands_open_with_the_rule_and_the_budget(burst, words):
    told = tell()
    held = in_hand()
    assert told["title"] == say_open_title(len(held.open_alerts), len(held.groups))
    assert sum(len(each.alerts) for each in held.groups) == len(held.open_alerts)
    assert "Busy week" in words(told["open"])
    assert callbacks.show_budget(None, None) == (4.0, 4.0)
    assert callbacks.show_budget(1, 4.0) == (no_update, no_update)  # one half typed outlasts other decisions
    assert "4 false alarms a year are borne" in words(told["spent"])
    assert "no behaviours are coded" in words(told["watched"])
    assert "each offence counted once" in words(layout({}))


def test_a_settled_alert_moves_below_with_who_and_why(burst, words):
    alert = in_hand().open_alerts[0]
    decide(burst, DismissAlert(alert.alert_id, "A recording matter", what="Busy week: All"), "Ben")
    told = tell()
    assert "Dismissed by Ben" in words(told["settled"])
    assert "A recording matter" in words(told["settled"])
    assert alert.alert_id not in {each.alert_id for each in in_hand().open_alerts}
    assert "has been settled" in words(tell(f"?{ids.ALERT}={alert.alert_id}")["open"])


def test_an_address_puts_its_alert_first_or_says_that_there_is_none(burst, words):
    last = in_hand().groups[-1].alerts[-1]
    first = tell(f"?{ids.ALERT}={last.alert_id}")["open"][0]
    assert "al-looked" in first.className
    assert "has the id nope" in words(tell(f"?{ids.ALERT}=nope")["open"])


def test_too_little_data_is_said_aloud(store, tmp_path, words):
    made = Store(tmp_path / "few")
    made.publish(GenerationFrames(offences=store.require_current().offences.head(4)), "four offences")
    server = flask.Flask("test")
    state.install(server, state.Context(Settings(home=made.home), made))
    with server.test_request_context("/"):
        told = tell()
    assert "Not enough data to watch anything" in words(told["open"])
    assert "Not enough data: nothing can be watched" in words(told["spent"])
    assert "Not watched: 8" in words(told["watched"])


def test_the_past_is_told_in_a_sentence_with_its_n(words):
    rates = {AlarmKind.WEEKLY_COUNT: AlarmRate(16, 5.0)}
    past = BackTest((ALERT,) * 16, rates, {AlarmKind.WEEKLY_COUNT: 12.0}, AlarmBudget(4))
    assert "Over the last 5.0 years this budget would have rung 3.2 times a year (n = 16)" in say_past(past)
    assert "Chance alone was allowed 12.0 of the 16" in say_past(past)
    assert "3.2 (1.8 to 5.2)" in words(show_past(past))


def test_no_past_and_a_past_still_worked_out_are_said(words):
    assert "Not enough data" in say_past(BackTest((), {}, {}, AlarmBudget(4)))
    begun = words(show_past_begun(Told("Looking back, quarter 7 of 20", 0.3)))
    assert "quarter 7 of 20" in begun
    assert "quarter by quarter" in words(show_past_begun(None))
    assert "a column is missing" in words(show_past_fault(SacDashError("a column is missing")))


def test_the_budget_and_an_acknowledgement_are_said_in_words():
    from sac_dash.dashboard.decision_words import say_action

    assert say_action(SetAlarmBudget(2.5), {}) == "set the alarm budget to 2.5 false alarms a year"
    assert say_action(AcknowledgeAlert("f0", what="Slow rise: ATM attack"), {}) == (
        "acknowledged the alert Slow rise: ATM attack"
    )
    assert say_action(DismissAlert("f0", "Known"), {}) == "dismissed the alert f0: Known"


def test_a_budget_that_is_no_number_is_refused(burst):
    with pytest.raises(SacDashError, match="no budget was given"):
        callbacks.set_budget(1, None, "", 0)


def test_a_past_that_takes_long_is_had_by_the_command_and_then_stands(burst, words, monkeypatch):
    monkeypatch.setattr(past_alerts, "SOON_AT_MOST", 10)
    shown, over = callbacks.tell_past(None, None, None)
    assert over
    assert "sac-dash alerts --back-test" in words(shown)
    past_alerts.work_out_past(burst, burst.require_current(), state.case_book())
    shown, over = callbacks.tell_past(None, None, None)
    assert over
    assert "this budget would have rung" in words(shown) or "Not enough data" in words(shown)


def test_alerts_that_share_offences_with_other_rows_are_counted_once():
    one = AlertGroup(None, (rung(1, "M:0", "M:1"), rung(2, "M:2")))
    two = AlertGroup(None, (rung(3, "M:1", "M:2"), rung(4, "M:9")))
    apart = AlertGroup(None, (rung(5, "M:7"),))
    beside = count_beside([one, two, apart])
    assert beside == {one.alert_ids: 1, two.alert_ids: 2, apart.alert_ids: 0}


def test_of_a_long_row_the_latest_are_listed_and_the_rest_counted(words):
    group = AlertGroup(None, tuple(rung(number, "M:0") for number in range(MOST_EARLIER + 6)))
    shown = card(1, group=group)
    assert str(shown).count("al-earlier") == MOST_EARLIER
    assert "5 alerts before those" in " ".join(words(shown).split())
    asked = group.alert_ids[-1]
    assert asked in str(card(1, GroupWords(asked=asked), group))


def test_a_row_in_a_line_settles_all_of_it_and_leads_to_the_rest(words):
    group = AlertGroup(None, (ALERT, rung(1, "M:3")))
    shown = group_line(group)
    assert "Busy week" in words(shown)
    assert "What changed" not in words(shown)
    assert f"/alerts?alert={ALERT.alert_id}" in str(shown)
    assert all(alert_id in str(shown) for alert_id in group.alert_ids)
