"""What happens on the Patterns page: tabs, figures as they are worked out, the address, exports."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.figure_card import FigureIds
from sac_dash.dashboard.pages.patterns import ids, place_words, results, time_words
from sac_dash.dashboard.pages.patterns.choice import Choice, make_choice, write_choice
from sac_dash.dashboard.pages.patterns.export import SHEETS, Sheet, export_sheet
from sac_dash.dashboard.pages.patterns.hot_map import draw_squares, hottest_places, shown_squares
from sac_dash.dashboard.pages.patterns.layout import tab_body
from sac_dash.dashboard.pages.patterns.premises_list import hit_again, list_premises
from sac_dash.dashboard.pages.patterns.results import Refused
from sac_dash.dashboard.pages.patterns.words import say_basis, say_choice
from sac_dash.dashboard.series_names import series_names
from sac_dash.dashboard.shell import ids as shell
from sac_dash.figures.again_curve import draw_again
from sac_dash.figures.area_months import draw_area_months
from sac_dash.figures.light_shares import draw_light
from sac_dash.figures.month_rates import draw_months
from sac_dash.figures.near_repeat_table import draw_near_repeats
from sac_dash.figures.said_figure import draw_sentence
from sac_dash.figures.week_hours import draw_hours, draw_week
from sac_dash.patterns.basis import NotEnough
from sac_dash.patterns.hot_spots import HotSpots

Figure = dict[str, Any]
Given = str | None

Draw = Callable[[Any, Choice, bool], Figure]
Say = Callable[[Any, Choice], str]

_CONTROLS = (ids.CLASS_CONTROL, ids.AREA_CONTROL, ids.SERIES_CONTROL, ids.FROM_CONTROL, ids.TO_CONTROL)


def _hot_figure(spots: HotSpots, choice: Choice, dark: bool) -> Figure:  # noqa: FBT001 - one of many alike
    return draw_squares(spots, results.read_chosen(choice), dark=dark)


def _said_hot(spots: HotSpots, choice: Choice) -> str:
    hottest = hottest_places(spots, results.read_chosen(choice))
    return place_words.say_hot(spots, shown_squares(spots)[1], hottest)


def _said_areas(counts: Any, _choice: Choice) -> str:  # noqa: ANN401 - an AreaCounts
    return place_words.say_areas(counts, held=not state.store().boundaries().is_empty())


FIGURES: tuple[tuple[FigureIds, Callable[[Choice], Any], Draw, Say], ...] = (
    (ids.WEEK, results.read_hours, lambda it, _, dark: draw_week(it, dark=dark),
     lambda it, _: time_words.say_week(it)),
    (ids.HOURS, results.read_hours, lambda it, _, dark: draw_hours(it, dark=dark),
     lambda it, _: time_words.say_hours(it)),
    (ids.MONTHS, results.read_months, lambda it, _, dark: draw_months(it, dark=dark),
     lambda it, _: time_words.say_months(it)),
    (ids.LIGHT, results.read_light, lambda it, _, dark: draw_light(it, dark=dark),
     lambda it, _: time_words.say_light(it)),
    (ids.NEAR, results.read_near, lambda it, _, dark: draw_near_repeats(it, dark=dark),
     lambda it, _: place_words.say_near(it)),
    (ids.HOT, results.read_hot, _hot_figure, _said_hot),
    (ids.AGAIN, results.read_again, lambda it, _, dark: draw_again(it, dark=dark),
     lambda it, _: place_words.say_again(it)),
    (ids.AREAS, results.read_areas,
     lambda it, _, dark: draw_area_months(it.counts, it.changes, dark=dark), _said_areas),
)  # fmt: skip


def answer(
    read: Callable[[Choice], Any], draw: Draw, say: Say, choice: Choice, *, dark: bool
) -> tuple[Figure, str]:
    """Return a figure and its caption; where there is too little to say, the sentence that says so."""
    result = read(choice)
    about = say_choice(choice, series_names(state.store()))
    before = f"{about} · " if about else ""
    if isinstance(result, NotEnough):
        return draw_sentence(f"{result}.", dark=dark), f"{before}{result} · {say_basis(result.basis)}."
    if isinstance(result, Refused):
        return draw_sentence(
            f"{result}.", dark=dark
        ), f"{before}n = {len(results.read_chosen(choice).rows):,} · {result}."
    if result.basis.n == 0:
        return draw_sentence("No offence is like that.", dark=dark), f"{before}{say_basis(result.basis)}."
    return draw(result, choice, dark), before + say(result, choice)


def show_premises(*asked: Given) -> Component | list[Component]:
    """Return the list of premises hit again."""
    choice = make_choice(*asked[:5])
    table = results.read_again(choice)
    if isinstance(table, NotEnough):
        return html.P(f"{table}.", className="card-key")
    found = hit_again(table, results.read_chosen(choice))
    lead = html.P(f"{place_words.say_premises(table, len(found))}.", className="pat-more")
    return [lead, list_premises(found)] if found else [lead]


def keep_address(tab: str, *asked: Given) -> str:
    """Return the address that shows the same again."""
    return write_choice(tab, make_choice(*asked[:5]))


def _show(
    read: Callable[[Choice], Any], draw: Draw, say: Say, scheme: Given, *asked: Given
) -> tuple[Figure, str]:
    """Return one card's figure and caption; what comes first is settled when the card is wired."""
    return answer(read, draw, say, make_choice(*asked[:5]), dark=scheme == "dark")


def _hand_out(sheet: Sheet, _clicks: int | None, *asked: Given) -> dict[str, Any]:
    """Return one card's counts as a file; which card is settled when the button is wired."""
    return export_sheet(sheet, make_choice(*asked[:5]))


def register(app: Dash) -> None:
    """Wire the page."""
    controls = [Input(each, "value") for each in _CONTROLS]
    news = [Input(shell.GENERATION, "data"), Input(shell.DECIDED, "data")]
    scheme = Input(shell.SCHEME, "data")
    for card, read, draw, say in FIGURES:
        app.callback(
            Output(card.graph, "figure"), Output(card.caption, "children"), scheme, *controls, *news
        )(partial(_show, read, draw, say))
    app.callback(Output(ids.PREMISES, "children"), *controls, *news)(show_premises)
    app.callback(Output(ids.BODY, "children"), Input(ids.TAB_CONTROL, "value"), prevent_initial_call=True)(
        tab_body
    )
    app.callback(
        Output(shell.URL, "search", allow_duplicate=True),
        Input(ids.TAB_CONTROL, "value"),
        *controls,
        prevent_initial_call=True,
    )(keep_address)
    app.clientside_callback(ClientsideFunction("map_overlay", "attach"), Input(ids.HOT.graph, "figure"))
    for button, sheet in SHEETS.items():
        app.callback(
            Output(ids.DOWNLOAD, "data", allow_duplicate=True),
            Input(button, "n_clicks"),
            *[State(each, "value") for each in _CONTROLS],
            prevent_initial_call=True,
        )(partial(_hand_out, sheet))
