"""Slices worked on two at a time and handed on in their order.

What types a slice spends nearly all its time in compiled code that lets other threads run, but much of it
uses one core: two slices side by side use both. No more than that are in hand, because each takes memory.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

THREADS = 2

T = TypeVar("T")
R = TypeVar("R")


def side_by_side(work: Callable[[T], R], items: Iterable[T], threads: int = THREADS) -> Iterator[R]:
    """Yield `work(item)` for each item, in order, with `threads` of them in hand.

    An error of any item, or of whoever takes the results, ends the rest.
    """
    waiting: deque[Future[R]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                if len(waiting) > threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for each in waiting:
                each.cancel()


def ahead(items: Iterator[T]) -> Iterator[T]:
    """Yield items one after the other, the next one already being made in a thread of its own."""
    done = object()
    with ThreadPoolExecutor(1) as pool:
        coming = pool.submit(next, items, done)
        while (item := coming.result()) is not done:
            coming = pool.submit(next, items, done)
            yield item  # type: ignore[misc]
