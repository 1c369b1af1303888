"""Section 8, when in the week: the month's windows spread over the hours, or three months' where one has too few."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sac_dash.briefing.assessing.ground import LINKED, Ground
from sac_dash.briefing.assessing.scope import Scope
from sac_dash.briefing.series_words import BAND_HOURS, LEAST_FOR_HOURS, best_band
from sac_dash.domain.british_dates import british_month
from sac_dash.patterns.aoristic import HourTable, spread_hours
from sac_dash.patterns.basis import Basis, NotEnough
from sac_dash.patterns.time_windows import read_windows

LEAST_IN_MONTH = 20  # offences below which three months are taken
MONTHS = 3
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, eq=False)
class HoursOfMonth:
    """The hours, of which months, and the offences spread."""

    table: HourTable | NotEnough
    period_said: str
    offences: pl.DataFrame


def hours_of_month(ground: Ground, scope: Scope) -> HoursOfMonth:
    """Return the aoristic table of the month's attacks and burglaries, or of three months'."""
    linked = ground.offences.filter(scope.within() & pl.col("offence_class").is_in(LINKED))
    month = linked.filter(pl.col("month") == scope.month)
    if month.height >= LEAST_IN_MONTH:
        return HoursOfMonth(spread_hours(read_windows(month)), scope.month_said, month)
    first = scope.months_back(MONTHS - 1)
    three = linked.filter((pl.col("month") >= first) & (pl.col("month") <= scope.month))
    said = f"{british_month(first)} to {scope.month_said}"
    return HoursOfMonth(spread_hours(read_windows(three)), said, three)


def say_hours(found: HoursOfMonth) -> str:
    """Return when in the week, as far as windows tell; or why that cannot be said."""
    table = found.table
    if isinstance(table, NotEnough):
        return f"{found.period_said}: {str(table)[:1].lower()}{str(table)[1:]}{left_out(table.basis)}."
    n = table.basis.n
    if table.effective_n < LEAST_FOR_HOURS:
        return (
            f"{found.period_said}: windows are too wide to say at what hour (n = {n}){left_out(table.basis)}."
        )
    start, share = best_band(table)
    day = int(table.weekdays.share.argmax())
    return (
        f"{found.period_said}, n = {n}: {start:02d}:00 to {(start + BAND_HOURS) % 24:02d}:00 holds"
        f" {share * 10:.0f} in 10 of the time in the windows, {_DAYS[day]} most of any day"
        f" ({table.weekdays.weight[day]:.1f} of {n} expected). That is as good as {table.effective_n:.0f}"
        f" offences timed to the hour{left_out(table.basis)}."
    )


def left_out(basis: Basis) -> str:
    """Return how many offences are no part of a result, and why; "" where none is left out."""
    told = [f"{n} {reason.value}" for reason, n in basis.left_out]
    return f" (left out: {', '.join(told)})" if told else ""
