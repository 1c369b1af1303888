"""Tables of counts for outsiders: small counts are not told, and cannot be worked out from the totals.

One or two offences in a cell may be one victim; they become "<3". Where a row or a column holds a single
hidden count, its total would give it away, so the next smallest count is hidden too (complementary
suppression; Willenborg and de Waal 2001, *Elements of Statistical Disclosure Control*, ch. 1.4).
"""

from __future__ import annotations

from collections.abc import Sequence

LEAST_SHOWN = 3
SMALL = f"<{LEAST_SHOWN}"
HIDDEN = "not shown"

Counts = Sequence[Sequence[int]]


def suppress_small(counts: Counts) -> tuple[tuple[str, ...], ...]:
    """Return a table of counts with small ones hidden, and others with them as far as totals require.

    Parameters
    ----------
    counts
        Rows of cells, totals left out; every row as long as the first.

    Returns
    -------
    Text by cell: "<3" for 1 and 2, "not shown" for a count hidden so that these cannot be worked out. No row's and no
    column's total gives hidden cells away, unless it holds no other count than noughts beside them: then its total
    is small itself, or must be hidden (:func:`suppress_total`).
    """
    hidden = {(r, c) for r, row in enumerate(counts) for c, n in enumerate(row) if 0 < n < LEAST_SHOWN}
    while (more := _next_to_hide(counts, hidden)) is not None:
        hidden.add(more)
    return tuple(
        tuple(_say(n, hidden=(r, c) in hidden) for c, n in enumerate(row)) for r, row in enumerate(counts)
    )


def suppress_total(counts: Sequence[int]) -> tuple[tuple[str, ...], str]:
    """Return one row of counts with small ones hidden, and what may be said of their total."""
    (row,) = suppress_small([counts])
    total = sum(counts)
    given_away = _gives_away([n for n, said in zip(counts, row, strict=True) if said in {SMALL, HIDDEN}])
    return row, (HIDDEN if given_away else say_count(total))


def say_count(n: int) -> str:
    """Return a count as outsiders may see it.

    >>> [say_count(n) for n in (0, 1, 2, 3, 1200)]
    ['0', '<3', '<3', '3', '1,200']
    """
    return SMALL if 0 < n < LEAST_SHOWN else f"{n:,}"


def _say(n: int, *, hidden: bool) -> str:
    return HIDDEN if hidden and not 0 < n < LEAST_SHOWN else say_count(n)


def _gives_away(hidden: Sequence[int]) -> bool:
    """Return whether the sum of hidden counts leaves one way to fill them: "<3" is 1 or 2, "not shown" 3 or more."""
    if len(hidden) < 2:
        return bool(hidden)
    least = sum(1 if n < LEAST_SHOWN else LEAST_SHOWN for n in hidden)
    all_small = all(n < LEAST_SHOWN for n in hidden)
    return sum(hidden) == least or (all_small and sum(hidden) == 2 * len(hidden))


def _next_to_hide(counts: Counts, hidden: set[tuple[int, int]]) -> tuple[int, int] | None:
    """Return the smallest count of a row or column whose hidden cells its total gives away, or None."""
    width = len(counts[0]) if counts else 0
    rows = [[(r, c) for c in range(width)] for r in range(len(counts))]
    columns = [[(r, c) for r in range(len(counts))] for c in range(width)]
    for line in (*rows, *columns):
        shown = [(counts[r][c], r, c) for r, c in line if (r, c) not in hidden and counts[r][c] > 0]
        if shown and _gives_away([counts[r][c] for r, c in line if (r, c) in hidden]):
            _, r, c = min(shown)
            return r, c
    return None
