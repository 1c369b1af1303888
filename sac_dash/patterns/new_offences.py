"""Which offences are new since the last daily meeting, and by what rule that is said.

An extract holds offences from years ago that were recorded last night, and is seldom as fresh as the
clock on the wall. New is therefore what the data of the last sitting did not hold; only where that data
is no longer there (or no sitting was ever marked) is it what was recorded or committed since a moment.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import polars as pl

from sac_dash.domain.offence_class import LINKED_CLASSES, OffenceClass
from sac_dash.domain.when import WhenPrecision


class NewRule(StrEnum):
    """By what rule offences count as new."""

    NOT_HELD = "not_held"  # the data of the sitting did not hold them
    SINCE = "since"  # recorded or committed after a moment


@dataclass(frozen=True)
class NewParameters:
    """When a new offence counts as one that came late.

    Parameters
    ----------
    late_days
        Its window ended more than this many days before the sitting (28): a back record, no night's work.
    """

    late_days: float = 28.0


@dataclass(frozen=True)
class NewOffences:
    """What is new.

    Parameters
    ----------
    linked, enablers, other
        Rows of attacks and burglaries, of enabler thefts, and of offences that are only counted; each
        with the latest committed first.
    late
        Rows among them whose window ended long before.
    n_month_only
        Offences left out because only their month is known (rule ``since`` alone).
    """

    rule: NewRule
    since: datetime
    linked: tuple[int, ...]
    enablers: tuple[int, ...]
    other: tuple[int, ...]
    late: frozenset[int]
    n_month_only: int

    @property
    def rows(self) -> tuple[int, ...]:
        """Return every new row."""
        return self.linked + self.enablers + self.other


def find_new(
    offences: pl.DataFrame,
    since: datetime,
    held: pl.Series | None = None,
    parameters: NewParameters | None = None,
) -> NewOffences:
    """Return the offences that are new since a sitting.

    Parameters
    ----------
    offences
        `domain.columns.OFFENCES`.
    since
        How far the data of the sitting went (aware); without `held` offences are new when they were
        recorded, or their window ended, after it.
    held
        The `offence_key` of every offence the sitting's data held; None where that is not known.
    """
    parameters = parameters or NewParameters()
    frame = offences.select(
        "offence_key", "offence_class", "recorded_at", "to_at", "when_precision"
    ).with_row_index("row")
    if held is None:
        after = frame.filter(pl.max_horizontal("recorded_at", "to_at") > since)
        fresh = after.filter(pl.col("when_precision") != WhenPrecision.MONTH.value)
    else:
        after = fresh = frame.join(held.alias("offence_key").to_frame(), on="offence_key", how="anti")
    fresh = fresh.sort("to_at", "row", descending=True)
    late = fresh.filter(pl.col("to_at") < since - timedelta(days=parameters.late_days))
    linked = pl.col("offence_class").is_in([each.value for each in LINKED_CLASSES])
    enabler = pl.col("offence_class") == OffenceClass.ENABLER.value
    return NewOffences(
        rule=NewRule.SINCE if held is None else NewRule.NOT_HELD,
        since=since,
        linked=tuple(fresh.filter(linked)["row"]),
        enablers=tuple(fresh.filter(enabler)["row"]),
        other=tuple(fresh.filter(~linked & ~enabler)["row"]),
        late=frozenset(late["row"]),
        n_month_only=after.height - fresh.height,
    )
