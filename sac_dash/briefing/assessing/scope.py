"""Of what, and of which month, an assessment is: the force or one policing area, one calendar month of local time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import polars as pl

from sac_dash.briefing.assessing.ground import Ground
from sac_dash.domain.british_dates import MONTH_NAMES, british_day, british_month
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.figures.wording import say_list
from sac_dash.patterns.counts import NOT_KNOWN
from sac_dash.patterns.periods import Period, local_day, next_start, start_of

MONTH = Period.MONTH


@dataclass(frozen=True)
class Scope:
    """What an assessment is of.

    Parameters
    ----------
    area
        A policing area; "" for the force, that is: every offence held.
    called
        The area, or whose offences are held, in words.
    month
        Its first day.
    whole
        False where the month had not ended at the end of the data.
    """

    area: str
    called: str
    month: date
    whole: bool

    @property
    def next_month(self) -> date:
        """Return the first day after the month."""
        return next_start(self.month, MONTH)

    @property
    def month_said(self) -> str:
        """Return the month in words: ``May 2026``."""
        return british_month(self.month)

    @property
    def begins_at(self) -> datetime:
        """Return its first moment (UTC)."""
        return midnight(self.month)

    @property
    def ends_at(self) -> datetime:
        """Return the first moment after it (UTC)."""
        return midnight(self.next_month)

    def months_back(self, back: int) -> date:
        """Return the first day of the month so many months earlier."""
        day = self.month
        for _ in range(back):
            day = start_of(day - timedelta(days=1), MONTH)
        return day

    def within(self) -> pl.Expr:
        """Return whether an offence lies in the area; every offence lies in the force."""
        return (
            pl.lit(value=True)
            if not self.area
            else (pl.col("policing_area") == self.area).fill_null(value=False)
        )

    def of_month(self) -> pl.Expr:
        """Return whether an offence counts in the month, by the rule of every count."""
        return self.within() & (pl.col("month") == self.month)


def midnight(day: date) -> datetime:
    """Return the local midnight at which a day begins (UTC)."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(SOURCE_TIMEZONE)).astimezone(UTC)


def scope_of(ground: Ground, area: str, month: date | None) -> Scope:
    """Return what is asked for: an area by name (any case), and a month or the last whole one.

    Raises
    ------
    SacDashError
        When no offence of the area is held, or the data hold nothing of the month.
    """
    if ground.offences.is_empty():
        raise SacDashError("no offences are held", remedy="Ingest a crime export first")
    name = _area_called(ground, area)
    chosen = start_of(month, MONTH) if month is not None else ground.last_whole_month
    first, last = ground.months[0], ground.months[-1]
    if not first <= chosen <= last:
        raise SacDashError(
            f"no data are held of {british_month(chosen)}: they reach from {british_month(first)} to"
            f" {british_day(local_day(ground.as_of))}",
            remedy="Choose a month within the data, or ingest what is missing",
        )
    return Scope(name, name or ground.force_said, chosen, ground.is_whole(chosen))


def months_between(first: date, last: date) -> list[date]:
    """Return the first days of the months from one to the other, both included."""
    months = [first]
    while months[-1] < last:
        months.append(next_start(months[-1], MONTH))
    return months


def short_month(day: date) -> str:
    """Return a month for a narrow place: ``May 26``."""
    return f"{MONTH_NAMES[day.month - 1]} {day:%y}"


def _area_called(ground: Ground, asked: str) -> str:
    wanted = asked.strip()
    if not wanted:
        return ""
    if wanted in ground.areas:
        return wanted
    alike = [each for each in ground.areas if each.casefold() == wanted.casefold()]
    if len(alike) == 1:
        return alike[0]
    known = (
        say_list(ground.areas, 12)
        if ground.areas
        else "none: give offences a policing area, or import boundaries"
    )
    raise SacDashError(
        f'no offence of the policing area "{wanted[:60]}" is held', remedy=f"Those held: {known}"
    )


__all__ = ["MONTH", "NOT_KNOWN", "Scope", "midnight", "months_between", "scope_of", "short_month"]
