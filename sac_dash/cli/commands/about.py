"""`sac-dash version` and `sac-dash warm-up`."""

from __future__ import annotations

import os
import time
from importlib import import_module
from typing import Annotated

import typer

from sac_dash.cli.console import say

_COMPILED = ("sac_dash.linkage.compilation", "sac_dash.mo.compilation", "sac_dash.patterns.compilation")
"""Modules that compile what their room needs, the longest first."""


def version() -> None:
    """Print the version."""
    from sac_dash import __version__

    say(f"SAC Dash {__version__}")


def print_version(asked: bool) -> None:
    """Print the version and end, when it was asked for before any command."""
    if asked:
        version()
        raise typer.Exit


def root(
    _version: Annotated[
        bool,
        typer.Option("--version", help="Print the version.", callback=print_version, is_eager=True),
    ] = False,
) -> None:
    """Take the options that stand before any command."""


def warm_up() -> None:
    """Compile the kernels once, so that the first text is read, and the first link made, at once."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    started = time.perf_counter()
    with ProcessPoolExecutor(min(len(_COMPILED), os.cpu_count() or 1), get_context("spawn")) as processes:
        for _ in processes.map(_compile, _COMPILED):
            pass  # what a room could not compile is raised here
    say(f"Ready: kernels compiled in {time.perf_counter() - started:.1f} s.")


def _compile(room: str) -> None:
    """Compile the kernels of a room; in a process of its own, as the compiler uses one core."""
    import_module(room).warm_up()
