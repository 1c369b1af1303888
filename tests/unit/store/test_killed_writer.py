"""A writer killed at any moment loses nothing and leaves nothing half-written."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

from sac_dash.store import Store

PUBLISH_FOR_EVER = """
import sys
from pathlib import Path
import polars as pl
from sac_dash.domain.columns import OFFENCES, empty
from sac_dash.store import GenerationFrames, Store
store = Store(Path(sys.argv[1]))
n = store.current().offences.height if store.current() else 0
print("ready", flush=True)
while True:
    n += 1
    refs = [f"{n}/{i}" for i in range(n)]
    rows = pl.DataFrame({"offence_key": refs, "crime_ref": refs})
    frames = GenerationFrames(offences=pl.concat([empty(OFFENCES), rows], how="diagonal"), model={"n": n})
    store.decisions.append("ingest", {"n": n}, "robot")
    store.publish(frames, str(n))
    print(n, flush=True)
"""


def test_kill_at_random_moments(tmp_path: Path) -> None:
    moments = random.Random(9)
    last_confirmed = 0
    for _ in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", PUBLISH_FOR_EVER, str(tmp_path)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        try:
            writer.communicate(timeout=moments.uniform(0.0, 0.5))
        except subprocess.TimeoutExpired:
            writer.kill()
        told = writer.communicate()[0].split()
        last_confirmed = int(told[-1]) if told else last_confirmed
        store = Store(tmp_path)
        generation = store.current()
        assert store.verify().sound
        published = int(generation.note) if generation else 0
        assert last_confirmed <= published <= last_confirmed + 1
        if generation:
            assert generation.offences.height == generation.model["n"] == published
            assert generation.offences["crime_ref"].to_list() == [
                f"{published}/{i}" for i in range(published)
            ]
        last_confirmed = published
    assert last_confirmed > 3
