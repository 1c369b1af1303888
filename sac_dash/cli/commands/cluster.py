"""`sac-dash cluster`: a Dask cluster on this machine, for trial."""

from __future__ import annotations

import signal
import sys
import threading
from typing import Annotated

import typer

from sac_dash.cli.console import say


def cluster(
    workers: Annotated[
        int | None, typer.Option(help="Worker processes [as many as --threads leave cores].", min=1)
    ] = None,
    threads: Annotated[int, typer.Option(help="Threads of each worker.", min=1)] = 1,
    port: Annotated[
        int, typer.Option(help="Port of the scheduler; 0 takes a free one.", min=0, max=65535)
    ] = 8786,
) -> None:
    """Run a Dask cluster on this machine until stopped (Ctrl+C), to try `sac-dash link --engine dask`.

    Only this machine reaches it, but any of its users does: docs/cluster.md says how a real one is kept closed.
    """
    from sac_dash.workflow.trial_cluster import trial_cluster

    stopped = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stopped.set())
    try:
        with trial_cluster(workers, threads, port) as running:
            each = "thread" if threads == 1 else "threads"
            say(f"{len(running.workers)} workers of {threads} {each} each   (Ctrl+C stops them)")
            say(f"--engine dask --scheduler {running.scheduler_address}")
            sys.stdout.flush()
            while not stopped.wait(0.5):
                pass
    except KeyboardInterrupt:
        pass
    say("Stopped.")
