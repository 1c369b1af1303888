"""What is asked of the benchmark of coded offences, and what it measured."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sac_dash.cli.benchmark.true_links import Judged

DASK_WORKERS = 2
ASKED_AT = 1_000_000
"""Offences at which the following was asked, by floor."""
SECONDS_ASKED = {0.1: 30.0, 0.01: 60.0}
GIB_ASKED = {0.1: 1.0, 0.01: 1.5}
WIDER_LOG10, WIDER_UP_TO = 1.0, 150_000
"""How much deeper a search goes that links are held against, and up to how many offences there is one."""
MB_A_GIB = 2**30 / 1e6


@dataclass(frozen=True)
class CodedRequest:
    """What is to be measured.

    Parameters
    ----------
    sizes, files
        Made-up offences of these numbers, or these files, each linked by itself.
    truth
        Where the files say which series an offence belongs to: a column, or a list; None: not known.
    floors
        Least probabilities kept.
    threads
        Numbers of threads; none is all cores.
    dask, splink
        Whether a cluster of two workers, and Splink, link the same offences.
    sample
        Offences whose pairs are all scored, to be held against what was found.
    """

    sizes: tuple[int, ...] = ()
    files: tuple[Path, ...] = ()
    truth: str | None = None
    floors: tuple[float, ...] = (0.01, 0.1)
    threads: tuple[int, ...] = ()
    dask: bool = False
    splink: bool = False
    sample: int = 200
    seed: int = 0


@dataclass(frozen=True)
class Run:
    """One run of ours: how it was asked, what it gave (``coded_run.link_coded_frames``) and what that is worth.

    Parameters
    ----------
    kept_of_wider
        Share of the links of a search that goes `WIDER_LOG10` deeper below the floor that this one has as well.
    """

    floor: float
    threads: int | None
    workers: int
    gave: dict[str, Any]
    judged: Judged | None = None
    kept_of_wider: float | None = None

    @property
    def done_with(self) -> str:
        """Return in words what it was done with."""
        if self.workers:
            return f"{self.workers} Dask workers"
        if self.threads is None:
            return "all cores"
        return "1 thread" if self.threads == 1 else f"{self.threads} threads"


@dataclass(frozen=True)
class SizeMeasured:
    """All runs over the same offences.

    Parameters
    ----------
    name
        What was linked.
    read
        What reading and coding it took.
    runs
        Ours, the first one of each floor judged.
    splink, splink_judged
        Splink's, where asked; judged at each floor.
    """

    name: str
    read: dict[str, Any]
    runs: tuple[Run, ...]
    splink: dict[str, Any] | None = None
    splink_judged: tuple[tuple[float, Judged], ...] = ()

    @property
    def offences(self) -> int:
        """Return how many offences were read."""
        return int(self.read["offences"])

    def main(self, floor: float) -> Run:
        """Return the judged run of a floor."""
        return next(run for run in self.runs if run.floor == floor)

    def alike(self, run: Run) -> Run | None:
        """Return the run that was asked for as `run`, of another size, was."""
        asked = (run.floor, run.threads, run.workers)
        return next((one for one in self.runs if (one.floor, one.threads, one.workers) == asked), None)
