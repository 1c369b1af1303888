"""The lists of the Overnight page, each with what it says when it is empty."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.casework import Recorded
from sac_dash.casework.actions import named_series
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.decision_words import say_decision
from sac_dash.dashboard.pages.overnight.cards import (
    enabler_card,
    nothing,
    offence_card,
    pair_card,
    series_card,
)
from sac_dash.dashboard.pages.overnight.ids import SINCE
from sac_dash.dashboard.pages.overnight.queries import MOST_SERIES, NightView
from sac_dash.dashboard.pages.overnight.wording import headline, say_old, say_point, say_rule
from sac_dash.dashboard.query_string import write_query
from sac_dash.figures.wording import local
from sac_dash.patterns.series_changes import Turn


def say_headline(view: NightView, now: datetime) -> list[Component | str]:
    """Return the one sentence of the night."""
    night = view.night
    said: list[Component | str] = [f"Since {say_point(night.since, now)}: "]
    parts = headline(night)
    for place, part in enumerate(parts):
        end = "." if place == len(parts) - 1 else "; "
        said += [html.B(part.number), f" {part.words}{end}"]
    return said


def say_rules(view: NightView, now: datetime) -> list[Component | str]:
    """Return by which rule offences are new; first, where it holds, that the data is old."""
    old = say_old(view.reach, now)
    return [*([html.Span(old, className="on-old")] if old else []), " ".join(say_rule(view.night))]


def titles(view: NightView) -> tuple[str, str, str, str]:
    """Return the titles of the four lists with their numbers."""
    night = view.night
    series = len({*(each.series_id for each in night.changes), *_decided(view)})
    return (
        f"New offences · {len(night.new.linked):,}",
        f"Changed series · {series:,}",
        f"New pairs worth a look · {night.pairs.height:,}",
        f"Enabler thefts · {len(night.new.enablers):,}",
    )


def list_offences(view: NightView, names: dict[str, str]) -> list[Component]:
    """Return the new offences, cash machines first, then the latest."""
    if not view.offences:
        return [_quiet(view)]
    cards = [offence_card(each, names) for each in view.offences]
    left = len(view.night.new.linked) - len(cards)
    if left:
        first = local(view.night.since.moment).date().isoformat()
        address = "/map" + write_query({"class": "atm_attack,commercial_burglary", "from": first})
        cards.append(
            html.P(
                [f"{left:,} more: ", dcc.Link("see the map from that day", href=address)], className="on-none"
            )
        )
    return cards


def list_changes(view: NightView, names: dict[str, str]) -> list[Component]:
    """Return the series that changed or were decided on, then decisions on no series."""
    night, decided = view.night, _decided(view)
    changes = {each.series_id: each for each in night.changes}
    ids = list(dict.fromkeys((*decided, *changes)))
    cards = [
        series_card(
            changes.get(each),
            view.turn(changes[each]) if each in changes and not changes[each].is_new else Turn(),
            decided.get(each, []),
            names,
            each,
            known=each in night.known,
        )
        for each in ids[:MOST_SERIES]
    ]
    if len(ids) > MOST_SERIES:
        cards.append(nothing(f"{len(ids) - MOST_SERIES:,} more changed: see Series."))
    loose = [entry for entry in night.decisions if not named_series(entry.action)]
    if loose:
        lines = [html.Li(say_decision(entry, names)) for entry in loose]
        cards.append(html.Article(html.Ul(lines, className="on-lines"), className="on-item"))
    if not night.compared:
        cards.append(
            nothing("Only new offences and decisions are told: what the series held then is not kept.")
        )
    if not ids and not loose:
        cards.insert(0, nothing("No series changed and nothing was decided."))
    return cards


def list_pairs(view: NightView) -> list[Component]:
    """Return the strong links of new offences that are in no series."""
    if not view.pairs:
        return [nothing("No new offence outside a series is tied to another as likely as not.")]
    left = view.night.pairs.height - len(view.pairs)
    more = [nothing(f"{left:,} weaker ones are not shown.")] if left else []
    return [*(pair_card(each) for each in view.pairs), *more]


def list_enablers(view: NightView) -> list[Component]:
    """Return the enabler thefts, the latest first."""
    if not view.enablers:
        return [nothing("No plant, cars, plates or cutting gear were reported taken.")]
    left = len(view.night.new.enablers) - len(view.enablers)
    more = [nothing(f"{left:,} more are not shown.")] if left else []
    return [*(enabler_card(kind, facts) for kind, facts in view.enablers), *more]


def _quiet(view: NightView) -> Component:
    """Say an empty night aloud, or that nothing came in from which a night could be told."""
    before = view.night.since.before
    if before is not None and before.id == view.generation.id:
        title, words = "Nothing came in since", "The data is still the one that sitting looked at."
    else:
        title = "A quiet night"
        words = (
            "No ATM attack and no commercial burglary came in since then. What is found or recorded later may"
            " still be added."
        )
    back = dcc.Link("See the last 24 hours of the data", href="/overnight" + write_query({SINCE: "24h"}))
    shown = [] if view.night.since.asked == "24h" else [html.P(back)]
    return html.Div([icon("overnight", 26), html.H3(title), html.P(words), *shown], className="on-quiet")


def _decided(view: NightView) -> dict[str, list[Recorded]]:
    """Return the decisions on each series, latest series first."""
    found: dict[str, list[Recorded]] = defaultdict(list)
    for entry in reversed(view.night.decisions):
        for series_id in named_series(entry.action):
            found[series_id].insert(0, entry)
    return dict(found)
