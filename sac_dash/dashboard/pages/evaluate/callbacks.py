"""What happens on the Evaluate page: work out, say, draw; keep the address; offer what was added; export."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, State, no_update

from sac_dash.dashboard import intervention_saving, state
from sac_dash.dashboard.components.figure_card import blank_figure
from sac_dash.dashboard.pages.evaluate import ids
from sac_dash.dashboard.pages.evaluate.choice import Asked, asked, query_of
from sac_dash.dashboard.pages.evaluate.export import as_csv, export_name
from sac_dash.dashboard.pages.evaluate.queries import answers, bar_rows, chosen_record, record_options
from sac_dash.dashboard.pages.evaluate.wording import (
    caveats,
    displacement_table,
    finding,
    no_finding,
    panel_titles,
    say_caption,
    tests_table,
)
from sac_dash.dashboard.query_string import write_query
from sac_dash.dashboard.record_words import say_intervention
from sac_dash.dashboard.shell import ids as shell
from sac_dash.domain.errors import SacDashError
from sac_dash.figures.before_after import draw_before_after
from sac_dash.store import EntryKind
from sac_dash.workflow.comparable_offences import ControlKind
from sac_dash.workflow.evaluating_interventions import InterventionEvaluation

CONTROLS = (ids.RECORD, ids.OFFENCE_CLASS, ids.COMPARED, ids.AREAS, ids.DAYS_BEFORE, ids.DAYS_AFTER)
Control = Any  # a control's value, as the browser sends it


def show(*given: Control) -> tuple[Any, ...]:
    """Return the finding, the figure with title and caption, the tables and the caveats.

    Parameters
    ----------
    given
        The controls in the order of `CONTROLS`, then the screen's scheme; what follows only calls for it anew.
    """
    values, scheme = given[: len(CONTROLS)], given[len(CONTROLS)]
    try:
        done = _answer(asked(*values))
    except SacDashError as error:
        return (
            no_finding(error),
            blank_figure(),
            "Before and after",
            "",
            "Nothing to test.",
            "Nothing to assess.",
            [],
        )
    rows, span = bar_rows(done, panel_titles(done))
    return (
        finding(done),
        draw_before_after(rows, span, dark=scheme == "dark"),
        f"Before and after: {say_intervention(done.record)}",
        say_caption(done, span),
        tests_table(done.evaluation),
        displacement_table(done.evaluation),
        caveats(done.evaluation),
    )


def offer(
    _decided: int | None, _generation: str | None, chosen: str | None, offered: list[dict[str, str]] | None
) -> tuple[Any, Any]:
    """Return the interventions to choose from, and the one chosen: the analyst's own new one, else as it was."""
    standing = state.standing()
    if standing is None:
        return no_update, no_update
    options = record_options(standing)
    known = [each["value"] for each in offered or []]
    wanted = chosen_record(standing, chosen, known or [""], state.user())
    return options if options != offered else no_update, wanted if wanted != chosen else no_update


def keep_address(*values: Control) -> tuple[str, bool]:
    """Return the address that shows the same again, and whether the choice of areas is hidden."""
    wanted = asked(*values)
    return write_query(query_of(wanted)), wanted.control != ControlKind.AREAS


def export_evaluation(_clicks: int | None, *values: Control) -> Any:  # noqa: ANN401 - a download, or nothing
    """Return the evaluation as a CSV file, once the log says that it left."""
    try:
        done = _answer(asked(*values))
    except SacDashError:
        return no_update
    text, file = as_csv(done, state.settings().marking), export_name(done)
    _log(done, "evaluation", file)
    return {"content": text, "filename": file, "type": "text/csv", "base64": False}


def log_picture(clicks: int | None, *values: Control) -> Any:  # noqa: ANN401 - a count, or nothing
    """Write into the log that the figure was saved as a picture; the browser makes it."""
    try:
        done = _answer(asked(*values))
    except SacDashError:
        return no_update
    _log(done, "figure", "")
    return clicks


def _answer(wanted: Asked) -> InterventionEvaluation:
    standing = state.standing()
    assert standing is not None  # noqa: S101 - the shell shows the page only where there is data
    return answers(standing).answer(wanted)


def _log(done: InterventionEvaluation, what: str, file: str) -> None:
    counts = done.evaluation.treated
    said = {"what": what, "of": say_intervention(done.record), "file": file, "n": counts.total}
    state.store().decisions.append(EntryKind.EXPORT, said, state.user())


def register(app: Dash) -> None:
    """Wire the page."""
    controls = [Input(each, "value") for each in CONTROLS]
    states = [State(each, "value") for each in CONTROLS]
    decided, generation = Input(shell.DECIDED, "data"), Input(shell.GENERATION, "data")
    app.callback(
        Output(ids.FINDING, "children"),
        Output(ids.FIGURE.graph, "figure"),
        Output(ids.FIGURE.title, "children"),
        Output(ids.FIGURE.caption, "children"),
        Output(ids.TESTS, "children"),
        Output(ids.DISPLACEMENT, "children"),
        Output(ids.CAVEATS, "children"),
        *controls,
        Input(shell.SCHEME, "data"),
        generation,
        decided,
    )(show)
    app.callback(
        Output(ids.RECORD, "data"),
        Output(ids.RECORD, "value"),
        decided,
        generation,
        State(ids.RECORD, "value"),
        State(ids.RECORD, "data"),
        prevent_initial_call=True,
    )(offer)
    app.callback(
        Output(shell.URL, "search", allow_duplicate=True),
        Output(ids.AREAS_HOLDER, "hidden"),
        *controls,
        prevent_initial_call=True,
    )(keep_address)
    app.callback(
        Output(ids.DOWNLOAD, "data"), Input(ids.CSV, "n_clicks"), *states, prevent_initial_call=True
    )(export_evaluation)
    app.callback(
        Output(ids.LOGGED, "data"), Input(ids.FIGURE.png, "n_clicks"), *states, prevent_initial_call=True
    )(log_picture)
    intervention_saving.register(app, ids.INTERVENTION, ids.INTERVENTION_OPEN)
