"""A page driven as a browser drives it, over the app's own routes, but without one.

The layout is read, each callback whose inputs are on the page is called with the values there, and what it
returns is laid over the layout, until nothing new can run.
"""

from __future__ import annotations

import json
import time
from typing import Any

from sac_dash.cli.benchmark.served import Connection

_LOCATION_PROPERTIES = {"pathname", "href", "search"}


class OpenedPage:
    """One page with the properties its components have once its callbacks have run.

    `calls` holds each call that was made, to be made again; `milliseconds` how long all of it took, one call
    after the other.
    """

    def __init__(self, connection: Connection, address: str) -> None:
        self.address = address
        self.path, _, query = address.partition("?")
        self.milliseconds = 0.0
        self.calls: list[bytes] = []
        self._search = f"?{query}" if query else ""
        self._connection = connection
        self._properties: dict[tuple[str, str], Any] = {}
        self._components: set[str] = set()
        started = time.perf_counter()
        self._absorb(connection.get("/_dash-layout"))
        wired = connection.get("/_dash-dependencies")
        self._kept = [_split(each["output"]) for each in wired if _keeps_the_address(each)]
        self._run_all([each for each in wired if _can_be_called(each)])
        self.milliseconds = (time.perf_counter() - started) * 1000

    def _run_all(self, waiting: list[dict[str, Any]]) -> None:
        while ready := [each for each in waiting if self._is_here(each)]:
            waiting = [each for each in waiting if each not in ready]
            for callback in ready:
                self._run(callback)

    def _run(self, callback: dict[str, Any]) -> None:
        call = json.dumps(self._call(callback)).encode()
        _, answer = self._connection.call(call)
        self.calls.append(call)
        for component, properties in (json.loads(answer or b"{}").get("response") or {}).items():
            for name, value in properties.items():
                self._properties[component, name] = value
                self._absorb(value)

    def _call(self, callback: dict[str, Any]) -> dict[str, Any]:
        inputs, states = ([self._valued(each) for each in callback[kind]] for kind in ("inputs", "state"))
        outputs = _outputs(callback)
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
        if any(kept["id"] == each["id"] and kept["property"] == each["property"] for kept in self._kept):
            value = self._search  # the browser's own script puts it there
        if each["property"] in _LOCATION_PROPERTIES and value is None:
            here = {"pathname": self.path, "search": self._search, "href": f"{self.path}{self._search}"}
            value = here[each["property"]]
        return {**each, "value": value}

    def _is_here(self, callback: dict[str, Any]) -> bool:
        asked = (each["id"] for each in (*callback["inputs"], *callback["state"]))
        answered = (each["id"] for each in _outputs(callback))
        return all(each in self._components for each in (*asked, *answered))

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


def _keeps_the_address(callback: dict[str, Any]) -> bool:
    """Return whether a script of the browser keeps the address, or a page's part of it, in a store."""
    inputs = [each["property"] for each in callback["inputs"]]
    output = callback["output"]
    return bool(callback.get("clientside_function")) and inputs == ["search"] and output.endswith(".data")


def _can_be_called(callback: dict[str, Any]) -> bool:
    ids = [each["id"] for each in (*callback["inputs"], *callback["state"])]
    patterned = any(name.startswith("{") for name in ids) or "{" in json.dumps(callback["output"])
    return not (callback.get("clientside_function") or callback.get("prevent_initial_call") or patterned)


def _outputs(callback: dict[str, Any]) -> list[dict[str, str]]:
    return [_split(name) for name in callback["output"].strip(".").split("...") if name]


def _split(name: str) -> dict[str, str]:
    component, _, prop = name.rpartition(".")
    return {"id": component, "property": prop.partition("@")[0]}
