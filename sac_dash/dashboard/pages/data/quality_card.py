"""What to judge an upload by before it is added: quality in words, counts that reconcile, what to note."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.components.panel import panel
from sac_dash.dashboard.pages.data import ids
from sac_dash.dashboard.pages.data.wording import (
    inert_text,
    name_field,
    never_given,
    say_quality,
    say_share,
    worst_unknown,
)
from sac_dash.domain.quality import QualityReport
from sac_dash.ingest.slice_typing import NO_FORCE_NOTE

_COUNTS = (
    ("accepted", "Accepted"),
    ("duplicate", "Duplicate"),
    ("out_of_scope", "Out of scope"),
    ("rejected", "Rejected"),
)


# Ingest speaks of the command line; here the same is done by a field.
_ON_THE_PAGE = {
    NO_FORCE_NOTE: 'No force is named: the rows stand under "unstated". Name it in the field Force.'
}


def judging(quality: QualityReport, whose: str) -> list[Component]:
    """Return the cards beside an upload; `whose` names what they speak of."""
    return [_quality(quality, whose), _reconciliation(quality), *_take_note(quality)]


def _quality(quality: QualityReport, whose: str) -> Component:
    """Return the quality card: one sentence, then what is unknown, the worst first."""
    words = say_quality(quality)
    lacking = never_given(quality)
    return panel(
        "Quality",
        [
            html.P(whose, className="card-key"),
            html.P(f"{words[:1].upper()}{words[1:]}.", className="quality-words"),
            html.Ul([_unknown(name, share) for name, share in worst_unknown(quality)], className="unknown"),
            *([html.P(f"Never given: {', '.join(lacking)}.", className="card-key")] if lacking else []),
        ],
        element_id="data-quality",
    )


def _unknown(name: str, share: float) -> Component:
    """Return one column's share of unknown values with a bar."""
    bar = html.Span(className="unknown-bar", style={"width": f"{share:.1%}"})
    return html.Li(
        [
            html.Span(name_field(name), className="unknown-name"),
            html.Span(f"{say_share(share)} unknown", className="unknown-share"),
            html.Span(bar, className="unknown-track", **attributes(aria_hidden="true")),
        ]
    )


def _reconciliation(quality: QualityReport) -> Component:
    """Return the sum behind the counts, the reasons of rejection, and the rejects to take away."""
    counts = quality.counts
    rows = [_count_row(label, getattr(counts, name)) for name, label in _COUNTS]
    table = html.Table(
        [html.Tbody(rows), html.Tfoot(_count_row("Read", counts.read))], className="plain-table sums"
    )
    return panel(
        "Reconciles",
        [
            html.Span(counts.line(), className="reconcile-line visually-hidden"),
            table,
            *_reasons(quality),
            *rejects_button(counts.rejected),
        ],
        element_id="data-reconciles",
    )


def _count_row(label: str, n: int) -> Component:
    return html.Tr([html.Th(label, scope="row"), html.Td(f"{n:,}", className="num")])


def _reasons(quality: QualityReport) -> list[Component]:
    """Return the reasons of rejection with their counts."""
    ordered = sorted(quality.reject_reasons.items(), key=lambda each: -each[1])
    return [
        html.P(f"{n:,} rejected: {inert_text(reason, 160)}.", className="card-key") for reason, n in ordered
    ]


def rejects_button(n: int) -> list[Component]:
    """Return the button that downloads the rejected rows, where there are any."""
    if not n:
        return []
    label = f"Download {n:,} reject{'' if n == 1 else 's'} (CSV)"
    made = dmc.Button(
        label, id=ids.REJECTS, leftSection=icon("download", 14), size="xs", variant="default", mt=8
    )
    return [made]


def _take_note(quality: QualityReport) -> list[Component]:
    """Return refused columns, warnings and notes in one card, where there are any."""
    refused = [
        f"{inert_text(column)} is dropped ({reason}): its values never enter the store, and this file is "
        "deleted once added."
        for column, reason in quality.refused_columns.items()
    ]
    notes = [_ON_THE_PAGE.get(note, note) for note in quality.notes]
    ordered = sorted(quality.warnings.items(), key=lambda each: -each[1])
    warned = [f"{n:,} {'row' if n == 1 else 'rows'}: {warning}." for warning, n in ordered]
    lines = [("warn", line) for line in (*refused, *warned)] + [("info", line) for line in notes]
    items = [
        html.Li(inert_text(line, 400).replace("..", "."), className=f"note note-{tone}")
        for tone, line in lines
    ]
    return [panel("Take note", html.Ul(items, className="notes notes-close"))] if items else []
