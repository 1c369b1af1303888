"""Killed writers and flipped bytes: a short run of what `sac-dash benchmark durability` does, and its judgement."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from pathlib import Path

import pytest

from sac_dash.casework import AddNote
from sac_dash.cli.benchmark.durability import _comparison, _figures
from sac_dash.cli.benchmark.flipped_bytes import flip_bytes
from sac_dash.cli.benchmark.killed_rounds import Known, Tally, correction, faults_of
from sac_dash.cli.benchmark.killed_work import DONE, Found, Killed, Processes, kill_at, look, publish_again
from sac_dash.store import Store
from sac_dash.workflow.case_book import decide
from tests.browser.invented_force import invented_frames

COUNTS = {"read": 80, "accepted": 80, "duplicate": 0, "out_of_scope": 0, "rejected": 0}


@pytest.fixture
def home(tmp_path: Path) -> Path:
    frames = replace(invented_frames(80), quality={"counts": COUNTS, "invented": True})
    Store(tmp_path / "home").publish(frames, "first")
    return tmp_path / "home"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no kill -9")
def test_writers_killed_at_random_moments_lose_nothing(home: Path) -> None:
    processes, moments = Processes(["sac_dash.cli.benchmark.killed_work"]), random.Random(3)
    found = processes.ask(look, home)
    known = Known(found.next_generation, found.keys)
    for number in range(6):
        killed = kill_at(processes, home, moments.uniform(0.0, 0.3), str(number), publish_again)
        known.acknowledged |= set(killed.acknowledged)
        found = processes.ask(look, home)
        assert faults_of(killed, found, known, known.keys) == []
        known = Known(found.next_generation, found.keys, known.acknowledged)


def test_a_flipped_byte_is_named_or_the_result_made_again_and_never_served(home: Path) -> None:
    for number in range(30):
        decide(Store(home), AddNote("A-1", f"note {number}"), "analyst")
    flipped = flip_bytes(home, flips=1, seed=11)
    assert [fault for each in flipped for fault in each.faults] == []
    by_kind = {each.kind: each for each in flipped}
    assert {"CURRENT", "manifest.json", "offences.arrow", "decisions.sqlite", "worked_out"} <= by_kind.keys()
    assert {"boundaries/CURRENT", "boundaries/boundaries.arrow", "boundaries/manifest.json"} <= by_kind.keys()
    assert by_kind["manifest.json of the one before"].named == 2
    assert by_kind["worked_out"].made_again == 4  # the scan for alarms and the look through the past
    assert by_kind["decisions.sqlite"].named > 0


KEYS = frozenset({"M:1", "M:2"})
WHOLE = Found(0.1, 0.1, (), "2-b", KEYS, frozenset({"0/0"}), (), (), "3-c")


@pytest.mark.parametrize(
    ("killed", "found", "fault"),
    [
        (Killed((), ("0/0", "0/1")), WHOLE, "1 acknowledged decisions"),
        (Killed((), ()), replace(WHOLE, keys=frozenset({"M:1"})), "no generation that was published"),
        (Killed(("3-x",), ()), WHOLE, "not the one that counts"),
        (Killed((DONE,), ()), replace(WHOLE, generation="1-a"), "results are not there"),
        (Killed((), ()), replace(WHOLE, left_after=(".CURRENT.1-1.new",)), "left lying"),
        (Killed((), ()), replace(WHOLE, complaints=("links.arrow: damaged",)), "links.arrow"),
    ],
)
def test_what_a_round_lost_is_told(killed: Killed, found: Found, fault: str) -> None:
    faults = faults_of(killed, found, Known("1-a", KEYS, set(killed.acknowledged)), KEYS)
    assert len(faults) == 1
    assert fault in faults[0]


def test_rounds_and_flips_stand_in_one_report() -> None:
    tally = Tally()
    tally.add(Killed(("2-b",), ("0/0",)), replace(WHOLE, left=(".unfinished",)), ["lost"], moved_on=True)
    figures = {each.name: each.value for each in _figures([tally], [])}
    assert figures["killed in the middle of publishing"] == 1
    assert figures["states or decisions lost, half there or in the way"] == 1
    assert "| ingest | 1 | 1 | 0 | 1 | 1 | 1 |" in "\n".join(
        _comparison({"ingest": tally}, [], asked=2).markdown()
    )


@pytest.mark.parametrize(
    ("told", "share", "publishes", "factor"),
    [
        ((DONE,), 0.6, False, 0.9),
        ((), 0.9, False, 1.25),
        ((), 0.3, False, 1.0),
        (("1", "2", "3"), 0.5, True, 0.9),
        ((), 0.8, True, 1.25),
        (("1", "2", "3"), 0.9, True, 1.0),
    ],
)
def test_the_usual_time_follows_the_machine(
    told: tuple[str, ...], share: float, publishes: bool, factor: float
) -> None:
    assert correction(Killed(told, ()), share, publishes=publishes) == factor
