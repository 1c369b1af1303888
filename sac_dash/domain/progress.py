"""How long work tells those who wait how far it is.

Every long function takes an optional :data:`Progress`: called with a stage in plain words and
a share done between 0 and 1. It may raise :class:`Cancelled` to stop the work.
"""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, float], None]


class Cancelled(Exception):  # noqa: N818 - a request, not an error
    """The user asked for the work to stop."""


def silent(stage: str, done_share: float) -> None:
    """Take progress and tell nobody."""


def within(progress: Progress, start: float, length: float) -> Progress:
    """Return a progress whose whole is a part of another's."""

    def tell(stage: str, done_share: float) -> None:
        progress(stage, start + length * min(max(done_share, 0.0), 1.0))

    return tell


_TELLS_FROM_SHARE, _TELLS_FROM_S = 0.05, 2.0


def seconds_left(share: float, elapsed_s: float) -> float | None:
    """Return how long the rest will take at the pace so far; None while there is too little to go by."""
    if share < _TELLS_FROM_SHARE or elapsed_s < _TELLS_FROM_S:
        return None
    return elapsed_s * (1.0 - share) / share
