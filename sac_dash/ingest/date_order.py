"""Whether 03/04/2024 is 3 April or 4 March: settled for a whole column, by its own evidence.

British order is taken first. A column is read the American way only when values prove it (a
"day" above twelve in second place and none in the first). When nothing in the column tells,
it is read as day first and reported as ambiguous: a guess is never silent.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

LEAST_MONTH_FIRST_SHARE = 0.1  # of a column's slash dates, for them to turn it the American way


@dataclass(frozen=True)
class OrderEvidence:
    """How many slash dates of a column can be read only one way, or both."""

    day_first: int = 0
    month_first: int = 0
    either: int = 0

    def __add__(self, other: OrderEvidence) -> OrderEvidence:
        """Add the evidence of two columns."""
        return OrderEvidence(
            self.day_first + other.day_first, self.month_first + other.month_first, self.either + other.either
        )

    @property
    def tells(self) -> bool:
        """Return whether any value can be read only one way."""
        return self.day_first + self.month_first > 0

    @property
    def is_a_slip(self) -> bool:
        """Return whether so few values are month first, and none day first, that they may be slips.

        Three in five dates written month first have a day above twelve.
        """
        possible = self.month_first + self.either
        return not self.day_first and self.month_first < LEAST_MONTH_FIRST_SHARE * possible


@dataclass(frozen=True)
class DateOrder:
    """The order chosen, and how it is told in the quality report."""

    order: str  # "DMY" | "MDY" | "YMD"
    told: str | None  # None: the column holds no slash dates
    ambiguous: bool = False


def weigh_order(parts: pl.DataFrame) -> OrderEvidence:
    """Count what the slash dates of a column prove."""
    slash = parts.filter(pl.col("format") == "slash")
    first, second = slash["first"], slash["second"]
    possible = slash.filter(first.is_between(1, 31) & second.is_between(1, 31))
    day_first = possible.filter((pl.col("first") > 12) & (pl.col("second") <= 12)).height
    month_first = possible.filter((pl.col("second") > 12) & (pl.col("first") <= 12)).height
    either = possible.filter((pl.col("first") <= 12) & (pl.col("second") <= 12)).height
    return OrderEvidence(day_first, month_first, either)


def decide_order(
    own: OrderEvidence, file: OrderEvidence = OrderEvidence(), stated: str | None = None
) -> DateOrder:
    """Choose a column's order: what the mapping states, else its own evidence, else its file's.

    >>> decide_order(OrderEvidence(month_first=3, either=9)).order
    'MDY'
    >>> decide_order(OrderEvidence(either=9)).told
    'ambiguous, read as DMY'
    """
    if not (own.tells or own.either):
        return DateOrder(stated or "DMY", None)
    if stated:
        return DateOrder(stated, f"{stated}, as the mapping states")
    evidence = own if own.tells else file
    if not evidence.tells or evidence.is_a_slip:
        return DateOrder("DMY", "ambiguous, read as DMY", ambiguous=True)
    order = "MDY" if evidence.month_first > evidence.day_first else "DMY"
    return DateOrder(order, order if own.tells else f"{order}, by the file's other dates")
