"""What a result rests on: how many offences, how many were left out and why, and when it stays silent.

A figure without its n misleads, and so does one whose n hides the offences it could not use. Every
analysis of time and place therefore hands back a :class:`Basis`, and where there is too little to say
it hands back :class:`NotEnough` in place of a result, so that a page says so aloud.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LeftOut(StrEnum):
    """Why an offence is no part of a result."""

    MONTH_ONLY = "known to the month only"
    WINDOW_TOO_LONG = "window too long to say when"
    NO_PLACE = "place not known"
    NO_PREMISES = "premises not known"
    AFTER_CUT_OFF = "after the cut-off"
    NOT_IN_SAMPLE = "not in the sample looked at"


class TooLittle(StrEnum):
    """What a result would have needed more of."""

    OFFENCES = "offences"
    PLACES = "distinct places"
    OUTINGS = "nights of offending"
    DAYS = "days of data"
    BACK_TESTS = "series to test the method on"
    SUPPORT = "earlier windows that came true"
    SWITCHED_ON = "switch turned on (it is off)"


@dataclass(frozen=True)
class Basis:
    """The offences behind a result.

    Attributes
    ----------
    n
        Offences used.
    left_out
        Reasons and how many offences each left out, only those above 0.
    """

    n: int
    left_out: tuple[tuple[LeftOut, int], ...] = ()

    @property
    def n_left_out(self) -> int:
        """Return how many offences are no part of the result."""
        return sum(n for _, n in self.left_out)


@dataclass(frozen=True)
class NotEnough:
    """In place of a result: what is short, how much there is, and how much is needed.

    Examples
    --------
    >>> print(NotEnough(TooLittle.OFFENCES, 3, 5, Basis(3)))
    Not enough data: 3 offences, at least 5 needed
    """

    reason: TooLittle
    n: int
    needed: int
    basis: Basis

    def __str__(self) -> str:
        """Return the sentence a page shows."""
        return f"Not enough data: {self.n:,} {self.reason.value}, at least {self.needed:,} needed"


def rest_on(n: int, **left_out: int) -> Basis:
    """Return the basis of `n` offences, with the number left out for each reason (by its name in lower case).

    >>> rest_on(4, no_place=2, month_only=0)
    Basis(n=4, left_out=((<LeftOut.NO_PLACE: 'place not known'>, 2),))
    """
    return Basis(
        int(n), tuple((LeftOut[name.upper()], int(count)) for name, count in left_out.items() if count)
    )
