"""The same offence twice: once kept, told when the two disagree."""

from __future__ import annotations

import numpy as np
import polars as pl

from sac_dash.ingest.duplicates import find_conflicts, find_repeats
from sac_dash.ingest.laid_aside import HeldSlice
from sac_dash.ingest.references import ReferenceMaker
from sac_dash.ingest.typed_table import TypedSlice


def offences(*rows: tuple[str, str, int], keys: list[int] | None = None) -> TypedSlice:
    frame = pl.DataFrame(
        [
            {
                "offence_key": f"F:{ref}",
                "force": "F",
                "crime_ref": ref,
                "mo_text": mo,
                "source_file": "a.csv",
                "source_row": row,
            }
            for ref, mo, row in rows
        ]
    )
    hashes = keys if keys is not None else [hash(ref) % 2**32 for ref, _, _ in rows]
    content = [hash(mo) % 2**32 for _, mo, _ in rows]
    return TypedSlice(HeldSlice(frame), np.array(hashes, np.uint64), np.array(content, np.uint64), {}, {})


def test_the_first_row_stands_and_other_content_is_a_conflict():
    slices = [offences(("1", "x", 2), ("2", "y", 3)), offences(("1", "x", 4), ("2", "z", 5))]
    repeats = find_repeats(slices)
    assert repeats.later.tolist() == [2, 3]
    assert repeats.first.tolist() == [0, 1]
    (conflict,) = find_conflicts(slices, repeats)
    assert conflict == {
        "force": "F",
        "crime_ref": "2",
        "kept": "a.csv, row 3",
        "other": "a.csv, row 5",
        "columns": ["mo_text"],
    }


def test_no_duplicates_no_conflicts():
    slices = [offences(("1", "x", 2))]
    assert find_conflicts(slices, find_repeats(slices)) == ()


def test_hashes_that_meet_by_chance_make_no_duplicate():
    slices = [offences(("1", "x", 2), ("2", "y", 3), ("1", "x", 4), keys=[7, 7, 7])]
    repeats = find_repeats(slices)
    assert repeats.later.tolist() == [2]
    assert repeats.first.tolist() == [0]


def test_made_references_repeat_from_run_to_run_and_number_equal_rows():
    content = pl.DataFrame({"a": ["x", "x", None], "b": [1, 1, 2]})
    made = ReferenceMaker().make(content)
    assert made.to_list() == ReferenceMaker().make(content).to_list()
    assert made[1] == f"{made[0]}-2"
    assert made.n_unique() == 3
    assert made.str.contains(r"^made-[0-9a-f]{12}").all()


def test_made_references_are_numbered_over_all_slices():
    content = pl.DataFrame({"a": ["x", "y", "x", "z", "x", "y", "y", "y", "x"]})
    maker = ReferenceMaker()
    sliced = pl.concat([maker.make(content.slice(start, 2)) for start in range(0, 9, 2)])
    assert sliced.to_list() == ReferenceMaker().make(content).to_list()
    assert sliced[8].endswith("-4")


def test_made_references_do_not_run_cells_together():
    assert ReferenceMaker().make(pl.DataFrame({"a": ["xy", "x"], "b": ["", "y"]})).n_unique() == 2
