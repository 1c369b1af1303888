"""The dashboard as users have it: its own process with its workers, spoken to over HTTP on this machine."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import psutil

HOST = "127.0.0.1"
ANSWERS_WITHIN_S = 120.0


class Connection:
    """One browser's connection, kept alive from one request to the next."""

    def __init__(self, port: int) -> None:
        self._to = http.client.HTTPConnection(HOST, port, timeout=ANSWERS_WITHIN_S)

    def get(self, path: str) -> Any:  # noqa: ANN401 - JSON
        """Return what a path answers as JSON."""
        return json.loads(self._answer("GET", path, None))

    def call(self, body: bytes) -> tuple[float, bytes]:
        """Run one callback; return the milliseconds until its whole answer was here, and the answer."""
        started = time.perf_counter()
        answer = self._answer("POST", "/_dash-update-component", body)
        return (time.perf_counter() - started) * 1000, answer

    def _answer(self, method: str, path: str, body: bytes | None) -> bytes:
        self._to.request(method, path, body, {"Content-Type": "application/json"} if body else {})
        answer = self._to.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise RuntimeError(f"{path} answered {answer.status}: {content[:200]!r}")
        return content


@contextmanager
def served(home: Path) -> Iterator[tuple[int, psutil.Process]]:
    """Serve a store in a process of its own; give its port and that process."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    around = {**os.environ, "SAC_DASH_HOME": str(home), "HOST": HOST, "PORT": str(port)}
    command = [sys.executable, "-c", "from sac_dash.cli import main; main()", "serve"]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, env=around, stdout=quiet, stderr=quiet) as process:  # noqa: S603 - ours
        try:
            _wait_until_it_answers(port, process)
            yield port, psutil.Process(process.pid)
        finally:
            process.terminate()


def _wait_until_it_answers(port: int, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + ANSWERS_WITHIN_S
    while time.monotonic() < give_up_at and process.poll() is None:
        with suppress(OSError):
            Connection(port).get(
                "/_dash-dependencies"
            )  # a worker has loaded the app, and has read nothing yet
            return
        time.sleep(0.05)
    raise RuntimeError("The dashboard did not start; sac-dash serve says why.")


def resident_mb(process: psutil.Process) -> float:
    """Return the memory of a server and its workers, what they share counted once, in megabytes."""
    shares: list[float] = []
    for each in (process, *process.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            memory = each.memory_full_info()
            shares.append(float(getattr(memory, "pss", memory.uss)))
    return sum(shares) / 1e6
