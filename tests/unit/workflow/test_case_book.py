"""The case book is read from the log as it grows, and written under its lock."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

from sac_dash.casework import ConflictError, Describe, Judge, SeriesField, Verdict
from sac_dash.store import EntryKind, Store
from sac_dash.workflow.case_book import case_book_of, decide, new_series_id


def test_what_one_process_decides_another_reads(tmp_path):
    ours, theirs = Store(tmp_path), Store(tmp_path)
    decide(ours, Judge("S-1", ("X:1",), Verdict.ACCEPTED), "ana")
    assert case_book_of(theirs).series["S-1"].judged(Verdict.ACCEPTED) == ("X:1",)
    decide(ours, Describe("S-1", SeriesField.NAME, "Lantern"), "ana")
    assert case_book_of(theirs).names() == {"S-1": "Lantern"}


def test_entries_of_other_kinds_leave_the_book_as_it_is(tmp_path):
    store = Store(tmp_path)
    store.decisions.append(EntryKind.EXPORT, {"what": "a list"}, "ana")
    book = case_book_of(store)
    assert book.head == 0
    assert case_book_of(store) is book


def test_names_given_before_there_were_decisions_are_kept(tmp_path):
    store = Store(tmp_path)
    store.decisions.append(EntryKind.SERIES_NAMED, {"series_id": "S-1", "name": "Lantern"}, "ana")
    assert case_book_of(store).names() == {"S-1": "Lantern"}


def test_of_several_who_judge_one_offence_at_once_one_is_written_and_the_others_are_told(tmp_path):
    def judge(verdict: Verdict) -> str:
        try:
            decide(Store(tmp_path), Judge("S-1", ("X:1",), verdict), str(verdict))
        except ConflictError as told:
            return told.changes[0].subject
        return "written"

    with ThreadPoolExecutor(3) as several:
        verdicts = (Verdict.ACCEPTED, Verdict.POSSIBLE, Verdict.REJECTED)
        outcomes = list(several.map(judge, verdicts))
    assert sorted(outcomes) == ["X:1", "X:1", "written"]


def test_an_analysts_series_has_an_id_of_its_own():
    at = datetime(2026, 3, 1, tzinfo=UTC)
    made = new_series_id(["X:2", "X:1"], at)
    assert made == new_series_id(["X:1", "X:2"], at)
    assert made.startswith("A-")
    assert made != new_series_id(["X:1"], at)
