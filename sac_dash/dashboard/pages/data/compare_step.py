"""The last look before anything is added: what would be new, what would change, what stays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.panel import panel, statistic
from sac_dash.dashboard.pages.data import ids
from sac_dash.dashboard.pages.data.changes import held_and_now
from sac_dash.dashboard.pages.data.looked import Looked
from sac_dash.dashboard.pages.data.wording import inert_text, name_field, say_moment
from sac_dash.dashboard.query_string import write_query

_NEW_COLUMNS = ("Reference", "From", "Offence", "Place")


def compare_step(looked: Looked, compared: Mapping[str, Any], job: str) -> list[Component]:
    """Return the comparison with its examples, and the button that adds."""
    skipped = [file.file for file in looked.files if file.problem]
    skipped += [table.label for table in looked.tables if table.used and table.problem]
    return [
        _bar(looked, job),
        *([_demo_goes()] if compared["replaces_invented"] else []),
        *([_skipped(skipped)] if skipped else []),
        _summary(compared),
        *[_kind(kind) for kind in compared["kinds"]],
        *([_new(compared)] if compared["new_examples"] else []),
    ]


def _bar(looked: Looked, job: str) -> Component:
    """Return the bar with the ways back, out and on."""
    accepted = looked.quality.counts.accepted
    back = write_query({ids.JOB: job, ids.STEP: ids.COLUMNS})
    return html.Div(
        [
            dcc.Link("Back to the columns", href=back, className="way"),
            html.Span("Nothing of it is in the store yet.", className="card-key"),
            html.Div(className="grow"),
            dmc.Button("Cancel", id=ids.DISCARD, size="xs", variant="default"),
            dmc.Button(f"Add {accepted:,} offences", id=ids.ADD, size="xs", disabled=not accepted),
        ],
        className="card data-actions",
    )


def _demo_goes() -> Component:
    """Return the warning that real offences take the place of the invented force."""
    return dmc.Alert(
        "The store holds the invented demonstration force. Real and invented offences never stand "
        "together: adding these files removes the demonstration, its series and links. "
        "To keep it, give real data a folder of its own (SAC_DASH_HOME).",
        title="Adding replaces the demonstration",
        color="yellow",
        variant="light",
        className="data-alert data-warning",
    )


def _skipped(names: list[str]) -> Component:
    """Return which files and sheets cannot be read and are not added."""
    listed = ", ".join(inert_text(name) for name in names)
    return dmc.Alert(
        f"{listed}. Go back to the columns for the reason, or add the rest.",
        title="Not among what is added",
        color="yellow",
        variant="light",
        className="data-alert data-warning",
    )


def _summary(compared: Mapping[str, Any]) -> Component:
    """Return the counts of the comparison."""
    held = compared["held"]
    kinds = ", ".join(f"{kind['offences']:,} {kind['change']}" for kind in compared["kinds"])
    after = (0 if compared["replaces_invented"] else held) + compared["new"]
    stats = [
        statistic("New", f"{compared['new']:,}", "not held yet"),
        statistic("Changed", f"{compared['changed']:,}", "held with other content"),
        statistic("Unchanged", f"{compared['unchanged']:,}", "held as they are"),
        statistic("Held now", f"{held:,}", "offences"),
        statistic("Held after", f"{after:,}", "offences"),
    ]
    lines = [html.P(f"Changed: {kinds}.", className="compare-kinds")] if kinds else []
    if not held:
        lines.append(html.P("The store is empty: everything is new.", className="card-key"))
    elif not compared["changed"] and not compared["new"]:
        lines.append(
            html.P("All of it is held already. Adding it changes nothing but the log.", className="card-key")
        )
    return panel(
        "Against what the store holds",
        [html.Div(stats, className="data-stats"), *lines],
        element_id="data-comparison",
    )


def _kind(kind: Mapping[str, Any]) -> Component:
    """Return examples of one kind of change, held beside now."""
    names = ("Offence", "Column", "Held", "Now")
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in names]))
    rows = [_change_row(each) for each in kind["examples"]]
    shown = len(rows)
    title = f"{kind['change'][:1].upper()}{kind['change'][1:]}: {kind['offences']:,}"
    more = (
        [] if shown >= kind["offences"] else [html.P(f"The first {shown} are shown.", className="card-key")]
    )
    return panel(title, [html.Table([head, html.Tbody(rows)], className="plain-table change-table"), *more])


def _change_row(each: Mapping[str, Any]) -> Component:
    held, now = (_readable(each["column"], each[side]) for side in ("held", "incoming"))
    left, right = held_and_now(held, now)
    return html.Tr(
        [
            html.Th(html.Bdi(inert_text(each["offence_key"], 60)), scope="row"),
            html.Td(name_field(each["column"])),
            html.Td(html.Bdi(left)),
            html.Td(html.Bdi(right)),
        ]
    )


def _readable(column: str, value: str | None) -> str | None:
    """Return a moment in local time, anything else as it is."""
    if value is None or not column.endswith("_at"):
        return value
    return say_moment(value.replace(" UTC", "+00:00"))


def _new(compared: Mapping[str, Any]) -> Component:
    """Return the latest of the new offences."""
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in _NEW_COLUMNS]))
    rows = [_new_row(each) for each in compared["new_examples"]]
    title = f"New: {compared['new']:,}"
    more = [] if len(rows) >= compared["new"] else [html.P("The latest are shown.", className="card-key")]
    return panel(title, [html.Table([head, html.Tbody(rows)], className="plain-table"), *more])


def _new_row(each: Mapping[str, Any]) -> Component:
    place = ", ".join(filter(None, (each["premises_name"] or each["premises_type"], each["town"])))
    cells = (say_moment(each["from_at"]), each["offence_title"] or "not stated", place or "not stated")
    return html.Tr(
        [
            html.Th(html.Bdi(inert_text(each["crime_ref"])), scope="row"),
            *[html.Td(html.Bdi(inert_text(cell))) for cell in cells],
        ]
    )
