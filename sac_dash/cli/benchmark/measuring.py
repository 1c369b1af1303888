"""Time and memory of one piece of work."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

_SAMPLE_EVERY_S = 0.05
_OWN = Path("/proc/self")


@dataclass
class Cost:
    """What a piece of work took; filled in when its block ends.

    Parameters
    ----------
    seconds
        Wall clock.
    peak_mb
        Largest resident memory of this process and its children while it ran, in megabytes. It is looked at
        twenty times a second; what this process alone reached in between is asked of Linux, which notes it.
    cpu_seconds
        Processor time of this process and of its children, those that have ended and those that run: what
        other work on the machine hardly changes.
    """

    seconds: float = 0.0
    peak_mb: float = 0.0
    cpu_seconds: float = 0.0


@contextmanager
def measured() -> Iterator[Cost]:
    """Measure the block's wall-clock and processor time and its peak memory."""
    cost, ended = Cost(), threading.Event()
    _forget_high_water()
    sampler = threading.Thread(target=_sample_memory, args=(cost, ended), daemon=True)
    sampler.start()
    started, used = time.perf_counter(), _cpu_seconds()
    try:
        yield cost
    finally:
        cost.seconds, cost.cpu_seconds = time.perf_counter() - started, _cpu_seconds() - used
        ended.set()
        sampler.join()
        cost.peak_mb = max(cost.peak_mb, _high_water_mb())


def _sample_memory(cost: Cost, ended: threading.Event) -> None:
    process = psutil.Process()
    while True:
        cost.peak_mb = max(cost.peak_mb, _resident_mb(process))
        if ended.wait(_SAMPLE_EVERY_S):
            return


def _forget_high_water() -> None:
    """Have Linux note anew the most memory that this process takes; compiled code lets no sampler look."""
    with suppress(OSError):
        (_OWN / "clear_refs").write_text("5")


def _high_water_mb() -> float:
    """Return the most memory this process took since :func:`_forget_high_water`; 0 where it is not noted."""
    with suppress(OSError):
        for line in (_OWN / "status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return float(line.split()[1]) * 1024 / 1e6
    return 0.0


def _cpu_seconds() -> float:
    total = sum(os.times()[:4])  # own and ended children's, user and system
    for child in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            spent = child.cpu_times()
            total += spent.user + spent.system
    return total


def _resident_mb(process: psutil.Process) -> float:
    total = process.memory_info().rss
    for child in process.children(recursive=True):
        try:
            total += child.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return float(total) / 1e6
