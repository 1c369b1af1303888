"""A writer killed at any step of a publication loses nothing and leaves nothing half-written.

Which step that is, is counted and not timed: every flush, renaming and deletion in turn.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from sac_dash.store import Store

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no fork and no kill -9")

KILLED_AT_STEP = """
import os, shutil, signal, sys
from datetime import timedelta
from pathlib import Path
import polars as pl
from sac_dash.domain.columns import OFFENCES, empty
from sac_dash.store import GenerationFrames, Retention, Store

def publish(home, number):
    refs = [f"{number}/{i}" for i in range(number)]
    rows = pl.DataFrame({"offence_key": refs, "crime_ref": refs})
    offences = pl.concat([empty(OFFENCES), rows], how="diagonal")
    store = Store(home, retention=Retention(keep=1, min_age=timedelta(0)), wait_s=1)
    store.decisions.append("decision", {"n": number}, "robot")
    store.publish(GenerationFrames(offences=offences, model={"n": number}), str(number))

def count_down(steps):
    left = [steps]
    def counted(real):
        def step(*given, **named):
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*given, **named)
        return step
    os.fsync = lambda _: None  # a killed process needs no flush; a power cut would
    for room, name in ((os, "fsync"), (Path, "rename"), (Path, "replace"), (shutil, "rmtree")):
        setattr(room, name, counted(getattr(room, name)))

for line in sys.stdin:  # this process reads and forks; nothing else may have begun a thread in it
    number, steps = map(int, line.split())
    child = os.fork()
    if child == 0:
        count_down(steps)
        publish(Path(sys.argv[1]), number)
        os._exit(0)
    print("killed" if os.waitpid(child, 0)[1] else "done", flush=True)
"""


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-c", KILLED_AT_STEP, str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def ask(writer: subprocess.Popen[str], number: int, steps: int) -> str:
    assert writer.stdin is not None
    assert writer.stdout is not None
    print(number, steps, file=writer.stdin, flush=True)
    return writer.stdout.readline().strip()


def test_killed_at_every_step(tmp_path: Path, writer: subprocess.Popen[str]) -> None:
    for number in (1, 2, 3):
        assert ask(writer, number, 0) == "done"  # so that the ones to come prune as well
    number, steps, counts, seen = 3, 0, 3, set()
    while True:
        number, steps = number + 1, steps + 1
        ended = ask(writer, number, steps)
        store = Store(tmp_path)
        assert store.verify().sound
        generation = store.require_current()
        seen.add("after" if generation.note == str(number) else "before")
        assert generation.note in {str(counts), str(number)}
        counts = int(generation.note)
        assert generation.model == {"n": counts}
        assert generation.offences["crime_ref"].to_list() == [f"{counts}/{i}" for i in range(counts)]
        kept = [entry.payload["n"] for entry in store.decisions.entries("decision")]
        assert kept == list(range(1, number + 1))  # none of those decided before is lost
        assert store.kept(generation.id) is not None
        if ended == "done":
            break
        assert steps < 100
    assert steps > 15
    assert seen == {"before", "after"}
    assert not [*(tmp_path / "generations").glob(".*"), *tmp_path.glob(".*.new")]
    assert len(store.generations()) <= 2  # the one that counts, and the one before it
