"""Kept results: read back as written, gone with their generation, none where damaged, one at a time."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from sac_dash.store.worked_out import MOST_KEPT, Told, WorkedOut


@pytest.fixture
def kept(tmp_path) -> WorkedOut:
    return WorkedOut(tmp_path / "worked_out")


def test_what_is_kept_is_read_back_under_its_own_key_alone(kept):
    assert kept.read("one", "a") is None
    kept.write("one", "a", {"n": 3}, ["one"])
    assert kept.read("one", "a") == {"n": 3}
    assert kept.read("one", "b") is None
    assert kept.read("two", "a") is None


def test_a_damaged_file_counts_as_none(kept, tmp_path):
    kept.write("one", "a", [1], ["one"])
    for path in (tmp_path / "worked_out" / "one").glob("*.json"):
        path.write_text("{half", "utf-8")
    assert kept.read("one", "a") is None


def test_a_result_that_is_not_what_was_written_counts_as_none(kept, tmp_path):
    kept.write("one", "a", {"n": 31}, ["one"])
    (path,) = (tmp_path / "worked_out" / "one").glob("*.json")
    path.write_bytes(path.read_bytes().replace(b"31", b"71"))
    assert kept.read("one", "a") is None
    kept.write("one", "a", {"n": 31}, ["one"])
    assert kept.read("one", "a") == {"n": 31}


def test_results_go_with_their_generation_and_the_oldest_beyond_the_most(kept, tmp_path):
    kept.write("old", "a", 1, ["old"])
    for number in range(MOST_KEPT + 3):
        kept.write("new", str(number), number, ["new"])
    assert kept.read("old", "a") is None
    assert kept.read("new", "0") is None
    assert kept.read("new", str(MOST_KEPT + 2)) == MOST_KEPT + 2
    assert len(list((tmp_path / "worked_out" / "new").glob("*.json"))) == MOST_KEPT


def test_a_folder_that_cannot_be_written_to_costs_the_keeping_alone(tmp_path):
    (tmp_path / "worked_out").write_text("a file where a folder should be", "utf-8")
    kept = WorkedOut(tmp_path / "worked_out")
    kept.write("one", "a", 1, [])
    with kept.turn("one", "a"):
        kept.tell("one", "a", Told("Looking back", 0.5))
    assert kept.read("one", "a") is None
    assert kept.told("one", "a") is None


def test_how_far_it_is_can_be_asked_until_it_is_done(kept):
    with kept.turn("one", "a"):
        kept.tell("one", "a", Told("Looking back, quarter 2 of 4", 0.25))
        assert kept.told("one", "a") == Told("Looking back, quarter 2 of 4", 0.25)
    assert kept.told("one", "a") is None


def test_the_second_waits_for_the_first(kept):
    begun, go, order = Event(), Event(), []

    def first() -> None:
        with kept.turn("one", "a"):
            begun.set()
            go.wait(5)
            order.append("first")

    def second() -> None:
        with kept.turn("one", "a"):
            order.append("second")

    threads = [Thread(target=first), Thread(target=second)]
    threads[0].start()
    begun.wait(5)
    threads[1].start()
    go.set()
    for each in threads:
        each.join(5)
    assert order == ["first", "second"]
