"""Average-link agglomeration of scored pairs under must-link and cannot-link.

Series grow from tight cores: the two groups with the highest mean log odds join first. A pair
that was not kept counts as a stated floor, so that a long chain of good links does not make a
series. Many pairs that agree say more than one: their number adds to the mean, by its logarithm,
as pairs of the same offences are far from independent (decision record 6 compares the alternatives).
The result depends on neither the order of pairs nor of offences beyond their positions.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Iterable, Sequence

Edge = tuple[int, int, float]

Watch = Callable[[Sequence[int], float], None]
"""What is told of each join: the members of the joined group and the mean log odds of its pairs."""


class _Groups:
    """Groups of offences with the summed log odds between them (only pairs that were kept)."""

    def __init__(
        self,
        n: int,
        edges: Iterable[Edge],
        floor: float,
        size_gain: float,
        cannot: Iterable[tuple[int, int]],
    ) -> None:
        self.group_of = list(range(n))
        self.members: list[list[int]] = [[offence] for offence in range(n)]
        self.version = [0] * n
        self.inside = [0.0] * n
        self.floor = floor
        self.size_gain = size_gain
        self.near: list[dict[int, tuple[float, int]]] = [{} for _ in range(n)]
        self.apart: list[set[int]] = [set() for _ in range(n)]
        for a, b, log_odds in edges:
            self.near[a][b] = self.near[b][a] = (log_odds, 1)
        for a, b in cannot:
            self.apart[a].add(b)
            self.apart[b].add(a)

    def worth(self, a: int, b: int) -> float:
        """Return the mean log odds over all pairs between two groups, and what their number adds."""
        total, count = self.near[a].get(b, (0.0, 0))
        pairs = len(self.members[a]) * len(self.members[b])
        return (total + self.floor * (pairs - count)) / pairs + self.size_gain * math.log(pairs)

    def join(self, a: int, b: int) -> int:
        """Join two groups; the one with the lower name lives on."""
        a, b = min(a, b), max(a, b)
        total, count = self.near[a].get(b, (0.0, 0))
        absent = len(self.members[a]) * len(self.members[b]) - count
        self.inside[a] += self.inside[b] + total + self.floor * absent
        for offence in self.members[b]:
            self.group_of[offence] = a
        self.members[a] += self.members[b]
        self.members[b] = []
        self._inherit(a, b)
        self.version[a] += 1
        self.version[b] += 1
        return a

    def tightness(self, a: int) -> float:
        """Return the mean log odds of all pairs of a group of two or more."""
        size = len(self.members[a])
        return 2.0 * self.inside[a] / (size * (size - 1))

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
    size_gain: float = 0.0,
    must: Iterable[tuple[int, int]] = (),
    cannot: Iterable[tuple[int, int]] = (),
    watch: Watch | None = None,
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
        Two groups join while their mean log odds, with the gain of size, are at least this.
    size_gain
        Added to the mean for each unit of ln(pairs between the two groups).
    must, cannot
        Pairs that stand together, or apart, whatever the evidence. Where they contradict one
        another `cannot` wins: a rejected link stays rejected.
    """
    groups = _Groups(n, sorted(edges), floor, size_gain, cannot)
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
        if watch is not None:
            watch(groups.members[joined], groups.tightness(joined))
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
    score = groups.worth(a, b)
    if score >= threshold:
        a, b = min(a, b), max(a, b)
        heapq.heappush(queue, (-score, a, b, groups.version[a], groups.version[b]))
