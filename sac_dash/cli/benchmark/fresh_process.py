"""A piece of work in a process of its own, so that what it costs is its own.

Memory that an earlier run has taken, and threads that a library has started, stay with a process. Whoever measures
several runs gives each a new one; the number of threads is settled before anything is loaded.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from sac_dash.domain.errors import SacDashError, UnusableInputError

Work = Callable[[dict[str, Any]], dict[str, Any]]
"""Takes and returns what JSON can hold."""

_THREADS = ("NUMBA_NUM_THREADS", "POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
_CALL = "import sys; from sac_dash.cli.benchmark.fresh_process import answer; answer(sys.argv[1])"


def run_fresh(work: Work, request: Mapping[str, Any], threads: int | None = None) -> dict[str, Any]:
    """Do `work`, a function of some module, in a new process and return what it returns.

    Parameters
    ----------
    threads
        Of every library; None leaves them all cores.

    Raises
    ------
    SacDashError
        When the work raises one; the message is its own.
    RuntimeError
        When it ends otherwise; the message is the end of what it printed.
    """
    around = {**os.environ, **(dict.fromkeys(_THREADS, str(threads)) if threads else {})}
    with tempfile.TemporaryDirectory() as folder:
        asked = {"module": work.__module__, "function": work.__name__, "request": dict(request)}
        (Path(folder) / "asked.json").write_text(json.dumps(asked), "utf-8")
        command = [sys.executable, "-c", _CALL, folder]
        ended = subprocess.run(command, env=around, capture_output=True, text=True, check=False)  # noqa: S603 - ours
        told = Path(folder) / "answer.json"
        if not told.is_file():
            raise RuntimeError(f"{work.__name__} ended with {ended.returncode}: {ended.stderr[-2000:]}")
        answered: dict[str, Any] = json.loads(told.read_text("utf-8"))
    if "problem" in answered:
        raise UnusableInputError(answered["problem"])
    result: dict[str, Any] = answered["result"]
    return result


def answer(folder: str) -> None:
    """Do in this process what `folder` asks, and leave the answer there."""
    asked = json.loads((Path(folder) / "asked.json").read_text("utf-8"))
    work: Work = getattr(import_module(asked["module"]), asked["function"])
    told: dict[str, Any]
    try:
        told = {"result": work(asked["request"])}
    except SacDashError as error:
        told = {"problem": error.line()}
    (Path(folder) / "answer.json").write_text(json.dumps(told), "utf-8")
