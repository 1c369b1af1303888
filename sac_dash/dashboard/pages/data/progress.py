"""An upload being added, and what came of it: progress, the diff, the rejects, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.components.panel import panel, statistic
from sac_dash.dashboard.jobs.record import JobRecord
from sac_dash.dashboard.pages.data import ids
from sac_dash.dashboard.pages.data.column_words import LABELS


def running_work(record: JobRecord) -> list[Component]:
    """Return the progress with its cancel button."""
    share = round(record.share * 100)
    bar = dmc.Progress(
        value=max(share, 2), animated=True, size="lg", attributes={"section": {"aria-label": record.stage}}
    )
    stop = dmc.Button("Stop", id=ids.CANCEL, size="xs", variant="default")
    line = html.Div(
        [html.Span(record.stage or "Working"), html.Span(f"{share} of 100", className="stat-note")],
        className="data-stage",
    )
    note = html.P(
        "You can leave this page: the work goes on, and the other pages follow when it is done.",
        className="card-key",
    )
    return [panel("Adding to the store", [line, bar, note, stop])]


def ended_badly(record: JobRecord) -> list[Component]:
    """Return why the work ended and the way back."""
    title = "Stopped" if record.state == "cancelled" else "That could not be added"
    back = dmc.Button("Back to the columns", id=ids.BACK, size="xs", variant="default", mt=8)
    forget = dmc.Button("Discard", id=ids.DISCARD, size="xs", variant="subtle", color="gray", mt=8)
    return [
        dmc.Alert(
            [record.message, html.Div([back, forget])],
            title=title,
            color="red" if title[0] == "T" else "gray",
            variant="light",
        )
    ]


def done_work(record: JobRecord) -> list[Component]:
    """Return the outcome: counts, diff, notes, rejects."""
    result = record.result
    stats = html.Div(
        [
            statistic("New", f"{result['new']:,}", "offences"),
            statistic("Changed", f"{result['changed']:,}", _by_change(result["by_change"])),
            statistic("Unchanged", f"{result['unchanged']:,}", "held already"),
            statistic("Rejected", f"{result['n_rejected']:,}", "rows"),
            statistic("Held now", f"{result['n_offences']:,}", f"offences, {result['n_series']:,} series"),
        ],
        className="data-stats",
    )
    notes = [_note(note, result.get("no_series_reason")) for note in result["notes"]]
    done = panel(
        "Added to the store",
        [html.P(result["counts"], className="reconcile"), stats, *notes, _next_steps(result)],
    )
    return [done, *([_changes(result["changes"])] if result["changes"] else [])]


def _next_steps(result: Mapping[str, Any]) -> Component:
    """Return the ways on from here."""
    links = [_way("/series", "See the series")] if result["n_series"] else []
    rejects = dmc.Button(
        f"Download {result['n_rejected']:,} rejects (CSV)",
        id=ids.REJECTS,
        leftSection=icon("download", 14),
        size="xs",
        variant="default",
    )
    close = dmc.Button("Done", id=ids.DISCARD, size="xs", variant="subtle", color="gray")
    ways = [*links, _way("/map", "Open the map"), _way("/trends", "Open the trends")]
    return html.Div(
        [*ways, *([rejects] if result["n_rejected"] else []), close], className="controls data-next"
    )


def _way(href: str, label: str) -> Component:
    """Return a link that looks like a button."""
    return dmc.Anchor(dmc.Button(label, size="xs", variant="light"), href=href, refresh=False)


def _note(note: str, no_series_reason: str | None) -> Component:
    """Return a note; that there are no series is said loudest."""
    if note == no_series_reason:
        return dmc.Alert(
            note,
            title="No series are suggested from these",
            color="yellow",
            variant="light",
            className="data-alert",
        )
    return html.P(note, className="card-key")


def _changes(changes: list[Mapping[str, Any]]) -> Component:
    """Return what changed against what was held, value by value."""
    head = html.Tr([html.Th(name) for name in ("Offence", "Change", "Column", "Held", "Now")])
    rows = [
        html.Tr(
            [
                html.Td(each["offence_key"]),
                html.Td(each["change"]),
                html.Td(LABELS.get(each["column"], each["column"])),
                html.Td(_short(each["held"])),
                html.Td(_short(each["incoming"])),
            ]
        )
        for each in changes
    ]
    table = html.Table([html.Thead(head), html.Tbody(rows)], className="plain-table")
    return panel(f"What changed ({len(changes):,} shown)", html.Div(table, className="sample-scroll"))


def _by_change(by_change: Mapping[str, int]) -> str:
    """Return the kinds of change in a row."""
    return ", ".join(f"{n:,} {kind}" for kind, n in by_change.items()) or "offences"


def _short(value: str | None) -> str:
    """Return a value in at most 90 characters."""
    text = value or "not known"
    return text if len(text) <= 90 else f"{text[:89]}…"
