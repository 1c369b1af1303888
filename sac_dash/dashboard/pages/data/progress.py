"""Long work as it goes on: which stage, how far the whole is, how long it will take, and the way out."""

from __future__ import annotations

import time

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.components.panel import panel
from sac_dash.dashboard.jobs.record import JobRecord
from sac_dash.dashboard.jobs.stages import STAGES, Stage, place_of
from sac_dash.dashboard.pages.data import ids
from sac_dash.dashboard.pages.data.wording import inert_text, say_time_left
from sac_dash.domain.progress import seconds_left

_TITLES = {
    "import": "Adding to the store",
    "look": "Reading the files",
    "compare": "Comparing with what the store holds",
}
_ADDING = (
    "You can leave this page: the work goes on, and the other pages follow when it is done. "
    "Until then the store stays as it is."
)
_LOOKING = "Nothing of it is in the store yet. Cancel throws the upload away."


def running_work(record: JobRecord, work: str = "import") -> list[Component]:
    """Return the progress of one kind of work with the way to stop it."""
    adding = work == "import"
    out = (
        dmc.Button("Stop", id=ids.CANCEL, size="xs", variant="default")
        if adding
        else dmc.Button("Cancel", id=ids.DISCARD, size="xs", variant="default")
    )
    body = [*progress_bar(record, work), html.P(_ADDING if adding else _LOOKING, className="card-key"), out]
    return [panel(_TITLES[work], body, element_id="data-progress")]


def progress_bar(record: JobRecord, work: str) -> list[Component]:
    """Return the stage in hand, the bar of the whole with the time left, and the list of stages."""
    share = round(record.share * 100)
    elapsed = time.time() - record.began if record.began else 0.0
    left = say_time_left(seconds_left(record.share, elapsed))
    told = inert_text(record.stage or "Starting", 90)
    line = html.Div(
        [
            html.Span(told, role="status"),
            html.Span(f"{share}%{', ' if left else ''}{left}", className="data-left"),
        ],
        className="data-stage",
    )
    bar = dmc.Progress(
        value=max(share, 2),
        animated=True,
        size="lg",
        attributes={"section": {"aria-label": f"{_TITLES[work]}: share done"}},
    )
    stages = STAGES[work]
    now = place_of(stages, record.stage)
    listed = html.Ol([_stage(stage, place, now) for place, stage in enumerate(stages)], className="stages")
    return [line, bar, *([listed] if len(stages) > 1 else [])]


def _stage(stage: Stage, place: int, now: int) -> Component:
    """Return one stage: done, in hand or to come."""
    state = "done" if place < now else "now" if place == now else "next"
    mark: Component = icon("check", 11) if place < now else html.Span(className="stage-dot")
    current = attributes(aria_current="step") if place == now else {}
    return html.Li([mark, stage.label], className=f"stage stage-{state}", **current)


def ended_badly(record: JobRecord) -> list[Component]:
    """Return why the work ended and the way back."""
    stopped = record.state == "cancelled"
    back = dmc.Button("Back to the columns", id=ids.BACK, size="xs", variant="default", mt=8)
    forget = dmc.Button("Discard the upload", id=ids.DISCARD, size="xs", variant="subtle", color="gray", mt=8)
    return [
        dmc.Alert(
            [record.message, html.Div([back, forget])],
            title="Stopped" if stopped else "That could not be done",
            color="gray" if stopped else "red",
            variant="light",
        )
    ]
