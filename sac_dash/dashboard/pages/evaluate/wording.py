"""The answer in words: what was counted, the tests, displacement and caveats as the page shows them."""

from __future__ import annotations

import html as markup

from dash import html
from dash.development.base_component import Component

from sac_dash.domain.british_dates import british_day
from sac_dash.domain.errors import SacDashError
from sac_dash.figures.before_after import Span
from sac_dash.patterns.counts import COUNTING_RULE
from sac_dash.patterns.evaluation.displacement import Displacement
from sac_dash.patterns.evaluation.evaluation import Evaluation, Verdict
from sac_dash.patterns.evaluation.finding_rows import FindingRow, power_rows, told_rows
from sac_dash.patterns.evaluation.finding_words import say_verdict
from sac_dash.workflow.evaluating_interventions import InterventionEvaluation

TONES = {Verdict.FELL: "find", Verdict.ROSE: "find", Verdict.NOT_TOLD: "info"}  # else: a warning
_LONGEST_TITLE = 76  # characters that the figure has room for on a small screen


def say_counted(done: InterventionEvaluation) -> str:
    """Return which offences were counted, and over which windows."""
    treated = done.evaluation.treated
    return (
        f"Treated: {done.treated_said}. Compared with: {done.control_said}. "
        f"Windows: {treated.before_days:.0f} days before, {treated.after_days:.0f} after."
    )


def say_caption(done: InterventionEvaluation, span: Span) -> str:
    """Return what the figure counts: n, windows, counting rule."""
    found = done.evaluation
    beside = f", compared n = {found.control.total:,}" if found.control else ""
    return (
        f"Treated n = {found.treated.total:,}{beside} in the windows (grey); pale: outside them. Bars of "
        f"{span.bar_days} days; dotted: each window's rate. Data to {british_day(span.cut_off.date())}. Counting rule: "
        f"{COUNTING_RULE}."
    )


def panel_titles(done: InterventionEvaluation) -> tuple[str, str]:
    """Return the titles of the two panels, with what users wrote made harmless."""
    return _title("Treated", done.treated_said), _title("Compared with", done.control_said)


def finding(done: InterventionEvaluation) -> list[Component]:
    """Return the finding in one plain sentence, marked by its tone, and what was counted."""
    tone = TONES.get(done.evaluation.verdict, "warn")
    return [
        html.P(say_verdict(done.evaluation), className=f"note note-{tone} ev-finding"),
        html.P(say_counted(done), className="ev-counted"),
    ]


def no_finding(error: SacDashError) -> list[Component]:
    """Return why there is no answer, and what to do."""
    said = ". ".join(part[0].upper() + part[1:] for part in (error.problem, error.remedy) if part)
    return [html.P(f"{said}.", className="note note-warn ev-finding")]


def tests_table(found: Evaluation) -> Component:
    """Return the tests, and under them what could have been detected."""
    return html.Table(
        [
            html.Caption("Exact tests, intervals and power", className="tl-heard"),
            html.Thead(_head("Test", "Figure", "How to read it")),
            html.Tbody(
                [
                    *map(_row, told_rows(found)),
                    html.Tr(
                        html.Th("What could have been detected", colSpan=3, scope="rowgroup"),
                        className="ev-part",
                    ),
                    *map(_row, power_rows(found)),
                ]
            ),
        ],
        className="plain-table ev-table",
    )


def displacement_table(found: Evaluation) -> Component:
    """Return the five kinds, each assessed or not."""
    rows = [
        html.Tr([html.Th(str(each.kind).capitalize(), scope="row"), html.Td(_displacement(each))])
        for each in found.displacements
    ]
    return html.Table(
        [html.Caption("Displacement by kind", className="tl-heard"), html.Tbody(rows)],
        className="plain-table ev-table",
    )


def say_displacement(each: Displacement) -> tuple[str, str]:
    """Return whether a kind was assessed, and what was found or why it was not."""
    return (
        ("assessed", each.said)
        if each.assessed
        else ("not assessed", each.said.removeprefix("Not assessed: "))
    )


def caveats(found: Evaluation) -> list[Component]:
    """Return what else may have brought it about, as list items."""
    return [html.Li(each) for each in found.caveats]


def _displacement(each: Displacement) -> list[Component | str]:
    word, said = say_displacement(each)
    tone = "ev-rose" if each.rose else "ev-assessed" if each.assessed else "ev-open"
    return [html.Span(f"{word}: ", className=tone), said]


def _row(row: FindingRow) -> Component:
    return html.Tr(
        [html.Th(row.name, scope="row"), html.Td(row.figure, className="ev-figure"), html.Td(row.reading)]
    )


def _head(*names: str) -> Component:
    return html.Tr([html.Th(name, scope="col") for name in names])


def _title(what: str, said: str) -> str:
    text = f"{what}: {said}"
    shown = text if len(text) <= _LONGEST_TITLE else f"{text[: _LONGEST_TITLE - 1]}…"
    return markup.escape(shown, quote=False)
