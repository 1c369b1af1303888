"""The offences outside a series that come closest to it, as a table, and one of them beside the series."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.ledger import ledger_sides
from sac_dash.dashboard.components.text_marks import list_codes, mark_text
from sac_dash.dashboard.pages.series.queries import SeriesDetail, candidates, explain_pair, link_between
from sac_dash.dashboard.state import Standing
from sac_dash.domain.tags_of import tags_of
from sac_dash.figures.place_words import place_of, premises_of
from sac_dash.figures.wording import say_apart, say_chance, say_day, say_window
from sac_dash.linkage.domains import DOMAINS

DAY_S = 86_400
SPEAKS_LOG10 = 0.15  # evidence below this is not named in the table
CANDIDATE_COLUMNS: list[dict[str, Any]] = [
    {"field": "rank", "headerName": "", "width": 44, "cellClass": "num"},
    {"field": "reference", "headerName": "Crime ref.", "width": 112},
    {
        "field": "nearness",
        "headerName": "Same people as its nearest",
        "width": 214,
        "tooltipField": "nearness",
    },
    {"field": "linked", "headerName": "Linked to", "width": 92},
    {"field": "speaks_for", "headerName": "For", "width": 190, "tooltipField": "speaks_for"},
    {"field": "speaks_against", "headerName": "Against", "width": 150, "tooltipField": "speaks_against"},
    {"field": "window", "headerName": "Between", "width": 216, "tooltipField": "window"},
    {"field": "gap", "headerName": "From the nearest", "width": 150, "tooltipField": "gap"},
    {"field": "place", "headerName": "Place", "width": 138, "tooltipField": "place"},
    {"field": "premises", "headerName": "Premises", "minWidth": 150, "flex": 1, "tooltipField": "premises"},
]
CANDIDATE_ROW_RULES = {"row-in-hand": "params.data.chosen", "row-proposed": "params.data.proposed"}
NO_CANDIDATES = "No offence outside the series has a link to it that was kept."


def candidate_rows(now: Standing, detail: SeriesDetail, chosen: str | None) -> list[dict[str, Any]]:
    """Return the rows of the candidates table, the nearest first."""
    ranked = candidates(now, detail)
    held = now.generation.offences[ranked["row"]]
    members = {row["row"]: row for row in detail.members.iter_rows(named=True)}
    numbers = {row: number for number, row in enumerate(detail.members["row"], start=1)}
    size = detail.members.height
    return [
        {
            "id": offence["offence_key"],
            "rank": place,
            "chosen": offence["offence_key"] == chosen,
            "proposed": link["proposed"],
            "reference": offence["crime_ref"],
            "nearness": say_chance(link["best_prob"]).capitalize(),
            "linked": f"{link['linked']} of {size}",
            "speaks_for": _name_domains(link, +1),
            "speaks_against": _name_domains(link, -1),
            "window": say_window(offence),
            "gap": _gap(offence, members[link["best_member"]], numbers[link["best_member"]]),
            "place": place_of(offence),
            "premises": premises_of(offence),
        }
        for place, (link, offence) in enumerate(
            zip(ranked.iter_rows(named=True), held.iter_rows(named=True), strict=True), start=1
        )
    ]


def candidate_panel(now: Standing, detail: SeriesDetail, offence_key: str | None) -> list[Component]:
    """Return one candidate's text and the ledger of its best link into the series."""
    ranked = candidates(now, detail)
    if ranked.is_empty():
        return [html.P(NO_CANDIDATES, className="mo-none")]
    keys = now.generation.offences["offence_key"].gather(ranked["row"]).to_list()
    place = keys.index(offence_key) if offence_key in keys else 0
    link = ranked.row(place, named=True)
    offence = now.generation.offences.row(link["row"], named=True)
    tags = tags_of(now.tags, pl.Series([link["row"]]))
    number = detail.members["row"].to_list().index(link["best_member"]) + 1
    kept = link_between(now.generation, link["row"], link["best_member"])
    ledger = explain_pair(now, kept) if kept else None
    return [
        html.Header(
            [
                html.H2(f"{offence['crime_ref']} and No. {number}", className="card-title"),
                html.Span(say_day(offence["from_at"]), className="card-note"),
            ],
            className="card-header",
        ),
        html.Div(
            [
                html.Div(f"{premises_of(offence)}, {place_of(offence)}", className="mo-where"),
                mark_text(offence["mo_text"], tags),
                list_codes(tags),
                ledger_sides(ledger) if ledger else None,
            ],
            className="card-body tab-scroll candidate-text",
            tabIndex="0",
        ),
    ]


def _name_domains(link: dict[str, Any], sign: int) -> str:
    """Return the kinds of evidence that weigh most on one side of a candidate's best link.

    What other offences lend comes last: an analyst asks first what the two have in common themselves.
    """
    weighed = [
        (domain.name == "collective", -sign * (link[domain.column] or 0.0), domain.label)
        for domain in DOMAINS
    ]
    speaking = sorted(each for each in weighed if each[1] < -SPEAKS_LOG10)
    return ", ".join(label for _, _, label in speaking[:3])


def _gap(offence: dict[str, Any], member: dict[str, Any], number: int) -> str:
    """Return how far a candidate lies from the member it is linked to best, in time and place."""
    days = abs((offence["from_at"] - member["from_at"]).total_seconds()) / DAY_S
    metres = None
    if offence["crs"] is not None and offence["crs"] == member["crs"]:
        metres = float(
            np.hypot(offence["easting"] - member["easting"], offence["northing"] - member["northing"])
        )
    return f"No. {number}: {say_apart(days, metres)}"
