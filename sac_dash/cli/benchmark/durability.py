"""Benchmark of durability: writers killed at random moments, and bytes flipped in what they published."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from sac_dash.cli.benchmark.flipped_bytes import FlipTally, flip_bytes
from sac_dash.cli.benchmark.killed_rounds import FORCE, PUBLICATIONS, Tally, kill_rounds
from sac_dash.cli.benchmark.killed_work import Processes
from sac_dash.cli.benchmark.report import Comparison, Figure, Report

_NOTE = (
    "Every process of the round is killed at once (SIGKILL to its group) at a moment drawn evenly over the time the "
    "command took when it was let alone; the process that publishes over and over, within its first {n} publications. "
    "Another process records decisions through the case book meanwhile and dies with it. Opened: in a fresh process "
    "that has imported the product, until every frame is mapped and proved and the log's head read."
)
_FLIP_NOTE = (
    "Flipped bytes: one byte at a random place of each file, read by a process that starts, and by one that had the "
    "store open. Named: the error names the file (of the database, the entry or the file). Made again: a kept result "
    "counted as none. Nothing held there: a byte of the database that holds no part of an entry; every entry was read "
    "as it was written."
)


def benchmark_durability(rounds: int, rows: int, seed: int, flips: int = 4) -> Report:
    """Kill writers at random moments, flip bytes, and count what was lost, half there, or served damaged.

    Parameters
    ----------
    rounds
        Kills, dealt in turn to ingest, relinking, the demo and publishing over and over.
    rows
        Rows of the export that is held when the first round begins.
    flips
        Bytes flipped in each file; in the database of decisions ten times as many.
    """
    with tempfile.TemporaryDirectory() as folder:
        tallies = kill_rounds(Processes(), Path(folder), rounds, rows, seed)
        flipped = flip_bytes(Path(folder) / FORCE, flips, seed)
    return Report(
        "durability",
        f"sac-dash benchmark durability --rounds {rounds} --n {rows} --seed {seed}",
        _figures(list(tallies.values()), flipped),
        _comparison(tallies, flipped, asked=rounds),
    )


def _figures(tallies: Sequence[Tally], flipped: Sequence[FlipTally]) -> tuple[Figure, ...]:
    opened_s = [each for tally in tallies for each in tally.opened_s]
    faults = [each for tally in tallies for each in tally.faults]
    return (
        Figure("rounds", sum(tally.rounds for tally in tallies), "kills"),
        Figure("killed while at work", sum(tally.at_work for tally in tallies), "kills"),
        Figure("killed in the middle of publishing", sum(tally.left for tally in tallies), "kills"),
        Figure("opened afterwards: p50", float(np.percentile(opened_s, 50)), "s"),
        Figure("opened afterwards: p95", float(np.percentile(opened_s, 95)), "s"),
        Figure("opened afterwards: slowest", max(opened_s), "s", "under 5"),
        Figure("decisions acknowledged", sum(tally.acknowledged for tally in tallies), "decisions"),
        Figure("states or decisions lost, half there or in the way", len(faults), "", "0"),
        Figure("readings of a file with a flipped byte", sum(each.flips for each in flipped), "readings"),
        Figure("of those named, or the result made again", sum(each.told for each in flipped), "readings"),
        Figure(
            "of those served, or seen and not named", sum(each.wrong for each in flipped), "readings", "0"
        ),
    )


def _comparison(tallies: Mapping[str, Tally], flipped: Sequence[FlipTally], asked: int) -> Comparison:
    """Return one table of both: a row a kind of work, and a row a kind of file."""
    header = ("work, or file", "rounds, or flips", "killed at work", "found: before", "after", "killed in publishing",
              "decisions kept", "named", "made again", "nothing held there", "wrong")  # fmt: skip
    killed = [
        (name, f"{each.rounds}", f"{each.at_work}", f"{each.rounds - each.after}", f"{each.after}",
         f"{each.left}", f"{each.acknowledged:,}", "", "", "", f"{len(each.faults)}")
        for name, each in tallies.items()
    ]  # fmt: skip
    damaged = [
        (each.kind, f"{each.flips}", "", "", "", "", "", f"{each.named}", f"{each.made_again}",
         f"{each.nothing_held}", f"{each.wrong}")
        for each in flipped
    ]  # fmt: skip
    faults = [each for tally in tallies.values() for each in tally.faults]
    faults += [each for tally in flipped for each in tally.faults]
    played = sum(tally.rounds for tally in tallies.values())
    stopped = [f"Stopped after {played} of {asked} rounds."] if played < asked else []
    return Comparison(
        header, (*killed, *damaged), (*stopped, _NOTE.format(n=PUBLICATIONS), _FLIP_NOTE, *faults[:20])
    )
