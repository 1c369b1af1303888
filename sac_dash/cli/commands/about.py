"""`sac-dash version` and `sac-dash warm-up`."""

from __future__ import annotations

from sac_dash.cli.console import say


def version() -> None:
    """Print the version."""
    from sac_dash import __version__

    say(f"SAC Dash {__version__}")


def warm_up() -> None:
    """Compile the scoring kernels once, so that the first link starts at once."""
    from sac_dash.workflow.warming import warm_up as compile_kernels

    seconds = compile_kernels()
    say(f"Ready: kernels compiled in {seconds:.1f} s.")
