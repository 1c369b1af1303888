"""Which members of a series stand apart, so that no card speaks of a group where one does not fit.

A group is joined by its links as a whole; one offence years away from the rest, or held by weak links
only, can be carried along. It is shown, and shown as periphery: the analyst decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from sac_dash.patterns.series_facts import gaps_days


class Standing(StrEnum):
    """How a member stands to the rest of its series."""

    WITHIN = "within"
    APART_IN_TIME = "apart_in_time"
    WEAKLY_LINKED = "weakly_linked"


@dataclass(frozen=True)
class StandingParameters:
    """When a member stands apart in time.

    Parameters
    ----------
    gap_factor
        Its nearest gap is more than this many times the longest gap among the others (5).
    min_gap_days
        And more than this (180): within half a year a pause is nothing special.
    """

    gap_factor: float = 5.0
    min_gap_days: float = 180.0


def tell_standing(members: pl.DataFrame, parameters: StandingParameters | None = None) -> list[Standing]:
    """Say how each member stands to the rest.

    Parameters
    ----------
    members
        In order of `from_at`; with `role` as in `domain.columns.SERIES_MEMBERS`.

    Returns
    -------
    list of Standing
        One a member, in the same order. Time goes before weak links where both hold. It must not be
        read as "not of the series": a pause may be a prison sentence.
    """
    parameters = parameters or StandingParameters()
    gaps = gaps_days(members)
    return [
        Standing.APART_IN_TIME
        if _apart_in_time(position, gaps, parameters)
        else Standing.WEAKLY_LINKED
        if role == "periphery"
        else Standing.WITHIN
        for position, role in enumerate(members.get_column("role"))
    ]


def _apart_in_time(position: int, gaps: list[float], parameters: StandingParameters) -> bool:
    """Tell whether one member's nearest gap dwarfs every gap that it has no part in."""
    own = gaps[max(0, position - 1) : position + 1]
    others = gaps[: max(0, position - 1)] + gaps[position + 1 :]
    if not others:
        return False
    return min(own) > max(parameters.min_gap_days, parameters.gap_factor * max(others))
