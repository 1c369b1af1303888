"""Reaching a Dask cluster, and saying in one line why it cannot be used before an hour's work is lost."""

from __future__ import annotations

import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import psutil
from distributed import Client

from sac_dash.domain.errors import UnusableInputError
from sac_dash.workflow.cluster_piece import search_versions, tell_difference

CONNECT_S = 10.0
WORKERS_S = 30.0
_INSTALL = "Install the same SAC Dash, with its constraints.txt, on every worker"


@contextmanager
def connected(scheduler: str) -> Iterator[Client]:
    """Talk to the scheduler at an address; there are workers, and they are of our version.

    Raises
    ------
    UnusableInputError
        When there is no scheduler, no worker comes within half a minute, or versions differ.
    """
    # Its notes on connections lost and found would stand between our own lines; what matters becomes an error.
    for name in ("distributed", "distributed.client"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        client = Client(scheduler, timeout=CONNECT_S, set_as_default=False, name="sac-dash")
    except (OSError, ValueError, RuntimeError) as error:
        raise UnusableInputError(
            f"no scheduler answers at {scheduler}",
            remedy="Start one (`sac-dash cluster` for a trial on this machine) and give the address it prints",
        ) from error
    try:
        _require_workers(client, scheduler)
        yield client
    finally:
        client.close(timeout=CONNECT_S)


def check_cluster(scheduler: str) -> None:
    """Check that a cluster can be used; the errors are those of :func:`connected`."""
    with connected(scheduler):
        pass


def is_on_this_machine(scheduler: str) -> bool:
    """Return whether an address is one of this machine's own."""
    host = urlsplit(scheduler if "://" in scheduler else f"tcp://{scheduler}").hostname or ""
    try:
        found = {str(each[4][0]) for each in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    own = {each.address.split("%")[0] for card in psutil.net_if_addrs().values() for each in card}
    return all(address in own or address == "::1" or address.startswith("127.") for address in found)


def _require_workers(client: Client, scheduler: str) -> None:
    try:
        client.wait_for_workers(1, timeout=WORKERS_S)
    except TimeoutError as error:
        raise UnusableInputError(
            f"the scheduler at {scheduler} has no workers", remedy=f"Start some: dask worker {scheduler}"
        ) from error
    try:
        versions = client.run(search_versions)
    except ImportError as error:
        raise UnusableInputError(
            f"a worker cannot load SAC Dash as it is here ({error})", remedy=_INSTALL
        ) from error
    ours = search_versions()
    for worker, theirs in sorted(versions.items()):
        if theirs != ours:
            raise UnusableInputError(tell_difference(worker, theirs, ours), remedy=_INSTALL)
