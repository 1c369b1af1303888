"""What happens on the Data page: take files, show how they read, add them, tell what came of it."""

from __future__ import annotations

import base64
from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.jobs.folder import REJECTS_FILE, JobFolder
from sac_dash.dashboard.jobs.record import JobState
from sac_dash.dashboard.pages.data import ids
from sac_dash.dashboard.pages.data.held import held_panel
from sac_dash.dashboard.pages.data.preview import preview_work
from sac_dash.dashboard.pages.data.progress import done_work, ended_badly, running_work
from sac_dash.dashboard.pages.data.queries import (
    boundary_layers,
    held,
    job_folder,
    preview_upload,
    read_choices,
    recent_imports,
    replaces_invented,
)
from sac_dash.dashboard.pages.data.requests import Confirmed, add_upload, read_again, save_upload
from sac_dash.dashboard.pages.data.welcome import welcome_work
from sac_dash.dashboard.query_string import read_query, write_query
from sac_dash.dashboard.shell import ids as shell


def take_files(contents: list[str] | None, names: list[str] | None) -> tuple[Any, Any, Any]:
    """Save dropped files as a new upload and go to it."""
    if not contents or not names:
        return no_update, no_update, no_update
    settings = state.settings()
    files = [
        (name, base64.b64decode(content.partition(",")[2]))
        for name, content in zip(names, contents, strict=True)
    ]
    folder = save_upload(settings.home, files, settings.max_upload_mb)
    return write_query({ids.JOB: folder.id}), None, ""


def show_work(search: str | None, _ticks: int | None) -> tuple[Any, bool]:
    """Return what the upload in hand shows, and whether to stop asking how far it is."""
    folder = _asked(search)
    if folder is None:
        return welcome_work(recent_imports()), True
    record = folder.read()
    if record.state is JobState.UPLOADED:
        shown = preview_work(preview_upload(folder), read_choices(folder), replaces=replaces_invented())
        return shown, True
    if record.state is JobState.RUNNING:
        return running_work(record), False
    return (done_work(record) if record.state is JobState.DONE else ended_badly(record)), True


def show_held(_generation: str | None, _idle: bool | None) -> list[Component]:  # noqa: FBT001
    """Return what the store holds."""
    generation = state.generation()
    return held_panel(held(generation) if generation else None, boundary_layers())


def act(
    _again: int | None,
    _add: int | None,
    uses: list[str],
    options: list[str],
    force: str,
    titles: list[str],
    search: str | None,
) -> Any:  # noqa: ANN401
    """Keep what was confirmed; then show how the files read, or start adding them."""
    folder = _asked(search)
    if folder is None or not ctx.triggered_id or not ctx.triggered[0]["value"]:
        return no_update
    confirmed = Confirmed(
        _states(ids.COLUMN_USE, uses), _states(ids.OPTION, options), force or "", titles or []
    )
    step = add_upload if ctx.triggered_id == ids.ADD else read_again
    step(folder, confirmed, state.store())
    return _next_step(search)


def stop(clicks: int | None, search: str | None) -> None:
    """Ask the work to stop at its next step."""
    folder = _asked(search)
    if folder is not None and clicks:
        folder.request_cancel()


def go_back(clicks: int | None, search: str | None) -> Any:  # noqa: ANN401
    """Go back to the columns of an upload that could not be added."""
    folder = _asked(search)
    if folder is None or not clicks:
        return no_update
    folder.reopen()
    return _next_step(search)


def discard(clicks: int | None, search: str | None) -> Any:  # noqa: ANN401
    """Forget the upload."""
    folder = _asked(search)
    if folder is None or not clicks:
        return no_update
    if folder.read().state is JobState.RUNNING:  # started in another tab meanwhile
        return _next_step(search)
    folder.remove()
    return ""


def send_rejects(clicks: int | None, search: str | None) -> Any:  # noqa: ANN401
    """Return the rejects of this upload as a file to mend and send again."""
    folder = _asked(search)
    if folder is None or not clicks:
        return no_update
    text = (folder.path / REJECTS_FILE).read_text("utf-8")
    return {"content": text, "filename": REJECTS_FILE, "type": "text/csv", "base64": False}


def _asked(search: str | None) -> JobFolder | None:
    """Return the upload the address names, while it is here."""
    return job_folder(read_query(search).get(ids.JOB))


def _next_step(search: str | None) -> str:
    """Return the address of the same upload, one step on, so that it is shown anew."""
    query = read_query(search)
    return write_query({ids.JOB: query.get(ids.JOB), ids.STEP: str(int(query.get(ids.STEP, "0")) + 1)})


def _states(kind: str, values: list[str]) -> list[tuple[dict[str, Any], str]]:
    """Return the ids of the selects of one kind with their values."""
    group = next(
        (
            group
            for group in ctx.states_list
            if isinstance(group, list) and group and group[0]["id"]["type"] == kind
        ),
        [],
    )
    return [(each["id"], value) for each, value in zip(group, values, strict=True)]


def register(app: Dash) -> None:
    """Wire the page."""
    search, url = State(shell.URL, "search"), Output(shell.URL, "search", allow_duplicate=True)
    app.callback(
        url,
        Output(ids.UPLOAD, "contents"),
        Output(ids.UPLOAD_NOTE, "children"),
        Input(ids.UPLOAD, "contents"),
        State(ids.UPLOAD, "filename"),
        prevent_initial_call=True,
    )(take_files)
    app.callback(
        Output(ids.WORK, "children"),
        Output(ids.TICK, "disabled"),
        Input(shell.URL, "search"),
        Input(ids.TICK, "n_intervals"),
    )(show_work)
    app.callback(Output(ids.HELD, "children"), Input(shell.GENERATION, "data"), Input(ids.TICK, "disabled"))(
        show_held
    )
    app.callback(
        url,
        Input(ids.READ_AGAIN, "n_clicks"),
        Input(ids.ADD, "n_clicks"),
        State({"type": ids.COLUMN_USE, "file": ALL, "column": ALL}, "value"),
        State({"type": ids.OPTION, "file": ALL, "name": ALL}, "value"),
        State(ids.FORCE, "value"),
        State(ids.TITLES, "value"),
        search,
        prevent_initial_call=True,
    )(act)
    app.callback(Input(ids.CANCEL, "n_clicks"), search, prevent_initial_call=True)(stop)
    app.callback(url, Input(ids.BACK, "n_clicks"), search, prevent_initial_call=True)(go_back)
    app.callback(url, Input(ids.DISCARD, "n_clicks"), search, prevent_initial_call=True)(discard)
    app.callback(
        Output(ids.DOWNLOAD, "data"), Input(ids.REJECTS, "n_clicks"), search, prevent_initial_call=True
    )(send_rejects)
