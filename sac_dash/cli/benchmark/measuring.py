"""Time and memory of one piece of work."""

from __future__ import annotations

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
    """

    seconds: float = 0.0
    peak_mb: float = 0.0


@contextmanager
def measured() -> Iterator[Cost]:
    """Measure the block's wall-clock time and peak memory."""
    cost, ended = Cost(), threading.Event()
    sampler = threading.Thread(target=_sample_memory, args=(cost, ended), daemon=True)
    sampler.start()
    started = time.perf_counter()
    try:
        yield cost
    finally:
        cost.seconds = time.perf_counter() - started
        ended.set()
        sampler.join()


def _sample_memory(cost: Cost, ended: threading.Event) -> None:
    process = psutil.Process()
    while True:
        cost.peak_mb = max(cost.peak_mb, _resident_mb(process))
        if ended.wait(_SAMPLE_EVERY_S):
            return


def _resident_mb(process: psutil.Process) -> float:
    total = process.memory_info().rss
    for child in process.children(recursive=True):
        try:
            total += child.memory_info().rss
        except psutil.NoSuchProcess:
            continue
    return float(total) / 1e6
