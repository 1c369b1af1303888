"""What stands on the Data page before anything is dropped: how it goes, and what came in lately."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.panel import panel
from sac_dash.dashboard.jobs.folder import KEEP_DAYS
from sac_dash.dashboard.wording import local
from sac_dash.domain.british_dates import british_day

_DROP = (
    "an export as your system writes it. It waits in a private folder on this machine; nothing of it "
    "is in the store yet."
)
_CHECK = "what each column was read as, the quality and the rows that cannot be used. Change what is wrong."
_ADD = (
    "it to the store, all files or none. Offences held already are compared: new, changed and unchanged "
    "are told apart. The uploaded files are deleted once added or discarded; those left waiting, at the "
    f"first start or upload after {KEEP_DAYS:.0f} days."
)
_STEPS = (("Drop", _DROP), ("Check", _CHECK), ("Add", _ADD))


def welcome_work(imports: list[dict[str, Any]]) -> list[Component]:
    """Return the three steps and the latest imports."""
    steps = [
        html.Li([html.Span(str(number), className="step-number"), html.Span([html.B(verb), f" {rest}"])])
        for number, (verb, rest) in enumerate(_STEPS, start=1)
    ]
    guide = panel("How a file becomes series", html.Ol(steps, className="steps"))
    return [guide, *([_log(imports)] if imports else [])]


def _log(imports: list[dict[str, Any]]) -> Component:
    """Return the latest imports as a table."""
    head = html.Tr(
        [html.Th(name) for name in ("When", "Files", "Read", "Accepted", "Rejected", "Against what was held")]
    )
    return panel(
        "Latest imports",
        html.Table([html.Thead(head), html.Tbody([_row(each) for each in imports])], className="plain-table"),
    )


def _row(each: dict[str, Any]) -> Component:
    """Return one import."""
    at, counts = local(each["at"]), each["counts"]
    files = ", ".join(each["files"])
    cells = [
        f"{british_day(at.date())} {at:%H:%M}",
        files,
        *[f"{counts[name]:,}" for name in ("read", "accepted", "rejected")],
        each["diff"],
    ]
    return html.Tr([html.Td(cell, title=f"by {each['user']}") for cell in cells])
