"""`sac-dash version` and `sac-dash warm-up`."""

from __future__ import annotations

import time

from sac_dash.cli.console import say


def version() -> None:
    """Print the version."""
    from sac_dash import __version__

    say(f"SAC Dash {__version__}")


def warm_up() -> None:
    """Compile the scoring kernels once, so that the first link starts at once."""
    from sac_dash.linkage.compilation import compile_kernels

    started = time.perf_counter()
    compile_kernels()
    say(f"Ready: scoring kernels compiled in {time.perf_counter() - started:.1f} s.")
