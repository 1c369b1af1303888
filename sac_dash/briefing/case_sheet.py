"""The comparative case table laid out for its workbook: offences, behaviours and cells as plain rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from sac_dash.briefing.case_table import CaseCell, CaseColumn, Cases
from sac_dash.briefing.case_words import say_cell, say_rate, say_source
from sac_dash.briefing.comparison_workbook import SHEET_CELLS, SHEET_COLUMNS, SHEET_OFFENCES, ComparisonSheet
from sac_dash.briefing.origin import say_unknown
from sac_dash.domain.columns import Schema
from sac_dash.domain.offence_class import CLASS_LABELS
from sac_dash.figures.place_words import place_of
from sac_dash.figures.series_timeline import TimelineMember, describe_window
from sac_dash.figures.wording import local, say_moment
from sac_dash.mo.labels import STAGE_LABELS
from sac_dash.patterns.case_comparison import MEANINGS

_CLASS_NAMES = {each.value: label for each, label in CLASS_LABELS.items()}


def comparison_sheet(cases: Cases, title: str) -> ComparisonSheet:
    """Return a table as the workbook takes it, under the series' name."""
    return ComparisonSheet(
        title,
        offence_rows(cases.members),
        _frame([_column(column, cases) for column in cases.columns], SHEET_COLUMNS),
        _frame(
            [
                _cell(cell, column, number, at, cases)
                for number, row in enumerate(cases.cells, start=1)
                for at, (cell, column) in enumerate(zip(row, cases.columns, strict=True))
            ],
            SHEET_CELLS,
        ),
    )


def offence_rows(members: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """Return offences as a document lists them (`SHEET_OFFENCES`)."""
    rows = [_offence(number, dict(row)) for number, row in enumerate(members, start=1)]
    return _frame(rows, SHEET_OFFENCES)


def unknown_of(cases: Cases) -> str:
    """Return in words how many offences say nothing of each kind of behaviour in the table."""
    known = {column.facet_label: column.n_known for column in cases.columns}
    return say_unknown(list(known.items()), len(cases.members))


def _offence(number: int, row: dict[str, Any]) -> dict[str, Any]:
    member = TimelineMember(
        number, row["crime_ref"], local(row["from_at"]), local(row["to_at"]), place_of(row)
    )
    return {
        "number": number,
        "crime_ref": row["crime_ref"],
        "force": row["force"],
        "window": describe_window(member),
        "place": place_of(row),
        "premises": row["premises_name"] or row["premises_type"] or "",
        "area": row["policing_area"] or "",
        "offence_class": _CLASS_NAMES[row["offence_class"]] + (" (attempt)" if row["attempt"] else ""),
        "value_gbp": row["value_gbp"],
        "mo_text": row["mo_text"] or "",
    }


def _column(column: CaseColumn, cases: Cases) -> dict[str, Any]:
    return {
        "stage": STAGE_LABELS.get(column.stage, column.stage.capitalize()),
        "facet": column.facet_label,
        "behaviour": column.label,
        "rate": column.rate,
        "rate_among": say_rate(column, cases.offence_class),
        "n_agree": column.n_agree,
        "n_known": column.n_known,
        "n_absent": column.n_absent,
    }


def _cell(cell: CaseCell, column: CaseColumn, number: int, at: int, cases: Cases) -> dict[str, Any]:
    reference = cases.members[number - 1]["crime_ref"]
    return {
        "number": number,
        "column": at,
        "state": str(cell.state),
        "words": say_cell(cell, column, reference),
        "source": say_source(cell),
        "origin": cell.origin or "",
        "corrected_by": cell.edit.user if cell.edit else "",
        "corrected_at": say_moment(cell.edit.at) if cell.edit else "",
        "read_before": MEANINGS[cell.read] if cell.edit else "",
    }


def _frame(rows: list[dict[str, Any]], schema: Schema) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=dict(schema))
