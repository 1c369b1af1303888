"""`sac-dash serve`: the dashboard, on this machine."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from sac_dash.cli import options


def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on [env HOST, 127.0.0.1].")] = None,
    port: Annotated[int | None, typer.Option(help="Port [env PORT, 8050].", min=1, max=65535)] = None,
    workers: Annotated[int | None, typer.Option(help="Web worker processes.", min=1)] = None,
    open_browser: Annotated[
        bool, typer.Option("--open/--no-open", help="Open the browser when it answers.")
    ] = False,
) -> None:
    """Serve the dashboard until stopped (Ctrl+C)."""
    from sac_dash.cli.serving import serve_dashboard

    settings = options.current_settings()
    settings = replace(
        settings,
        host=host or settings.host,
        port=port or settings.port,
        workers=workers or settings.workers,
    )
    serve_dashboard(settings, open_browser=open_browser)
