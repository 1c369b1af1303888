"""Who decided what on a series, when and why; what was taken back stays readable."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from sac_dash.casework import CaseBook, HardLink, Undo
from sac_dash.casework.actions import Recorded, named_series
from sac_dash.dashboard.decision_words import say_action, say_hard_link
from sac_dash.dashboard.pages.series.queries import SeriesDetail
from sac_dash.figures.wording import say_moment

NOTHING = "Nobody has decided anything on this series yet. A suggestion is the run's own until you do."


def history_panel(detail: SeriesDetail, book: CaseBook) -> list[Component]:
    """Return the hard links of a series' offences, its notes and every decision, the latest first."""
    return [*_facts(detail, book), *_decisions(detail, book)]


def history_of(series_id: str, book: CaseBook) -> list[Recorded]:
    """Return every entry about a series, undone or not, and the undoings, the latest first."""
    own = {series_id, *(each for each in book.series if book.leads_to(each) == series_id)}
    about = {entry.seq for entry in book.entries if own.intersection(named_series(entry.action))}
    return [
        entry
        for entry in reversed(book.entries)
        if entry.seq in about or (isinstance(entry.action, Undo) and entry.action.seq in about)
    ]


def hard_links_of(detail: SeriesDetail, book: CaseBook) -> list[HardLink]:
    """Return the hard links that a member of the series has."""
    members = set(detail.roster)
    return [link for link in book.hard_links if members.intersection(link.offences)]


def _facts(detail: SeriesDetail, book: CaseBook) -> list[Component]:
    links = hard_links_of(detail, book)
    if not links:
        return []
    members = set(detail.roster)
    items = []
    for link in links:
        within = members.issuperset(link.offences)
        note = "both in this series" if within else "the other is not in this series"
        items.append(html.Li([html.Span(say_hard_link(link)), html.Span(note, className="card-note")]))
    return [
        html.H3("Hard links: facts beside the score", className="ev-title"),
        html.Ul(items, className="history-list"),
    ]


def _decisions(detail: SeriesDetail, book: CaseBook) -> list[Component]:
    entries = history_of(detail.card.series_id, book)
    if not entries:
        return [html.P(NOTHING, className="mo-none")]
    names = book.names()
    items = []
    for entry in entries:
        undone = entry.seq in book.undone
        taken_back = " (taken back)" if undone else ""
        words: list[Component | str] = [
            html.B(entry.user),
            f" {say_action(entry.action, names)}{taken_back}",
        ]
        items.append(
            html.Li(
                [html.Span(words), html.Time(say_moment(entry.at), className="card-note")],
                className="history-undone" if undone else None,
            )
        )
    return [
        html.H3("Decisions, the latest first", className="ev-title"),
        html.Ul(items, className="history-list"),
    ]
