"""The groups of a run: what an analyst gave, what is proposed to it, and what is suggested anew."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.apart_growth import group_apart
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.kept_pairs import KeptPairs
from sac_dash.linkage.series_confidence import best_groups, most_confidence, series_confidence
from sac_dash.linkage.series_continuity import free_id
from sac_dash.linkage.series_parameters import SeriesParameters

Floats = NDArray[np.float64]
Positions = NDArray[np.int64]

ID_LENGTH = 8
SECONDS_A_DAY = 86_400.0
_NOBODY: frozenset[int] = frozenset()


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
    """Return the best suggestions among the offences not `taken`, the most confident first.

    The second look is left out where the first has filled the list with groups surer than any of the second can be:
    in a nation's file it takes twice as long and adds nothing.
    """
    judge = partial(
        best_groups, pairs=pairs, days=_began_days(coded), parameters=parameters.confidence,
        fewest_prob=parameters.min_confidence, top=parameters.max_suggestions,
    )  # fmt: skip
    looks = _looks(pairs, parameters, taken=taken, cannot=cannot)
    grown = next(looks)
    best = judge(grown)
    loose = most_confidence(parameters.second_most, parameters.merge_log_odds, parameters.confidence)
    room = len(best) < parameters.max_suggestions
    if room or any(confidence <= loose for confidence, _ in best[-1:]):
        best = judge(grown + next(looks))
    given = _Given(known, pairs, apart_from(cannot))
    return [
        SeriesGroup(
            series_id=free_id(founding_id(coded, members), set(known)),  # lists may reuse a suggestion's name
            known=False,
            fixed=members,
            proposed=(),
            confidence=confidence,
            may_join=given.nearest(members, parameters),
        )
        for confidence, members in best
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
    return [group for look in _looks(pairs, parameters, taken=taken, cannot=cannot) for group in look]


def _looks(
    pairs: KeptPairs, parameters: SeriesParameters, *, taken: set[int], cannot: Sequence[tuple[int, int]]
) -> Iterator[list[list[int]]]:
    """Yield the groups of the first look, then those of the second: no two pairs of it were tight enough before."""
    placed = np.zeros(pairs.offences, bool)
    placed[list(taken)] = True
    looks = ((parameters.merge_log_odds, 0), (parameters.second_merge_log_odds, parameters.second_most))
    for threshold, most in looks:
        free = pairs.only(~(placed[pairs.a] | placed[pairs.b]))
        found = group_apart(
            pairs.offences,
            free.edges(),
            floor=parameters.absent_log_odds,
            threshold=threshold,
            size_gain=parameters.size_gain,
            most=most,
            cannot=[(a, b) for a, b in cannot if not (placed[a] or placed[b])],
        )
        yield found.groups(fewest=2)
        placed |= found.grouped()


def _began_days(coded: CodedOffences, at: Positions | None = None) -> Floats:
    """Return when each offence, or each of some, began, in days."""
    return coded.column("from_at", at).dt.epoch("s").to_numpy().astype(np.float64) / SECONDS_A_DAY


def founding_id(coded: CodedOffences, members: Sequence[int]) -> str:
    """Return the id of a suggestion: a hash of its founding offence, the first that was committed.

    The founder stays the founder when rows are shuffled, a run is repeated or later offences join,
    and an offence stands in one series only, so no two suggestions share an id. A known series may have
    taken it as its name (a suggestion copied into a list without its founder): see :func:`suggest_groups`.
    """
    founders = coded.columns("from_at", "offence_key", at=np.array(members))
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
    given = _Given(known, pairs, apart_from(cannot))
    offers: dict[int, tuple[float, str]] = {}
    for name in sorted(known):
        for offence, worth in given.fits(name, parameters):
            if worth >= parameters.join_known_log_odds and worth > offers.get(offence, (-math.inf, ""))[0]:
                offers[offence] = (worth, name)
    proposed: dict[str, list[int]] = {}
    for offence in sorted(offers):
        proposed.setdefault(offers[offence][1], []).append(offence)
    own = pairs.among(offence for members in known.values() for offence in members)
    groups = []
    for name in sorted(known):
        members = sorted(known[name])
        began = _began_days(coded, np.array(members))
        confidence = series_confidence(own.inside(members), began, parameters.confidence)
        offered = tuple(proposed.get(name, ()))
        groups.append(
            SeriesGroup(name, known=True, fixed=tuple(members), proposed=offered, confidence=confidence)
        )
    return groups


def apart_from(cannot: Sequence[tuple[int, int]]) -> dict[int, set[int]]:
    """Return what each offence must stand apart from."""
    apart: dict[int, set[int]] = {}
    for a, b in cannot:
        apart.setdefault(a, set()).add(b)
        apart.setdefault(b, set()).add(a)
    return apart


class _Given:
    """The known series, to be asked what fits them."""

    def __init__(
        self, known: Mapping[str, Sequence[int]], pairs: KeptPairs, apart: Mapping[int, set[int]]
    ) -> None:
        self._members = {name: sorted(members) for name, members in known.items()}
        self._series_of = {offence: name for name, members in known.items() for offence in members}
        self._pairs = pairs.only(pairs.touching(self._series_of))
        self._apart = apart

    def fits(self, name: str, parameters: SeriesParameters) -> list[tuple[int, float]]:
        """Return the offences of no known series that have a link to one, each with its worth to it."""
        members = self._members[name]
        near = sorted(self._pairs.neighbours(members) - self._series_of.keys())
        if not near:
            return []
        return list(zip(near, self._worths(near, members, parameters), strict=True))

    def nearest(self, group: Sequence[int], parameters: SeriesParameters) -> str | None:
        """Return the known series that a whole group would join, were it free to."""
        best: tuple[float, str | None] = (parameters.merge_log_odds, None)
        near = self._pairs.neighbours(group)
        for name in sorted({self._series_of[each] for each in near if each in self._series_of}):
            worth = self._worth(group, self._members[name], parameters)
            if worth > best[0]:
                best = (worth, name)
        return best[1]

    def _worth(self, group: Sequence[int], members: Sequence[int], parameters: SeriesParameters) -> float:
        """Return the mean log odds between two groups with the gain of size; none where set apart."""
        if any(self._apart.get(offence, _NOBODY).intersection(members) for offence in group):
            return -math.inf
        left, right = np.repeat(np.asarray(group, np.int64), len(members)), np.tile(members, len(group))
        mean = float(self._pairs.between(left, right).mean())
        return mean + parameters.size_gain * math.log(len(left))

    def _worths(
        self, offences: Sequence[int], members: Sequence[int], parameters: SeriesParameters
    ) -> list[float]:
        """Return the same for each of some offences by itself."""
        left, right = np.repeat(np.asarray(offences, np.int64), len(members)), np.tile(members, len(offences))
        between = self._pairs.between(left, right).reshape(len(offences), len(members))
        gain = parameters.size_gain * math.log(len(members))
        return [
            -math.inf if self._apart.get(offence, _NOBODY).intersection(members) else mean + gain
            for offence, mean in zip(offences, between.mean(axis=1).tolist(), strict=True)
        ]
