"""What is watched week by week: classes, methods of ATM attack, policing areas, an analyst's own streams.

Every stream is counted on local days (a week begins on Monday, Europe/London), each offence on the day its
window begins: the counting rule of :mod:`sac_dash.patterns.counts`. The time at which an offence became
known travels with it, because an alarm rings when enough is known and not when it was committed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from sac_dash.domain.offence_class import CLASS_LABELS, LINKED_CLASSES
from sac_dash.domain.when import SOURCE_TIMEZONE, WhenPrecision
from sac_dash.patterns.behaviour_rates import PRESENT_STATES

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DAYS_A_WEEK = 7
METHOD_FACET = "atm_attack"
EPOCH_MONDAY = date(1970, 1, 5)


@dataclass(frozen=True, eq=False)
class Stream:
    """One thing watched: a key that stays, a label for people, and the rows of its offences (whole numbers)."""

    key: str
    label: str
    rows: Ints


@dataclass(frozen=True, eq=False)
class WatchedHistory:
    """Streams over time.

    Attributes
    ----------
    streams
        What is watched.
    first_monday
        Start of week 0: the first week that the data cover from its first day.
    counts
        streams × weeks; the last week may not be over.
    whole_weeks
        Weeks that are over.
    days, known_days
        For each stream its offences' days (with fractions) since `first_monday`, in order, and when each
        became known.
    rows
        Rows of the same offences.
    offence_key
        Keys of all offences by row; None for invented histories.
    """

    streams: tuple[Stream, ...]
    first_monday: date
    counts: Ints
    whole_weeks: int
    days: tuple[Floats, ...]
    known_days: tuple[Floats, ...]
    rows: tuple[Ints, ...]
    offence_key: pl.Series | None = None

    def monday(self, week: int) -> date:
        """Return the first day of a week."""
        return self.first_monday + timedelta(days=DAYS_A_WEEK * week)

    def day(self, days: float) -> date:
        """Return the calendar day of a time in days since the first Monday."""
        return self.first_monday + timedelta(days=int(np.floor(days)))

    def quarter(self, week: int) -> int:
        """Return the run of 13 weeks in which a week lies; the runs are the same whatever the data begin with."""
        return ((self.monday(week) - EPOCH_MONDAY).days // DAYS_A_WEEK) // 13

    def keys(self, rows: Ints) -> tuple[str, ...]:
        """Return the keys of offences."""
        if self.offence_key is None:
            return tuple(str(row) for row in rows)
        return tuple(self.offence_key.gather(rows.tolist()))


def standard_streams(
    offences: pl.DataFrame,
    tags: pl.DataFrame | None = None,
    labels: Mapping[tuple[str, str], str] | None = None,
) -> tuple[Stream, ...]:
    """Return the streams of a force: each linked class, the class in each area, each method of ATM attack.

    Parameters
    ----------
    tags
        `domain.columns.TAGS`; without them no methods are watched.
    labels
        (facet, code) → label of the methods.
    """
    streams = []
    names = offences["policing_area"].drop_nulls().unique().sort().to_list()
    code = offences["policing_area"].cast(pl.Enum(names)).to_physical().cast(pl.Int64)
    for each in LINKED_CLASSES:
        rows = (offences["offence_class"] == each.value).arg_true().to_numpy().astype(np.int64)
        name, own = CLASS_LABELS[each], code.gather(rows).fill_null(len(names)).to_numpy()
        streams.append(Stream(f"class:{each.value}", name, rows))
        streams += [
            Stream(f"area:{each.value}:{area}", f"{name}, {area}", rows[own == at])
            for at, area in enumerate(names)
        ]
    if tags is not None:
        streams += _method_streams(tags, labels or {})
    return tuple(stream for stream in streams if len(stream.rows))


def watch_streams(
    offences: pl.DataFrame,
    streams: Sequence[Stream],
    as_of: datetime,
    days_known: tuple[Floats, Floats, float] | None = None,
) -> WatchedHistory:
    """Count the streams up to a moment, with only what was known by then.

    Parameters
    ----------
    offences
        `domain.columns.OFFENCES`; offences of which only the month is known are left out.
    as_of
        Aware; an offence is known when it was recorded or, where that is not stated, when its window ended.
    days_known
        What :func:`local_days` gives, where the caller has it already.
    """
    day, known_day, cut = days_known or local_days(offences, as_of)
    exact = (offences["when_precision"] != WhenPrecision.MONTH.value).to_numpy()
    usable = exact & (day <= cut) & (known_day <= cut)
    begun = float(day[usable].min()) if usable.any() else cut
    origin = float(np.ceil(np.floor(begun) / DAYS_A_WEEK) * DAYS_A_WEEK)  # the first week covered wholly
    n_weeks = max(0, int(np.floor((cut - origin) / DAYS_A_WEEK)) + 1)
    counts = np.zeros((len(streams), n_weeks), np.int64)
    days, known, rows = [], [], []
    for number, stream in enumerate(streams):
        own = np.asarray(stream.rows, np.int64)
        own = own[usable[own] & (day[own] >= origin)]
        own = own[np.argsort(day[own], kind="stable")]
        days.append(day[own] - origin)
        known.append(np.maximum(known_day[own], day[own]) - origin)
        rows.append(own)
        if n_weeks:
            counts[number] = np.bincount((days[-1] // DAYS_A_WEEK).astype(np.int64), minlength=n_weeks)[
                :n_weeks
            ]
    return WatchedHistory(
        streams=tuple(streams),
        first_monday=EPOCH_MONDAY + timedelta(days=origin),
        counts=counts,
        whole_weeks=max(0, int(np.floor((cut - origin) / DAYS_A_WEEK))),
        days=tuple(days),
        known_days=tuple(known),
        rows=tuple(rows),
        offence_key=offences["offence_key"],
    )


def local_days(offences: pl.DataFrame, as_of: datetime) -> tuple[Floats, Floats, float]:
    """Return each offence's local day, the day it became known and that of `as_of`, since 5 January 1970."""
    known = pl.max_horizontal(pl.col("from_at"), pl.coalesce("recorded_at", "to_at"))
    moment = pl.Series([as_of]).dt.convert_time_zone("UTC")
    asked = pl.DataFrame({"from_at": moment}).select(_day(pl.col("from_at")))
    frame = offences.select(_day(pl.col("from_at")).alias("day"), _day(known).alias("known"))
    return frame["day"].to_numpy(), frame["known"].to_numpy(), float(asked.item())


def _day(moment: pl.Expr) -> pl.Expr:
    """Return local wall-clock days since the Monday after the epoch."""
    wall = moment.dt.convert_time_zone(SOURCE_TIMEZONE).dt.replace_time_zone(None)
    return wall.dt.epoch("ms") / 86_400_000.0 - (EPOCH_MONDAY - date(1970, 1, 1)).days


def _method_streams(tags: pl.DataFrame, labels: Mapping[tuple[str, str], str]) -> list[Stream]:
    """Return a stream for each code of the facet of ATM methods."""
    held = tags.filter((pl.col("facet") == METHOD_FACET) & pl.col("state").is_in(PRESENT_STATES))
    by_code = held.group_by("code").agg(pl.col("row").unique()).sort("code")
    return [
        Stream(
            f"method:{code}",
            f"ATM method: {labels.get((METHOD_FACET, code), code)}",
            np.array(rows, np.int64),
        )
        for code, rows in by_code.iter_rows()
    ]
