"""`sac-dash watch`: every export that lands in a folder, into the store at once."""

from __future__ import annotations

import hashlib
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sac_dash.cli import options
from sac_dash.cli.commands.ingest import mapped_files, report_ingest, write_rejected
from sac_dash.cli.console import say, shown_progress

if TYPE_CHECKING:
    from collections.abc import Callable

    from sac_dash.settings import Settings
    from sac_dash.store import Store
    from sac_dash.workflow.requests import LinkRequest, ReadRequest
    from sac_dash.workflow.watched_folder import WatchedFolder


def watch(
    folder: Annotated[
        Path,
        typer.Argument(help="The folder that exports are written to.", metavar="FOLDER", show_default=False),
    ],
    mapping: options.MappingFile = None,
    force: options.Force = None,
    include: options.Include = None,
    jobs: options.Jobs = None,
    seed: options.Seed = 0,
    every: Annotated[
        float, typer.Option("--every", min=0.1, help="Seconds between two looks.", metavar="SECONDS")
    ] = 2.0,
    once: Annotated[
        bool, typer.Option("--once", help="Take what is there and end; 2 where something was left.")
    ] = False,
) -> None:
    """Bring every export that lands in a folder into the store, until it is stopped (Ctrl+C).

    A process that lives on holds the offences as it linked them the morning before: fifty more in a million are
    published within two seconds. A file is taken once it is written to its end. One that cannot be read is told and
    left, and the others are taken; while another process publishes, all wait.
    """
    from sac_dash.ingest.readers.container import SUFFIXES
    from sac_dash.store.durable import make_private_folder
    from sac_dash.workflow.requests import LinkRequest
    from sac_dash.workflow.watched_folder import WatchedFolder

    settings = options.current_settings()
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    watched = WatchedFolder(folder, SUFFIXES, settings.home / "watched" / f"{name}.json")
    make_private_folder(settings.home / "watched")
    store, link = options.open_store(settings), LinkRequest(seed=seed, jobs=jobs or settings.jobs)
    say(f"watching {folder}; Ctrl+C stops")

    def take(path: Path) -> None:
        _take(path, store, settings, options.read_request(mapping, force, include, None), link)

    look(watched, take)  # the second look tells what is being written just now
    while True:
        time.sleep(every)
        all_taken = look(watched, take)
        if once:
            raise typer.Exit(0 if all_taken else 2)


def look(watched: WatchedFolder, take: Callable[[Path], None]) -> bool:
    """Take what is ready and return whether all of it was taken; what is hindered just now is tried again."""
    from sac_dash.domain.errors import SacDashError, StoreError

    all_taken = True
    try:
        for path in watched.ready():
            try:
                take(path)
            except StoreError as error:
                say(f"{path.name} waits: {error.line()}")
                all_taken = False
                continue
            except SacDashError as error:
                say(f"{path.name} is left: {error.line()}")
                all_taken = False
            watched.take(path)
    except OSError as error:
        say(f"looked in vain, once more soon: {error.strerror or type(error).__name__}")
        return False
    return all_taken


def _take(path: Path, store: Store, settings: Settings, read: ReadRequest, link: LinkRequest) -> None:
    """Bring one file into the store and say what came in."""
    from sac_dash.workflow.first_look import get_ready
    from sac_dash.workflow.ingest_groups import ingest_groups

    began = time.perf_counter()
    files = mapped_files([path], store, read, saved=read.mapping is None)
    with shown_progress() as progress:
        outcome = ingest_groups(files, store, read=read, link=link, user=settings.user, progress=progress)
        took = time.perf_counter() - began
        get_ready(store, progress)
    say(f"{path.name}: published in {took:.1f} s")
    some = not outcome.generation.rejects.is_empty()  # of each export by itself: the next one overwrites none
    target = settings.home / "watched" / f"{path.name}.rejects.csv" if some else None
    report_ingest(outcome, write_rejected(outcome, settings, target))
