"""Results that take too long for a request: worked out beside it, once, and there for whoever asks later."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock, Thread
from typing import Generic, TypeVar

from sac_dash.domain.errors import SacDashError

T = TypeVar("T")

log = logging.getLogger("sac_dash.dashboard")


@dataclass
class _Work(Generic[T]):
    """One piece of work: its result, or why there is none; neither while it goes on."""

    result: T | None = None
    fault: SacDashError | None = None


class WorkedOutBeside(Generic[T]):
    """The results last asked for; one is worked out at a time, in a thread of its own.

    Parameters
    ----------
    most
        How many are kept.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._works: OrderedDict[Hashable, _Work[T]] = OrderedDict()
        self._lock = Lock()
        self._turn = Lock()

    def get(self, key: Hashable, build: Callable[[], T]) -> T | None:
        """Return the result kept under `key`; None while it is being worked out, which the first call begins.

        Raises
        ------
        SacDashError
            What `build` raised.
        """
        with self._lock:
            work = self._works.get(key)
            if work is None:
                work = self._works[key] = _Work()
                while len(self._works) > self._most:
                    self._works.popitem(last=False)
                Thread(target=self._run, args=(work, build), name="worked-out-beside", daemon=True).start()
        if work.fault is not None:
            raise work.fault
        return work.result

    def _run(self, work: _Work[T], build: Callable[[], T]) -> None:
        with self._turn:
            try:
                work.result = build()
            except SacDashError as fault:
                work.fault = fault
            except Exception:
                log.exception("Work beside a request failed")
                work.fault = SacDashError("this could not be worked out", remedy="See the log of the server")
