"""How many threads a run of linking uses, and that there is one such run at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import numba

_ONE_RUN = Lock()


@contextmanager
def running(jobs: int | None) -> Iterator[None]:
    """Use `jobs` threads for a while (None = all); one run at a time, as the compiled threads are shared."""
    with _ONE_RUN:
        before = numba.get_num_threads()
        if jobs is not None:
            numba.set_num_threads(max(1, min(jobs, before)))
        try:
            yield
        finally:
            numba.set_num_threads(before)
