"""The text beside the chart's rows: what a series is called at the left, its silence at the right."""

from __future__ import annotations

from datetime import UTC, datetime

from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.clock_words import explain_clock, is_unusual, say_clock, say_quiet
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.panel import colour_dot
from sac_dash.dashboard.pages.timelines import ids
from sac_dash.dashboard.pages.timelines.offence_list import list_opener
from sac_dash.dashboard.pages.timelines.queries import TimelinesView
from sac_dash.dashboard.pages.timelines.wording import label_row, say_tempo
from sac_dash.dashboard.query_string import write_query
from sac_dash.domain.british_dates import british_day
from sac_dash.figures.palette import series_colour
from sac_dash.patterns.series_tempo import SeriesTempo


def list_names(view: TimelinesView) -> list[Component]:
    """Return one link per row, and a button that lists its offences; the link says aloud all that the row shows."""
    return [
        html.Div(
            [
                _name(tempo, row.label, last, known=tempo.series_id in view.known),
                list_opener(tempo.series_id, row.label, len(row.keys)),
            ],
            className="tl-line",
        )
        for tempo, row, last in zip(view.tempos, view.rows, _last_days(view), strict=True)
    ]


def list_silences(view: TimelinesView) -> list[Component]:
    """Return one silence clock per row."""
    return [_silence(tempo) for tempo in view.tempos]


def page_links(view: TimelinesView, query: dict[str, str]) -> list[Component | str]:
    """Return which rows are shown of how many, and links to the page before and after."""
    first = (view.page - 1) * len(view.rows) if view.page < view.pages else view.n - len(view.rows)
    shown = f"{first + 1:,}–{first + len(view.rows):,} of {view.n:,} series" if view.n else "No series"
    if view.pages == 1:
        return [html.Span(shown)]
    return [
        _page_link("‹", "Rows before", query, view.page - 1, there=view.page > 1),
        html.Span(shown),
        _page_link("›", "Rows after", query, view.page + 1, there=view.page < view.pages),
    ]


def _name(tempo: SeriesTempo, name: str, last: str, *, known: bool) -> Component:
    kind = [] if known else [html.Span("suggested", className="tl-kind")]
    seen = html.Span(
        [
            html.Span(
                [colour_dot(series_colour(tempo.series_id)), html.Span(name, className="tl-name"), *kind]
            ),
            html.Span(say_tempo(tempo), className="tl-tempo"),
        ],
        className="tl-seen",
        **attributes(aria_hidden="true"),
    )
    heard = html.Span(label_row(name, tempo, last, known=known), className="tl-heard")
    return dcc.Link(
        [seen, heard], href="/series" + write_query({"id": tempo.series_id}), className="tl-row tl-link"
    )


def _silence(tempo: SeriesTempo) -> Component:
    clock = tempo.clock
    return html.Div(
        [
            html.Span(say_quiet(clock), className="tl-quiet"),
            html.Span(
                say_clock(clock), className="tl-chance tl-unusual" if is_unusual(clock) else "tl-chance"
            ),
        ],
        className="tl-row",
        title=explain_clock(clock),
        **attributes(aria_hidden="true"),  # the row's link says it
    )


def _last_days(view: TimelinesView) -> list[str]:
    days = [datetime.fromtimestamp(row.end_ms.max() / 1_000, tz=UTC).date() for row in view.rows]
    return [british_day(day) for day in days]


def _page_link(mark: str, label: str, query: dict[str, str], page: int, *, there: bool) -> Component:
    if not there:
        return html.Span(mark, className="tl-page tl-page-none", **attributes(aria_hidden="true"))
    address = "/timelines" + write_query(query | {ids.PAGE: str(page)})
    seen = html.Span(mark, **attributes(aria_hidden="true"))
    return dcc.Link(
        [seen, html.Span(label, className="tl-heard")], href=address, className="tl-page", title=label
    )
