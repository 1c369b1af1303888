"""Rows laid aside come back as they were, and nothing of them is left in any folder."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from sac_dash.ingest.laid_aside import HeldSlice, LaidAside, join_slices
from sac_dash.ingest.side_by_side import ahead, side_by_side


def frame(start: int) -> pl.DataFrame:
    texts = [
        None if n % 7 == 0 else f"text £{n} of some length, longer than a view"
        for n in range(start, start + 50)
    ]
    return pl.DataFrame(
        {"n": range(start, start + 50), "text": texts, "odd": [n % 2 == 1 for n in range(50)]}
    )


def test_slices_come_back_as_they_were_from_memory_and_from_disk(tmp_path: Path) -> None:
    frames = [frame(50 * n) for n in range(6)]
    pile = LaidAside(tmp_path, kept_bytes=sum(int(each.estimated_size()) for each in frames[:2]))
    slices = [pile.put(each) for each in frames]
    assert [isinstance(each, HeldSlice) for each in slices] == [True, True, False, False, False, False]
    assert all(each.load().equals(given) for each, given in zip(slices, frames, strict=True))
    joined = join_slices(slices)
    assert joined is not None
    assert joined.equals(pl.concat(frames))
    assert join_slices([]) is None


def test_the_file_has_no_name_and_outlives_the_pile(tmp_path: Path) -> None:
    pile = LaidAside(tmp_path, kept_bytes=0)
    slices = [pile.put(frame(0)), pile.put(frame(50).clear()), pile.put(frame(50))]
    assert list(tmp_path.iterdir()) == []
    joined = join_slices(slices)
    del pile, slices
    assert joined is not None
    assert joined["n"].to_list() == list(range(100))


def test_a_folder_that_is_not_made_yet_lends_the_disk_it_will_be_on(tmp_path: Path) -> None:
    pile = LaidAside(tmp_path / "store" / "to come", kept_bytes=0)
    assert pile.put(frame(0)).load().equals(frame(0))
    assert list(tmp_path.iterdir()) == []


def test_side_by_side_keeps_the_order_and_tells_errors() -> None:
    assert list(side_by_side(lambda n: n * n, range(50))) == [n * n for n in range(50)]
    with pytest.raises(ZeroDivisionError):
        list(side_by_side(lambda n: 1 // n, [1, 1, 0, 1]))


def test_what_is_made_ahead_comes_in_order_and_its_errors_are_told() -> None:
    assert list(ahead(iter(range(20)))) == list(range(20))

    def spoiled():
        yield 1
        raise ValueError("spoiled")

    taken = ahead(spoiled())
    assert next(taken) == 1
    with pytest.raises(ValueError, match="spoiled"):
        next(taken)
