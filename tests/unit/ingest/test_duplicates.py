"""The same offence twice: once kept, told when the two disagree."""

from __future__ import annotations

import polars as pl

from sac_dash.ingest.duplicates import CONTENT_HASH, find_conflicts, mark_duplicates
from sac_dash.ingest.references import make_references


def offences(*rows: tuple[str, str, int]) -> pl.DataFrame:
    return pl.DataFrame(
        [
            {
                "offence_key": f"F:{ref}",
                "force": "F",
                "crime_ref": ref,
                "mo_text": mo,
                "source_file": "a.csv",
                "source_row": row,
                CONTENT_HASH: hash(mo) % 2**32,
            }
            for ref, mo, row in rows
        ]
    )


def test_the_first_row_stands_and_other_content_is_a_conflict():
    frame = offences(("1", "x", 2), ("2", "y", 3), ("1", "x", 4), ("2", "z", 5))
    duplicate = mark_duplicates(frame)
    assert duplicate.to_list() == [False, False, True, True]
    (conflict,) = find_conflicts(frame, duplicate)
    assert conflict == {
        "force": "F",
        "crime_ref": "2",
        "kept": "a.csv, row 3",
        "other": "a.csv, row 5",
        "columns": ["mo_text"],
    }


def test_no_duplicates_no_conflicts():
    frame = offences(("1", "x", 2))
    assert find_conflicts(frame, mark_duplicates(frame)) == ()


def test_made_references_repeat_from_run_to_run_and_number_equal_rows():
    content = pl.DataFrame({"a": ["x", "x", None], "b": [1, 1, 2]})
    made = make_references(content)
    assert made.to_list() == make_references(content).to_list()
    assert made[1] == f"{made[0]}-2"
    assert made.n_unique() == 3
    assert made.str.contains(r"^made-[0-9a-f]{12}").all()


def test_made_references_do_not_run_cells_together():
    assert make_references(pl.DataFrame({"a": ["xy", "x"], "b": ["", "y"]})).n_unique() == 2
