"""What happens on the Data page: show where an upload stands, keep choices, compare, add, cancel."""

from __future__ import annotations

from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, no_update

from sac_dash.dashboard.jobs.folder import REJECTS_FILE, JobFolder
from sac_dash.dashboard.jobs.record import JobState
from sac_dash.dashboard.pages.data import ids
from sac_dash.dashboard.pages.data.looks import look_task, try_again
from sac_dash.dashboard.pages.data.queries import job_folder
from sac_dash.dashboard.pages.data.requests import (
    Confirmed,
    add_upload,
    keep_choices,
    read_plainly,
    shown_look,
)
from sac_dash.dashboard.pages.data.screens import Screen, show_upload, show_welcome
from sac_dash.dashboard.query_string import read_query, write_query
from sac_dash.dashboard.shell import ids as shell

CANCELLED = "cancelled"  # the value of JOB in the address after an upload was thrown away


def show(
    search: str | None, _ticks: int | None, _changed: int | None, _generation: str | None
) -> tuple[Any, Any, Any, bool]:
    """Return the steps, the work and what stands beside it, and whether to stop asking how far it is."""
    query = read_query(search)
    folder = _asked(search)
    if folder is None:
        screen = show_welcome(cancelled=query.get(ids.JOB) == CANCELLED, missing=ids.JOB in query)
    else:
        screen = show_upload(folder, query)
    return _unpacked(screen)


def keep(
    *,
    force: str | None,
    titles: list[str] | None,
    search: str | None,
    changes: int | None,
    **_fields: list[Any],
) -> Any:  # noqa: ANN401 - no_update has no type
    """Keep what the fields state; where it differs from what is shown, have the files read again."""
    folder = _asked(search)
    if folder is None:
        return no_update
    confirmed = Confirmed(
        uses=_named("uses"),
        options=_named("options"),
        tables=_named("tables"),
        force=force or "",
        include_titles=titles or [],
    )
    return (changes or 0) + 1 if keep_choices(folder, confirmed) else no_update


def read_as_recognised(clicks: int | None, search: str | None, changes: int | None) -> Any:  # noqa: ANN401
    """Let go of the mapping of the table shown."""
    folder = _asked(search)
    if folder is None or not clicks:
        return no_update
    part = read_query(search).get(ids.PART) or _first_part(folder)
    if part is None:
        return no_update
    read_plainly(folder, part)
    return (changes or 0) + 1


def add(clicks: int | None, search: str | None) -> Any:  # noqa: ANN401
    """Start adding the files."""
    folder = _asked(search)
    if folder is None or not clicks:
        return no_update
    add_upload(folder)
    return _shown_anew(search)


def stop(clicks: int | None, search: str | None) -> None:
    """Ask the work to stop at its next step."""
    folder = _asked(search)
    if folder is not None and clicks:
        folder.request_cancel()


def go_back(clicks: int | None, search: str | None) -> Any:  # noqa: ANN401
    """Go back to the columns of an upload that could not be read or added."""
    folder = _asked(search)
    if folder is None or not clicks:
        return no_update
    try_again(folder)
    folder.reopen()
    return _shown_anew(search, ids.COLUMNS)


def discard(clicks: int | None, search: str | None) -> Any:  # noqa: ANN401
    """Throw the upload away with all that was seen of it, and end what is being read."""
    folder = _asked(search)
    if folder is None or not clicks:
        return no_update
    stands = folder.read().state
    if stands is JobState.RUNNING:  # started in another tab meanwhile
        return _shown_anew(search)
    folder.remove()
    return "" if stands is JobState.DONE else write_query({ids.JOB: CANCELLED})


def send_rejects(clicks: int | None, search: str | None) -> Any:  # noqa: ANN401
    """Return the rejects of this upload, added or not, as a file to mend and send again."""
    folder = _asked(search)
    if folder is None or not clicks:
        return no_update
    done = folder.read().state is JobState.DONE
    place = folder.path if done else look_task(folder).path
    text = (place / REJECTS_FILE).read_text("utf-8")
    return {"content": text, "filename": REJECTS_FILE, "type": "text/csv", "base64": False}


def _asked(search: str | None) -> JobFolder | None:
    """Return the upload the address names, while it is here."""
    return job_folder(read_query(search).get(ids.JOB))


def _unpacked(screen: Screen) -> tuple[Any, Any, Any, bool]:
    return screen.steps, screen.work, screen.aside, not screen.waits


def _first_part(folder: JobFolder) -> str | None:
    shown = shown_look(folder)
    table = shown.table(None) if shown else None
    return table.part if table else None


def _shown_anew(search: str | None, step: str | None = None) -> str:
    """Return the address of the same upload, other than before, so that it is shown anew."""
    query = read_query(search)
    before = query.get(ids.AGAIN, "0")
    again = str(int(before) + 1) if before.isdecimal() else "1"
    return write_query({ids.JOB: query.get(ids.JOB), ids.STEP: step or query.get(ids.STEP), ids.AGAIN: again})


def _named(group: str) -> list[tuple[dict[str, Any], Any]]:
    """Return the ids of the fields of one group of inputs with their values."""
    return [(each["id"], each["value"]) for each in ctx.args_grouping[group]]


def register(app: Dash) -> None:
    """Wire the page."""
    search, url = State(shell.URL, "search"), Output(shell.URL, "search", allow_duplicate=True)
    changed = Output(ids.CHANGED, "data", allow_duplicate=True)
    changes = State(ids.CHANGED, "data")
    app.callback(
        Output(ids.STEPS, "children"),
        Output(ids.WORK, "children"),
        Output(ids.ASIDE, "children"),
        Output(ids.TICK, "disabled"),
        Input(shell.URL, "search"),
        Input(ids.TICK, "n_intervals"),
        Input(ids.CHANGED, "data"),
        Input(shell.GENERATION, "data"),
    )(show)
    app.callback(
        output=changed,
        inputs={
            "uses": Input({"type": ids.COLUMN_USE, "part": ALL, "column": ALL}, "value"),
            "options": Input({"type": ids.OPTION, "part": ALL, "name": ALL}, "value"),
            "tables": Input({"type": ids.TABLE_USED, "part": ALL}, "checked"),
            "force": Input(ids.FORCE, "value"),
            "titles": Input(ids.TITLES, "value"),
        },
        state={"search": search, "changes": changes},
        prevent_initial_call=True,
    )(keep)
    app.callback(changed, Input(ids.PLAIN, "n_clicks"), search, changes, prevent_initial_call=True)(
        read_as_recognised
    )
    app.callback(url, Input(ids.ADD, "n_clicks"), search, prevent_initial_call=True)(add)
    app.callback(Input(ids.CANCEL, "n_clicks"), search, prevent_initial_call=True)(stop)
    app.callback(url, Input(ids.BACK, "n_clicks"), search, prevent_initial_call=True)(go_back)
    app.callback(url, Input(ids.DISCARD, "n_clicks"), search, prevent_initial_call=True)(discard)
    app.callback(
        Output(ids.DOWNLOAD, "data"), Input(ids.REJECTS, "n_clicks"), search, prevent_initial_call=True
    )(send_rejects)
