"""What a worker of a cluster does: read the shared copy once, then piece after piece of the search.

Workers import this module by name, so SAC Dash is installed on each of them, in the version of who asks.
"""

from __future__ import annotations

import platform
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from threading import Lock

import numba

from sac_dash import __version__
from sac_dash.domain.errors import SacDashError, UnusableInputError
from sac_dash.linkage.pair_search import FoundPairs, Piece, SearchLayout, search_piece
from sac_dash.workflow.shared_layout import SharedCopy, read_layout

SAFE_LAYERS = frozenset({"omp", "tbb"})
"""Compiled code that several threads may call at once; with numba's own queue they take turns."""

_READING, _TURN = Lock(), Lock()
_held: dict[SharedCopy, SearchLayout] = {}


def search_versions() -> dict[str, str]:
    """Return the versions on which what is found may depend."""
    return {"SAC Dash": __version__, **{name: version(name) for name in ("numba", "numpy")}}


def search_shared(piece: Piece, *, copy: SharedCopy, versions: dict[str, str]) -> FoundPairs:
    """Return the pairs of one piece of a shared file, in one thread.

    Parameters
    ----------
    versions
        :func:`search_versions` of who asks: a worker may have joined since they were compared.

    Raises
    ------
    UnusableInputError
        When versions differ or the copy cannot be read; the worker's machine is named.
    """
    if versions != search_versions():
        raise UnusableInputError(tell_difference(platform.node(), search_versions(), versions))
    layout = _layout_of(copy)
    numba.set_num_threads(1)  # of this thread alone; it also settles how compiled code makes threads
    with _turn():
        return search_piece(layout, piece, threads=1)


def tell_difference(worker: str, theirs: dict[str, str], ours: dict[str, str]) -> str:
    """Return in words how a worker's versions differ from ours."""
    apart = ", ".join(
        f"{name} {theirs.get(name, 'none')} in place of {mine}"
        for name, mine in ours.items()
        if theirs.get(name) != mine
    )
    return f"the worker {worker} has {apart}"


async def forget_shared() -> None:
    """Let go of the file this worker holds; a piece in hand keeps it until it is done."""
    _held.clear()  # no lock: this runs where the worker listens, which a thread that reads must not hold up


def _layout_of(copy: SharedCopy) -> SearchLayout:
    """Return a shared file, read once a process; the one held before goes first."""
    with _READING:
        held = _held.get(copy)
        if held is None:
            _held.clear()
            try:
                held = _held[copy] = read_layout(copy)
            except SacDashError as error:
                raise UnusableInputError(
                    f"the worker {platform.node()} reports: {error.problem}",
                    file=error.file,
                    remedy=error.remedy,
                ) from error
        return held


@contextmanager
def _turn() -> Iterator[None]:
    """Wait for the other threads of this process where compiled code does not bear several at once."""
    if numba.threading_layer() in SAFE_LAYERS:  # type: ignore[attr-defined]  # numba exports it at run time
        yield
    else:
        with _TURN:
            yield
