"""Average-link agglomeration of scored pairs under must-link and cannot-link.

Series grow from tight cores: the two groups with the highest mean log odds join first. A pair
that was not kept counts as a stated floor, so that a long chain of good links does not make a
series. The result depends on neither the order of pairs nor of offences beyond their positions.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence

Edge = tuple[int, int, float]


class _Groups:
    """Groups of offences with the summed log odds between them (only pairs that were kept)."""

    def __init__(
        self, n: int, edges: Iterable[Edge], floor: float, cannot: Iterable[tuple[int, int]]
    ) -> None:
        self.group_of = list(range(n))
        self.members: list[list[int]] = [[offence] for offence in range(n)]
        self.version = [0] * n
        self.floor = floor
        self.near: list[dict[int, tuple[float, int]]] = [{} for _ in range(n)]
        self.apart: list[set[int]] = [set() for _ in range(n)]
        for a, b, log_odds in edges:
            self.near[a][b] = self.near[b][a] = (log_odds, 1)
        for a, b in cannot:
            self.apart[a].add(b)
            self.apart[b].add(a)

    def mean_log_odds(self, a: int, b: int) -> float:
        """Return the mean log odds over all pairs between two groups."""
        total, count = self.near[a].get(b, (0.0, 0))
        pairs = len(self.members[a]) * len(self.members[b])
        return (total + self.floor * (pairs - count)) / pairs

    def join(self, a: int, b: int) -> int:
        """Join two groups; the one with the lower name lives on."""
        a, b = min(a, b), max(a, b)
        for offence in self.members[b]:
            self.group_of[offence] = a
        self.members[a] += self.members[b]
        self.members[b] = []
        self._inherit(a, b)
        self.version[a] += 1
        self.version[b] += 1
        return a

    def _inherit(self, a: int, b: int) -> None:
        """Hand b's neighbours and prohibitions on to a."""
        self.near[a].pop(b, None)
        self.near[b].pop(a, None)
        for other, (total, count) in self.near[b].items():
            del self.near[other][b]
            had, had_count = self.near[a].get(other, (0.0, 0))
            self.near[a][other] = self.near[other][a] = (had + total, had_count + count)
        self.near[b] = {}
        for other in self.apart[b]:
            self.apart[other].discard(b)
            self.apart[other].add(a)
        self.apart[a] |= self.apart[b]
        self.apart[b] = set()


def agglomerate(
    n: int,
    edges: Sequence[Edge],
    *,
    floor: float,
    threshold: float,
    must: Iterable[tuple[int, int]] = (),
    cannot: Iterable[tuple[int, int]] = (),
) -> list[list[int]]:
    """Return groups of offences (each sorted; singles included), by average linkage.

    Parameters
    ----------
    n
        Offences, numbered from 0.
    edges
        Kept pairs ``(a, b, natural log odds)``; each unordered pair once.
    floor
        Log odds of a pair that is not among `edges`.
    threshold
        Two groups join while their mean log odds are at least this.
    must, cannot
        Pairs that stand together, or apart, whatever the evidence. Where they contradict one
        another `cannot` wins: a rejected link stays rejected.
    """
    groups = _Groups(n, sorted(edges), floor, cannot)
    for a, b in sorted(must):
        left, right = groups.group_of[a], groups.group_of[b]
        if left != right and right not in groups.apart[left]:
            groups.join(left, right)
    queue = _first_queue(groups, threshold)
    while queue:
        _, a, b, version_a, version_b = heapq.heappop(queue)
        if (groups.version[a], groups.version[b]) != (version_a, version_b) or b in groups.apart[a]:
            continue
        joined = groups.join(a, b)
        for other in groups.near[joined]:
            _offer(groups, queue, joined, other, threshold)
    return [sorted(members) for members in groups.members if members]


def _first_queue(groups: _Groups, threshold: float) -> list[tuple[float, int, int, int, int]]:
    """Return the heap of all first joins."""
    queue: list[tuple[float, int, int, int, int]] = []
    for a, near in enumerate(groups.near):
        for b in near:
            if a < b:
                _offer(groups, queue, a, b, threshold)
    return queue


def _offer(
    groups: _Groups, queue: list[tuple[float, int, int, int, int]], a: int, b: int, threshold: float
) -> None:
    """Put a possible join on the heap if it is good enough."""
    score = groups.mean_log_odds(a, b)
    if score >= threshold:
        a, b = min(a, b), max(a, b)
        heapq.heappush(queue, (-score, a, b, groups.version[a], groups.version[b]))
