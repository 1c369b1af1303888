"""Benchmark of the dashboard's server side: every callback a page runs when it is opened.

The pages are driven as a browser drives them, over the app's own routes, but without one: the layout
is read, each callback whose inputs are on the page is called with the values there, and what it returns
is laid over the layout, until nothing new can run. Then every call is timed.
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from sac_dash.cli.benchmark.invented_export import write_export
from sac_dash.cli.benchmark.measuring import measured
from sac_dash.cli.benchmark.report import Figure, Report
from sac_dash.settings import Settings
from sac_dash.store import Store

REPEATS = 10
_LOCATION_PROPERTIES = {"pathname", "href", "search"}


def benchmark_dashboard(rows: int, seed: int) -> Report:
    """Measure the callbacks of every page over a store of `rows` invented offences."""
    from sac_dash.cli.serving import make_server
    from sac_dash.dashboard.registry import PAGES
    from sac_dash.workflow.ingest_into_store import ingest_into_store

    with tempfile.TemporaryDirectory() as folder:
        source, home = Path(folder) / "export.csv", Path(folder) / "home"
        write_export(source, rows, seed)
        held = ingest_into_store([source], Store(home), invented=True).generation.offences.height
        with measured() as opening:
            client = make_server(Settings(home=home)).test_client()
            probes = [OpenedPage(client, page.path) for page in PAGES]
        times_ms = {page.path: page.timed(REPEATS) for page in probes}
    return Report(
        "dashboard",
        f"sac-dash benchmark dashboard --n {rows} --seed {seed}",
        _figures(held, times_ms, opening.peak_mb),
    )


def _figures(held: int, times_ms: dict[str, list[float]], peak_mb: float) -> tuple[Figure, ...]:
    every = [each for times in times_ms.values() for each in times]
    by_page = (
        Figure(f"p95 of {path}", float(np.percentile(times, 95)), "ms", "under 100")
        for path, times in times_ms.items()
        if times
    )
    return (
        Figure("offences held", held, "offences"),
        Figure("callbacks called", len(every) / REPEATS, "callbacks"),
        Figure("p50 of all", float(np.percentile(every, 50)), "ms"),
        Figure("p95 of all", float(np.percentile(every, 95)), "ms", "under 100"),
        *by_page,
        Figure("peak memory of one worker", peak_mb, "MB"),
    )


class OpenedPage:
    """One page with the properties its components have once its callbacks have run."""

    def __init__(self, client: Any, path: str) -> None:  # noqa: ANN401 - Flask's test client
        self.path = path
        self._client = client
        self._properties: dict[tuple[str, str], Any] = {}
        self._components: set[str] = set()
        self._calls: list[dict[str, Any]] = []
        self._absorb(client.get("/_dash-layout").json)
        self._run_all([each for each in client.get("/_dash-dependencies").json if _can_be_called(each)])

    def timed(self, repeats: int) -> list[float]:
        """Return the milliseconds of every call, each made `repeats` times."""
        return [self._milliseconds(call) for call in self._calls for _ in range(repeats)]

    def _milliseconds(self, call: dict[str, Any]) -> float:
        started = time.perf_counter()
        self._client.post("/_dash-update-component", json=call)
        return (time.perf_counter() - started) * 1000

    def _run_all(self, waiting: list[dict[str, Any]]) -> None:
        while ready := [each for each in waiting if self._is_here(each)]:
            waiting = [each for each in waiting if each not in ready]
            for callback in ready:
                self._run(callback)

    def _run(self, callback: dict[str, Any]) -> None:
        call = self._call(callback)
        answer = self._client.post("/_dash-update-component", json=call)
        if answer.status_code == 200:
            self._calls.append(call)
            for component, properties in answer.json.get("response", {}).items():
                for name, value in properties.items():
                    self._properties[component, name] = value
                    self._absorb(value)

    def _call(self, callback: dict[str, Any]) -> dict[str, Any]:
        inputs, states = ([self._valued(each) for each in callback[kind]] for kind in ("inputs", "state"))
        outputs = [_split(name) for name in callback["output"].strip(".").split("...")]
        changed = [f"{each['id']}.{each['property']}" for each in inputs]
        several = callback["output"].startswith("..")
        return {
            "output": callback["output"],
            "outputs": outputs if several else outputs[0],
            "inputs": inputs,
            "state": states,
            "changedPropIds": changed,
        }

    def _valued(self, each: dict[str, str]) -> dict[str, Any]:
        value = self._properties.get((each["id"], each["property"]))
        if each["property"] in _LOCATION_PROPERTIES and value is None:
            value = {"pathname": self.path, "search": "", "href": f"http://127.0.0.1{self.path}"}[
                each["property"]
            ]
        return {**each, "value": value}

    def _is_here(self, callback: dict[str, Any]) -> bool:
        return all(each["id"] in self._components for each in (*callback["inputs"], *callback["state"]))

    def _absorb(self, node: Any) -> None:  # noqa: ANN401 - a component as JSON
        if isinstance(node, list):
            for each in node:
                self._absorb(each)
        elif isinstance(node, dict) and isinstance(node.get("props"), dict):
            properties = node["props"]
            component = properties.get("id")
            if isinstance(component, str):
                self._components.add(component)
                self._properties |= {(component, name): value for name, value in properties.items()}
            for value in properties.values():
                self._absorb(value)


def _can_be_called(callback: dict[str, Any]) -> bool:
    ids = [each["id"] for each in (*callback["inputs"], *callback["state"])]
    patterned = any(name.startswith("{") for name in ids) or "{" in json.dumps(callback["output"])
    return not (callback.get("clientside_function") or callback.get("prevent_initial_call") or patterned)


def _split(name: str) -> dict[str, str]:
    component, _, prop = name.rpartition(".")
    return {"id": component, "property": prop.partition("@")[0]}
