"""Which worker of a server gets ready now: one after the other, so that the first is ready soonest."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock, Timeout

LONGEST_WAIT_S = 30.0  # then both go on together: slow is better than one worker short
_LOOKS_EVERY_S = 0.2


class WorkerTurn:
    """The turn of one worker, held by a lock of the operating system: who dies lets it go."""

    def __init__(self, beside: Path, longest_s: float = LONGEST_WAIT_S) -> None:
        self._longest_s = longest_s
        # Taken by the thread that loads the app, given back by the one that gets ready what pages share.
        self._lock = FileLock(str(beside / "getting-ready.lock"), thread_local=False)

    def take(self, wanted: Callable[[], bool] = lambda: True) -> bool:
        """Wait for the turn; return whether it was had before the longest wait, or was no longer `wanted`."""
        give_up_at = time.monotonic() + self._longest_s
        while wanted() and time.monotonic() < give_up_at:
            try:
                self._lock.acquire(timeout=_LOOKS_EVERY_S, poll_interval=_LOOKS_EVERY_S / 4)
            except Timeout:
                continue
            except OSError:
                return False  # no lock can be had here
            return True
        return False

    def give_back(self) -> None:
        """Let the next worker have its turn."""
        self._lock.release()
