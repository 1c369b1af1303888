"""Where letters may stand so that none lies over another: the first free place about a point, best places first.

Deterministic and greedy: what matters most is placed first, and a label that finds no room is left out rather
than laid over another one.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points of the sheet


@dataclass
class Occupied:
    """The boxes taken on a sheet; `edge` is what nothing may reach over."""

    edge: Box
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> None:
        """Take a box whatever lies under it."""
        self.taken.append(box)

    def free(self, box: Box) -> bool:
        """Tell whether a box lies within the edge and over nothing taken."""
        left, bottom, right, top = self.edge
        inside = box[0] >= left and box[1] >= bottom and box[2] <= right and box[3] <= top
        return inside and not any(_overlap(box, each) for each in self.taken)

    def crowding(self, box: Box) -> float:
        """Return over how much of what is taken a box would lie."""
        return sum(_shared(box, each) for each in self.taken)

    def place_about(self, x: float, y: float, width: float, height: float, off: float) -> Box | None:
        """Take and return the first free box about a point: right, left, above, below, then the corners."""
        spots = (
            (x + off, y - height / 2),
            (x - off - width, y - height / 2),
            (x - width / 2, y + off),
            (x - width / 2, y - off - height),
            (x + off, y + off * 0.4),
            (x + off, y - off * 0.4 - height),
            (x - off - width, y + off * 0.4),
            (x - off - width, y - off * 0.4 - height),
        )
        for left, bottom in spots:
            box = (left, bottom, left + width, bottom + height)
            if self.free(box):
                self.take(box)
                return box
        return None


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _shared(one: Box, other: Box) -> float:
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return max(0.0, wide) * max(0.0, high)
