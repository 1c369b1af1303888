"""Series as they stand: the last run's grouping under the decisions of the case book.

A run groups; analysts decide. A series that nobody touched is the run's. One that somebody touched is
theirs: what they accepted, what they hold possible, what it held when they took it in hand, and below
that what the run would add, as proposals. Rejected offences stay on record and are no members.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum

import polars as pl

from sac_dash.casework.actions import Verdict
from sac_dash.casework.case_book import CaseBook, OwnedSeries

# One row = one offence in one series, as it stands.
SERIES_NOW = {
    "series_id": pl.String,
    "offence_key": pl.String,
    "standing": pl.String,  # Standing values
    "role": pl.String,  # of the last run: "core" | "periphery"; null where the run does not hold it
    "membership_prob": pl.Float64,  # of the last run; null likewise
}


class Standing(StrEnum):
    """How an offence stands in a series."""

    ACCEPTED = "accepted"
    POSSIBLE = "possible"
    SUGGESTED = "suggested"  # of the run, or on the roster of a series in hand; undecided
    PROPOSED = "proposed"  # a later run would add it to a series in hand
    REJECTED = "rejected"


MEMBERS = (Standing.ACCEPTED, Standing.POSSIBLE, Standing.SUGGESTED)
_STANDS = {
    Verdict.ACCEPTED: Standing.ACCEPTED,
    Verdict.POSSIBLE: Standing.POSSIBLE,
    Verdict.REJECTED: Standing.REJECTED,
}
_Suggested = dict[str, tuple[str | None, float | None]]
_Row = tuple[str, str, str, str | None, float | None]


def series_now(suggested: pl.DataFrame, given: Mapping[str, str], book: CaseBook) -> pl.DataFrame:
    """Lay decisions over what a run suggests.

    Parameters
    ----------
    suggested
        The run's members: `series_id, offence_key, role, membership_prob`.
    given
        What the force's own records say, offence key → series id: given, not suggested.
    book
        What was decided.

    Returns
    -------
    ``SERIES_NOW``, by series and, within one, in the order of :class:`Standing`. A suggestion whose
    every member stands in a series in hand says nothing new and is left out; one merged into
    another counts towards that one.
    """
    run = _by_series(suggested, book)
    rows: list[_Row] = []
    owned = book.standing()
    taken = {key for held in owned.values() for key in _on_record(held) if held.history}
    for series_id in dict.fromkeys((*run, *owned)):
        offered = run.get(series_id, {})
        if series_id not in owned:
            if not set(offered) <= taken:
                rows += _untouched(series_id, offered, given)
        else:
            rows += _in_hand(owned[series_id], offered, given)
    return pl.DataFrame(rows, schema=SERIES_NOW, orient="row")


def _by_series(suggested: pl.DataFrame, book: CaseBook) -> dict[str, _Suggested]:
    run: dict[str, _Suggested] = defaultdict(dict)
    columns = ("series_id", "offence_key", "role", "membership_prob")
    for series_id, key, role, prob in suggested.select(columns).iter_rows():
        run[book.leads_to(series_id)].setdefault(key, (role, prob))
    return run


def _on_record(held: OwnedSeries) -> set[str]:
    return {*held.roster, *held.judged(Verdict.ACCEPTED), *held.judged(Verdict.POSSIBLE)}


def _untouched(series_id: str, offered: _Suggested, given: Mapping[str, str]) -> list[_Row]:
    """Return a series nobody touched: of one on record, what is not on record is proposed."""
    on_record = {key for key in offered if given.get(key) == series_id}
    other = Standing.PROPOSED if on_record else Standing.SUGGESTED
    stands = {key: Standing.ACCEPTED if key in on_record else other for key in offered}
    return _ordered([(series_id, key, str(stands[key]), *offered[key]) for key in offered])


def _in_hand(held: OwnedSeries, offered: _Suggested, given: Mapping[str, str]) -> list[_Row]:
    """Return a series in hand: verdicts first, then its roster, then what the run would add."""
    # One that was only named, before rosters were kept, is still the run's grouping.
    new = Standing.PROPOSED if _on_record(held) or held.series_id in given.values() else Standing.SUGGESTED
    stands: dict[str, Standing] = {}
    for key in offered:
        on_record = given.get(key) == held.series_id
        stands[key] = Standing.ACCEPTED if on_record else new
    for key in held.roster:
        if stands.get(key) is not Standing.ACCEPTED:
            stands[key] = Standing.SUGGESTED
    for key, judgement in held.judgements.items():
        stands[key] = _STANDS[judgement.verdict]
    unknown = (None, None)
    return _ordered(
        [(held.series_id, key, str(standing), *offered.get(key, unknown)) for key, standing in stands.items()]
    )


def _ordered(rows: list[_Row]) -> list[_Row]:
    order: Mapping[str, int] = {str(each): place for place, each in enumerate(Standing)}
    return sorted(rows, key=lambda row: (order[row[2]], -(row[4] or 0.0), row[1]))
