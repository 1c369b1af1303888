"""The offences most like this one, ranked, with the evidence of the one chosen."""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.ledger import ledger_sides
from sac_dash.dashboard.components.text_marks import mark_text
from sac_dash.dashboard.pages.offence.queries import OffenceInHand, say_verdict, say_where
from sac_dash.figures.wording import say_apart, say_chance, say_window
from sac_dash.linkage.ledger import Ledger
from sac_dash.patterns.reflex_queries import DAY_S, distances_to_m
from sac_dash.workflow.ranking import RankedOffence

SIMILAR_COLUMNS: list[dict[str, Any]] = [
    {"field": "rank", "headerName": "", "width": 44, "cellClass": "num"},
    {"field": "reference", "headerName": "Crime ref.", "width": 116},
    {"field": "chance", "headerName": "Same people", "width": 206, "tooltipField": "chance"},
    {"field": "verdict", "headerName": "Verdict", "width": 130, "tooltipField": "verdict"},
    {"field": "apart", "headerName": "Apart", "width": 128},
    {"field": "speaks_for", "headerName": "For", "width": 240, "tooltipField": "speaks_for"},
    {"field": "speaks_against", "headerName": "Against", "width": 220, "tooltipField": "speaks_against"},
    {"field": "where", "headerName": "Premises, place", "minWidth": 200, "flex": 1, "tooltipField": "where"},
]
ROW_RULES = {"row-in-hand": "params.data.chosen"}


Ranked = tuple[RankedOffence, ...]


def similar_rows(offence: OffenceInHand, ranked: Ranked, chosen: str | None) -> list[dict[str, Any]]:
    """Return the rows of the table, the best first; the first is chosen where none is."""
    offences = offence.now.generation.offences
    away_m = distances_to_m(offences, offence.row, np.array([each.row for each in ranked], dtype=np.int64))
    rows = []
    for place, (each, apart_m) in enumerate(zip(ranked, away_m, strict=True), start=1):
        record = offences.row(each.row, named=True)
        key = record["offence_key"]
        rows.append(
            {
                "id": key,
                "rank": place,
                "chosen": key == chosen or (chosen is None and place == 1),
                "reference": record["crime_ref"],
                "chance": say_chance(each.probability).capitalize(),
                "verdict": say_verdict(offence, key),
                "apart": say_apart(_days(offence, record), float(apart_m)),
                "speaks_for": _words(each.ledger, "for"),
                "speaks_against": _words(each.ledger, "against"),
                "where": say_where(record),
            }
        )
    return rows


def ledger_panel(offence: OffenceInHand, ranked: Ranked, chosen: str | None) -> list[Component]:
    """Return the text and the whole ledger of the candidate chosen."""
    if not ranked:
        return [html.P("No other offence can be compared with this one.", className="mo-none")]
    offences = offence.now.generation.offences
    keys = [offences["offence_key"][each.row] for each in ranked]
    each: RankedOffence = ranked[keys.index(chosen)] if chosen in keys else ranked[0]
    record = offences.row(each.row, named=True)
    tags = offence.now.tags.filter(pl.col("row") == each.row)
    return [
        html.H3(f"{offence.record['crime_ref']} and {record['crime_ref']}", className="ev-title"),
        html.P(
            f"{say_chance(each.probability).capitalize()} the same people · {say_window(record)}",
            className="card-note",
        ),
        mark_text(record["mo_text"], tags),
        ledger_sides(each.ledger),
    ]


def _words(ledger: Ledger, verdict: str) -> str:
    """Return the two weightiest lines of one side; what others lend comes last."""
    lines = sorted(
        ledger.of("for" if verdict == "for" else "against"),
        key=lambda line: (line.domain == "collective", -abs(line.log10)),
    )
    return " · ".join(line.words for line in lines[:2])


def _days(offence: OffenceInHand, record: dict[str, Any]) -> float:
    """Return the days between the starts of two windows."""
    return float(abs((record["from_at"] - offence.record["from_at"]).total_seconds()) / DAY_S)
