"""A file as it is laid out to be compared, and how one with a few offences more is laid out from it.

To bring the codes and places of a million offences into order takes longer than to score fifty new ones against them.
A process that lives on keeps what it laid out (:class:`LaidOut`) and moves the next morning's offences in between. What
comes out is what laying out the whole file anew gives, bit for bit (``tests/unit/linkage/test_laid_out.py``); where it
could not be (a code that nobody had, another middle of the file) the file is laid out anew.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any

import numba
import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.domain.progress import Progress, silent
from sac_dash.linkage.coded_offences import (
    CodedOffences,
    FacetCodes,
    canonical_rows,
    code_alike,
    code_arrays,
    count_facets,
)
from sac_dash.linkage.combination import CodesTogether, count_together
from sac_dash.linkage.own_measures import (
    OwnMeasures,
    Reference,
    find_reference,
    measure_own,
    places_known,
    still_fits,
)
from sac_dash.linkage.parameters import CombinationParameters
from sac_dash.linkage.stated_codes import count_bits
from sac_dash.linkage.time_tiles import TimeTiles, tile_up

Array = NDArray[Any]
Positions = NDArray[np.int64]

RECENT_DAYS = 550.0
"""Days before the last offence that are laid out in tiles: pairs reach a year, and files come late."""
_NOT_MISDATED = 0.999


@dataclass(frozen=True)
class LaidOut:
    """A file brought into order, with what is measured and counted of it.

    Parameters
    ----------
    coded
        The offences and the bits of their codes.
    reference, own
        What is measured of each by itself, and what from.
    in_time
        Canonical positions in the order of their middles in time.
    recent
        Those of the last years in tiles: what comes in today is held against these.
    together
        In how many offences codes go together; None where that is not weighed.
    """

    coded: CodedOffences
    reference: Reference
    own: OwnMeasures
    in_time: Positions
    recent: TimeTiles
    together: CodesTogether | None

    @property
    def recent_from(self) -> float:
        """Return the day (:class:`OwnMeasures`) from which on all offences are among the recent ones."""
        return _recent_from(self.own, self.in_time)


@dataclass(frozen=True)
class _Moves:
    """Where offences stand in a file of which some went and some came.

    `gone` are positions in the file before, `fresh` positions in the file now, both ascending; what is between stands
    in the order it had.
    """

    before: int
    gone: Positions
    fresh: Positions

    @property
    def now(self) -> int:
        """Return how many offences the file holds now."""
        return self.before - len(self.gone) + len(self.fresh)

    @cached_property
    def stretches(self) -> list[tuple[slice, slice]]:
        """Return which places of the file before stand where in the file now, stretch by stretch."""
        out, into = (
            places - np.arange(len(places)) for places in (self.gone, self.fresh)
        )  # among those that stay
        bounds = np.unique(np.concatenate([[0, self.before - len(self.gone)], out, into]))
        first, length = bounds[:-1], np.diff(bounds)
        was, goes = (first + np.searchsorted(each, first, "right") for each in (out, into))
        return [
            (slice(a, a + n), slice(b, b + n))
            for a, b, n in zip(was.tolist(), goes.tolist(), length.tolist(), strict=True)
        ]


def lay_out(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    keep: pl.Series,
    combination: CombinationParameters,
    *,
    progress: Progress = silent,
) -> LaidOut:
    """Lay out the offences marked in `keep`, with their tags."""
    coded = code_arrays(offences, tags, keep, progress=progress)
    reference = find_reference(coded)
    own = measure_own(coded, reference)
    weighed = sum(len(facet.codes) for facet in coded.facets) <= combination.max_codes
    together = count_together(coded) if weighed and combination.weight != 0.0 else None
    in_time = np.argsort(own.mid_days, kind="stable")
    return LaidOut(coded, reference, own, in_time, _recent(coded, own, in_time), together)


def lay_onward(
    before: LaidOut, offences: pl.DataFrame, tags: pl.DataFrame, keep: pl.Series, rows: Collection[int]
) -> LaidOut | None:
    """Lay out a file of which some rows are new, or otherwise than in the file before; None where that cannot be.

    Parameters
    ----------
    offences, tags, keep
        The whole file as it is now. All rows but those that are named stand as they stood.
    rows
        Of the offences frame: those that were read anew, whether anything of them is new or not.
    """
    touched = np.array(sorted(rows), np.int64)
    gone = _positions(before.coded, touched)
    incoming = offences[touched]
    fresh_rows = touched[canonical_rows(incoming, keep.gather(touched))]
    coded = before.coded
    few = code_alike(coded, offences, tags, fresh_rows)
    if few is None or not before.reference.one_system or not _same_system(few, before.reference):
        return None
    moves = _Moves(len(coded), gone, _places_among(coded, offences, fresh_rows, gone))
    facets = _counted_on(coded, gone, few)
    if facets is None:
        return None
    laid = _laid_side_by_side(
        [coded.rows, coded.present, coded.absent, coded.described, *before.own],
        [few.rows, few.present, few.absent, few.described, *measure_own(few, before.reference)],
        moves,
    )
    own = OwnMeasures(*laid[4:])
    if not still_fits(before.reference, own):
        return None
    now = CodedOffences(laid[0], few.offences, facets, laid[1], laid[2], laid[3])
    together = None if before.together is None else _together_on(before.together, coded, gone, few)
    in_time = _in_time_on(before, moves, own)
    return LaidOut(now, before.reference, own, in_time, _recent(now, own, in_time), together)


def _recent_from(own: OwnMeasures, in_time: Positions) -> float:
    """Return from which day on offences are among the recent ones.

    One in a thousand may be dated in years to come: the last of all is no measure.
    """
    if not len(in_time):
        return 0.0
    return float(own.mid_days[in_time[int(_NOT_MISDATED * (len(in_time) - 1))]]) - RECENT_DAYS


def _recent(coded: CodedOffences, own: OwnMeasures, in_time: Positions) -> TimeTiles:
    """Return the offences of the last years in tiles."""
    begin = bisect_left(in_time, _recent_from(own, in_time), key=lambda offence: own.mid_days[offence])
    return tile_up(in_time[begin:], own.mid_days, own.x_km, own.y_km, coded.present)


def _positions(coded: CodedOffences, rows: Positions) -> Positions:
    """Return the canonical positions of those of some rows that were laid out, ascending."""
    asked = np.zeros(int(max(coded.rows.max(initial=0), rows.max(initial=0))) + 1, bool)
    asked[rows] = True
    return np.flatnonzero(asked[coded.rows])


def _same_system(few: CodedOffences, reference: Reference) -> bool:
    """Say whether all places that came are known in the reference system of the file."""
    named = few.column("crs").filter(places_known(few))
    return reference.crs is not None and bool((named == reference.crs).fill_null(value=False).all())


def _places_among(
    coded: CodedOffences, offences: pl.DataFrame, rows: Positions, gone: Positions
) -> Positions:
    """Return the canonical positions that new rows (in canonical order) have in the file now."""
    keys = coded.offences["offence_key"]
    came = offences["offence_key"].gather(rows)
    ahead = [bisect_left(range(len(coded)), key, key=lambda at: keys[int(coded.rows[at])]) for key in came]
    before_it = np.array(ahead, np.int64)
    return before_it - np.searchsorted(gone, before_it) + np.arange(len(rows))


def _counted_on(coded: CodedOffences, gone: Positions, few: CodedOffences) -> tuple[FacetCodes, ...] | None:
    """Return the facets with what went and what came counted; None where nobody may state a code any more."""
    went = count_facets(coded, gone)
    facets = []
    for held, less, more in zip(coded.facets, went, few.facets, strict=True):
        counts = tuple(a - b + c for a, b, c in zip(held.counts, less.counts, more.counts, strict=True))
        denied = count_bits(coded.absent[gone], held.first_word, held.first_word + held.words).tolist()
        lost = zip(held.counts, counts, denied, strict=False)
        if any(now == 0 and (was > 0 or by_those > 0) for was, now, by_those in lost):
            return None
        facets.append(
            replace(
                held,
                counts=counts,
                known=held.known - less.known + more.known,
                among=held.among - less.among + more.among,
            )
        )
    return tuple(facets)


def _laid_side_by_side(held: Sequence[Any], came: Sequence[Any], moves: _Moves) -> list[Array]:
    """Return arrays with what came in its place, several at a time."""
    with ThreadPoolExecutor(numba.get_num_threads()) as side_by_side:
        return list(side_by_side.map(partial(_laid, moves=moves), held, came))


def _laid(held: Array, came: Array, moves: _Moves) -> Array:
    """Return an array with what came in its place and without what went."""
    now = np.empty((moves.now, *held.shape[1:]), held.dtype)
    for was, goes in moves.stretches:
        now[goes] = held[was]
    now[moves.fresh] = came
    return now


def _together_on(
    together: CodesTogether, coded: CodedOffences, gone: Positions, few: CodedOffences
) -> CodesTogether:
    """Return how often codes go together, what went and what came counted."""
    part = replace(coded, rows=coded.rows[gone], present=coded.present[gone], absent=coded.absent[gone])
    less, more = count_together(part), count_together(few)
    return CodesTogether(*(a - b + c for a, b, c in zip(together, less, more, strict=True)))


def _in_time_on(before: LaidOut, moves: _Moves, own: OwnMeasures) -> Positions:
    """Return the order in time; of those at one instant the first in canonical order first."""
    place = np.full(moves.before, -1, np.int64)
    for was, goes in moves.stretches:
        place[was] = np.arange(goes.start, goes.stop)
    kept = place[before.in_time]
    kept = kept[kept >= 0]
    days = own.mid_days
    fresh = moves.fresh[np.argsort(days[moves.fresh], kind="stable")]
    at = [
        bisect_left(range(len(kept)), (days[offence], offence), key=lambda k: (days[kept[k]], kept[k]))
        for offence in fresh
    ]
    return np.insert(kept, np.array(at, np.int64), fresh)
