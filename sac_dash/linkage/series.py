"""Series: groups of offences worth an analyst's look, ranked and few.

Which groups are shown matters most (design, section 9): they are ranked by mean internal log odds
with a bonus for size. Series an analyst knows stand under their own names, are never split or
merged, and use up no suggestions; other offences may be proposed to them as
periphery, before suggestions are made of the rest.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from sac_dash.domain.columns import SERIES, SERIES_MEMBERS
from sac_dash.linkage.agglomeration import agglomerate
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.parameters import SeriesParameters
from sac_dash.linkage.scoring import ScoredPairs

LogOdds = Mapping[tuple[int, int], float]

ID_LENGTH = 8


@dataclass(frozen=True)
class SeriesFrames:
    """Series and their members, as ``domain.columns`` describes them."""

    series: pl.DataFrame
    members: pl.DataFrame


@dataclass(frozen=True)
class _Group:
    """One series in canonical positions."""

    series_id: str
    known: bool
    fixed: tuple[int, ...]  # members an analyst gave, or all of a suggestion
    proposed: tuple[int, ...]
    confidence: float


def find_series(
    coded: CodedOffences,
    pairs: ScoredPairs,
    prior_log_odds: float,
    parameters: SeriesParameters,
    *,
    known: Mapping[str, Sequence[int]],
    cannot: Sequence[tuple[int, int]] = (),
) -> SeriesFrames:
    """Group scored pairs into series.

    Parameters
    ----------
    prior_log_odds
        Natural log odds of a pair before its evidence.
    known
        Canonical positions by the name of a known series.
    cannot
        Pairs of canonical positions that an analyst has set apart.
    """
    log_odds = _log_odds(pairs, prior_log_odds)
    taken = {offence for members in known.values() for offence in members}
    given = _extend_known(known, taken, log_odds, parameters, cannot)
    taken |= {offence for group in given for offence in group.proposed}
    free = {pair: value for pair, value in log_odds.items() if not taken & set(pair)}
    found = agglomerate(
        len(coded),
        [(a, b, value) for (a, b), value in free.items() if value > parameters.absent_log_odds],
        floor=parameters.absent_log_odds,
        threshold=parameters.merge_log_odds,
        cannot=[pair for pair in cannot if not taken & set(pair)],
    )
    suggested = _rank(coded, [group for group in found if len(group) > 1], log_odds, parameters)
    return _frames(coded, given, suggested, log_odds, parameters)


def _log_odds(pairs: ScoredPairs, prior_log_odds: float) -> dict[tuple[int, int], float]:
    """Return the natural log odds of each kept pair."""
    values = pairs.total * math.log(10.0) + prior_log_odds
    keys = zip(pairs.a.tolist(), pairs.b.tolist(), strict=True)
    return dict(zip(keys, values.tolist(), strict=True))


def _between(a: int, b: int, log_odds: LogOdds, parameters: SeriesParameters) -> float:
    """Return the log odds of one pair, never below the floor."""
    floor = parameters.absent_log_odds
    return max(log_odds.get((min(a, b), max(a, b)), floor), floor)


def _internal(members: Sequence[int], log_odds: LogOdds, parameters: SeriesParameters) -> list[float]:
    """Return the log odds of all pairs of a group."""
    return [_between(a, b, log_odds, parameters) for k, a in enumerate(members) for b in members[k + 1 :]]


def _confidence(members: Sequence[int], log_odds: LogOdds, parameters: SeriesParameters) -> float:
    """Return the size-aware confidence of a group; a group of one has none."""
    inside = _internal(members, log_odds, parameters)
    mean = float(np.mean(inside)) if inside else parameters.absent_log_odds
    return mean + parameters.size_bonus * math.log2(max(len(members), 1))


def founding_id(coded: CodedOffences, members: Sequence[int]) -> str:
    """Return the id of a suggestion: a hash of its founding offence, the first that was committed.

    The founder stays the founder when rows are shuffled, a run is repeated or later offences join,
    and an offence stands in one series only, so no two series share an id.
    """
    first = coded.frame[list(members)].sort("from_at", "offence_key")["offence_key"][0]
    return "S-" + hashlib.sha256(first.encode()).hexdigest()[:ID_LENGTH].upper()


def _rank(
    coded: CodedOffences, found: list[list[int]], log_odds: LogOdds, parameters: SeriesParameters
) -> list[_Group]:
    """Return the best suggestions, the most confident first."""
    groups = [
        _Group(
            series_id=founding_id(coded, members),
            known=False,
            fixed=tuple(members),
            proposed=(),
            confidence=_confidence(members, log_odds, parameters),
        )
        for members in found
    ]
    groups = [group for group in groups if group.confidence >= parameters.min_confidence]
    groups.sort(key=lambda group: (-group.confidence, group.fixed))
    return groups[: parameters.max_suggestions]


def _extend_known(
    known: Mapping[str, Sequence[int]],
    placed: set[int],
    log_odds: LogOdds,
    parameters: SeriesParameters,
    cannot: Sequence[tuple[int, int]],
) -> list[_Group]:
    """Return the known series, each with the offences proposed to it.

    An offence is proposed to the one series that it fits best, if it fits well enough.
    """
    offers: dict[int, tuple[float, str]] = {}
    banned = {frozenset(pair) for pair in cannot}
    for name in sorted(known):
        members = sorted(known[name])
        for offence in _neighbours(members, log_odds) - placed:
            if any(frozenset((offence, member)) in banned for member in members):
                continue
            mean = float(np.mean([_between(offence, member, log_odds, parameters) for member in members]))
            if mean >= parameters.join_known_log_odds and mean > offers.get(offence, (-math.inf, ""))[0]:
                offers[offence] = (mean, name)
    return [
        _Group(
            series_id=name,
            known=True,
            fixed=tuple(sorted(known[name])),
            proposed=tuple(sorted(offence for offence, (_, to) in offers.items() if to == name)),
            confidence=_confidence(sorted(known[name]), log_odds, parameters),
        )
        for name in sorted(known)
    ]


def _neighbours(members: Sequence[int], log_odds: LogOdds) -> set[int]:
    """Return the offences with any kept link to a group."""
    inside = set(members)
    return {b if a in inside else a for a, b in log_odds if (a in inside) != (b in inside)}


def _frames(
    coded: CodedOffences,
    given: list[_Group],
    suggested: list[_Group],
    log_odds: LogOdds,
    parameters: SeriesParameters,
) -> SeriesFrames:
    """Return the groups as frames, known series first."""
    rows = [_series_row(coded, group, None, log_odds, parameters) for group in given]
    rows += [_series_row(coded, g, rank, log_odds, parameters) for rank, g in enumerate(suggested, 1)]
    members = [row for group in given + suggested for row in _member_rows(coded, group, log_odds, parameters)]
    return SeriesFrames(
        pl.DataFrame(rows, schema=dict(SERIES), orient="row"),
        pl.DataFrame(members, schema=dict(SERIES_MEMBERS), orient="row"),
    )


def _series_row(
    coded: CodedOffences, group: _Group, rank: int | None, log_odds: LogOdds, parameters: SeriesParameters
) -> tuple[object, ...]:
    """Return one row of the series frame; known series are described by the members given."""
    inside = _internal(group.fixed, log_odds, parameters)
    mean = float(np.mean(inside)) / math.log(10.0) if inside else None
    span = coded.frame[list(group.fixed)]
    return (
        group.series_id, rank, group.known, len(group.fixed), mean, group.confidence,
        span["from_at"].min(), span["to_at"].max(),
    )  # fmt: skip


def _member_rows(
    coded: CodedOffences, group: _Group, log_odds: LogOdds, parameters: SeriesParameters
) -> list[tuple[object, ...]]:
    """Return one row for each member: certain where an analyst gave it, else by its mean link."""
    rows: list[tuple[object, ...]] = []
    for offence in (*group.fixed, *group.proposed):
        if group.known and offence in group.fixed:
            rows.append((int(coded.rows[offence]), group.series_id, 1.0, "core"))
            continue
        others = [other for other in group.fixed if other != offence]
        probs = [1.0 / (1.0 + math.exp(-_between(offence, o, log_odds, parameters))) for o in others]
        prob = float(np.mean(probs))
        core = not group.known and prob >= parameters.core_prob
        rows.append((int(coded.rows[offence]), group.series_id, prob, "core" if core else "periphery"))
    return rows
