"""A group of offences under what analysts corrected: its comparative case table, and what was read before.

Only the group's own codes are corrected, so that a click is answered at once in a store of any size.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from sac_dash.casework import CaseBook
from sac_dash.casework.case_book import CodeEdit
from sac_dash.domain.tags_of import tags_of
from sac_dash.mo import load_vocabulary
from sac_dash.mo.corrections import CORRECTIONS, correct_tags
from sac_dash.patterns.case_comparison import CaseComparison, compare_offences
from sac_dash.store import Generation

CellKey = tuple[int, str, str]  # row, facet, code


@dataclass(frozen=True)
class ComparedOffences:
    """A group's table with what stands behind it.

    Parameters
    ----------
    members
        `domain.columns.OFFENCES` with `row`, in order of time.
    table
        The comparative case table.
    tags
        `domain.columns.TAGS` of the members as corrected.
    read
        The same as read, before any correction.
    edits
        The corrections that stand, by row, facet and code.
    offence_class
        The class among which base rates are taken.
    """

    members: pl.DataFrame
    table: CaseComparison
    tags: pl.DataFrame
    read: pl.DataFrame
    edits: Mapping[CellKey, CodeEdit]
    offence_class: str


def members_of(generation: Generation, offence_keys: Sequence[str]) -> pl.DataFrame:
    """Return the offences held of these keys (`domain.columns.OFFENCES` with `row`), in order of time."""
    held = generation.offences.with_row_index("row")
    wanted = pl.col("offence_key").is_in(list(offence_keys))
    return held.filter(wanted).sort("from_at", "to_at", "row")


def compare_members(
    generation: Generation, book: CaseBook, members: pl.DataFrame, rates: Mapping[str, pl.DataFrame]
) -> ComparedOffences:
    """Return the comparative case table of `members` as corrected.

    Parameters
    ----------
    members
        From :func:`members_of`; at least one.
    rates
        `patterns.behaviour_rates.RATES` by offence class; the commonest class of the members counts.
    """
    vocabulary = load_vocabulary()
    rows = members["row"].cast(pl.UInt32)
    read = tags_of(generation.tags, rows)
    edits = _edits(book, members)
    corrections = pl.DataFrame(
        [(*key, str(edit.state)) for key, edit in edits.items()], schema=CORRECTIONS, orient="row"
    )
    tags = correct_tags(read, corrections, vocabulary)
    usual_class = members["offence_class"].mode().sort()[0]
    table = compare_offences(
        tags,
        rows,
        rates[usual_class],
        {name: facet.stage for name, facet in vocabulary.facets.items()},
        implied=vocabulary.implied,
        keep={(facet, code) for _, facet, code in edits},
    )
    return ComparedOffences(members, table, tags, read, edits, usual_class)


def _edits(book: CaseBook, members: pl.DataFrame) -> dict[CellKey, CodeEdit]:
    row_of: dict[str, int] = dict(members.select("offence_key", "row").iter_rows())
    return {
        (row_of[key], facet, code): edit
        for (key, facet, code), edit in sorted(book.edits.items())
        if key in row_of
    }
