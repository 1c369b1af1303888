"""A Dask cluster on this machine, to try on one what a real one does on many."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

import dask
from distributed import LocalCluster

from sac_dash.domain.errors import UnusableInputError

_HERE = "127.0.0.1"


@contextmanager
def trial_cluster(workers: int | None = None, threads: int = 1, port: int = 0) -> Iterator[LocalCluster]:
    """Run a scheduler and some worker processes that only this machine reaches.

    Parameters
    ----------
    workers
        Processes; None is one a processor core that `threads` leave.
    threads
        Of each process.
    port
        Of the scheduler; 0 takes a free one.

    Raises
    ------
    UnusableInputError
        When the port is taken.
    """
    workers = workers or max((os.cpu_count() or 1) // threads, 1)
    # Nothing is served over HTTP. Without a limit on memory nothing is spilled: records never go to a disk unasked.
    quiet: dict[str, list[str]] = {
        "distributed.scheduler.http.routes": [],
        "distributed.worker.http.routes": [],
    }
    with dask.config.set(quiet):
        try:
            cluster = LocalCluster(
                n_workers=workers,
                threads_per_worker=threads,
                processes=True,
                host=_HERE,
                scheduler_port=port,
                dashboard_address=f"{_HERE}:0",
                scheduler_kwargs={"dashboard": False},
                memory_limit=0,
                silence_logs=logging.ERROR,
            )
        except (OSError, RuntimeError) as error:
            raise UnusableInputError(
                f"no cluster can be started on {_HERE}:{port} ({error})", remedy="Choose another --port"
            ) from error
    with cluster:
        yield cluster
