"""An upload before it is added: what its columns mean, what its quality is, that its rows reconcile."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.panel import panel
from sac_dash.dashboard.pages.data import ids
from sac_dash.dashboard.pages.data.columns_table import columns_table, options_row
from sac_dash.dashboard.pages.data.queries import FilePreview, total_counts
from sac_dash.dashboard.pages.data.wording import name_field, never_given, say_quality
from sac_dash.domain.quality import Counts, QualityReport
from sac_dash.ingest.result import PreviewTable

_COUNTS = ("read", "accepted", "duplicate", "out_of_scope", "rejected")


def preview_work(
    previews: list[FilePreview], choices: dict[str, Any], *, replaces: bool = False
) -> list[Component]:
    """Return everything shown of an upload that was not added yet.

    `replaces` tells that the store holds an invented force, which would go.
    """
    counts = total_counts(previews)
    usable = any(each.preview for each in previews)
    return [
        *([_demo_goes()] if replaces and usable else []),
        _actions(counts, choices, usable=usable),
        dmc.Tabs(
            [
                dmc.TabsList(
                    [
                        dmc.TabsTab(
                            each.path.name,
                            value=str(each.number),
                            className="" if each.preview else "tab-bad",
                        )
                        for each in previews
                    ]
                ),
                *[dmc.TabsPanel(_file(each), value=str(each.number)) for each in previews],
            ],
            value=str(previews[0].number) if previews else None,
            keepMounted=True,
        ),
    ]


def _demo_goes() -> Component:
    """Return the warning that real offences take the place of the invented force."""
    return dmc.Alert(
        "The store holds the invented demonstration force. Real and invented offences never stand "
        "together: adding these files removes the demonstration, its series and links. "
        "To keep it, give real data a folder of its own (SAC_DASH_HOME).",
        title="Adding replaces the demonstration",
        color="yellow",
        variant="light",
        className="data-alert",
    )


def _actions(counts: Counts, choices: dict[str, Any], *, usable: bool) -> Component:
    """Return the bar with the reconciliation line, the choices and the buttons."""
    force = dmc.TextInput(
        id=ids.FORCE,
        value=choices["force"],
        placeholder="where the file has none",
        size="xs",
        w=150,
        attributes={"input": {"aria-label": "Force"}},
    )
    titles = dmc.TagsInput(
        id=ids.TITLES,
        value=choices["include_titles"],
        placeholder="offence titles to keep",
        size="xs",
        w=170,
        attributes={"input": {"aria-label": "Also keep offence titles"}},
    )
    return html.Div(
        [
            html.Div([html.Span("Force", className="control-label"), force], className="control"),
            html.Div([html.Span("Also keep", className="control-label"), titles], className="control"),
            html.Div(className="grow"),
            dmc.Button("Read again", id=ids.READ_AGAIN, size="xs", variant="default"),
            dmc.Button("Discard", id=ids.DISCARD, size="xs", variant="subtle", color="gray"),
            dmc.Button(
                f"Add {counts.accepted:,} offences",
                id=ids.ADD,
                size="xs",
                disabled=not usable or not counts.accepted,
            ),
        ],
        className="card data-actions",
    )


def _file(each: FilePreview) -> Component:
    """Return one file's preview, or why it cannot be used."""
    if each.preview is None:
        return dmc.Alert(each.problem, title="This file cannot be used", color="red", variant="light", mt=10)
    quality = each.preview.quality
    cards = html.Div([_quality_card(quality), _reconciliation(quality)], className="data-cards")
    tables = [_table(each.number, table, index) for index, table in enumerate(each.preview.tables)]
    return html.Div([cards, *_take_note(quality), *tables], className="data-file")


def _quality_card(quality: QualityReport) -> Component:
    """Return the quality card: what to look at before trusting the file."""
    lines = [html.Li([html.B(figure), f" {words}"]) for figure, words in say_quality(quality)]
    lacking = never_given(quality)
    notes = [html.P(f"Never given: {', '.join(lacking)}.", className="card-key")] if lacking else []
    return panel("Quality", [html.Ul(lines, className="quality"), *notes])


def _reconciliation(quality: QualityReport) -> Component:
    """Return the reconciliation line and the table behind it."""
    head = html.Tr(
        [
            html.Th("Source"),
            *[html.Th(name.replace("_", " ").capitalize(), className="num") for name in _COUNTS],
        ]
    )
    rows = [_count_row(f"{source.file}: {source.kind}", source.counts) for source in quality.sources]
    total = _count_row("Together", quality.counts)
    table = html.Table([html.Thead(head), html.Tbody([*rows, total])], className="plain-table counts")
    return panel(
        "Reconciles", [html.P(quality.counts.line(), className="reconcile"), table, *_reasons(quality)]
    )


def _count_row(label: str, counts: Counts) -> Component:
    """Return one row of the reconciliation table."""
    return html.Tr(
        [html.Th(label), *[html.Td(f"{getattr(counts, name):,}", className="num") for name in _COUNTS]]
    )


def _reasons(quality: QualityReport) -> list[Component]:
    """Return the reasons of rejection with their counts."""
    ordered = sorted(quality.reject_reasons.items(), key=lambda each: -each[1])
    return [html.P(f"{n:,} rejected: {reason}.", className="card-key") for reason, n in ordered]


def _take_note(quality: QualityReport) -> list[Component]:
    """Return refused columns, warnings and notes in one card, where there are any."""
    refused = [
        f"{column} is refused ({reason}): its values never enter the store, and this file is deleted once added."
        for column, reason in quality.refused_columns.items()
    ]
    ordered = sorted(quality.warnings.items(), key=lambda each: -each[1])
    warned = [f"{n:,} {'row' if n == 1 else 'rows'}: {warning}." for warning, n in ordered]
    lines = [("warn", line) for line in (*refused, *warned)] + [("info", line) for line in quality.notes]
    items = [html.Li(line.replace("..", "."), className=f"note note-{tone}") for tone, line in lines]
    return [panel("Take note", html.Ul(items, className="notes notes-close"))] if items else []


def _table(file: int, table: PreviewTable, index: int) -> Component:
    """Return the columns and the first offences of one table; selects only for a file's first table."""
    columns = [options_row(file, table), columns_table(file, table)] if index == 0 else []
    kind = f"Columns: {table.report.kind}" if index == 0 else f"Also read: {table.report.kind}"
    return html.Div(
        [
            panel(kind, columns) if columns else html.P(kind),
            panel("First offences, as they would be kept", _sample(table)),
        ],
        className="data-table",
    )


def _sample(table: PreviewTable) -> Component:
    """Return the first typed offences as a scrolling table."""
    if not table.typed_rows:
        return html.P(
            "No row is accepted as it stands. See the reasons above, change a column, and read again.",
            className="mo-none",
        )
    names = list(table.typed_rows[0])
    head = html.Tr([html.Th(name_field(name)) for name in names])
    rows = [html.Tr([html.Td(_cell(row.get(name))) for name in names]) for row in table.typed_rows]
    return html.Div(
        html.Table([html.Thead(head), html.Tbody(rows)], className="plain-table sample"),
        className="sample-scroll",
    )


def _cell(value: Any) -> str:  # noqa: ANN401 - a cell may hold anything
    """Return a value as a short text."""
    text = "" if value is None else f"{value:,.1f}" if isinstance(value, float) else str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
