"""What the figures of time say in words: n, what was left out, what stands out, how to read it."""

from __future__ import annotations

from sac_dash.dashboard.pages.patterns.words import say_basis
from sac_dash.domain.british_dates import MONTH_NAMES
from sac_dash.figures.shares_in_words import say_share
from sac_dash.figures.week_hours import WEEKDAYS, busiest, hour_name
from sac_dash.patterns.aoristic import HourTable, Shares
from sac_dash.patterns.lighting import LightTable
from sac_dash.patterns.seasonality import MonthTable

_FEW_YEARS = 3


def say_week(table: HourTable) -> str:
    """Return the caption of the hours of the week."""
    day, hour = busiest(table.cells)
    most = f"{WEEKDAYS[day]} {hour_name(hour)}, {_share(table.cells, (day, hour))}"
    return (
        f"{say_basis(table.basis)} · windows worth {table.effective_n:,.0f} offences timed to the hour"
        f" · most: {most}. Each offence spread evenly over its window:"
        " not the hour it was committed. Right: each day."
    )


def say_hours(table: HourTable) -> str:
    """Return the caption of the hours of the day."""
    (hour,) = busiest(table.hours)
    return (
        f"{say_basis(table.basis)} · most: {hour_name(hour)}, {_share(table.hours, (hour,))}."
        " Lines: 95 % interval (Jeffreys)."
    )


def say_months(table: MonthTable) -> str:
    """Return the caption of the months."""
    month = int(table.per_day.argmax())
    few = (
        f" Only {table.n_years:.1f} years: one busy month looks like a season."
        if round(table.n_years, 1) < _FEW_YEARS
        else ""
    )
    rate, low, high = (float(each[month]) for each in (table.per_day, table.low, table.high))
    return (
        f"{say_basis(table.basis)} · most: {MONTH_NAMES[month]}, {rate:.2f} a day ({low:.2f} to {high:.2f})."
        f" Dotted: all days. Lines: 95 % interval (Poisson).{few}"
    )


def say_light(table: LightTable) -> str:
    """Return the caption of the light."""
    observed = table.observed
    low, high, expected = float(observed.low[0]), float(observed.high[0]), float(table.expected_share[0])
    verdict = (
        "more than their days and nights explain"
        if low > expected
        else "less than their days and nights would give"
        if high < expected
        else "no more than their days and nights would give"
    )
    return (
        f"{say_basis(table.basis)} · in the dark {_share(observed, (0,))} where the same days,"
        f" every hour alike, give {say_share(expected)} (mark): {verdict}."
    )


def _share(shares: Shares, cell: tuple[int, ...]) -> str:
    return say_share(float(shares.share[cell]), float(shares.low[cell]), float(shares.high[cell]))
