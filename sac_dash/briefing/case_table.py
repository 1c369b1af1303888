"""The comparative case table as people read it: every cell with its state, source words and who corrected it.

The screen, the workbook and the documents show the same cells; only how many columns they have room for differs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from sac_dash.briefing.comparing import ComparedOffences, compare_members, members_of
from sac_dash.casework import HARD_LINK_LABELS, CaseBook, HardLinkKind, Verdict
from sac_dash.casework.case_book import CodeEdit
from sac_dash.domain.facets import TagState
from sac_dash.domain.offence_key import reference_of
from sac_dash.mo.labels import label_code, label_facet
from sac_dash.patterns.case_comparison import CellState
from sac_dash.store import Generation

CONTEXT = 48  # characters of the text shown on either side of the source words


@dataclass(frozen=True)
class CaseColumn:
    """One behaviour, as the head of its column says it."""

    stage: str
    facet: str
    code: str
    n_agree: int
    n_known: int
    n_absent: int
    one_in: int | None
    telling: int

    @property
    def label(self) -> str:
        """Return what the behaviour is called."""
        return label_code(self.facet, self.code)

    @property
    def facet_label(self) -> str:
        """Return what its facet is called."""
        return label_facet(self.facet)

    @property
    def rate(self) -> str:
        """Return how rare it is: ``1 in 140``."""
        if self.one_in is None:
            return "no rate"
        return f"1 in {self.one_in:,}" if self.one_in > 1 else "usual"


@dataclass(frozen=True)
class CaseCell:
    """What one offence says of one behaviour.

    Parameters
    ----------
    before, phrase, after
        The source's words and what stands around them in the text; empty where there are none.
    others
        Labels of what else the offence states of the facet.
    edit
        The analyst's correction that stands, or None.
    read
        State that was read before any correction.
    """

    offence_key: str
    state: CellState
    origin: str | None
    before: str
    phrase: str
    after: str
    others: tuple[str, ...]
    edit: CodeEdit | None
    read: CellState


@dataclass(frozen=True)
class Cases:
    """A series' comparative case table: `cells` has one list per member, one cell per column.

    `hard_links` says in words, for each member, what ties it to other offences whatever the table shows.
    """

    series_id: str
    members: list[dict[str, Any]]
    columns: list[CaseColumn]
    cells: list[list[CaseCell]]
    n_behaviours: int
    offence_class: str
    hard_links: list[list[str]]

    @property
    def offences(self) -> list[str]:
        """Return the keys of the members in order."""
        return [row["offence_key"] for row in self.members]


def cases_of(
    generation: Generation,
    book: CaseBook,
    rates: Mapping[str, pl.DataFrame],
    series_id: str,
    offence_keys: Sequence[str],
    *,
    most: int | None = None,
) -> Cases:
    """Return the table of a series' members as it stands.

    Parameters
    ----------
    rates
        `patterns.behaviour_rates.RATES` by offence class.
    offence_keys
        The members; those an analyst rejected since are left out, so that no document holds one.
    most
        Only so many behaviours, the most telling; None for all that two share.
    """
    members = members_of(generation, _without_rejected(book, series_id, offence_keys))
    if members.is_empty():
        return Cases(series_id, [], [], [], 0, "", [])
    compared = compare_members(generation, book, members, rates)
    n_behaviours = compared.table.columns.height
    table = compared.table if most is None else compared.table.most_telling(most)
    return Cases(
        series_id,
        list(members.iter_rows(named=True)),
        [_column(row) for row in table.columns.iter_rows(named=True)],
        _Cells(compared).of(table.columns, table.cells),
        n_behaviours,
        compared.offence_class,
        [say_hard_links(book, key) for key in members["offence_key"]],
    )


def say_hard_links(book: CaseBook, offence_key: str) -> list[str]:
    """Return the hard links of an offence in words: ``DNA with 22/104 (LAB/1)``."""
    said = []
    for link in book.hard_links_of(offence_key):
        kind = HARD_LINK_LABELS[HardLinkKind(link.kind)] if link.kind in set(HardLinkKind) else link.kind
        reference = f" ({link.reference})" if link.reference else ""
        said.append(f"{kind} with {reference_of(link.other(offence_key))}{reference}")
    return said


def _without_rejected(book: CaseBook, series_id: str, offence_keys: Sequence[str]) -> list[str]:
    owned = book.series.get(book.leads_to(series_id))
    rejected = set(owned.judged(Verdict.REJECTED)) if owned else set()
    return [key for key in offence_keys if key not in rejected]


def _column(row: dict[str, Any]) -> CaseColumn:
    one_in = None if row["one_in"] is None else max(1, int(row["one_in"] + 0.5))
    return CaseColumn(
        row["stage"],
        row["facet"],
        row["code"],
        row["n_agree"],
        row["n_known"],
        row["n_absent"],
        one_in,
        row["telling"],
    )


class _Cells:
    """Makes the cells of one comparison, with everything that is said in them looked up once."""

    def __init__(self, compared: ComparedOffences) -> None:
        self._edits = compared.edits
        self._members = {row["row"]: row for row in compared.members.iter_rows(named=True)}
        self._stated = _codes_by_facet(compared.tags)
        self._read = _states(compared.read)
        self._read_facets = {(row, facet) for row, facet, _ in self._read}

    def of(self, columns: pl.DataFrame, cells: pl.DataFrame) -> list[list[CaseCell]]:
        """Return the cells, one list per member in the members' order."""
        codes = {
            number: (facet, code) for number, facet, code in columns["column", "facet", "code"].iter_rows()
        }
        made: dict[int, list[CaseCell]] = {row: [] for row in self._members}
        for cell in cells.iter_rows(named=True):
            made[cell["row"]].append(self._cell(cell, *codes[cell["column"]]))
        return list(made.values())

    def _cell(self, cell: dict[str, Any], facet: str, code: str) -> CaseCell:
        row = cell["row"]
        member = self._members[row]
        read = self._read.get((row, facet, code))
        unread = CellState.OTHER if (row, facet) in self._read_facets else CellState.UNKNOWN
        others = [label_code(facet, each) for each in self._stated[row, facet] if each != code]
        return CaseCell(
            member["offence_key"],
            CellState(cell["state"]),
            cell["origin"],
            *_source_words(member["mo_text"], cell),
            tuple(others),
            self._edits.get((row, facet, code)),
            CellState(read) if read else unread,
        )


def _codes_by_facet(tags: pl.DataFrame) -> dict[tuple[int, str], list[str]]:
    """Return the codes that are present, by row and facet."""
    codes: dict[tuple[int, str], list[str]] = defaultdict(list)
    present = tags.filter(pl.col("state") != str(TagState.ABSENT)).unique(
        ["row", "facet", "code"], maintain_order=True
    )
    for row, facet, code in present["row", "facet", "code"].iter_rows():
        codes[row, facet].append(code)
    return codes


def _states(tags: pl.DataFrame) -> dict[tuple[int, str, str], str]:
    return {
        (row, facet, code): said
        for row, facet, code, said in tags["row", "facet", "code", "state"].iter_rows()
    }


def _source_words(text: str | None, cell: dict[str, Any]) -> tuple[str, str, str]:
    """Return the source words with a little of what stands before and after them."""
    start, end = cell["start"], cell["end"]
    if text is None or start is None or end is None or end > len(text):
        return "", cell["phrase"] or "", ""
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    if start > CONTEXT:
        before = f"…{before.partition(' ')[2]}"
    if end + CONTEXT < len(text):
        after = f"{after.rpartition(' ')[0]}…"
    return before, text[start:end], after
