"""What happens on the Offence page. The address says which offence and which candidate."""

from __future__ import annotations

from typing import Any

from dash import ALL, ClientsideFunction, Dash, Input, Output, State, ctx, dcc, html, no_update
from dash.development.base_component import Component

from sac_dash.casework import CodeState, Verdict
from sac_dash.dashboard import state
from sac_dash.dashboard.components.reason_dialog import reason_given
from sac_dash.dashboard.components.rows_shown import Rows, row_in_hand
from sac_dash.dashboard.pages.offence import deciding, ids
from sac_dash.dashboard.pages.offence.address import asked
from sac_dash.dashboard.pages.offence.around_callbacks import register_around
from sac_dash.dashboard.pages.offence.facts import about_code, codes_card, facts_card
from sac_dash.dashboard.pages.offence.layout import body
from sac_dash.dashboard.pages.offence.queries import (
    OffenceInHand,
    prepare_soon,
    rank,
    say_where,
    search_offences,
)
from sac_dash.dashboard.pages.offence.similar import ledger_panel, similar_rows
from sac_dash.dashboard.query_string import read_query, write_query
from sac_dash.dashboard.shell import ids as shell
from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.offence_key import reference_of
from sac_dash.figures.wording import say_window

_VERDICTS = {ids.ACCEPT: Verdict.ACCEPTED, ids.POSSIBLE: Verdict.POSSIBLE}
_STATES = {element_id: CodeState(name) for name, element_id in ids.CODE_STATES.items()}


def show_body(search: str | None, shown: str | None) -> tuple[Any, Any]:
    """Return the body anew when the address names another offence."""
    reference = read_query(search).get(ids.REF)
    return (no_update, no_update) if reference == shown else (body(reference), reference)


def show_found(words: str | None, _generation: str | None) -> list[Component]:
    """Return the offences found, the latest first."""
    now = state.standing()
    rows = search_offences(now, words or "") if now else []
    if now is None or not rows:
        return [html.P("None match.", className="mo-none")]
    records = now.generation.offences[rows].iter_rows(named=True)
    title = f"{len(rows):,} found" if (words or "").strip() else "The latest"
    return [
        html.H2(title, className="ev-title"),
        *[
            dcc.Link(
                [html.B(record["crime_ref"]), f" {say_where(record)} · {say_window(record)}"],
                href=f"/offence{write_query({ids.REF: record['offence_key']})}",
                className="of-hit",
            )
            for record in records
        ],
    ]


def show_own(search: str | None, _decided: int | None, _generation: str | None) -> tuple[Any, Any]:
    """Return the record and the codes."""
    offence = asked(search)
    return (facts_card(offence), codes_card(offence)) if offence else (no_update, no_update)


def show_similar(search: str | None, _decided: int | None, _generation: str | None) -> tuple[Any, Any, Any]:
    """Return the ranked offences, the ledger of the one chosen and where a verdict goes."""
    offence = asked(search)
    if offence is None:
        return no_update, no_update, no_update
    chosen = read_query(search).get(ids.WITH)
    try:
        ranked = rank(offence)
    except UnusableInputError as error:
        return [], [html.P(error.line(), className="mo-none")], ""
    rows, panel = similar_rows(offence, ranked, chosen), ledger_panel(offence, ranked, chosen)
    return rows, panel, _say_series(offence)


def open_code(clicks: list[int | None], added: str | None, search: str | None) -> tuple[Any, Any, Any]:
    """Open the dialog for the code pressed, or for the one to be added."""
    offence, source = asked(search), ctx.triggered_id
    pressed = str(source["code"]) if isinstance(source, dict) and any(clicks) else None
    facet_code = pressed or (added if source == ids.ADD_CODE else None)
    if offence is None or not facet_code:
        return no_update, no_update, no_update
    prepare_soon(offence)
    return True, about_code(offence, facet_code), facet_code


def correct(*values: Any) -> tuple[Any, Any]:  # noqa: ANN401 - one click count a state, then states
    """Write the correction down and close the dialog."""
    *clicks, facet_code, search, seen = values
    offence = asked(search)
    if offence is None or not facet_code or not any(clicks):
        return no_update, no_update
    deciding.correct(offence, facet_code, _STATES[str(ctx.triggered_id)], seen)
    return False, None


def give_verdict(
    accept: int | None, possible: int | None, search: str | None, rows: Rows, seen: int | None
) -> None:
    """Accept the candidate in hand, or hold it possible."""
    offence, other = asked(search), _chosen(search, rows)
    if offence is not None and other and (accept or possible):
        deciding.judge(offence, other, _VERDICTS[str(ctx.triggered_id)], "", seen)


def ask_reason(clicks: int | None, search: str | None, rows: Rows) -> tuple[Any, Any, Any, Any]:
    """Ask why the candidate in hand is rejected."""
    other = _chosen(search, rows)
    if not clicks or not other:
        return no_update, no_update, no_update, no_update
    return True, f"{reference_of(other)}: rejected from the series.", "", other


def reject(  # noqa: PLR0917 - a callback's inputs and states
    clicks: int | None,
    submits: int | None,
    usual: list[int | None],
    words: str | None,
    other: str | None,
    search: str | None,
    seen: int | None,
) -> Any:  # noqa: ANN401
    """Write the rejection of the candidate asked about down with its reason."""
    offence = asked(search)
    if offence is None or not other or not (clicks or submits or any(usual)):
        return no_update
    deciding.judge(offence, other, Verdict.REJECTED, reason_given(ctx.triggered_id, words), seen)
    return False


def accept_hard_link(clicks: list[int | None], search: str | None, seen: int | None) -> None:
    """Accept both ends of a hard link into one series."""
    offence, source = asked(search), ctx.triggered_id
    if offence is not None and isinstance(source, dict) and any(clicks):
        link = offence.now.book.hard_links_of(offence.key)[int(source["place"])]
        deciding.judge(
            offence, link.other(offence.key), Verdict.ACCEPTED, f"{link.kind} {link.reference}", seen
        )


def undo(clicks: int | None, search: str | None, seen: int | None) -> Any:  # noqa: ANN401
    """Take the analyst's own last decision back."""
    offence = asked(search)
    return [deciding.undo(offence, seen)] if offence is not None and clicks else no_update


def _chosen(search: str | None, rows: Rows) -> str | None:
    return row_in_hand(rows, read_query(search).get(ids.WITH))


def _say_series(offence: OffenceInHand) -> str:
    series_id = offence.series()
    if series_id is None:
        return "In no series: the first acceptance starts one"
    return f"Verdicts go into {offence.now.book.names().get(series_id, series_id)}"


def register(app: Dash) -> None:
    """Wire the page."""
    search, seen = State(shell.URL, "search"), State(shell.DECIDED, "data")
    news = (Input(shell.DECIDED, "data"), Input(shell.GENERATION, "data"))
    where = Input(ids.QUERY, "data")
    # Leaving the page changes the address, too; what is drawn here must not be drawn anew for that.
    app.clientside_callback(
        ClientsideFunction("shell", "offence_search"),
        Output(ids.QUERY, "data"),
        Input(shell.URL, "search"),
        State(shell.URL, "pathname"),
    )
    app.callback(
        Output(ids.BODY, "children"),
        Output(ids.SHOWN, "data"),
        where,
        State(ids.SHOWN, "data"),
        prevent_initial_call=True,
    )(show_body)
    app.callback(Output(ids.FOUND, "children"), Input(ids.SEARCH, "value"), news[1])(show_found)
    app.callback(Output(ids.FACTS, "children"), Output(ids.CODES, "children"), where, *news)(show_own)
    app.callback(
        Output(ids.SIMILAR, "rowData"),
        Output(ids.LEDGER, "children"),
        Output(ids.SERIES_LINE, "children"),
        where,
        *news,
    )(show_similar)
    register_around(app, where, news)
    app.clientside_callback(
        ClientsideFunction("rows_shown", "choose_similar"),
        Output(shell.URL, "search", allow_duplicate=True),
        Input(ids.SIMILAR, "cellClicked"),
        State(ids.SIMILAR, "rowData"),
        search,
        prevent_initial_call=True,
    )
    _register_codes(app, search, seen)
    _register_verdicts(app, search, seen)


def _register_codes(app: Dash, search: State, seen: State) -> None:
    app.callback(
        Output(ids.CODE_DIALOG, "opened"),
        Output(ids.CODE_ABOUT, "children"),
        Output(ids.CODE_HELD, "data"),
        Input(ids.code_button(ALL), "n_clicks"),
        Input(ids.ADD_CODE, "value"),
        search,
        prevent_initial_call=True,
    )(open_code)
    app.callback(
        Output(ids.CODE_DIALOG, "opened", allow_duplicate=True),
        Output(ids.ADD_CODE, "value"),
        *[Input(element_id, "n_clicks") for element_id in ids.CODE_STATES.values()],
        State(ids.CODE_HELD, "data"),
        search,
        seen,
        prevent_initial_call=True,
    )(correct)


def _register_verdicts(app: Dash, search: State, seen: State) -> None:
    rows = State(ids.SIMILAR, "rowData")
    app.callback(
        Input(ids.ACCEPT, "n_clicks"),
        Input(ids.POSSIBLE, "n_clicks"),
        search,
        rows,
        seen,
        prevent_initial_call=True,
    )(give_verdict)
    app.callback(
        Output(ids.REASONS.dialog, "opened"),
        Output(ids.REASONS.about, "children"),
        Output(ids.REASONS.words, "value"),
        Output(ids.REASONS.held, "data"),
        Input(ids.REJECT, "n_clicks"),
        search,
        rows,
        prevent_initial_call=True,
    )(ask_reason)
    app.callback(
        Output(ids.REASONS.dialog, "opened", allow_duplicate=True),
        Input(ids.REASONS.save, "n_clicks"),
        Input(ids.REASONS.words, "n_submit"),
        Input(ids.REASONS.usual(ALL), "n_clicks"),
        State(ids.REASONS.words, "value"),
        State(ids.REASONS.held, "data"),
        search,
        seen,
        prevent_initial_call=True,
    )(reject)
    app.callback(Input(ids.hard_link_button(ALL), "n_clicks"), search, seen, prevent_initial_call=True)(
        accept_hard_link
    )
    app.callback(
        Output(shell.NOTICES, "sendNotifications", allow_duplicate=True),
        Input(ids.UNDO, "n_clicks"),
        search,
        seen,
        prevent_initial_call=True,
    )(undo)
