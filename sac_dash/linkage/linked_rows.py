"""Between rows of the offences frame, which everybody else speaks of, and canonical positions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl
from numba import njit, prange
from numpy.typing import NDArray

from sac_dash.domain.columns import EVIDENCE_PLACE, LINKS, WEIGHED_PAIRS, empty
from sac_dash.domain.errors import SacDashError
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.domains import DOMAINS
from sac_dash.linkage.placed_evidence import PlacedEvidence
from sac_dash.linkage.scoring import ScoredPairs

Array = NDArray[Any]
Positions = NDArray[np.int64]

_ROW_BITS = 32


def find_rows(coded: CodedOffences, rows: Positions) -> Positions:
    """Return the canonical position of each row (from 0) of the offences frame; -1 where it is not linked."""
    place = np.full(int(max(coded.rows.max(initial=0), rows.max(initial=0))) + 1, -1, np.int64)
    place[coded.rows] = np.arange(len(coded))
    return place[rows]


def find_pairs(coded: CodedOffences, rows: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return pairs of rows as canonical positions; those of which one is not linked are left out."""
    if not rows:
        return []
    found = find_rows(coded, np.array(rows, np.int64).reshape(-1, 2))
    return [(int(a), int(b)) for a, b in found if a >= 0 and b >= 0]


def find_known(known: pl.DataFrame | None, height: int, coded: CodedOffences) -> dict[str, list[int]]:
    """Return the linkable members of each known series (``row, series``) by canonical position.

    Raises
    ------
    SacDashError
        If an offence is given two series, or a row is not among the `height` rows there are.
    """
    given: dict[str, list[int]] = {}
    if known is None:
        return given
    stated = known.select("row", "series").drop_nulls().unique()
    if stated["row"].is_duplicated().any():
        raise SacDashError("an offence is given two known series: keep one of them")
    outside = stated.filter(~pl.col("row").is_between(0, height - 1))["row"]
    if len(outside):
        raise SacDashError(f"a known series names the row {outside[0]}, which is not among the offences")
    found = find_rows(coded, stated["row"].cast(pl.Int64).to_numpy())
    for position, series in zip(found.tolist(), stated["series"].to_list(), strict=True):
        if position >= 0:
            given.setdefault(str(series), []).append(position)
    return given


def link_frame(coded: CodedOffences, pairs: ScoredPairs | None) -> pl.DataFrame:
    """Return the kept links by row of the offences frame: with their evidence, or with where it is placed."""
    columns = [domain.column for domain in DOMAINS]
    if pairs is None:
        return empty({**LINKS, **dict.fromkeys(columns, pl.Float32)})
    ends, order = _ends(coded, pairs.a, pairs.b)
    evidence = pairs.evidence
    said: dict[str, NDArray[Any]] = {}
    if isinstance(evidence, PlacedEvidence):
        said = {EVIDENCE_PLACE: evidence.place[order]}
    else:
        said = {name: evidence[order, k] for k, name in enumerate(columns)}
    return pl.DataFrame(
        {
            **ends,
            "log10_bayes_factor": pairs.total[order].astype(np.float32),
            "probability": pairs.probability[order].astype(np.float32),
            **said,
        }
    )


def weighed_frame(coded: CodedOffences, pairs: ScoredPairs | None) -> pl.DataFrame:
    """Return every pair that was weighed, kept or not; none where every pair of the file was scored."""
    if pairs is None or pairs.weighed is None:
        return empty(WEIGHED_PAIRS)
    weighed = pairs.weighed
    ends, order = _ends(coded, weighed.a, weighed.b)
    return pl.DataFrame(
        {
            **ends,
            "alone_log10": weighed.alone[order],
            "log10_bayes_factor": weighed.total[order],
            "kept": weighed.kept[order],
        }
    )


def _ends(
    coded: CodedOffences, a: Positions, b: Positions
) -> tuple[dict[str, NDArray[np.uint32]], Positions | slice]:
    """Return the rows of pairs, the lower one first, in the order of these; and the place of each before.

    Pairs that stand in that order already are not copied.
    """
    order: Positions | slice = slice(None)
    low, high, in_order = _rows_of(coded.rows, a, b)
    if not in_order:
        order = np.lexsort((high, low))
        low, high = low[order], high[order]
    return {"row_a": low, "row_b": high}, order


@njit(cache=True, parallel=True)
def _rows_of(rows: Array, a: Array, b: Array) -> tuple[Array, Array, bool]:
    """Return the rows of pairs, the lower one first, and whether they stand in the order of these."""
    low, high = np.empty(len(a), np.uint32), np.empty(len(a), np.uint32)
    for pair in prange(len(a)):
        one, other = rows[a[pair]], rows[b[pair]]
        low[pair], high[pair] = min(one, other), max(one, other)
    back = 0
    for pair in prange(1, len(a)):
        before, after = low[pair - 1], low[pair]
        back += before > after or (before == after and high[pair - 1] > high[pair])
    return low, high, back == 0


def number_by_row(coded: CodedOffences, a: Positions, b: Positions) -> Positions:
    """Return a number for each pair of canonical positions, in the order of the links' frame."""
    left, right = coded.rows[a], coded.rows[b]
    return np.asarray((np.minimum(left, right) << _ROW_BITS) | np.maximum(left, right))
