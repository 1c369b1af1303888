"""All that a daily meeting is told, in order: what is new, where it belongs, what changed, what to look at.

A suggested group of two that nobody took in hand is a pair and told as one: to call it a series, and its
second offence one that "joins", would say more than is known.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sac_dash.casework import CaseBook, Recorded, Undo, fold
from sac_dash.casework.actions import MeetingAction, RecordAction
from sac_dash.domain.errors import StoreError
from sac_dash.patterns.new_offences import NewOffences, find_new
from sac_dash.patterns.new_placing import find_new_pairs, place_new
from sac_dash.patterns.series_changes import SeriesChange, compare_series
from sac_dash.store import Generation
from sac_dash.workflow.series_in_hand import SeriesInHand, series_in_hand
from sac_dash.workflow.since_sitting import Since


@dataclass(frozen=True)
class Night:
    """What is otherwise since a point.

    Parameters
    ----------
    placing
        `patterns.new_placing.PLACING` of the new attacks and burglaries.
    pairs
        `patterns.new_placing.NEW_PAIRS`.
    changes
        Series whose members are others; `compared` says whether the earlier ones were there to compare.
    decisions
        What analysts decided since and did not take back, in order; sittings and actions left out.
    known
        Series on record or in hand: the others are suggestions.
    """

    since: Since
    new: NewOffences
    placing: pl.DataFrame
    pairs: pl.DataFrame
    changes: tuple[SeriesChange, ...]
    compared: bool
    decisions: tuple[Recorded, ...]
    known: frozenset[str]

    @property
    def joins_known(self) -> int:
        """Return how many new offences are in, or proposed to, a series on record or in hand."""
        return self._joined(known=True)

    @property
    def joins_suggested(self) -> int:
        """Return how many new offences are in a series that is only suggested."""
        return self._joined(known=False)

    def _joined(self, *, known: bool) -> int:
        in_one = self.placing.filter(pl.col("standing").is_not_null())
        return int((in_one["series_id"].is_in(list(self.known)) == known).sum())


def read_night(generation: Generation, series: SeriesInHand, book: CaseBook, since: Since) -> Night:
    """Return what a meeting is told of a generation since a point."""
    held = _frame_of(since.before)
    placed = _without_pairs(series)
    new = find_new(generation.offences, since.moment, held)
    keys = set(generation.offences["offence_key"].gather(list(new.rows)))
    in_series = placed.filter((pl.col("standing") != "rejected") & pl.col("row").is_not_null())["row"]
    before = None if held is None else _series_before(since, book)
    return Night(
        since=since,
        new=new,
        placing=place_new(new.linked, placed, generation.link_ends),
        pairs=find_new_pairs(new.linked, in_series.unique(), generation.link_ends),
        changes=_shown(compare_series(placed, before, keys), series),
        compared=before is not None,
        decisions=decisions_since(book, since.head),
        known=frozenset(series.series.filter(pl.col("known") | pl.col("owned"))["series_id"]),
    )


def decisions_since(book: CaseBook, head: int) -> tuple[Recorded, ...]:
    """Return what was decided after entry `head` and still stands, in order."""
    return tuple(
        entry
        for entry in book.entries_after(head)
        if entry.seq not in book.undone and not isinstance(entry.action, MeetingAction | Undo)
    )


def series_head(book: CaseBook) -> int:
    """Return the number of the last decision that can move a series: a ticked action or an arrest moves none."""
    moving = (
        entry.seq
        for entry in reversed(book.entries)
        if not isinstance(entry.action, MeetingAction | RecordAction)
    )
    return next(moving, 0)


def _frame_of(before: Generation | None) -> pl.Series | None:
    """Return the offences an earlier generation held; None where it is gone or damaged."""
    try:
        return None if before is None else before.offences["offence_key"]
    except StoreError:
        return None


def _series_before(since: Since, book: CaseBook) -> pl.DataFrame | None:
    """Return the series as they stood at the sitting: its generation under what was decided by then."""
    then = fold(entry for entry in book.entries if entry.seq <= since.head)
    try:
        return None if since.before is None else series_in_hand(since.before, then).placed
    except StoreError:
        return None


def _without_pairs(series: SeriesInHand) -> pl.DataFrame:
    """Return where offences stand, without suggested groups of two that nobody took in hand."""
    untouched = ~pl.col("known") & ~pl.col("owned") & (pl.col("members") + pl.col("proposed") <= 2)
    pairs = series.series.filter(untouched)["series_id"]
    return series.placed.filter(~pl.col("series_id").is_in(pairs.implode()))


def _shown(changes: tuple[SeriesChange, ...], series: SeriesInHand) -> tuple[SeriesChange, ...]:
    """Return the changes of series that are shown: at least two members, or in somebody's hand."""
    shown = set(series.series["series_id"])
    return tuple(change for change in changes if change.series_id in shown)
