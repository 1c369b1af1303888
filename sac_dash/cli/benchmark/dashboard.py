"""Benchmark of the dashboard over HTTP: a first look, every call of every page, and several analysts at once."""

from __future__ import annotations

import random
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import numpy as np

from sac_dash.cli.benchmark.opened_page import OpenedPage
from sac_dash.cli.benchmark.repeated_force import publish_repeated
from sac_dash.cli.benchmark.report import Figure, Report
from sac_dash.cli.benchmark.served import Connection, resident_mb, served
from sac_dash.store import Generation, Store
from sac_dash.workflow.first_look import get_ready

REPEATS = 20
THINKS_S = 2.0  # between two looks, on average


@dataclass(frozen=True)
class Crowd:
    """How many analysts browse at once, and for how long they are watched."""

    analysts: int = 8
    seconds: float = 40.0


def benchmark_dashboard(rows: int, seed: int, crowd: Crowd | None = None) -> Report:
    """Measure the pages over a store of `rows` invented offences, for one analyst and for several."""
    crowd = crowd or Crowd()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        generation = publish_repeated(store, rows, seed)
        get_ready(store)  # as every road by which offences come in does
        addresses = _addresses(generation)
        with served(Path(folder)) as (port, process):
            connection = Connection(port)
            pages = [OpenedPage(connection, address) for address in addresses]
            alone_ms = {page.address: _timed(connection, page.calls) for page in pages}
            crowd_ms = _browse(port, pages, crowd, seed)
            figures = _figures(generation.offences.height, pages, alone_ms, crowd, crowd_ms)
            memory = Figure("memory of server and workers", resident_mb(process), "MB")
    return Report("dashboard", f"sac-dash benchmark dashboard --n {rows} --seed {seed}", (*figures, memory))


def _addresses(generation: Generation) -> list[str]:
    """Return every page as the navigation opens it, and some as links do: a series, an offence, a filter."""
    from sac_dash.dashboard.registry import PAGES

    first = generation.members["series_id"][0]
    offence = quote(generation.offences["offence_key"][int(generation.members["row"][0])])
    linked = (
        f"/series?id={first}&tab=candidates",
        f"/series?id={first}&tab=cases",
        f"/offence?ref={offence}",
        "/map?class=atm_attack,commercial_burglary&circle=-2.2,52.2,20",
        f"/map?series={first}",
        "/timelines?by=size&span=all",
    )
    return [*(page.path for page in PAGES), *linked]


def _timed(connection: Connection, calls: Sequence[bytes]) -> list[float]:
    return [connection.call(call)[0] for call in calls for _ in range(REPEATS)]


def _browse(port: int, pages: Sequence[OpenedPage], crowd: Crowd, seed: int) -> list[float]:
    """Return the milliseconds of every call that analysts made who looked at page after page at once.

    Each first looks at every page once, unmeasured: a worker's first reading is measured by itself.
    """
    ready = threading.Barrier(crowd.analysts)

    def analyst(number: int) -> list[float]:
        chance = random.Random(seed + number)  # noqa: S311 - who looks at what
        for page in pages:
            _look(port, page)
        ready.wait()
        times_ms: list[float] = []
        ends_at = time.monotonic() + crowd.seconds
        while time.monotonic() < ends_at:
            time.sleep(chance.expovariate(1 / THINKS_S))
            times_ms += _look(port, chance.choice(pages))
        return times_ms

    with ThreadPoolExecutor(crowd.analysts) as analysts:
        return [each for times_ms in analysts.map(analyst, range(crowd.analysts)) for each in times_ms]


def _look(port: int, page: OpenedPage) -> list[float]:
    """Return the milliseconds of a page's calls over a connection of its own, as after a pause."""
    connection = Connection(port)
    return [connection.call(call)[0] for call in page.calls]


def _figures(
    held: int,
    pages: Sequence[OpenedPage],
    alone_ms: dict[str, list[float]],
    crowd: Crowd,
    crowd_ms: list[float],
) -> tuple[Figure, ...]:
    every = [each for times in alone_ms.values() for each in times]
    slowest = max(pages, key=lambda page: page.milliseconds)
    return (
        Figure("offences held", held, "offences"),
        Figure("first view after the start", pages[0].milliseconds / 1000, "s", "under 5"),
        Figure(
            f"slowest first view of a page ({slowest.address})", slowest.milliseconds / 1000, "s", "under 5"
        ),
        Figure("callbacks called", len(every) / REPEATS, "callbacks"),
        Figure("p50 of all", _share(every, 50), "ms"),
        Figure("p95 of all", _share(every, 95), "ms", "under 100"),
        *(
            Figure(f"p95 of {address}", _share(times, 95), "ms", "under 100")
            for address, times in alone_ms.items()
        ),
        Figure(f"{crowd.analysts} analysts at once: calls", len(crowd_ms), "calls"),
        Figure(f"{crowd.analysts} analysts at once: p50", _share(crowd_ms, 50), "ms"),
        Figure(f"{crowd.analysts} analysts at once: p95", _share(crowd_ms, 95), "ms", "under 250"),
    )


def _share(times_ms: Sequence[float], percent: int) -> float:
    return float(np.percentile(times_ms, percent)) if times_ms else float("nan")
