"""How the innermost loops are compiled: functions that make no array of their own.

The compiler otherwise counts who holds an array each time that one is taken from a record or handed on, which takes
the exhaustive search more than half of its time. A function that makes no array has nothing to count.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from numba import njit

Compiled = TypeVar("Compiled", bound=Callable[..., Any])


def leaf(function: Compiled) -> Compiled:
    """Compile a function that makes no array and returns none.

    One that makes an array is refused when it is first called. The option is not among those that numba documents: a
    release without it is refused when this is imported, so that `constraints.txt` names the release.
    """
    compiled: Compiled = njit(cache=True, _nrt=False)(function)  # type: ignore[call-overload]
    return compiled
