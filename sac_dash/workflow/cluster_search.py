"""The pieces of an exhaustive search done by a Dask cluster: same pairs, other machines.

The file goes once to a place that all workers reach (:mod:`sac_dash.workflow.shared_layout`); a task is an address,
a checksum and a piece. A worker that is lost costs the pieces it had in hand: the scheduler gives them to others.
Who does a piece, and when, changes nothing in what is found.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from itertools import pairwise
from typing import Any

from distributed import Client, Future, KilledWorker, as_completed

from sac_dash.domain.errors import SacDashError, UnusableInputError
from sac_dash.domain.progress import Progress
from sac_dash.linkage.candidates import SearchPieces
from sac_dash.linkage.pair_search import FoundPairs, Piece, SearchLayout
from sac_dash.workflow.cluster_contact import connected
from sac_dash.workflow.cluster_piece import forget_shared, search_shared, search_versions
from sac_dash.workflow.requests import Cluster
from sac_dash.workflow.shared_layout import shared_copy

PIECES_A_THREAD = 6
"""So many at least, that no worker waits long for the last to finish."""
RETRIES = 2
"""Of a piece that failed on a worker that lives."""
NO_WORKERS_S = 60.0
"""How long the search waits for workers when all have gone."""
_LOOK_S, _ASK_S = 0.05, 2.0


@contextmanager
def searching(cluster: Cluster) -> Iterator[SearchPieces]:
    """Lend the search of a cluster; at the end, whatever ended it, nothing of it is left behind.

    Raises
    ------
    UnusableInputError
        As :func:`sac_dash.workflow.cluster_contact.connected`; the search itself raises it when the shared place
        cannot be written or read, or the cluster is lost for good.
    """
    with ExitStack() as stack:
        client = stack.enter_context(connected(cluster.scheduler))

        def search(layout: SearchLayout, pieces: Sequence[Piece], progress: Progress) -> Iterator[FoundPairs]:
            copy = stack.enter_context(shared_copy(layout, cluster.shared))
            finer = split_pieces(pieces, PIECES_A_THREAD * sum(client.nthreads().values()))
            futures = client.map(
                search_shared, finer, copy=copy, versions=search_versions(), pure=False, retries=RETRIES
            )
            stack.callback(_give_up, client, futures)
            progress("Scoring pairs", 0.0)
            for done, found in enumerate(_as_found(client, futures), 1):
                yield found
                progress("Scoring pairs", done / len(finer))

        yield search


def split_pieces(pieces: Sequence[Piece], at_least: int) -> list[Piece]:
    """Return the same tiles in at least so many pieces, as far as there are tiles."""
    parts = -(-at_least // max(len(pieces), 1))
    return [
        replace(piece, first=piece.first + low, stop=piece.first + high)
        for piece in pieces
        for low, high in _even(piece.stop - piece.first, parts)
    ]


def _even(length: int, parts: int) -> list[tuple[int, int]]:
    parts = max(min(parts, length), 1)
    edges = [length * part // parts for part in range(parts + 1)]
    return list(pairwise(edges))


def _as_found(client: Client, futures: Sequence[Future[FoundPairs]]) -> Iterator[FoundPairs]:
    """Return what comes back, as it comes, and let the workers drop it."""
    waiting = as_completed(futures, loop=client.loop, with_results=True)
    patience = _Patience(client)
    while not waiting.is_empty():
        batch = waiting.next_batch(block=False)
        for future, result in batch:
            found = _result(future, result)
            future.release()
            yield found
        if batch:
            patience.hear()
        else:
            patience.wait()


class _Patience:
    """Waits while there is somebody to wait for."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.hear()

    def hear(self) -> None:
        """Take note that something came."""
        self._heard = self._asked = time.monotonic()

    def wait(self) -> None:
        """Wait a moment; now and then ask whether there are workers at all."""
        time.sleep(_LOOK_S)
        now = time.monotonic()
        if now - self._asked < _ASK_S:
            return
        self._asked = now
        try:
            workers = self._client.nthreads()
        except OSError as error:
            raise _lost() from error
        if workers:
            self._heard = now
        elif now - self._heard > NO_WORKERS_S:
            raise UnusableInputError(
                "the cluster has no workers any more", remedy="Start some, and run the command again"
            )


def _lost() -> UnusableInputError:
    return UnusableInputError(
        "the scheduler was lost, and the search with it",
        remedy="Start the cluster, and run the command again",
    )


def _result(future: Future[FoundPairs], result: Any) -> FoundPairs:  # noqa: ANN401 - a result, or what went wrong
    if isinstance(result, FoundPairs):
        return result  # it came, although the worker that had it may be gone by now, and the future with it
    if future.status != "error":
        raise _lost()
    error = result[1]
    if isinstance(error, SacDashError):
        raise error
    if isinstance(error, KilledWorker):
        raise UnusableInputError(
            "one piece of the search was lost with several workers, one after the other",
            remedy="Look whether the workers have memory enough: docs/cluster.md",
        ) from error
    raise UnusableInputError(
        f"a worker failed ({type(error).__name__}: {error})", remedy="Look at the log of the workers"
    ) from error


def _give_up(client: Client, futures: Sequence[Future[FoundPairs]]) -> None:
    """Take back what is not done and have the workers forget the file; a cluster that has gone needs neither."""
    with suppress(Exception):
        client.cancel(list(futures), force=True)
        client.run(forget_shared, wait=False, on_error="ignore")
