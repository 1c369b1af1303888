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
