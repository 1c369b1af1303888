"""What happens on the Model page: draw what the evidence says, measure the quality, list the rates."""

from __future__ import annotations

from typing import Any

from dash import Dash, Input, Output, html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.empty_state import empty_state
from sac_dash.dashboard.components.figure_card import blank_figure
from sac_dash.dashboard.pages.model import ids
from sac_dash.dashboard.pages.model.layout import EVERY_FACET
from sac_dash.dashboard.pages.model.quality import QualityRow, QualityView, read_quality
from sac_dash.dashboard.pages.model.queries import LIKELY_PROB, read_evidence, read_rates
from sac_dash.dashboard.shell import ids as shell
from sac_dash.figures.calibration import CalibrationPoint, draw_calibration
from sac_dash.figures.evidence_reach import draw_evidence_reach
from sac_dash.figures.nearness import DAY_TICKS, KM_TICKS, draw_nearness
from sac_dash.linkage.calibration_curve import Verdict

NO_LINKS = "No links are held: nothing to show."
NO_CALIBRATION = "It takes known series to judge by."
NO_CALIBRATION_LEARNT = (
    "The known series taught the weights: judge them by series kept aside (sac-dash evaluate --truth)."
)
UNQUESTIONED = frozenset({Verdict.AS_SAID.value, Verdict.TOO_FEW.value})
VERDICTS = (
    "As said: within a tenth, or 2 points, of what was said. Slightly: up to a third more or less. May be chance: the "
    "interval holds what was said. Too few to tell: under 50 links. Links under 10% are not judged: only each "
    "offence's best partners are held."
)
CURVE_CAPTION = "Line: middle of the links held so far apart; grey: 8 in 10 of them."


def draw_reach(scheme: str, _generation: str | None) -> tuple[dict[str, Any], str]:
    """Return what each kind of evidence says, with its caption."""
    view = read_evidence(state.store().require_current())
    if not view.kinds:
        return blank_figure(), NO_LINKS
    caption = (
        f"Bar: 8 in 10 of the {view.likely:,} links of {LIKELY_PROB:.0%} or more; dot: their middle; line: as far as "
        f"it goes among the {view.links:,} links held (1 in 100 at either end goes further). Speaks in: of 100 links "
        f"of {LIKELY_PROB:.0%} or more, how many it says anything of. A link's score is all rows taken together."
    )
    return draw_evidence_reach(view.kinds, dark=scheme == "dark"), caption


def draw_curves(scheme: str, _generation: str | None) -> tuple[dict[str, Any], str, dict[str, Any], str]:
    """Return what nearness in place and in time is worth, with captions."""
    view = read_evidence(state.store().require_current())
    drawn: list[Any] = []
    for points, ticks, unit in ((view.place, KM_TICKS, "km"), (view.time, DAY_TICKS, "days")):
        if points:
            n = sum(point.pairs for point in points)
            figure = draw_nearness(points, ticks, unit, dark=scheme == "dark")
            drawn += [figure, f"n = {n:,} links. {CURVE_CAPTION}"]
        else:
            drawn += [blank_figure(), NO_LINKS]
    return drawn[0], drawn[1], drawn[2], drawn[3]


def show_quality(
    scheme: str, _generation: str | None
) -> tuple[list[Component], dict[str, Any], str, list[Component]]:
    """Return how good the model is here, the calibration, its caption and its table."""
    view = read_quality(state.store().require_current())
    figure = draw_calibration(list(view.points), dark=scheme == "dark")
    if not view.points:
        return _quality(view), figure, NO_CALIBRATION_LEARNT if view.rows else NO_CALIBRATION, []
    n = sum(point.pairs for point in view.points)
    caption = (
        f"n = {n:,} links of 10% or more. On the dotted line what was said is what was true; grey: not more than "
        "twice or half of it. Bars: 95% intervals. Hollow: too few to tell."
    )
    return _quality(view), figure, caption, _said_and_true(view)


def list_rates(facet: str, _generation: str | None) -> tuple[list[dict[str, Any]], str]:
    """Return the codes of a facet, the rarest first, and what the figures count."""
    rates = [
        each for each in read_rates(state.store().require_current()) if facet in {EVERY_FACET, each.facet}
    ]
    rows = [
        {
            "facet": each.facet_label,
            "code": each.label,
            "offences": each.offences,
            "one_in": round(each.one_in, 1 if each.one_in < 10 else None),
        }
        for each in rates
    ]
    note = (
        "1 in N of the offences where the question is answered. The rarer what is shared, the more it says."
    )
    return rows, note if rows else "No behaviour is coded in these offences."


def _quality(view: QualityView) -> list[Component]:
    """Return the quality in a sentence and a table, how it was measured and how to read it."""
    if not view.rows:
        return [empty_state("Not measured on this force yet", [view.basis], "info")]
    parts: list[Component] = []
    if view.warning:
        parts.append(html.P(view.warning, className="note note-warn model-warning"))
    if view.headline:
        parts.append(html.P(view.headline, className="model-headline"))
    reading = [html.Li([html.B(word), f": {meant}"]) for word, meant in view.reading]
    return [
        *parts,
        html.P(view.basis, className="card-key"),
        _table(view.header, [_quality_row(row) for row in view.rows], "model-measures"),
        html.Ul(reading, className="model-reading"),
    ]


def _quality_row(row: QualityRow) -> Component:
    name = [html.Div(row.name, className="model-interval")] if row.name else []
    counted, comma, series = row.n.partition(", ")
    n = [html.Td([html.Div(f"{counted}{comma}"), html.Div(series)], className="num model-n")] if row.n else []
    ours, *others = row.cells
    cells = [_cell(ours, "num model-ours"), *(_cell(cell) for cell in others)]
    return html.Tr([html.Th([row.label, *name]), *n, *cells])


def _said_and_true(view: QualityView) -> list[Component]:
    """Return each tenth of probability: what was said, what was true, what to make of it."""
    header = ("Said", "True", "Interval", "Links", "Verdict")
    table = _table(header, [_calibration_row(point) for point in view.points], "model-said")
    return [html.P(view.overall, className="model-headline"), table, html.P(VERDICTS, className="card-key")]


def _calibration_row(point: CalibrationPoint) -> Component:
    chance = " (may be chance)" if point.may_be_chance and point.verdict not in UNQUESTIONED else ""
    numbers = [f"{point.true:.0%}", point.interval or "–", f"{point.pairs:,}"]
    return html.Tr(
        [
            html.Th(f"{point.said:.0%}"),
            *(html.Td(number, className="num") for number in numbers),
            html.Td(f"{point.verdict}{chance}", className="model-verdict"),
        ]
    )


def _table(header: tuple[str, ...], rows: list[Component], class_name: str) -> Component:
    head = html.Tr(
        [html.Th(name, className="" if place == 0 else "num") for place, name in enumerate(header)]
    )
    return html.Table([html.Thead(head), html.Tbody(rows)], className=f"plain-table model-table {class_name}")


def _cell(text: str, class_name: str = "num") -> Component:
    """Return a measure with its interval below it."""
    value, bracket, interval = text.partition(" (")
    below = [html.Div(f"{interval.removesuffix(')')}", className="model-interval")] if bracket else []
    return html.Td([value, *below], className=class_name)


def register(app: Dash) -> None:
    """Wire the page."""
    scheme, generation = Input(shell.SCHEME, "data"), Input(shell.GENERATION, "data")
    app.callback(
        Output(ids.REACH.graph, "figure"), Output(ids.REACH.caption, "children"), scheme, generation
    )(draw_reach)
    app.callback(
        Output(ids.PLACE.graph, "figure"),
        Output(ids.PLACE.caption, "children"),
        Output(ids.TIME.graph, "figure"),
        Output(ids.TIME.caption, "children"),
        scheme,
        generation,
    )(draw_curves)
    app.callback(
        Output(ids.QUALITY, "children"),
        Output(ids.CALIBRATION.graph, "figure"),
        Output(ids.CALIBRATION.caption, "children"),
        Output(ids.SAID_AND_TRUE, "children"),
        scheme,
        generation,
    )(show_quality)
    app.callback(
        Output(ids.RATES, "rowData"),
        Output(ids.RATES_NOTE, "children"),
        Input(ids.FACET, "value"),
        generation,
    )(list_rates)
