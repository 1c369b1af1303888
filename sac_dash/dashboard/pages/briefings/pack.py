"""A pack of documents in one go: asked for, told while it is made, stopped, taken away."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, html, no_update
from dash.development.base_component import Component

from sac_dash.briefing.products import PRODUCTS, ScopeKind
from sac_dash.dashboard import state
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.jobs.folder import JobFolder
from sac_dash.dashboard.jobs.make_pack import PACK_FILE
from sac_dash.dashboard.jobs.record import JobRecord, JobState
from sac_dash.dashboard.jobs.start import start_job
from sac_dash.dashboard.pages.briefings import ids
from sac_dash.dashboard.pages.briefings.choice import Asked, from_controls
from sac_dash.dashboard.pages.briefings.scopes import WHOLE_FORCE, options_of

OF_SERIES = (("slide", "pptx"), ("bulletin", "pdf"), ("cca", "xlsx"))
ZIP_TYPE = "application/zip"
LABELS = {ScopeKind.SERIES: "Series pack", ScopeKind.AREA: "Force and every area"}
HINTS = {
    ScopeKind.SERIES: "Slide, bulletin and comparative case table in one zip",
    ScopeKind.AREA: "The force and each policing area, a PDF each, in one zip",
}


def pack_button(product: str) -> Component:
    """Return the button for a product's pack; hidden where there is none."""
    kind = PRODUCTS[product].scope
    return dmc.Button(
        LABELS.get(kind, "Pack"),
        id=ids.PACK,
        size="xs",
        variant="default",
        leftSection=icon("download", 14),
        attributes={"root": {"title": HINTS.get(kind, "")}},
        style={} if has_pack(product) else {"display": "none"},
    )


def has_pack(product: str) -> bool:
    """Tell whether several documents can be made in one go."""
    kind = PRODUCTS[product].scope
    return kind is ScopeKind.AREA or (kind is ScopeKind.SERIES and product in dict(OF_SERIES))


def documents_of(wanted: Asked) -> list[dict[str, Any]]:
    """Return the documents of a pack, as its work is told them."""
    month = None if wanted.month is None else wanted.month.isoformat()
    if PRODUCTS[wanted.product].scope is ScopeKind.SERIES:
        return [_document(product, wanted.scope, None, made) for product, made in OF_SERIES]
    standing = state.standing()
    scopes = [each["value"] for each in options_of(ScopeKind.AREA, standing)] if standing else []
    areas = ["" if each == WHOLE_FORCE else each for each in scopes]
    return [_document(wanted.product, each, month, "pdf") for each in areas]


def _document(product: str, scope: str, month: str | None, made: str) -> dict[str, Any]:
    return {"product": product, "scope": scope, "month": month, "format": made}


def start_pack(wanted: Asked) -> str:
    """Start making a pack and return the id of its work."""
    folder = JobFolder.create(state.settings().home)
    start_job(folder, {"work": "pack", "user": state.user(), "documents": documents_of(wanted)})
    return folder.id


def show_work(job_id: str | None) -> tuple[Any, Any, Any, Any]:
    """Return how a pack stands, the download once it is whole, its id and whether to stop asking."""
    if not job_id:
        return [], no_update, "", True
    folder = JobFolder(state.settings().home, job_id)
    if not folder.exists:
        return [], no_update, "", True
    record = folder.read()
    if record.state is JobState.DONE:
        content = (folder.path / PACK_FILE).read_bytes()
        folder.remove()
        given = {
            "content": b64encode(content).decode(),
            "filename": PACK_FILE,
            "type": ZIP_TYPE,
            "base64": True,
        }
        return [], given, "", True
    if record.ended:
        folder.remove()
        return [html.P(record.message, className="bf-packed", role="status")], no_update, "", True
    return _progress(record), no_update, job_id, False


def _progress(record: JobRecord) -> list[Component]:
    share = round(record.share * 100)
    bar = dmc.Progress(
        value=max(share, 3),
        animated=True,
        size="sm",
        attributes={"section": {"aria-label": "Share of the pack made"}},
    )
    stop = dmc.Button("Stop", id=ids.PACK_STOP, size="compact-xs", variant="default")
    line = html.Div([html.Span(record.stage or "Starting", role="status"), stop], className="bf-packing")
    return [line, bar]


def start(clicks: int | None, *controls: Any) -> tuple[Any, Any]:  # noqa: ANN401 - the controls' values
    """Start making the pack of what the controls ask for."""
    return (start_pack(from_controls(*controls)), False) if clicks else (no_update, no_update)


def stop(clicks: int | None, job_id: str | None) -> None:
    """Ask a pack's work to stop at its next document."""
    if clicks and job_id:
        JobFolder(state.settings().home, job_id).request_cancel()


def tell(_ticks: int | None, job_id: str | None) -> tuple[Any, Any, Any, Any]:
    """Return how the pack stands, a second on."""
    return show_work(job_id)


def register(app: Dash, controls: list[State]) -> None:
    """Wire the pack; `controls` are the page's, in the order `from_controls` takes them."""
    app.callback(
        Output(ids.PACK_JOB, "data"), Output(ids.PACK_TICK, "disabled"), Input(ids.PACK, "n_clicks"), *controls,
        prevent_initial_call=True,
    )(start)  # fmt: skip
    app.callback(Input(ids.PACK_STOP, "n_clicks"), State(ids.PACK_JOB, "data"), prevent_initial_call=True)(
        stop
    )
    app.callback(
        Output(ids.PACK_WORK, "children"),
        Output(ids.DOWNLOAD, "data", allow_duplicate=True),
        Output(ids.PACK_JOB, "data", allow_duplicate=True),
        Output(ids.PACK_TICK, "disabled", allow_duplicate=True),
        Input(ids.PACK_TICK, "n_intervals"),
        State(ids.PACK_JOB, "data"),
        prevent_initial_call=True,
    )(tell)
