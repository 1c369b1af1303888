"""The hand-over of a series to organised-crime mapping: what the records say, and room for what they do not.

Fields follow the force's duty (identify groups for organised-crime mapping) and the tactical assessment's
series table. SAC Dash holds no nominals and names none: people, their roles, scores and plans are blank
fields for the analyst, and the sheet says so. Only a series that carries a group reference is handed over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from openpyxl.worksheet.worksheet import Worksheet

from sac_dash.briefing.colours import ACCENT, BAND
from sac_dash.briefing.comparison_workbook import SHEET_OFFENCES, offences_sheet
from sac_dash.briefing.provenance import FOR_ANALYST, Provenance
from sac_dash.briefing.sheets import (
    BOXED,
    HEAD,
    NOTE,
    Look,
    as_bytes,
    head_lines,
    new_workbook,
    provenance_sheet,
    put,
    put_marking,
    put_row,
    put_table,
    set_print,
    set_widths,
)
from sac_dash.domain.columns import Schema, require
from sac_dash.domain.errors import SacDashError

# One row = one behaviour that members share.
HANDOVER_BEHAVIOURS: Schema = {
    "stage": pl.String,
    "facet": pl.String,
    "behaviour": pl.String,
    "rate": pl.String,
    "n_agree": pl.UInt32,
    "n_known": pl.UInt32,
}
# One row = one hard link that touches a member.
HANDOVER_LINKS: Schema = {
    "kind": pl.String,
    "offence": pl.String,
    "other": pl.String,
    "reference": pl.String,
    "recorded": pl.String,
    "source": pl.String,
    "other_is": pl.String,  # "in the series", "held, not in it", "not held"
}
# One row = one decision on the series.
HANDOVER_HISTORY: Schema = {"when": pl.String, "who": pl.String, "what": pl.String}

COLUMNS = 6
BEHAVIOURS_SHOWN = 20
NO_NOMINALS = (
    "SAC Dash holds no nominals and scores nobody. What follows is left to the analyst, who states the source,"
    " its grading (3x5x2) and the handling code for everything entered."
)
BLANKS: tuple[tuple[str, tuple[str, ...], int], ...] = (
    (
        "Nominals",
        ("Nominal", "PNC or local reference", "Role in the group", "Basis", "Grading", "Handling"),
        6,
    ),
    ("Associations", ("Nominal", "With", "Kind", "Since", "Grading", "Handling"), 4),
    (
        "Vehicles, telephones, premises used",
        ("What", "Identifier", "Used by", "Seen", "Grading", "Handling"),
        4,
    ),
)
ASSESSMENT = (
    "Intent and capability",
    "Harm (THRIVE, MoRiLE)",
    "Links to other groups or areas",
    "Intelligence gaps and requirements",
    "Pursue",
    "Prevent",
    "Protect",
    "Prepare",
    "Lead responsible officer",
    "Submitted by, date",
    "Accepted for mapping by, date",
    "Next review",
)


@dataclass(frozen=True)
class HandOver:
    """What is handed over.

    Parameters
    ----------
    title
        The series by name and id.
    group_ref
        The group's reference in organised-crime mapping.
    facts
        Label and value, in order.
    harm
        What the records flag as harm, in words.
    offences, behaviours, links, history
        `SHEET_OFFENCES`, `HANDOVER_BEHAVIOURS`, `HANDOVER_LINKS`, `HANDOVER_HISTORY`.
    """

    title: str
    group_ref: str
    facts: Sequence[tuple[str, str]]
    harm: Sequence[str]
    offences: pl.DataFrame
    behaviours: pl.DataFrame
    links: pl.DataFrame
    history: pl.DataFrame


def handover_workbook(handed: HandOver, provenance: Provenance) -> bytes:
    """Return the hand-over as an XLSX file's content.

    Raises
    ------
    SacDashError
        When the series carries no group reference, or a frame lacks a column.
    """
    if not handed.group_ref.strip():
        raise SacDashError(
            "the series has no group reference",
            remedy="Give it the reference of the group, then hand it over",
        )
    require(handed.offences, SHEET_OFFENCES, "the offences")
    require(handed.behaviours, HANDOVER_BEHAVIOURS, "the behaviours")
    require(handed.links, HANDOVER_LINKS, "the hard links")
    require(handed.history, HANDOVER_HISTORY, "the history")
    title = f"Hand-over for organised-crime mapping: {handed.group_ref}"
    book, first = new_workbook("Hand-over")
    _form(first, title, handed, provenance)
    offences_sheet(book.create_sheet("Offences"), f"Offences of {handed.title}", handed.offences, provenance)
    _history(book.create_sheet("Decisions"), handed, provenance)
    provenance_sheet(book, provenance)
    return as_bytes(book, title, provenance.made_at)


def _form(target: Worksheet, title: str, handed: HandOver, provenance: Provenance) -> None:
    set_widths(target, (30, 32, 26, 26, 16, 22))
    row = head_lines(target, title, provenance, COLUMNS)
    row = _section(target, row, "1  The series, as recorded")
    for label, value in (("Group reference", handed.group_ref), ("Series", handed.title), *handed.facts):
        row = _line(target, row, label, value)
    row = _line(target, row, "Harm that records flag", "; ".join(handed.harm) or "none recorded")
    row = _method(target, _section(target, row, "2  Method: what the offences share, rarest first"), handed)
    row = _links(target, _section(target, row, "3  Hard links: facts beside the method"), handed)
    row = _section(target, row, "4  People and means: for the analyst")
    row = _note(target, row, NO_NOMINALS)
    for name, header, lines in BLANKS:
        row = _blank_table(target, row, name, header, lines)
    row = _section(target, row, "5  Assessment and plan: for the analyst")
    for label in ASSESSMENT:
        row = _line(target, row, label, "", height=30)
    put_marking(target, row + 1, provenance.marking, COLUMNS)
    set_print(target, provenance.marking, upright=True)


def _method(target: Worksheet, row: int, handed: HandOver) -> int:
    shown = handed.behaviours.head(BEHAVIOURS_SHOWN)
    if shown.is_empty():
        return _note(target, row, "No recorded behaviour is shared by two of these offences.")
    rows = [
        (stage, behaviour, facet, rate, agree, f"{agree} of {known} that say")
        for stage, facet, behaviour, rate, agree, known in shown.select(*HANDOVER_BEHAVIOURS).iter_rows()
    ]
    header = ("Stage", "Behaviour", "Kind", "Among its class", "Offences", "Agreement")
    return put_table(target, row, header, rows)


def _links(target: Worksheet, row: int, handed: HandOver) -> int:
    if handed.links.is_empty():
        return _note(target, row, "None is held. An identical method is opinion; it is no hard link.")
    rows = [
        (kind, offence, f"{other} ({standing})", reference, recorded, source)
        for kind, offence, other, reference, recorded, source, standing in handed.links.select(
            *HANDOVER_LINKS
        ).iter_rows()
    ]
    return put_table(target, row, ("Kind", "Offence", "With", "Reference", "Recorded", "Source"), rows)


def _blank_table(target: Worksheet, row: int, name: str, header: Sequence[str], lines: int) -> int:
    """Write a table of empty lines to be filled in; return the next free row."""
    put(target, row, 1, name, Look(bold=True))
    put(target, row, 2, f"({FOR_ANALYST})", NOTE)
    put_row(target, row + 1, header, HEAD)
    for at in range(row + 2, row + 2 + lines):
        put_row(target, at, [""] * len(header), BOXED)
        target.row_dimensions[at].height = 20
    return row + 3 + lines


def _history(target: Worksheet, handed: HandOver, provenance: Provenance) -> None:
    set_widths(target, (20, 24, 110))
    top = head_lines(target, f"Decisions on {handed.title}", provenance, 3)
    rows = list(handed.history.select(*HANDOVER_HISTORY).iter_rows())
    put_table(target, top, ("When", "Who", "What"), rows, filtered=True)
    set_print(target, provenance.marking, f"{top}:{top}")


def _section(target: Worksheet, row: int, words: str) -> int:
    """Write a section's heading after an empty row; return the next free row."""
    for column in range(1, COLUMNS + 1):
        put(
            target,
            row + 1,
            column,
            words if column == 1 else "",
            Look(bold=True, size=12, colour=ACCENT, fill=BAND),
        )
    return row + 2


def _line(target: Worksheet, row: int, label: str, value: str, height: int | None = None) -> int:
    """Write a labelled value across the sheet; return the next free row."""
    put(target, row, 1, label, HEAD)
    for column in range(2, COLUMNS + 1):
        put(target, row, column, value if column == 2 else "", BOXED)
    target.merge_cells(start_row=row, start_column=2, end_row=row, end_column=COLUMNS)
    target.row_dimensions[row].height = height or max(15, 15 * (1 + len(value) // 115))
    return row + 1


def _note(target: Worksheet, row: int, words: str) -> int:
    put(target, row, 1, words, NOTE)
    target.merge_cells(start_row=row, start_column=1, end_row=row, end_column=COLUMNS)
    target.row_dimensions[row].height = 15 * (1 + len(words) // 150)
    return row + 1
