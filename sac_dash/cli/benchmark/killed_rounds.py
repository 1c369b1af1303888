"""Rounds of killed work on two small stores: what is known before each, what may be found after it.

Four kinds of work take turns: an ingest of what is held and a few rows more, relinking, the demo loaded again (which
takes longest and has the fewest turns), and publishing over and over, so that many kills fall into the tenth of a
second that publishing takes.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from sac_dash.cli.benchmark.invented_export import write_export
from sac_dash.cli.benchmark.killed_work import (
    DONE,
    Found,
    Killed,
    Processes,
    Work,
    accepted_rows,
    kill_at,
    look,
    own_group,
    publish_again,
    run_command,
)

MORE_ROWS = 4  # what each ingest brings beyond the one before
PUBLICATIONS = 4  # within which the process that only publishes is killed
FORCE = Path("force", "home")
_FIVE = ("ingest", "publishing", "relink", "publishing", "publishing")
TURNS = (*_FIVE * 4, "demo", "publishing", "relink", "publishing", "publishing")
_RELINK = ("model", "reset", "--relink")


@dataclass
class Tally:
    """What came of one kind of work, round by round."""

    rounds: int = 0
    at_work: int = 0
    after: int = 0
    left: int = 0
    acknowledged: int = 0
    opened_s: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def add(self, killed: Killed, found: Found, faults: Sequence[str], *, moved_on: bool) -> None:
        """Count a round."""
        self.rounds += 1
        self.at_work += killed.at_work
        self.after += moved_on
        self.left += bool(found.left)
        self.acknowledged += len(killed.acknowledged)
        self.opened_s.append(found.opened_s)
        self.faults += faults


@dataclass(frozen=True)
class Task:
    """One kind of work: what it is called, on which store, and how long it usually takes."""

    name: str
    home: Path
    work: Work
    arguments: tuple[str, ...]
    usual_s: float


@dataclass
class Known:
    """What is known of a store before a round: the generation that counts, its keys, the decisions acknowledged."""

    generation: str
    keys: frozenset[str]
    acknowledged: set[str] = field(default_factory=set)


def kill_rounds(processes: Processes, folder: Path, rounds: int, rows: int, seed: int) -> dict[str, Tally]:
    """Play rounds in `folder`; return what came of each kind of work. Ctrl+C ends them: those played count."""
    stage = Stage(processes, folder, rounds, rows, seed)
    moments = random.Random(seed)  # noqa: S311 - no secret
    tallies = {name: Tally() for name in dict.fromkeys(TURNS)}
    with suppress(KeyboardInterrupt):
        for number in range(rounds):
            name = TURNS[number % len(TURNS)]
            stage.play(name, number, moments.random(), tallies[name])
    return tallies


class Exports:
    """One export in pieces that grow: each file holds the rows of the one before and a few more."""

    def __init__(self, folder: Path, rows: int, most_rows: int, seed: int) -> None:
        self.whole = folder / "whole.csv"
        write_export(self.whole, most_rows, seed)
        self._frame = pl.read_csv(self.whole, infer_schema=False)
        self._folder = folder
        self.rows = rows - MORE_ROWS

    def next_file(self) -> Path:
        """Write the next file; `rows` says how many it holds."""
        self.rows += MORE_ROWS
        file = self._folder / f"export-{self.rows}.csv"
        self._frame.head(self.rows).write_csv(file)
        return file


class Stage:
    """Two small stores, a force's and the demo's, with what is known of each."""

    def __init__(self, processes: Processes, folder: Path, rounds: int, rows: int, seed: int) -> None:
        self._processes = processes
        self._force, self._demo_home = folder / FORCE, folder / "demo" / "home"
        self._demo = ("demo", "--seed", str(seed))
        self._exports = Exports(folder, rows, rows + MORE_ROWS * rounds, seed)
        self._row_of: dict[str, int] = processes.ask(accepted_rows, self._exports.whole)
        for home in (self._force, self._demo_home):
            home.parent.mkdir()
        first = str(self._exports.next_file())
        self._alone(self._force, "ingest", first)  # loads compiled code for the first time
        self._usual_s = {
            "ingest": self._alone(self._force, "ingest", first),
            "relink": self._alone(self._force, *_RELINK),
            "demo": self._alone(self._demo_home, *self._demo),
        }
        self._known = {home: self._first_look(home) for home in (self._force, self._demo_home)}

    def play(self, name: str, number: int, share: float, tally: Tally) -> None:
        """Play one round: work, kill it at a share of its usual time, look at what is there."""
        task, after = self._task(name)
        known = self._known[task.home]
        label = f"{number}"
        killed = kill_at(self._processes, task.home, share * task.usual_s, label, task.work, *task.arguments)
        known.acknowledged |= set(killed.acknowledged)
        found: Found = self._processes.ask(look, task.home)
        faults = faults_of(killed, found, known, after)
        tally.add(killed, found, [f"round {number}, {name}: {each}" for each in faults],
                  moved_on=found.generation != known.generation)  # fmt: skip
        self._known[task.home] = Known(found.next_generation, found.keys, known.acknowledged)
        self._usual_s[name] *= correction(killed, share, publishes=task.work is publish_again)

    def _task(self, name: str) -> tuple[Task, frozenset[str]]:
        """Return the work of a round, and the keys that the store holds once it is done."""
        usual_s, home = self._usual_s[name], self._force if name in {"ingest", "relink"} else self._demo_home
        held = self._known[home].keys
        if name == "ingest":
            file = self._exports.next_file()
            brought = {
                key for key, row in self._row_of.items() if row <= self._exports.rows + 1
            }  # a row of names
            return Task(name, home, run_command, ("ingest", str(file)), usual_s), held | brought
        if name == "relink":
            return Task(name, home, run_command, _RELINK, usual_s), held
        if name == "demo":
            return Task(name, home, run_command, self._demo, usual_s), held
        return Task(name, home, publish_again, (), usual_s), held

    def _alone(self, home: Path, *arguments: str) -> float:
        """Run a command that is let alone; return its seconds."""
        started = time.perf_counter()
        if self._processes.ask(own_group, run_command, home, *arguments) != DONE:
            said = (home.parent / "said.txt").read_text("utf-8")
            raise RuntimeError(f"sac-dash {' '.join(arguments)} failed: {said[-300:]}")
        return time.perf_counter() - started

    def _first_look(self, home: Path) -> Known:
        found: Found = self._processes.ask(look, home)
        self._usual_s["publishing"] = PUBLICATIONS * found.publish_s
        return Known(found.next_generation, found.keys)


def correction(killed: Killed, share: float, *, publishes: bool) -> float:
    """Return by what the usual time is to be multiplied after a round: the load of a machine changes meanwhile.

    Parameters
    ----------
    share
        Of its usual time, after which the work was killed.
    publishes
        The work is publishing over and over, which is never done.
    """
    done = len(killed.told) / PUBLICATIONS if publishes else float(not killed.at_work)
    if done > share and share < 1:
        return 0.9  # quicker than is usual: else the last moments would be killed too rarely
    return 1.25 if share > 0.75 and done < 0.75 else 1.0


def faults_of(killed: Killed, found: Found, known: Known, after: frozenset[str]) -> list[str]:
    """Return what a round lost or left half done (nothing, as it should be).

    Parameters
    ----------
    known
        The store before the round, with every decision acknowledged so far.
    after
        The keys that the work would have left.
    """
    faults = list(found.complaints)
    lost = known.acknowledged - found.notes
    if lost:
        faults.append(f"{len(lost)} acknowledged decisions are not in the log")
    stayed = found.generation == known.generation
    if found.keys != (known.keys if stayed else after):
        faults.append("the offences are those of no generation that was published")
    published = [each for each in killed.told if each != DONE]
    if published and found.generation < published[-1]:
        faults.append("a generation that was published is not the one that counts")
    if DONE in killed.told and stayed:
        faults.append("a command was done and its results are not there")
    if found.left_after:
        faults.append(f"left lying after the next publication: {', '.join(found.left_after)}")
    return faults
