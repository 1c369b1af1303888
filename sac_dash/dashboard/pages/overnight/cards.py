"""The cards of the Overnight page: a new offence, a changed series, a pair, an enabler theft."""

from __future__ import annotations

from typing import Any

from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.casework import Recorded
from sac_dash.dashboard.components.panel import colour_dot
from sac_dash.dashboard.decision_words import say_decision
from sac_dash.dashboard.pages.overnight.queries import NewOffence, NewPair
from sac_dash.dashboard.pages.overnight.wording import (
    ENABLER_LABELS,
    first_clause,
    say_behaviours,
    say_change,
    say_class,
    say_place,
    say_placing,
    say_turn,
)
from sac_dash.dashboard.query_string import write_query
from sac_dash.dashboard.series_names import label_series
from sac_dash.figures.palette import CLASS_COLOURS, series_colour
from sac_dash.figures.window_words import say_window
from sac_dash.figures.wording import say_chance
from sac_dash.patterns.enabler_thefts import EnablerKind
from sac_dash.patterns.series_changes import SeriesChange, Turn


def offence_card(offence: NewOffence, names: dict[str, str]) -> Component:
    """Return one new offence: what it is at the left, what it most likely belongs to at the right."""
    facts = offence.facts
    late = [html.Span("late record", className="on-late")] if offence.late else []
    what = [
        html.Div(
            [offence_link(facts), html.Span(say_class(facts), className="on-class"), *late],
            className="on-head",
        ),
        html.Div(say_place(facts), className="on-place"),
        html.Div(when_and_where(facts), className="on-when"),
        _tags(say_behaviours(offence.behaviours)),
    ]
    return html.Article(
        [html.Div(what, className="on-what"), html.Div(_belongs(offence, names), className="on-belongs")],
        className="on-card",
        style={"--class": CLASS_COLOURS[facts["offence_class"]]},
    )


def series_card(
    change: SeriesChange | None,
    turn: Turn,
    decisions: list[Recorded],
    names: dict[str, str],
    series_id: str,
    *,
    known: bool,
) -> Component:
    """Return one changed series: what joined or left, what that changes, what analysts decided."""
    lines = [html.Li(words) for words in (say_change(change) if change else [])]
    lines += [html.Li(words, className="on-turn") for words in say_turn(turn)]
    lines += [html.Li(say_decision(entry, names), className="on-decided") for entry in decisions]
    kind = "known" if known else "suggested"
    head = html.Div(
        [series_link(series_id, names), html.Span(kind, className="on-kind")], className="on-head"
    )
    return html.Article([head, html.Ul(lines, className="on-lines")], className="on-item")


def pair_card(pair: NewPair) -> Component:
    """Return one pair: both offences, how likely they are linked, what rare behaviour they share."""
    sides = [
        html.Div(
            [offence_link(facts), html.Span(f"{say_class(facts)}, {say_place(facts)}", className="on-where")],
            className="on-side",
        )
        for facts in (pair.first, pair.second)
    ]
    shared = say_behaviours(pair.shared)
    return html.Article(
        [
            *sides,
            html.Div(say_chance(pair.probability), className="on-chance"),
            _tags([f"both: {words}" for words in shared]) if shared else None,
            *(html.Div(first_clause(words), className="on-reason", title=words) for words in pair.reasons),
        ],
        className="on-item",
    )


def enabler_card(kind: EnablerKind, facts: dict[str, Any]) -> Component:
    """Return one enabler theft: what it gives, where, when."""
    return html.Article(
        [
            html.Div(
                [html.Span(ENABLER_LABELS[kind], className=f"on-tag on-{kind}"), offence_link(facts)],
                className="on-head",
            ),
            html.Div(f"{say_place(facts)} · {when_and_where(facts)}", className="on-when"),
            html.Div(
                facts["mo_text"] or facts["offence_title"] or "", className="on-text", title=facts["mo_text"]
            ),
        ],
        className="on-item",
    )


def offence_link(facts: dict[str, Any]) -> Component:
    """Return an offence's reference as a link to its own page."""
    address = "/offence" + write_query({"ref": facts["offence_key"]})
    return dcc.Link(facts["crime_ref"], href=address, className="on-ref")


def series_link(series_id: str, names: dict[str, str]) -> Component:
    """Return a series' name in its colour as a link to it."""
    return dcc.Link(
        [colour_dot(series_colour(series_id)), html.Span(label_series(series_id, names))],
        href="/series" + write_query({"id": series_id}),
        className="on-series",
    )


def when_and_where(facts: dict[str, Any]) -> str:
    """Return an offence's window and its area, else its force."""
    when = say_window(facts["from_at"], facts["to_at"], facts["when_precision"])
    return f"{when} · {facts['policing_area'] or facts['force']}"


def nothing(words: str) -> Component:
    """Return what an empty list says."""
    return html.P(words, className="on-none")


def _belongs(offence: NewOffence, names: dict[str, str]) -> list[Component]:
    """Return the series an offence most likely belongs to, how sure that is, and why."""
    placing = offence.placing
    if placing["link"] is None and placing["series_id"] is None:
        return [html.Div("Nothing held is like it", className="on-alone")]
    if placing["series_id"] is None:
        head: list[Component] = [html.Div("In no series", className="on-alone")]
        head.append(
            html.Div(f"nearest {offence.partner}: {say_chance(placing['chance'])}", className="on-chance")
        )
    else:
        lead = [] if placing["standing"] else [html.Span("may belong to", className="on-may")]
        head = [
            html.Div([*lead, series_link(placing["series_id"], names)], className="on-head"),
            html.Div(say_placing(placing), className="on-chance"),
        ]
    return [*head, *_why(offence)]


def _why(offence: NewOffence) -> list[Component]:
    """Return the strongest reasons for the link that ties an offence, and the strongest against."""
    if not offence.reasons:
        return []
    lines = [html.Li(first_clause(words), className="on-for", title=words) for words in offence.reasons]
    if offence.against:
        against = first_clause(offence.against)
        lines.append(html.Li(against, className="on-against", title=offence.against))
    told = f"strongest link {offence.partner}:" if offence.placing["series_id"] else "because:"
    return [html.Div(told, className="on-as"), html.Ul(lines, className="on-lines")]


def _tags(words: list[str]) -> Component:
    return html.Div([html.Span(each, className="on-tag") for each in words], className="on-tags")
