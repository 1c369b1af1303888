"""The comparative case table: offences in rows, shared behaviours in columns by stage of the crime.

A click on a cell opens a small menu to correct it (`assets/44_cases.js`); what is corrected is decided in
:mod:`.cases_callbacks`.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.briefing.case_table import CaseCell, CaseColumn, Cases
from sac_dash.briefing.case_words import say_basis, say_cell, say_head
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.cases_queries import MOST_TELLING, find_cases
from sac_dash.dashboard.pages.series.queries import SeriesDetail
from sac_dash.figures.place_words import place_of
from sac_dash.figures.wording import say_day
from sac_dash.mo.labels import STAGE_LABELS
from sac_dash.patterns.case_comparison import MEANINGS, SIGNS, CellState

HANDOVER_HINT = "A form for organised-crime mapping; the series needs a group reference"
NOTHING_SHARED = "No recorded behaviour is shared by two of these offences."
_MENU = (
    (ids.CASE_PRESENT, "Present", "present"),
    (ids.CASE_ABSENT, "Stated absent", "absent"),
    (ids.CASE_UNKNOWN, "Not stated", "unknown"),
)


def case_table(detail: SeriesDetail) -> Component:
    """Return the table of a series with its controls; :func:`.cases_callbacks.register_cases` wires it."""
    cases = find_cases(detail.card.series_id, detail.members["offence_key"].to_list())
    shown = {"series": cases.series_id, "offences": cases.offences}
    return html.Div(
        [
            _controls(cases),
            html.Div(case_body(cases), id=ids.CASE_BODY, className="cca-body"),
            _key(),
            _menu(),
            dcc.Store(id=ids.CASE_SHOWN, data=shown),
            dcc.Store(id=ids.CASE_CELL),
            dcc.Download(id=ids.CASE_DOWNLOAD),
        ],
        className="cca",
    )


def case_body(cases: Cases) -> Component:
    """Return the table itself, or one sentence where nothing is shared."""
    if not cases.columns:
        return html.P(NOTHING_SHARED, className="mo-none")
    body = html.Tbody([_row(cases, place) for place in range(len(cases.members))])
    return html.Table([_head(cases), body, _foot(cases)], className="cca-table")


def _controls(cases: Cases) -> Component:
    """Return what is counted, how much is shown, and what can be taken away."""
    basis = html.P(say_basis(cases), className="cca-basis")
    sheet = _button("Spreadsheet", ids.CASE_XLSX, "download", "The whole table with its source words")
    handover = _button("Hand-over", ids.CASE_HANDOVER, "brief", HANDOVER_HINT)
    return html.Div([basis, _depth(cases.n_behaviours), sheet, handover], className="cca-controls")


def _depth(n_behaviours: int) -> Component:
    """Return the choice of how many behaviours are shown; hidden where there is none."""
    return dmc.SegmentedControl(
        id=ids.CASE_DEPTH,
        value="telling",
        data=[
            {"value": "telling", "label": f"{MOST_TELLING} most telling"},
            {"value": "all", "label": f"All {n_behaviours}"},
        ],
        size="xs",
        style=None if n_behaviours > MOST_TELLING else {"display": "none"},
        attributes={"root": {"aria-label": "Behaviours shown"}},
    )


def _button(label: str, element_id: str, icon_name: str, hint: str) -> Component:
    return dmc.Button(
        label,
        id=element_id,
        leftSection=icon(icon_name, 14),
        variant="default",
        size="xs",
        attributes={"root": {"title": hint}},
    )


def _head(cases: Cases) -> Component:
    """Return the stages and, below each, its behaviours with their base rates."""
    stages = [
        html.Th(
            STAGE_LABELS.get(stage, stage.capitalize()),
            colSpan=len(list(columns)),
            scope="colgroup",
            className="cca-stage",
        )
        for stage, columns in groupby(cases.columns, key=lambda column: column.stage)
    ]
    corner = html.Th("Offence", rowSpan=2, scope="col", className="cca-ref cca-corner")
    firsts = _stage_starts(cases.columns)
    heads = [_column_head(column, place, cases, firsts) for place, column in enumerate(cases.columns)]
    return html.Thead([html.Tr([corner, *stages]), html.Tr(heads)])


def _column_head(column: CaseColumn, place: int, cases: Cases, firsts: set[int]) -> Component:
    said = html.Div(
        [html.Span(column.label, className="cca-label"), html.Span(column.rate, className="cca-rate")],
        className="cca-upright",
    )
    named = attributes(data_column=str(place), data_facet=column.facet, data_code=column.code)
    return html.Th(
        said,
        scope="col",
        title=say_head(column, cases.offence_class),
        className="cca-head cca-first" if place in firsts else "cca-head",
        **named,
    )


def _row(cases: Cases, place: int) -> Component:
    """Return one offence's row."""
    member = cases.members[place]
    firsts = _stage_starts(cases.columns)
    links = cases.hard_links[place]
    tied = html.Span(icon("link", 13), title=_say_ties(links), className="cca-tied") if links else None
    reference = html.Th(
        [
            html.B(place + 1),
            html.Span(member["crime_ref"]),
            html.Span(_when(member), className="cca-when"),
            tied,
        ],
        scope="row",
        title=f"{member['crime_ref']}, {member['force']}\n{place_of(member)}",
        className="cca-ref",
    )
    cells = [
        _cell(cell, column, member["crime_ref"], (place, at), first=at in firsts)
        for at, (cell, column) in enumerate(zip(cases.cells[place], cases.columns, strict=True))
    ]
    return html.Tr([reference, *cells], **attributes(data_offence=member["offence_key"]))


def _cell(
    cell: CaseCell, column: CaseColumn, reference: str, place: tuple[int, int], *, first: bool
) -> Component:
    """Return one cell: a button that opens the menu; pointing at it gives the source words."""
    edited = cell.edit is not None
    button = html.Button(
        SIGNS[cell.state],
        type="button",
        title=say_cell(cell, column, reference),
        tabIndex="0" if place == (0, 0) else "-1",
        className=f"cca-cell cca-{cell.state}" + (" cca-edited" if edited else ""),
        **attributes(
            aria_label=f"{column.label}: {MEANINGS[cell.state]}{', corrected' if edited else ''}",
            aria_haspopup="menu",
            data_column=str(place[1]),
            data_state=str(cell.state),
            data_edited="yes" if edited else "no",
        ),
    )
    return html.Td(button, className="cca-first" if first else None)


def _foot(cases: Cases) -> Component:
    """Return how many members agree, of those that say anything of the kind, and how many do not say."""
    firsts = _stage_starts(cases.columns)
    n = len(cases.members)
    agree = [
        html.Td(f"{column.n_agree}/{column.n_known}", className="cca-first" if at in firsts else None)
        for at, column in enumerate(cases.columns)
    ]
    unknown = [
        html.Td(n - column.n_known, className="cca-first" if at in firsts else None)
        for at, column in enumerate(cases.columns)
    ]
    return html.Tfoot(
        [
            html.Tr([html.Th("Agree, of those that say", scope="row", className="cca-ref"), *agree]),
            html.Tr([html.Th("Not known", scope="row", className="cca-ref"), *unknown]),
        ]
    )


def _key() -> Component:
    """Return what the signs mean."""
    signs: list[Any] = [
        html.Span([html.I(SIGNS[each], className=f"cca-{each}"), MEANINGS[each]], className="cca-sign")
        for each in CellState
    ]
    edited = html.Span([html.I(className="cca-edited"), "corrected by an analyst"], className="cca-sign")
    hint = html.Span("Point at a cell for the source words; press it to correct it.", className="cca-hint")
    return html.Div([*signs, edited, hint], className="cca-key")


def _menu() -> Component:
    """Return the menu of a cell, closed; the browser opens it beside the cell."""
    choices = [
        html.Button(
            label,
            id=element_id,
            type="button",
            role="menuitemradio",
            className="cca-choice",
            **attributes(data_state=state),
        )
        for element_id, label, state in _MENU
    ]
    back = html.Button(
        [icon("undo", 14), "Take the correction back"],
        id=ids.CASE_BACK,
        type="button",
        role="menuitem",
        className="cca-choice cca-back",
    )
    said = html.Div(id=ids.CASE_MENU_WORDS, className="cca-menu-words")
    return html.Div(
        [said, *choices, back],
        id=ids.CASE_MENU,
        role="menu",
        hidden=True,
        className="cca-menu",
        **attributes(aria_label="Correct this cell"),
    )


def _stage_starts(columns: list[CaseColumn]) -> set[int]:
    """Return the places at which another stage begins."""
    return {at for at, column in enumerate(columns) if at and column.stage != columns[at - 1].stage}


def _say_ties(links: list[str]) -> str:
    return "\n".join(["Hard links, beside the score:", *links])


def _when(member: dict[str, Any]) -> str:
    return say_day(member["from_at"])
