"""Where an upload stands on its way into the store, with the way back to the steps behind."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.data import ids
from sac_dash.dashboard.query_string import write_query

LABELS = ("Drop files", "Check columns", "Compare", "Add")
DROP, CHECK, COMPARE, ADD, DONE = range(5)


def step_list(now: int, job: str | None = None) -> Component:
    """Return the steps; those that an upload can go to are links.

    Parameters
    ----------
    now
        The step in hand, one of the constants above; past the last, all are done.
    job
        The upload that may go back and forth; None where it cannot.
    """
    return html.Ol([_step(place, now, job) for place in range(len(LABELS))], className="wizard")


def _step(place: int, now: int, job: str | None) -> Component:
    """Return one step: done, in hand or still to come."""
    mark = icon("check", 12) if place < now else str(place + 1)
    inside: list[Component] = [html.Span(mark, className="wizard-mark"), html.Span(LABELS[place])]
    state = "done" if place < now else "now" if place == now else "next"
    target = {CHECK: ids.COLUMNS, COMPARE: ids.COMPARE}.get(place)
    if job and target and place != now:
        inside = [
            dcc.Link(inside, href=write_query({ids.JOB: job, ids.STEP: target}), className="wizard-link")
        ]
    current = attributes(aria_current="step") if place == now else {}
    return html.Li(inside, className=f"wizard-step wizard-{state}", **current)
