"""How the innermost loops are compiled: functions that make no array of their own.

The compiler otherwise counts who holds an array each time that one is taken from a record or handed on, which takes
the exhaustive search a third of its time. A function that allocates nothing has nothing to count.
"""

from __future__ import annotations

from functools import partial

from numba import njit

leaf = partial(njit, cache=True, _nrt=False)
"""Compiles a function that makes no array; one that does make one is refused when it is compiled."""
