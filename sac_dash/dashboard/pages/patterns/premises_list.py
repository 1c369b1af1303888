"""Premises hit more than once, the most hit first, with a way to each of their offences."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import polars as pl
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.pages.patterns.chosen import Chosen
from sac_dash.dashboard.query_string import write_query
from sac_dash.figures.place_words import place_of, premises_of
from sac_dash.figures.wording import say_day
from sac_dash.patterns.repeats import RepeatPremises

MOST_LISTED = 40
_LATEST = 4  # offences of one premises that have a link in the list


@dataclass(frozen=True)
class HitAgain:
    """One premises: what it is called, where it is, and its offences (key, reference, window start), latest first."""

    name: str
    place: str
    offences: tuple[tuple[str, str, datetime], ...]


def hit_again(table: RepeatPremises, chosen: Chosen, most: int | None = MOST_LISTED) -> list[HitAgain]:
    """Return the premises most often hit, of equals the one hit latest first; all where `most` is None."""
    again = np.isin(chosen.premises, table.premises) & chosen.windows.dated
    frame = chosen.file.offences[chosen.rows[again]].with_columns(premises=pl.Series(chosen.premises[again]))
    repeated = frame.filter(pl.col("from_at") <= chosen.as_of)
    order = (
        repeated.group_by("premises")
        .agg(n=pl.len(), last=pl.col("from_at").max())
        .sort("n", "last", "premises", descending=[True, True, False])
    )
    listed = (order if most is None else order.head(most)).select("premises").with_row_index("place_in_list")
    rows = listed.join(repeated, on="premises").sort("place_in_list", "from_at", descending=[False, True])
    return [_described(list(some)) for _, some in groupby(rows.iter_rows(named=True), itemgetter("premises"))]


def list_premises(found: list[HitAgain]) -> Component:
    """Return the list."""
    head = html.Tr([html.Th("Premises"), html.Th("Times"), html.Th("Offences, latest first")])
    return html.Table(
        [html.Thead(head), html.Tbody([_row(each) for each in found])], className="plain-table pat-premises"
    )


def _described(rows: list[dict[str, Any]]) -> HitAgain:
    offences = tuple((row["offence_key"], row["crime_ref"], row["from_at"]) for row in rows)
    return HitAgain(premises_of(rows[0]), place_of(rows[0]), offences)


def _row(each: HitAgain) -> Component:
    links = [
        dcc.Link(
            say_day(at),
            href=f"/offence{write_query({'ref': key})}",
            title=f"Open offence {reference}",
        )
        for key, reference, at in each.offences[:_LATEST]
    ]
    more = len(each.offences) - _LATEST
    rest = [html.Span(f"and {more} more", className="pat-more")] if more > 0 else []
    name = html.Td([html.Span(each.name), html.Span(each.place, className="pat-more")])
    return html.Tr([name, html.Td(str(len(each.offences)), className="num"), html.Td([*links, *rest])])
