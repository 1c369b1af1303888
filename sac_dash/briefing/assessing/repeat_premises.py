"""Section 9, premises hit again, and those likeliest to be: hit lately, and hit before.

It ranks no premises that was never hit: those are not in a file of offences.
"""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import polars as pl

from sac_dash.briefing.assessing.ground import LINKED, Ground
from sac_dash.briefing.assessing.hours import left_out
from sac_dash.briefing.assessing.scope import Scope
from sac_dash.briefing.document import Block, Column, Passage, Table
from sac_dash.figures.place_words import place_of, premises_of
from sac_dash.figures.wording import say_day
from sac_dash.patterns.basis import NotEnough
from sac_dash.patterns.repeats import RepeatParameters, RepeatPremises, count_repeats
from sac_dash.patterns.time_windows import read_windows

LOOK_BACK_DAYS = 365
AGAIN_DAYS = (28, 91)
MOST_PREMISES = 8


def repeat_section(ground: Ground, scope: Scope) -> tuple[Block, ...]:
    """Return how soon premises are hit again, and those of the month that had been hit before."""
    return (Passage("repeats", "Repeats", _curve(ground, scope)), *_table(ground, scope))


def _curve(ground: Ground, scope: Scope) -> str:
    held = ground.offences.with_columns(premises=pl.Series(ground.premises))
    mine = held.filter(
        scope.within() & pl.col("offence_class").is_in(LINKED) & (pl.col("from_at") < scope.ends_at)
    )
    watched_to = min(scope.ends_at, ground.as_of)
    found = count_repeats(
        mine["premises"].to_numpy(), read_windows(mine), watched_to, RepeatParameters(within_days=AGAIN_DAYS)
    )
    if isinstance(found, NotEnough):
        return (
            "How soon premises are hit again:"
            f" {str(found)[:1].lower()}{str(found)[1:]}{left_out(found.basis)}."
        )
    counted = (
        f"Of {found.basis.n:,} attacks and burglaries at known premises up to the end of {scope.month_said},"
        f" {found.n_repeats:,} were at premises hit before ({found.n_repeat_premises:,} of"
        f" {found.n_premises:,} premises){left_out(found.basis)}."
    )
    shares = [_again(found, place) for place in range(len(AGAIN_DAYS))]
    told = "; ".join(filter(None, shares))
    return f"{counted} {told}." if told else counted


def _again(found: RepeatPremises, place: int) -> str:
    share = found.again_share[place]
    if not np.isfinite(share) or not found.n_repeats:
        return ""
    low, high = found.low[place], found.high[place]
    between = (
        f" (between {low * 100:.0f} and {high * 100:.0f})" if np.isfinite(low) and np.isfinite(high) else ""
    )
    return (
        f"{'Hit' if place == 0 else 'hit'} again within {found.within_days[place]} days: {share * 100:.0f} in"
        f" 100{between}"
    )


def _table(ground: Ground, scope: Scope) -> tuple[Block, ...]:
    """Return the premises of the month that were hit in the year before, those hit most often first."""
    held = ground.offences.with_columns(premises=pl.Series(ground.premises)).filter(
        (pl.col("premises") >= 0)
        & (pl.col("from_at") < scope.ends_at)
        & pl.col("offence_class").is_in(LINKED)
    )
    year = held.filter(pl.col("from_at") >= scope.ends_at - timedelta(days=LOOK_BACK_DAYS))
    mine = year.filter(scope.of_month())
    again = year.filter(pl.col("premises").is_in(mine["premises"].unique().implode()))
    hits = (
        again.group_by("premises")
        .agg(n=pl.len(), last=pl.col("row").sort_by("from_at").last())
        .filter(pl.col("n") > 1)
    )
    if hits.is_empty():
        return (
            Passage(
                "at_risk",
                "At-risk premises",
                f"None of the premises hit in {scope.month_said} (known of {mine.height} offences) had been"
                f" hit in the {LOOK_BACK_DAYS} days to its end.",
            ),
        )
    ordered = hits.sort("n", "last", descending=True)
    rows = []
    for number, n, last in ordered.head(MOST_PREMISES).iter_rows():
        record = ground.source.offences.row(last, named=True)
        days = again.filter(pl.col("premises") == number).sort("from_at")["from_at"]
        rows.append(
            (premises_of(record), place_of(record), f"{n}", ", ".join(say_day(each) for each in days[-4:]))
        )
    more = max(0, hits.height - MOST_PREMISES)
    columns = (
        Column("Premises", 2.5),
        Column("Place", 2),
        Column("Hits in a year", 1.0),
        Column("Latest", 3.2),
    )
    note = (
        f"Hit in {scope.month_said} and at least once more in the {LOOK_BACK_DAYS} days to its end; premises"
        f" are known of {mine.height} of the month's offences.{f' {more} more not shown.' if more else ''}"
    )
    return (Table("Repeat and at-risk premises", columns, tuple(rows), note, small=True),)
