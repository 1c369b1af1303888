"""What happens on the Audit page: filter, prove, export. An export of the log is an entry of it."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, State, html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.audit import ids
from sac_dash.dashboard.pages.audit.queries import AuditChoice, as_csv, view_log
from sac_dash.dashboard.query_string import write_query
from sac_dash.dashboard.shell import ids as shell
from sac_dash.store import EntryKind, LogReading

FILE = "audit_log.csv"
REMEDY = (
    "Do not rely on decisions from that entry on. Compare with a backup: sac-dash restore brings one into an"
    " empty SAC_DASH_HOME."
)


def show_log(
    kind: str | None,
    user: str | None,
    since: str | None,
    words: str | None,
    *_news: Any,  # noqa: ANN401 - a decision, a generation: they only say that the log has grown
) -> tuple[list[dict[str, Any]], str]:
    """Return the log's rows and how many they are; whether the chain holds is :func:`show_chain`'s to say."""
    reading = LogReading(tuple(state.store().decisions.as_found()))
    view = view_log(reading, AuditChoice(kind or "", user or "", since or "", words or ""))
    return view.rows(), view.line()


def show_chain(*_news: Any) -> tuple[list[Component | str], str]:  # noqa: ANN401 - as in `show_log`
    """Return what the chain says, proved anew, and its look."""
    reading = state.store().read_log()
    broken = bool(reading.complaints)
    said: list[Component | str] = [icon("alert" if broken else "shield", 16), html.B(reading.verdict())]
    return [*said, *([REMEDY] if broken else [])], _look(broken)


def _look(broken: bool) -> str:  # noqa: FBT001 - private
    return f"audit-chain {'audit-broken' if broken else 'audit-sound'}"


def keep_address(kind: str | None, user: str | None, since: str | None, words: str | None) -> str:
    """Return the address that shows the same again."""
    asked = {"kind": kind, "user": user, "since": since, "words": words}
    return write_query({name: value for name, value in asked.items() if value})


def clear_filter(_clicks: int | None) -> tuple[str, str, None, str]:
    """Let everything pass."""
    return "", "", None, ""


def export_log(
    _clicks: int | None, kind: str | None, user: str | None, since: str | None, words: str | None
) -> dict[str, Any]:
    """Return the entries asked for as CSV, once the log says that they left."""
    store = state.store()
    reading = store.read_log()
    view = view_log(reading, AuditChoice(kind or "", user or "", since or "", words or ""))
    said = {"what": "audit log", "file": FILE, "n": len(view.entries), "unit": "log line"}
    store.decisions.append(EntryKind.EXPORT, said, state.user())
    text = as_csv(view, reading, state.settings().marking)
    return {"content": text, "filename": FILE, "type": "text/csv", "base64": False}


def register(app: Dash) -> None:
    """Wire the page."""
    asked = [(ids.KIND, "value"), (ids.USER, "value"), (ids.SINCE, "value"), (ids.WORDS, "value")]
    inputs = [Input(*each) for each in asked]
    news = [Input(ids.AGAIN, "n_clicks"), Input(shell.DECIDED, "data"), Input(shell.GENERATION, "data")]
    app.callback(Output(ids.LOG, "rowData"), Output(ids.COUNT, "children"), *inputs, *news)(show_log)
    app.callback(Output(ids.CHAIN, "children"), Output(ids.CHAIN, "className"), *news)(show_chain)
    app.callback(Output(shell.URL, "search", allow_duplicate=True), *inputs, prevent_initial_call=True)(
        keep_address
    )
    app.callback(
        *[Output(*each, allow_duplicate=True) for each in asked],
        Input(ids.CLEAR, "n_clicks"),
        prevent_initial_call=True,
    )(clear_filter)
    app.callback(
        Output(ids.DOWNLOAD, "data"),
        Input(ids.CSV, "n_clicks"),
        *[State(*each) for each in asked],
        prevent_initial_call=True,
    )(export_log)
