"""Which series are live where, and what changed of them in a month: from members that stand, never rejected ones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from sac_dash.briefing.assessing.ground import Ground
from sac_dash.briefing.assessing.scope import Scope
from sac_dash.briefing.series_content import SeriesContent
from sac_dash.casework import SeriesField

LIVE_DAYS = 60
_STILL_IN_HAND = ("emerging", "active")


@dataclass(frozen=True)
class SeriesMonth:
    """One series in a scope.

    Parameters
    ----------
    n_month, n_before, n_after
        Its offences here in the month, in the 60 days before it, and after it.
    begun
        Its first offence anywhere fell in the month.
    firm
        On the force's record, or in hand of an analyst; the others are suggested by their links.
    confidence
        Of a suggestion.
    """

    series_id: str
    n_month: int
    n_before: int
    n_after: int
    begun: bool
    firm: bool
    confidence: float | None

    @property
    def quiet(self) -> bool:
        """Tell whether it had offences here in the 60 days before the month, and none since."""
        return bool(self.n_before) and not self.n_month and not self.n_after


def series_in_month(ground: Ground, scope: Scope) -> list[SeriesMonth]:
    """Return the series with an offence in scope since 60 days before the month, or in hand as active.

    Those on record or in hand come first, then those with most offences in the month, then the surest.
    """
    here = ground.placed.filter(scope.within())
    since = scope.begins_at - timedelta(days=LIVE_DAYS)
    counted = here.group_by("series_id").agg(
        n_month=(pl.col("month") == scope.month).sum(),
        n_before=((pl.col("from_at") >= since) & (pl.col("month") < scope.month)).sum(),
        n_after=(pl.col("month") > scope.month).sum(),
    )
    first = ground.placed.group_by("series_id").agg(pl.col("month").min().alias("first_month"))
    rows = ground.source.series.select("series_id", "known", "owned", "confidence", "members")
    joined = rows.join(counted, on="series_id").join(first, on="series_id").filter(pl.col("members") > 0)
    found = [
        SeriesMonth(
            row["series_id"], row["n_month"], row["n_before"], row["n_after"],
            row["first_month"] == scope.month, bool(row["known"] or row["owned"]), row["confidence"],
        )
        for row in joined.iter_rows(named=True)
    ]  # fmt: skip
    live = [each for each in found if each.n_month or each.n_before or _in_hand(ground, each.series_id)]
    return sorted(
        live, key=lambda each: (not each.firm, -each.n_month, -(each.confidence or 0.0), each.series_id)
    )


def live_now(ground: Ground, scope: Scope) -> list[SeriesMonth]:
    """Return the series with an offence here in the 60 days to the month's end or since, or in hand as active."""
    since = scope.ends_at - timedelta(days=LIVE_DAYS)
    here = ground.placed.filter(scope.within() & (pl.col("from_at") >= since))
    lately = set(here["series_id"])
    return [
        each
        for each in series_in_month(ground, scope)
        if each.series_id in lately or _in_hand(ground, each.series_id)
    ]


def called(ground: Ground, series_id: str) -> str:
    """Return a series' name, else its id."""
    return ground.source.names.get(series_id, series_id)


def pattern_said(content: SeriesContent) -> str:
    """Return what kind of pattern an analyst says it is, and where it stands; what nobody said is not said."""
    stated = (content.value(SeriesField.PATTERN_TYPE), content.value(SeriesField.STATUS))
    return ", ".join(each.replace("_", " ") for each in stated if each)


def _in_hand(ground: Ground, series_id: str) -> bool:
    owned = ground.source.book.series.get(series_id)
    return owned is not None and owned.value_of(SeriesField.STATUS) in _STILL_IN_HAND
