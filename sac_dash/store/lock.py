"""One writer at a time: an advisory lock of the operating system on a file in the store.

The system lets go of the lock when its holder dies, however it dies, so there is no stale lock to
clear away by hand.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from sac_dash.domain.errors import StoreError
from sac_dash.store.durable import make_private_folder

DEFAULT_WAIT_S = 10.0


class WriterLock:
    """The store's writer lock; may be taken again by the thread that holds it.

    Parameters
    ----------
    path
        The lock file. It stays on disk; its existence means nothing.
    wait_s
        How long to wait for another writer to end, in seconds.
    """

    def __init__(self, path: Path, wait_s: float = DEFAULT_WAIT_S) -> None:
        self.path = path
        self.wait_s = wait_s
        self._lock = FileLock(str(path))

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock for the length of a ``with`` block.

        Raises
        ------
        StoreError
            When another writer still holds it after the wait.
        """
        make_private_folder(self.path.parent)
        try:
            self._lock.acquire(timeout=self.wait_s)
        except Timeout as error:
            raise StoreError(
                "another SAC Dash process is writing to this store",
                remedy="Wait until its ingest or demo has ended, then try again",
            ) from error
        try:
            yield
        finally:
            self._lock.release()
