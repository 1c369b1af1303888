"""Time and memory of one piece of work."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psutil

_SAMPLE_EVERY_S = 0.05


@dataclass
class Cost:
    """What a piece of work took; filled in when its block ends.

    Parameters
    ----------
    seconds
        Wall clock.
    peak_mb
        Largest resident memory of this process and its children while it ran, in megabytes.
    cpu_seconds
        Processor time of this process and of its children that have ended: what other work on the machine
        hardly changes.
    """

    seconds: float = 0.0
    peak_mb: float = 0.0
    cpu_seconds: float = 0.0


@contextmanager
def measured() -> Iterator[Cost]:
    """Measure the block's wall-clock and processor time and its peak memory."""
    cost, ended = Cost(), threading.Event()
    sampler = threading.Thread(target=_sample_memory, args=(cost, ended), daemon=True)
    sampler.start()
    started, used = time.perf_counter(), _cpu_seconds()
    try:
        yield cost
    finally:
        cost.seconds, cost.cpu_seconds = time.perf_counter() - started, _cpu_seconds() - used
        ended.set()
        sampler.join()


def _sample_memory(cost: Cost, ended: threading.Event) -> None:
    process = psutil.Process()
    while True:
        cost.peak_mb = max(cost.peak_mb, _resident_mb(process))
        if ended.wait(_SAMPLE_EVERY_S):
            return


def _cpu_seconds() -> float:
    return sum(os.times()[:4])  # own and ended children's, user and system


def _resident_mb(process: psutil.Process) -> float:
    total = process.memory_info().rss
    for child in process.children(recursive=True):
        try:
            total += child.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return float(total) / 1e6
