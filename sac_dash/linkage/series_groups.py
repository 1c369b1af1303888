"""The groups of a run: what an analyst gave, what is proposed to it, and what is suggested anew."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.agglomeration import agglomerate
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.kept_pairs import KeptPairs
from sac_dash.linkage.series_confidence import series_confidence
from sac_dash.linkage.series_continuity import free_id
from sac_dash.linkage.series_parameters import SeriesParameters

Floats = NDArray[np.float64]

ID_LENGTH = 8
SECONDS_A_DAY = 86_400.0


@dataclass(frozen=True)
class SeriesGroup:
    """One series in canonical positions.

    Parameters
    ----------
    series_id
        The analyst's name, or the id of a suggestion.
    known
        Whether an analyst gave it.
    fixed
        Members an analyst gave, or all of a suggestion; sorted.
    proposed
        Offences proposed to a known series; sorted.
    confidence
        Probability that the group is one series.
    may_join
        A known series that the whole suggestion may belong to; None where there is none.
    """

    series_id: str
    known: bool
    fixed: tuple[int, ...]
    proposed: tuple[int, ...]
    confidence: float
    may_join: str | None = None


def suggest_groups(
    coded: CodedOffences,
    pairs: KeptPairs,
    parameters: SeriesParameters,
    *,
    known: Mapping[str, Sequence[int]],
    taken: set[int],
    cannot: Sequence[tuple[int, int]],
) -> list[SeriesGroup]:
    """Return the best suggestions among the offences not `taken`, the most confident first."""
    began = _began_days(coded)
    judged = (
        (_confidence(began, pairs, members, parameters), tuple(members))
        for members in grow_groups(pairs, parameters, taken=taken, cannot=cannot)
    )
    worth_a_look = [each for each in judged if each[0] >= parameters.min_confidence]
    worth_a_look.sort(key=lambda each: (-each[0], each[1]))
    return [
        SeriesGroup(
            series_id=free_id(founding_id(coded, members), set(known)),  # lists may reuse a suggestion's name
            known=False,
            fixed=members,
            proposed=(),
            confidence=confidence,
            may_join=_nearest_known(members, pairs, parameters, known, cannot),
        )
        for confidence, members in worth_a_look[: parameters.max_suggestions]
    ]


def grow_groups(
    pairs: KeptPairs,
    parameters: SeriesParameters,
    *,
    taken: set[int],
    cannot: Sequence[tuple[int, int]] = (),
) -> list[list[int]]:
    """Return groups of at least two offences, each sorted.

    Tight groups first; then a second, less demanding look at the offences that are left.
    """
    grown: list[list[int]] = []
    placed = set(taken)
    for threshold in (parameters.merge_log_odds, parameters.second_merge_log_odds):
        free = pairs.only(~pairs.touching(placed))
        found = agglomerate(
            pairs.offences,
            free.edges(),
            floor=parameters.absent_log_odds,
            threshold=threshold,
            size_gain=parameters.size_gain,
            cannot=[pair for pair in cannot if not placed & set(pair)],
        )
        new = [group for group in found if len(group) > 1]
        placed.update(offence for group in new for offence in group)
        grown += new
    return grown


def _began_days(coded: CodedOffences) -> Floats:
    """Return when each offence began, in days."""
    return coded.frame["from_at"].dt.epoch("s").to_numpy().astype(np.float64) / SECONDS_A_DAY


def _confidence(
    began: Floats, pairs: KeptPairs, members: Sequence[int], parameters: SeriesParameters
) -> float:
    """Return the probability that a group is one series."""
    return series_confidence(pairs.inside(members), began[list(members)], parameters.confidence)


def founding_id(coded: CodedOffences, members: Sequence[int]) -> str:
    """Return the id of a suggestion: a hash of its founding offence, the first that was committed.

    The founder stays the founder when rows are shuffled, a run is repeated or later offences join,
    and an offence stands in one series only, so no two suggestions share an id. A known series may have
    taken it as its name (a suggestion copied into a list without its founder): see :func:`suggest_groups`.
    """
    founders = coded.frame.select("from_at", "offence_key")[list(members)]
    first = founders.sort("from_at", "offence_key")["offence_key"][0]
    return "S-" + hashlib.sha256(first.encode()).hexdigest()[:ID_LENGTH].upper()


def extend_known(
    coded: CodedOffences,
    pairs: KeptPairs,
    parameters: SeriesParameters,
    *,
    known: Mapping[str, Sequence[int]],
    cannot: Sequence[tuple[int, int]],
) -> list[SeriesGroup]:
    """Return the known series by name, each with the offences proposed to it.

    An offence is proposed to the one series that it fits best, if it fits well enough; nothing
    that an analyst gave is moved.
    """
    placed = {offence for members in known.values() for offence in members}
    offers: dict[int, tuple[float, str]] = {}
    for name in sorted(known):
        members = sorted(known[name])
        for offence in sorted(_neighbours(members, pairs) - placed):
            worth = _worth([offence], members, pairs, parameters, cannot)
            if worth >= parameters.join_known_log_odds and worth > offers.get(offence, (-math.inf, ""))[0]:
                offers[offence] = (worth, name)
    return [
        _known_group(coded, name, sorted(known[name]), offers=offers, pairs=pairs, parameters=parameters)
        for name in sorted(known)
    ]


def _known_group(
    coded: CodedOffences,
    name: str,
    members: list[int],
    *,
    offers: Mapping[int, tuple[float, str]],
    pairs: KeptPairs,
    parameters: SeriesParameters,
) -> SeriesGroup:
    """Return one known series with what is proposed to it."""
    proposed = tuple(sorted(offence for offence, (_, to) in offers.items() if to == name))
    confidence = _confidence(_began_days(coded), pairs, members, parameters)
    return SeriesGroup(name, known=True, fixed=tuple(members), proposed=proposed, confidence=confidence)


def _nearest_known(
    members: Sequence[int],
    pairs: KeptPairs,
    parameters: SeriesParameters,
    known: Mapping[str, Sequence[int]],
    cannot: Sequence[tuple[int, int]],
) -> str | None:
    """Return the known series that a whole group would join, were it free to."""
    touched = pairs.only(pairs.touching(members))
    reached = set(touched.a.tolist()) | set(touched.b.tolist())
    best: tuple[float, str | None] = (parameters.merge_log_odds, None)
    for name in sorted(known):
        if reached.isdisjoint(known[name]):
            continue
        worth = _worth(members, sorted(known[name]), touched, parameters, cannot)
        if worth > best[0]:
            best = (worth, name)
    return best[1]


def _worth(
    group: Sequence[int],
    members: Sequence[int],
    pairs: KeptPairs,
    parameters: SeriesParameters,
    cannot: Sequence[tuple[int, int]],
) -> float:
    """Return the mean log odds between two groups with the gain of size; none where set apart."""
    inside, outside = set(members), set(group)
    if any((a in inside and b in outside) or (b in inside and a in outside) for a, b in cannot):
        return -math.inf
    left = np.repeat(np.asarray(group, np.int64), len(members))
    right = np.tile(np.asarray(members, np.int64), len(group))
    mean = float(pairs.between(left, right).mean())
    return mean + parameters.size_gain * math.log(len(left))


def _neighbours(members: Sequence[int], pairs: KeptPairs) -> set[int]:
    """Return the offences with any kept link to a group."""
    touched = pairs.touching(members)
    return set(pairs.a[touched].tolist()) | set(pairs.b[touched].tolist())
