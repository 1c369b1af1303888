"""The step in which an analyst confirms which tables are read and what their columns mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.panel import panel
from sac_dash.dashboard.pages.data import ids
from sac_dash.dashboard.pages.data.columns_table import columns_table, how_read, options_row
from sac_dash.dashboard.pages.data.looked import Looked, LookedFile, LookedTable
from sac_dash.dashboard.pages.data.wording import inert_text, name_field, say_bytes, say_moment
from sac_dash.dashboard.query_string import write_query
from sac_dash.domain.offence_class import CLASS_LABELS
from sac_dash.ingest.recognition import MAPPING_REMEDY

_NOT_SHOWN = ("offence_key", "source_file", "crs", "location_precision_m", "when_precision")
_FIRST = (
    "crime_ref", "from_at", "to_at", "offence_class", "attempt", "town", "premises_name", "premises_type", "mo_text",
)  # fmt: skip
_CLASS_WORDS = {str(each): label for each, label in CLASS_LABELS.items()}
_CHOOSE = "Choose below what the columns are: when it happened and at least one thing more"
_SAVED = {
    "saved": "Read by the mapping saved for this kind of source.",
    "here": "Changed here. Saved for this kind of source once added.",
}


Parts = Mapping[str, Component | list[Component]]


def columns_step(table: LookedTable | None, choices: Mapping[str, Any], parts: Parts) -> list[Component]:
    """Return the bar, the files with their sheets, and the columns and first offences of one table.

    `parts` are those of :func:`live_parts`; each stands in a place of its own, so that a change draws
    it anew and leaves the field alone that somebody is in.
    """
    shown = [_bar(choices, _live("way", parts)), _live("files", parts)]
    if table is not None:
        shown += [_columns(table, parts), _live("offences", parts)]
    return shown


def live_parts(
    looked: Looked, table: LookedTable | None, job: str, *, reading: bool = False
) -> dict[str, Component | list[Component]]:
    """Return what follows every change, by name.

    While the files are `reading` again, what is shown of them is from before, and there is no way on.
    """
    several = len(looked.files) > 1 or len(looked.tables) > 1 or any(file.problem for file in looked.files)
    parts: dict[str, Component | list[Component]] = {
        "way": _way_on(looked, job, reading=reading),
        "files": [_files(looked, table, job)] if several else [],
    }
    if table is not None:
        parts |= {"said": _said(table), "offences": _offences(table), **how_read(table)}
    return parts


def _live(name: str, parts: Parts) -> Component:
    return html.Div(parts[name], id=ids.live(name), className="live")


def ready(looked: Looked) -> bool:
    """Tell whether there is anything to add."""
    return looked.quality.counts.accepted > 0


def _bar(choices: Mapping[str, Any], way: Component) -> Component:
    """Return the bar with what holds for all files, and the ways on and out."""
    force = dmc.TextInput(
        id=ids.FORCE,
        value=choices.get("force", ""),
        placeholder="where the file has none",
        size="xs",
        w=140,
        debounce=600,
        attributes={"input": {"aria-label": "Force, where the file has none"}},
    )
    titles = dmc.TagsInput(
        id=ids.TITLES,
        value=choices.get("include_titles", []),
        placeholder="offence titles to keep",
        size="xs",
        w=170,
        attributes={"input": {"aria-label": "Also keep these offence titles"}},
    )
    return html.Div(
        [
            html.Div([html.Span("Force", className="control-label"), force], className="control"),
            html.Div([html.Span("Also keep", className="control-label"), titles], className="control"),
            html.Div(className="grow"),
            html.Div(
                [dmc.Button("Cancel", id=ids.DISCARD, size="xs", variant="default"), way], className="ways"
            ),
        ],
        className="card data-actions",
    )


def _way_on(looked: Looked, job: str, *, reading: bool) -> Component:
    """Return the way to the comparison, or why there is none."""
    on = write_query({ids.JOB: job, ids.STEP: ids.COMPARE})
    accepted = looked.quality.counts.accepted
    label = f"Compare {accepted:,} with the store"
    return (
        dcc.Link(label, href=on, className="way way-on")
        if accepted and not reading
        else dmc.Button("Reading again" if reading else "Nothing to add yet", size="xs", disabled=True)
    )


def _files(looked: Looked, shown: LookedTable | None, job: str) -> Component:
    """Return every file with its tables: which are read, what came of each, which one is shown."""
    rows = [row for file in looked.files for row in _file_rows(file, shown, job)]
    names = ("Read", "File and sheet", "Rows", "Accepted", "Rejected", "Standing")
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in names]))
    table = html.Table([head, html.Tbody(rows)], className="plain-table files-table")
    return panel("Files and sheets", html.Div(table, className="files-scroll"))


def _file_rows(file: LookedFile, shown: LookedTable | None, job: str) -> list[Component]:
    """Return a row per table of one file, or the one line why it cannot be used."""
    if file.problem:
        problem = html.Td(
            [html.B("This file cannot be used. "), inert_text(file.problem, 300)], colSpan=5, className="bad"
        )
        return [html.Tr([html.Td(), problem])]
    return [_table_row(table, file, shown, job) for table in file.tables]


def _table_row(table: LookedTable, file: LookedFile, shown: LookedTable | None, job: str) -> Component:
    """Return one table: its box, its name as a link to its columns, its counts."""
    label = inert_text(table.label, 70)
    box = dmc.Checkbox(
        id=ids.table_used(table.part),
        checked=table.used,
        size="xs",
        attributes={"input": {"aria-label": f"Read {label}"}},
    )
    here = shown is not None and shown.part == table.part
    link = dcc.Link(
        html.Bdi(label), href=write_query({ids.JOB: job, ids.STEP: ids.COLUMNS, ids.PART: table.part})
    )
    kind = "" if table.name else f"{table.kind}, {say_bytes(file.n_bytes)}"
    counts = table.quality.counts if table.quality else None
    cells = [
        html.Td(box),
        html.Th([link, html.Span(f" {kind}", className="faint")], scope="row"),
        html.Td(f"{table.rows:,}", className="num"),
        html.Td(f"{counts.accepted:,}" if counts else "–", className="num"),
        html.Td(f"{counts.rejected:,}" if counts else "–", className="num"),
        html.Td(_standing(table), className="bad" if table.problem and table.used else "faint"),
    ]
    current = attributes(aria_current="true") if here else {}
    return html.Tr(cells, className="here" if here else "", **current)


def _standing(table: LookedTable) -> str:
    """Return in a few words why a table is not read, or by what it is."""
    if table.problem:
        return inert_text(table.problem, 200) if table.used else "passed over: not a table of offences"
    if not table.used:
        return "left out"
    return {"saved": "saved mapping", "here": "changed here"}.get(table.read_by, "recognised")


def _columns(table: LookedTable, parts: Parts) -> Component:
    """Return the columns of one table with their selects."""
    return panel(
        f"Columns of {inert_text(table.label, 60)}",
        [_live("said", parts), options_row(table), columns_table(table, parts)],
        element_id="data-columns",
    )


def _said(table: LookedTable) -> list[Component]:
    """Return how a table was understood, the way back to that, and why it cannot be read where it cannot."""
    said = _SAVED.get(
        table.read_by, "Recognised by names and values. Change what is wrong: it is read again at once."
    )
    plain = dmc.Button("As recognised", id=ids.PLAIN, size="compact-xs", variant="subtle")
    lead = html.P(
        [said, *_left_over(table), *([" ", plain] if table.read_by else [])],
        className="card-key mapping-said",
        role="status",
    )
    if not (table.problem and table.used):
        return [lead]
    problem = dmc.Alert(
        inert_text(table.problem.replace(MAPPING_REMEDY, _CHOOSE), 400),
        title="This cannot be read yet",
        color="red",
        variant="light",
        className="data-alert data-problem",
    )
    return [problem, *([html.P(plain, className="mapping-said")] if table.read_by else [])]


def _left_over(table: LookedTable) -> list[Component | str]:
    """Return which columns nobody claims, and what may be made of them."""
    names = [inert_text(use.column, 40) for use in table.columns if use.by == "unused"]
    if not names:
        return []
    verb = "column is" if len(names) == 1 else "columns are"
    listed = ", ".join(names[:6]) + (" …" if len(names) > 6 else "")
    return [
        f" {len(names)} {verb} dropped (",
        html.Bdi(listed),
        "): make one a facet of its own to link on it.",
    ]


def _offences(table: LookedTable) -> Component:
    """Return the first offences as they would be kept, as a scrolling table that keys can reach."""
    title = "First offences, as they would be kept"
    if not table.typed_rows:
        words = "No row is accepted as it stands. Change a column above, or see the reasons at the side."
        return panel(title, html.P(words, className="card-key"), element_id="data-offences")
    names = _offence_columns(table.typed_rows[0])
    head = html.Tr([html.Th(name_field(name), scope="col") for name in names])
    rows = [
        html.Tr([html.Td(html.Bdi(_cell(name, row.get(name)))) for name in names]) for row in table.typed_rows
    ]
    scroll = html.Div(
        html.Table([html.Thead(head), html.Tbody(rows)], className="plain-table sample"),
        className="sample-scroll",
        tabIndex="0",
        role="region",
        **attributes(aria_label=title),
    )
    return panel(title, scroll, element_id="data-offences")


def _offence_columns(row: Mapping[str, Any]) -> list[str]:
    """Return the columns to show, those an analyst knows an offence by first."""
    shown = [name for name in row if name not in _NOT_SHOWN]
    return sorted(shown, key=lambda name: _FIRST.index(name) if name in _FIRST else len(_FIRST))


def _cell(name: str, value: Any) -> str:  # noqa: ANN401 - a cell may hold anything
    """Return a value as it would be kept, short."""
    if name.endswith("_at") and isinstance(value, str):
        return say_moment(value)
    if name == "attempt" and value is not None:
        return "Attempted" if value else "Completed"
    if name == "offence_class" and isinstance(value, str):
        return _CLASS_WORDS.get(value, value)
    return inert_text(value)
