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

    def __contains__(self, key: Hashable) -> bool:
        """Tell whether the work under `key` has been begun or is done."""
        with self._lock:
            return key in self._works

    def put(self, key: Hashable, result: T) -> None:
        """Keep a result that somebody else worked out."""
        with self._lock:
            self._works[key] = _Work(result)
            self._drop_oldest()

    def get(self, key: Hashable, build: Callable[[], T]) -> T | None:
        """Return the result kept under `key`; None while it is being worked out, which the first call begins.

        Raises
        ------
        SacDashError
            What `build` raised. It is told once: whoever asks again begins the work again.
        """
        with self._lock:
            work = self._works.get(key)
            if work is None:
                work = self._works[key] = _Work()
                self._drop_oldest()
                Thread(target=self._run, args=(work, build), name="worked-out-beside", daemon=True).start()
            self._works.move_to_end(key)
            if work.fault is not None:
                del self._works[key]
                raise work.fault
            return work.result

    def _drop_oldest(self) -> None:
        """Forget what was asked for longest ago; what is still being worked out stays."""
        earlier = list(self._works.items())[:-1]
        done = [key for key, work in earlier if work.result is not None or work.fault is not None]
        for key in done[: max(0, len(self._works) - self._most)]:
            del self._works[key]

    def _run(self, work: _Work[T], build: Callable[[], T]) -> None:
        with self._turn:
            try:
                work.result = build()
            except SacDashError as fault:
                work.fault = fault
            except Exception:
                log.exception("Work beside a request failed")
                work.fault = SacDashError("this could not be worked out", remedy="See the log of the server")
