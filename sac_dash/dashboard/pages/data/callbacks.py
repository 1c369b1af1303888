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


def show(search: str | None, _generation: str | None) -> tuple[Any, Any, Any, bool]:
    """Return the steps, the work and what stands beside it, and whether to stop asking how far it is."""
    screen = _screen(search)
    return screen.steps, screen.work, screen.aside, not screen.waits


def follow(_ticks: int | None, _changed: int | None, search: str | None) -> tuple[Any, Any, Any, Any, bool]:
    """Return what has changed of the screen: the parts that follow by themselves, else all of it.

    Fields that an analyst may be in are left alone as long as the parts beside them are there.
    """
    screen = _screen(search)
    names = [each["id"]["name"] for each in ctx.outputs_list[0]]
    if names and set(names) == set(screen.live):
        parts = [screen.live[name] for name in names]
        return parts, no_update, no_update, screen.aside, not screen.waits
    return [no_update] * len(names), screen.steps, screen.work, screen.aside, not screen.waits


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
        force=force or "",
        include_titles=titles or [],
    )
    return (changes or 0) + 1 if keep_choices(folder, confirmed) else no_update


def keep_tables(*, search: str | None, **_fields: list[Any]) -> Any:  # noqa: ANN401
    """Keep which sheets are read, and show what is read of them now."""
    folder = _asked(search)
    if folder is None or not keep_choices(folder, Confirmed(tables=_named("tables"))):
        return no_update
    return _shown_anew(search)


def read_as_recognised(clicks: int | None, search: str | None) -> Any:  # noqa: ANN401
    """Let go of the mapping of the table shown."""
    folder = _asked(search)
    if folder is None or not clicks:
        return no_update
    part = read_query(search).get(ids.PART) or _first_part(folder)
    if part is None:
        return no_update
    read_plainly(folder, part)
    return _shown_anew(search)


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


def _screen(search: str | None) -> Screen:
    """Return the screen of an address."""
    query = read_query(search)
    folder = _asked(search)
    if folder is None:
        return show_welcome(cancelled=query.get(ids.JOB) == CANCELLED, missing=ids.JOB in query)
    return show_upload(folder, query)


def _first_part(folder: JobFolder) -> str | None:
    shown = shown_look(folder)
    table = shown.table(None) if shown else None
    return table.part if table else None


def _shown_anew(search: str | None, step: str | None = None) -> str:
    """Return the address of the same upload, other than before, so that it is shown anew."""
    query = read_query(search)
    before = query.get(ids.AGAIN, "0")
    again = str(int(before) + 1) if before.isdecimal() else "1"
    return write_query({**query, ids.STEP: step or query.get(ids.STEP), ids.AGAIN: again})


def _named(group: str) -> list[tuple[dict[str, Any], Any]]:
    """Return the ids of the fields of one group of inputs with their values."""
    return [(each["id"], each["value"]) for each in ctx.args_grouping[group]]


def register(app: Dash) -> None:
    """Wire the page."""
    search, url = State(shell.URL, "search"), Output(shell.URL, "search", allow_duplicate=True)
    changed = Output(ids.CHANGED, "data")
    changes = State(ids.CHANGED, "data")
    screen = [
        Output(ids.STEPS, "children", allow_duplicate=True),
        Output(ids.WORK, "children", allow_duplicate=True),
        Output(ids.ASIDE, "children", allow_duplicate=True),
        Output(ids.TICK, "disabled", allow_duplicate=True),
    ]
    app.callback(
        *screen,
        Input(shell.URL, "search"),
        Input(shell.GENERATION, "data"),
        prevent_initial_call="initial_duplicate",
    )(show)
    app.callback(
        Output({"type": ids.LIVE, "name": ALL}, "children"),
        *screen,
        Input(ids.TICK, "n_intervals"),
        Input(ids.CHANGED, "data"),
        search,
        prevent_initial_call=True,
    )(follow)
    app.callback(
        output=changed,
        inputs={
            "uses": Input({"type": ids.COLUMN_USE, "part": ALL, "column": ALL}, "value"),
            "options": Input({"type": ids.OPTION, "part": ALL, "name": ALL}, "value"),
            "force": Input(ids.FORCE, "value"),
            "titles": Input(ids.TITLES, "value"),
        },
        state={"search": search, "changes": changes},
        prevent_initial_call=True,
    )(keep)
    app.callback(
        output=url,
        inputs={"tables": Input({"type": ids.TABLE_USED, "part": ALL}, "checked")},
        state={"search": search},
        prevent_initial_call=True,
    )(keep_tables)
    app.callback(url, Input(ids.PLAIN, "n_clicks"), search, prevent_initial_call=True)(read_as_recognised)
    app.callback(url, Input(ids.ADD, "n_clicks"), search, prevent_initial_call=True)(add)
    app.callback(Input(ids.CANCEL, "n_clicks"), search, prevent_initial_call=True)(stop)
    app.callback(url, Input(ids.BACK, "n_clicks"), search, prevent_initial_call=True)(go_back)
    app.callback(url, Input(ids.DISCARD, "n_clicks"), search, prevent_initial_call=True)(discard)
    app.callback(
        Output(ids.DOWNLOAD, "data"), Input(ids.REJECTS, "n_clicks"), search, prevent_initial_call=True
    )(send_rejects)
