"""`sac-dash version` and `sac-dash warm-up`."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from sac_dash.cli.console import say


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
    from sac_dash.linkage import compilation
    from sac_dash.mo import compilation as reading_compilation
    from sac_dash.patterns import compilation as pattern_compilation

    started = time.perf_counter()
    reading_compilation.warm_up()
    compilation.warm_up()
    pattern_compilation.warm_up()
    say(f"Ready: kernels compiled in {time.perf_counter() - started:.1f} s.")
