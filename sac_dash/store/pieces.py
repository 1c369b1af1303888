"""A frame told by what it keeps of the one before and what is new: how fifty offences join a million.

An edit is a list of pieces in the order of the new frame: rows kept of the held frame, as ranges, and frames of
rows that come in. Joining them copies nothing (the held rows stay where they are mapped), and publishing them
writes the rows that came in and no others (ADR 14).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

MOST_RUNS = (
    64  # of one frame: a frame of more is written whole again, because every run is a chunk to look through
)
MOST_STRETCHES = 24  # exchanged in a frame; with more it is made anew, which then costs less
LEAST_KEPT_SHARE = 0.75  # of a frame's rows; with less it is written whole again

Rows = NDArray[np.int64]
Pieces = tuple[range | pl.DataFrame, ...]  # rows kept of the held frame, and rows that come in, in order


@dataclass(frozen=True)
class Run:
    """Some rows, one after the other, of one file of a generation."""

    file: str
    start: int
    rows: int


@dataclass(frozen=True)
class FrameEdit:
    """A new frame as pieces: ranges of rows of the held one, and frames that come in.

    Parameters
    ----------
    base
        The id of the generation whose frame is kept; what is held must be that very frame.
    """

    base: str
    pieces: Pieces

    @property
    def height(self) -> int:
        """Return the number of rows of the new frame."""
        return sum(len(each) if isinstance(each, range) else each.height for each in self.pieces)

    def joined(self, held: pl.DataFrame) -> pl.DataFrame:
        """Return the new frame; what is kept of `held` is not copied."""
        return join_pieces(held, self.pieces)


def join_pieces(held: pl.DataFrame, pieces: Pieces) -> pl.DataFrame:
    """Return the frame that pieces make, with the columns of `held`; what is kept is not copied."""
    frames = [
        held.slice(each.start, len(each)) if isinstance(each, range) else each.select(held.columns)
        for each in pieces
    ]
    return pl.concat(frames, rechunk=False) if frames else held.clear()


def replace_rows(held: pl.DataFrame, replaced: Rows, incoming: pl.DataFrame) -> Pieces:
    """Return pieces: held rows with those at `replaced` (ascending) exchanged, the rest of `incoming` at the end.

    `incoming` begins with the rows that replace, in the order of `replaced`.
    """
    stretches = list(neighbours(replaced))
    if len(stretches) > MOST_STRETCHES:
        order = np.arange(held.height + incoming.height - len(replaced))
        order[replaced] = held.height + np.arange(len(replaced))
        order[held.height :] += len(replaced)
        return (pl.concat([held.select(incoming.columns), incoming])[order],)
    pieces: list[range | pl.DataFrame] = []
    start = taken = 0
    for first, last in stretches:
        pieces += [range(start, first), incoming.slice(taken, last - first)]
        start, taken = last, taken + last - first
    return fill_pieces([*pieces, range(start, held.height), incoming.slice(taken)])


def drop_rows(held: pl.DataFrame, dropped: Rows, added: pl.DataFrame) -> Pieces:
    """Return pieces: held rows without those at `dropped` (ascending), `added` at the end."""
    stretches = list(neighbours(dropped))
    if len(stretches) > MOST_STRETCHES:
        kept = np.ones(held.height, dtype=bool)
        kept[dropped] = False
        return (pl.concat([held.select(added.columns).filter(pl.Series(kept)), added]),)
    bounds = [0, *(bound for stretch in stretches for bound in stretch), held.height]
    ranges = [range(start, stop) for start, stop in zip(bounds[::2], bounds[1::2], strict=True)]
    return fill_pieces([*ranges, added])


def neighbours(places: Rows) -> Iterable[tuple[int, int]]:
    """Yield (first, behind the last) of each stretch of places (ascending) that follow one another."""
    if not len(places):
        return
    breaks = np.flatnonzero(np.diff(places) != 1)
    firsts = places[np.concatenate([[0], breaks + 1])]
    lasts = places[np.concatenate([breaks, [len(places) - 1]])] + 1
    yield from zip(firsts.tolist(), lasts.tolist(), strict=True)


def runs_of(edit: FrameEdit, held: Sequence[Run], added_file: str) -> list[Run] | None:
    """Return an edit as runs of files, rows that come in lying in `added_file` one after the other.

    None where it is not worth it: too many runs, or too few rows kept.
    """
    runs: list[Run] = []
    added = 0
    for each in edit.pieces:
        if isinstance(each, range):
            runs += _within(held, each)
        elif each.height:
            runs.append(Run(added_file, added, each.height))
            added += each.height
    if not runs or len(runs) > MOST_RUNS or edit.height - added < LEAST_KEPT_SHARE * edit.height:
        return None
    return runs


def added_rows(edit: FrameEdit, like: pl.DataFrame) -> pl.DataFrame:
    """Return the rows of an edit that come in, in their order."""
    frames = [each.select(like.columns) for each in edit.pieces if isinstance(each, pl.DataFrame)]
    return pl.concat(frames) if frames else like.clear()


def _within(held: Sequence[Run], kept: range) -> Iterable[Run]:
    """Yield the runs of files that a range of a frame of runs stands for."""
    before = 0
    for run in held:
        first, last = max(kept.start - before, 0), min(kept.stop - before, run.rows)
        if first < last:
            yield Run(run.file, run.start + first, last - first)
        before += run.rows


def fill_pieces(pieces: Iterable[range | pl.DataFrame]) -> Pieces:
    """Return pieces without those that hold nothing."""
    return tuple(each for each in pieces if len(each) > 0)
