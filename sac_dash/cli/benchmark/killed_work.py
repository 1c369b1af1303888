"""Work on a store in processes that are killed in the middle of it, and a look at what they leave.

The processes are forked from one that has only imported the product (`multiprocessing`'s fork server), so that a
killed round costs what the work costs and not the seconds of loading libraries. The work itself is the product's
own: the command line as `sac-dash` runs it, and the doors that pages publish and decide by. Nothing in it knows
that it will be killed.
"""

from __future__ import annotations

import multiprocessing
import os
import pkgutil
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from sac_dash.casework import AddNote
from sac_dash.domain.errors import SacDashError, UnusableInputError
from sac_dash.store import Retention, Store
from sac_dash.workflow.case_book import case_book_of, decide

STARTED, DONE = "started", "done"
SERIES = "A-durability"  # what the decisions of a round are about
RECORDER = "recorder"
_LOADED = (
    "sac_dash.cli.benchmark.killed_work",
    "sac_dash.cli.commands",
    "sac_dash.workflow.ingest_groups",
    "sac_dash.workflow.model_report",
    "sac_dash.workflow.past_alerts",
    "sac_dash.workflow.publish_demo",
    "sac_dash.workflow.relink_store",
)
_DECIDES_EVERY_S = 0.02
_ANSWERS_WITHIN_S = 120.0
_FEW = Retention(keep=2, min_age=timedelta(0))  # so that pruning, too, is among what is killed

Work = Callable[..., None]


class Processes:
    """Where forked processes come from, the libraries loaded once for all of them."""

    def __init__(self, loaded: Sequence[str] = _LOADED) -> None:
        if "forkserver" not in multiprocessing.get_all_start_methods():
            raise UnusableInputError("writers can be killed like this on Linux and macOS only")
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(list(loaded))

    def start(self, work: Work, *arguments: object) -> Worker:
        """Start a process that does some work and tells of it; return once it has begun."""
        hears, tells = self._context.Pipe(duplex=False)
        process = self._context.Process(target=work, args=(tells, *arguments))
        process.start()
        tells.close()  # the process holds the only other end: when it dies, we hear so
        worker = Worker(process, hears)
        if not hears.poll(_ANSWERS_WITHIN_S) or hears.recv() != STARTED:
            raise RuntimeError("a process of the benchmark did not start")
        return worker

    def ask(self, work: Work, *arguments: object) -> Any:  # noqa: ANN401 - what the work tells last
        """Return what a process of its own answers."""
        worker = self.start(work, *arguments)
        told = worker.told()
        if not told:
            raise RuntimeError("a process of the benchmark died")
        return told[-1]


class Worker:
    """A process at work, and what it tells."""

    def __init__(self, process: Any, hears: Connection) -> None:  # noqa: ANN401 - of multiprocessing's context
        self.process = process
        self._hears = hears

    def wait(self, longest_s: float) -> None:
        """Wait for its end, so long at most."""
        self.process.join(longest_s)

    def told(self) -> list[Any]:
        """Return what it told until it ended, which is waited for."""
        told = []
        with suppress(EOFError):
            while True:
                told.append(self._hears.recv())
        self.process.join()
        return told


@dataclass(frozen=True)
class Killed:
    """What was told before everything was killed.

    Parameters
    ----------
    told
        By the work: ids as it published them, or that it was done.
    acknowledged
        Decisions that the recording process said were written down.
    """

    told: tuple[Any, ...]
    acknowledged: tuple[str, ...]

    @property
    def at_work(self) -> bool:
        """Return whether the work was not done yet."""
        return DONE not in self.told


def kill_at(
    processes: Processes, home: Path, delay_s: float, label: str, work: Work, *arguments: object
) -> Killed:
    """Kill work on a store, and a process that records decisions beside it, after a delay; return what they told.

    Parameters
    ----------
    delay_s
        From the moment the work begins, in seconds.
    label
        Begins the text of every decision.
    """
    recorder = processes.start(record_decisions, home, label)
    group = recorder.process.pid
    try:
        worker = processes.start(work, home, group, *arguments)
        worker.wait(delay_s)
    finally:
        os.killpg(group, signal.SIGKILL)
    return Killed(tuple(worker.told()), tuple(recorder.told()))


def record_decisions(tells: Connection, home: Path, label: str) -> None:
    """Write down one decision after the other, as a page does, and tell of each once it is written."""
    os.setpgid(0, 0)
    store = Store(home)
    tells.send(STARTED)
    number = 0
    while True:
        text = f"{label}/{number}"
        decide(store, AddNote(SERIES, text), RECORDER)
        tells.send(text)
        number += 1
        time.sleep(_DECIDES_EVERY_S)


def run_command(tells: Connection, home: Path, group: int, *arguments: str) -> None:
    """Run `sac-dash` with these arguments on a store; tell when it is done."""
    os.setpgid(0, group)
    os.environ["SAC_DASH_HOME"] = str(home)
    os.environ.pop("SAC_DASH_DATABASE_URL", None)
    run = pkgutil.resolve_name("sac_dash.cli.main:run")  # as a shell finds it: by name

    _be_quiet(home.parent / "said.txt")
    tells.send(STARTED)
    code = run([str(each) for each in arguments])
    if code:
        raise RuntimeError(f"sac-dash {' '.join(arguments)} ended with {code}")
    tells.send(DONE)


def publish_again(tells: Connection, home: Path, group: int) -> None:
    """Publish what is held over and over, and tell each generation's id once it counts."""
    os.setpgid(0, group)
    store = Store(home, retention=_FEW)
    frames = store.require_current().frames()
    tells.send(STARTED)
    while True:
        tells.send(store.publish(frames, "published again").id)


def own_group(tells: Connection, work: Work, home: Path, *arguments: object) -> None:
    """Do work that is not to be killed."""
    work(tells, home, 0, *arguments)


@dataclass(frozen=True)
class Found:
    """What a fresh process found in a store, and what the next publication left.

    Parameters
    ----------
    opened_s
        Until the published generation and the log's head were opened, every frame mapped and proved.
    complaints
        What is wrong: bytes, counts, the log.
    keys
        Every offence key.
    notes
        The text of every decision recorded.
    left
        What the killed left lying.
    left_after
        What of it still lay there after the next publication.
    """

    opened_s: float
    publish_s: float
    complaints: tuple[str, ...]
    generation: str
    keys: frozenset[str]
    notes: frozenset[str]
    left: tuple[str, ...]
    left_after: tuple[str, ...]
    next_generation: str


def look(tells: Connection, home: Path) -> None:
    """Open a store as a process that starts does, check all of it, publish once more; tell what was found."""
    tells.send(STARTED)
    try:
        tells.send(_look(home))
    except SacDashError as error:
        tells.send(Found(float("inf"), 0.0, (error.line(),), "", frozenset(), frozenset(), (), (), ""))


def _look(home: Path) -> Found:
    left = left_lying(home)
    started = time.perf_counter()
    store = Store(home, retention=_FEW, wait_s=1.0)
    generation = store.require_current()
    frames = generation.frames()
    store.decisions.head()
    opened = time.perf_counter()
    complaints = (*store.verify().complaints, *_unreconciled(generation))
    notes = frozenset(note.text for series in case_book_of(store).series.values() for note in series.notes)
    keys = frozenset(frames.offences["offence_key"])
    publishing = time.perf_counter()
    then = store.publish(
        frames, "published after the kill"
    ).id  # no lock and no leaving of the killed is in its way
    published = time.perf_counter()
    return Found(
        opened - started, published - publishing, complaints, generation.id, keys, notes,
        tuple(left), tuple(left_lying(home)), then,
    )  # fmt: skip


def accepted_rows(tells: Connection, file: Path) -> None:
    """Tell the keys of the offences that a file brings, with the row of the file that each stands in."""
    from sac_dash.ingest import ingest_files
    from sac_dash.workflow.requests import ReadRequest

    tells.send(STARTED)
    offences = ingest_files([file], options=ReadRequest().options()).offences
    tells.send(dict(offences.select("offence_key", "source_row").iter_rows()))


def left_lying(home: Path) -> list[str]:
    """Return what lies in a store that no finished writer leaves: files and folders by name."""
    generations = home / "generations"
    half = [*home.glob(".*.new"), *generations.glob(".*")]
    store = Store(home)
    current = store.require_current()
    whole = [generations / name for name in store.generations()]
    uncounted = [folder for folder in whole if store.kept(folder.name) is None and folder.name > current.id]
    return sorted(path.name for path in (*half, *uncounted))


def _unreconciled(generation: Any) -> list[str]:  # noqa: ANN401 - a generation
    """Return which counts of a generation do not agree with its frames."""
    counts = generation.quality["counts"]
    parts = sum(counts[name] for name in ("accepted", "duplicate", "out_of_scope", "rejected"))
    wrong = [] if counts["read"] == parts else ["the rows read are not those accounted for"]
    for file, record in generation.manifest.files.items():
        name = file.removesuffix(".arrow")
        if record.rows is not None and hasattr(generation, name) and name != "class_rates":
            held = getattr(generation, name).height
            wrong += [] if held == record.rows else [f"{file} holds {held} rows and not {record.rows}"]
    return wrong


def _be_quiet(into: Path) -> None:
    """Send what the command says into a file."""
    handle = os.open(into, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.dup2(handle, 1)
    os.dup2(handle, 2)
