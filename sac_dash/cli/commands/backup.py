"""`sac-dash backup` and `sac-dash restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.console import say
from sac_dash.domain.british_dates import british_day


def backup(file: Annotated[Path, typer.Argument(help="The zip file to write.", metavar="FILE.zip")]) -> None:
    """Write the whole store into one file, every byte of it checked first."""
    from sac_dash.store import write_backup

    size = write_backup(options.open_store(options.current_settings()), file)
    say(f"{file} written, {size / 1e6:,.1f} MB. It holds offences: keep it as you keep them.")
    say("settings.toml is not in it: it belongs to the machine and may hold a password.")


def restore(file: Annotated[Path, typer.Argument(help="A backup.", metavar="FILE.zip")]) -> None:
    """Bring a backup back into an empty SAC_DASH_HOME, every byte of it checked."""
    from sac_dash.store import restore_backup

    settings = options.current_settings()
    store = options.open_store(settings)
    restore_backup(store, file, settings.user)
    held = store.require_current()
    say(
        f"Restored to {settings.home}: {held.rows('offences'):,} offences"
        f" as published {british_day(held.published_at)}."
    )
