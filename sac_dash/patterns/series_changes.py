"""What changed in the series since a sitting: who joined, who is proposed, who left, which are new.

Two sittings are compared by offence key, so that neither a re-run nor a re-ingest looks like news.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import polars as pl

from sac_dash.patterns.series_facts import SECONDS_A_DAY

PROPOSED, REJECTED = "proposed", "rejected"


@dataclass(frozen=True)
class SeriesChange:
    """What is otherwise in one series; offences by key, in order.

    Parameters
    ----------
    is_new
        The series was not there at the sitting.
    joined, proposed, left
        Members it did not have, offences newly offered to it, members it no longer has.
    """

    series_id: str
    is_new: bool
    joined: tuple[str, ...] = ()
    proposed: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


@dataclass(frozen=True)
class TurnParameters:
    """What of a new member is worth saying.

    Parameters
    ----------
    min_gap_days
        A pause that it ends is said when it is longer than every pause before and than this (21).
    """

    min_gap_days: float = 21.0


@dataclass(frozen=True)
class Turn:
    """What new members change about a series.

    Parameters
    ----------
    gap_days
        The pause they end, where it is the longest of the series; None otherwise.
    new_areas, new_forces
        Areas and forces in which the series was not seen before.
    """

    gap_days: float | None = None
    new_areas: tuple[str, ...] = ()
    new_forces: tuple[str, ...] = ()


def compare_series(
    now: pl.DataFrame, before: pl.DataFrame | None, new_keys: Collection[str]
) -> tuple[SeriesChange, ...]:
    """Return every series that changed, those with most news first.

    Parameters
    ----------
    now, before
        `series_id, offence_key, standing`: the series as they stand and as they stood at the sitting;
        None where that is not known, and then only the new offences tell of a change.
    new_keys
        Keys of the new offences.
    """
    ours = _by_series(now)
    theirs = None if before is None else _by_series(before)
    changes = [
        _compare(series_id, ours[series_id], None if theirs is None else theirs.get(series_id), new_keys)
        if theirs is None or series_id in theirs
        else SeriesChange(series_id, is_new=True, joined=ours[series_id][0], proposed=ours[series_id][1])
        for series_id in ours
    ]
    changed = [each for each in changes if each.joined or each.proposed or each.left]
    return tuple(sorted(changed, key=lambda each: (-len(each.joined), -len(each.proposed), each.series_id)))


def tell_turn(
    members: pl.DataFrame, joined: Collection[str], parameters: TurnParameters | None = None
) -> Turn:
    """Say what new members change about a series: a long pause ended, an area or a force not seen before.

    Parameters
    ----------
    members
        The members now (`domain.columns.OFFENCES`), the new ones included.
    joined
        Keys of the new ones.
    """
    parameters = parameters or TurnParameters()
    is_new = pl.col("offence_key").is_in(list(joined))
    fresh, known = members.filter(is_new), members.filter(~is_new)
    if fresh.is_empty() or known.is_empty():
        return Turn()
    return Turn(
        gap_days=_gap_ended(fresh["from_at"].sort().to_list(), known, parameters),
        new_areas=_only_in(fresh, known, "policing_area"),
        new_forces=_only_in(fresh, known, "force"),
    )


def _gap_ended(starts: list[datetime], known: pl.DataFrame, parameters: TurnParameters) -> float | None:
    """Return the days of silence before the first new member, where no earlier pause was as long."""
    earlier = known["from_at"].sort().to_list()
    if starts[0] <= earlier[-1]:
        return None
    gap = (starts[0] - earlier[-1]).total_seconds() / SECONDS_A_DAY
    longest = max(
        ((after - first).total_seconds() / SECONDS_A_DAY for first, after in pairwise(earlier)), default=0.0
    )
    return gap if gap > max(longest, parameters.min_gap_days) else None


def _only_in(fresh: pl.DataFrame, known: pl.DataFrame, column: str) -> tuple[str, ...]:
    """Return the values that new members have and no earlier member has; nothing where none is known."""
    before = set(known[column].drop_nulls())
    return tuple(sorted(set(fresh[column].drop_nulls()) - before)) if before else ()


_Held = tuple[tuple[str, ...], tuple[str, ...]]  # members, proposed


def _compare(series_id: str, now: _Held, before: _Held | None, new_keys: Collection[str]) -> SeriesChange:
    if before is None:
        joined, proposed = (tuple(key for key in keys if key in new_keys) for keys in now)
        return SeriesChange(series_id, is_new=False, joined=joined, proposed=proposed)
    known = {*before[0]}
    offered = {*before[0], *before[1]}
    return SeriesChange(
        series_id,
        is_new=False,
        joined=tuple(key for key in now[0] if key not in known),
        proposed=tuple(key for key in now[1] if key not in offered),
        left=tuple(key for key in before[0] if key not in set(now[0])),
    )


def _by_series(frame: pl.DataFrame) -> dict[str, _Held]:
    """Return members and proposed offences of each series that has at least one of either."""
    stands = frame.filter(pl.col("standing") != REJECTED)
    proposed = pl.col("standing") == PROPOSED
    grouped = stands.group_by("series_id", maintain_order=True).agg(
        members=pl.col("offence_key").filter(~proposed), proposed=pl.col("offence_key").filter(proposed)
    )
    return {
        series_id: (tuple(members), tuple(offered)) for series_id, members, offered in grouped.iter_rows()
    }
