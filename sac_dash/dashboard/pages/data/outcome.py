"""What came of an upload that was added: counts, what changed, the rejects, what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.panel import panel, statistic
from sac_dash.dashboard.jobs.record import JobRecord
from sac_dash.dashboard.pages.data import ids
from sac_dash.dashboard.pages.data.changes import held_and_now
from sac_dash.dashboard.pages.data.quality_card import rejects_button
from sac_dash.dashboard.pages.data.wording import inert_text, name_field


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
    series = [("/series", "See the series")] if result["n_series"] else []
    ways = [*series, ("/map", "Open the map"), ("/trends", "Open the trends")]
    links = [dcc.Link(label, href=href, className="way") for href, label in ways]
    close = dmc.Button("Drop more files", id=ids.DISCARD, size="xs", variant="default")
    return html.Div([*links, *rejects_button(result["n_rejected"]), close], className="controls data-next")


def _note(note: str, no_series_reason: str | None) -> Component:
    """Return a note; that there are no series is said loudest."""
    if note == no_series_reason:
        return dmc.Alert(
            note,
            title="No series are suggested from these",
            color="yellow",
            variant="light",
            className="data-alert data-warning",
        )
    return html.P(note, className="card-key")


def _changes(changes: list[Mapping[str, Any]]) -> Component:
    """Return what changed against what was held, value by value."""
    names = ("Offence", "Change", "Column", "Held", "Now")
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in names]))
    table = html.Table([head, html.Tbody(list(map(_change, changes)))], className="plain-table change-table")
    scroll = html.Div(table, className="sample-scroll", tabIndex="0")
    return panel(f"What changed ({len(changes):,} shown)", scroll)


def _change(each: Mapping[str, Any]) -> Component:
    """Return one change: held and now, what differs marked."""
    held, now = held_and_now(each["held"], each["incoming"])
    return html.Tr(
        [
            html.Th(html.Bdi(inert_text(each["offence_key"], 60)), scope="row"),
            html.Td(each["change"]),
            html.Td(name_field(each["column"])),
            html.Td(html.Bdi(held)),
            html.Td(html.Bdi(now)),
        ]
    )


def _by_change(by_change: Mapping[str, int]) -> str:
    """Return the kinds of change in a row."""
    return ", ".join(f"{n:,} {kind}" for kind, n in by_change.items()) or "offences"
