"""The Audit page: the log in words, filtered, proved, and exported with an entry of its own."""

from __future__ import annotations

import pytest

from sac_dash.casework import Judge, Verdict, to_payload
from sac_dash.dashboard.pages.audit import callbacks, queries
from sac_dash.dashboard.pages.audit.layout import layout
from sac_dash.dashboard.pages.audit.queries import AuditChoice, kind_options, view_log


@pytest.fixture
def log(empty_context):
    judged = to_payload(Judge("S-1", ("W:22/1",), Verdict.ACCEPTED))
    empty_context.decisions.append("decision", judged, "Ana")
    empty_context.decisions.append("export", {"what": "comparison", "of": "S-1", "file": "c.xlsx"}, "Ben")
    return empty_context


def show(kind="", user="", since=None, words=""):
    return callbacks.show_log(kind, user, since, words, None, None, None)


def test_the_latest_stands_first_in_words(log):
    rows, line = show()
    assert [row["what"] for row in rows] == [
        "exported the comparison of S-1 as c.xlsx",
        "accepted 22/1 in S-1",
    ]
    assert rows[1]["who"] == "Ana"
    assert rows[1]["kind"] == "Decision"
    assert line == "2 entries"


@pytest.mark.parametrize(
    ("asked", "who"),
    [({"kind": "decision"}, ["Ana"]), ({"user": "Ben"}, ["Ben"]), ({"words": "22/1 accepted"}, ["Ana"]),
     ({"since": "2999-01-01"}, []), ({"since": "not a day"}, ["Ben", "Ana"])],
)  # fmt: skip
def test_a_filter_keeps_what_it_says(log, asked, who):
    rows, line = show(**asked)
    assert [row["who"] for row in rows] == who
    assert line == ("2 entries" if len(who) == 2 else f"{len(who)} of 2 entries")


def test_a_sound_chain_is_said_in_words(log, words):
    said, look = callbacks.show_chain(None, None, None)
    assert "Verified: 2 entries" in words(said)
    assert "audit-sound" in look


def test_a_broken_chain_is_said_with_what_to_do(log, words, monkeypatch):
    from sac_dash.store.log_reading import LogReading

    reading = LogReading(log.read_log().entries, ("decision log, entry 2: was changed after it was written",))
    monkeypatch.setattr(type(log), "read_log", lambda _: reading)
    said, look = callbacks.show_chain(None, None, None)
    assert "Broken: decision log, entry 2" in words(said)
    assert "Compare with a backup" in words(said)
    assert "audit-broken" in look


def test_an_export_is_an_entry_of_the_log_and_no_cell_acts(log):
    log.decisions.append("publish", {"note": "x"}, "=cmd()")
    made = callbacks.export_log(1, "", "", None, "")
    assert made["filename"] == "audit_log.csv"
    assert "OFFICIAL" in made["content"].splitlines()[0]
    assert "Verified" in made["content"]
    assert "'=cmd()" in made["content"]
    last = log.decisions.entries()[-1]
    assert (last.kind, last.payload["what"], last.payload["n"]) == ("export", "audit log", 3)


def test_more_than_fits_is_said(log, monkeypatch):
    monkeypatch.setattr(queries, "SHOWN_AT_MOST", 1)
    view = view_log(log.read_log(), AuditChoice())
    assert len(view.rows()) == 1
    assert "the CSV holds all" in view.line()


def test_the_filter_offers_what_there_is(log, words):
    log.decisions.append("series_named", {"series_id": "S-1", "name": "x"}, "Ana")
    assert [each["label"] for each in kind_options(log.read_log())] == ["Decision", "Export"]
    said = words(layout({"kind": "export"}))
    assert "Everybody" in said
    assert "Ben" in said


def test_the_address_says_what_is_asked():
    assert callbacks.keep_address("export", "", None, "a b") == "?kind=export&words=a+b"
    assert callbacks.clear_filter(1) == ("", "", None, "")
