"""The comparative case table: offences in rows, shared behaviours in columns, base rates on top."""

from __future__ import annotations

from typing import Any

from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.text_marks import facet_colour
from sac_dash.dashboard.mo_words import label_code, label_facet
from sac_dash.dashboard.pages.series.queries import SeriesDetail

MOST_COLUMNS = 16
_MARKS = {
    "+": ("yes", "✓", "recorded"),
    "-": ("no", "✕", "stated not to be"),
    "x": ("other", "·", "something else is recorded"),
    "?": ("unknown", "?", "not known"),
}


def case_table(detail: SeriesDetail) -> Component:
    """Return the table, or one sentence where nothing is shared."""
    shared = detail.shared.head(MOST_COLUMNS).to_dicts()
    if not shared:
        return html.P("No recorded behaviour is shared by two of these offences.", className="mo-none")
    head = html.Thead(html.Tr([html.Th("Offence", className="case-ref"), *map(_column_head, shared)]))
    references = detail.members.get_column("crime_ref")
    body = html.Tbody(
        [
            _row(number, reference, cells[: len(shared)], shared)
            for number, (reference, cells) in enumerate(zip(references, detail.cases, strict=True), start=1)
        ]
    )
    foot = html.Tfoot(html.Tr([html.Th("Agree, of known", className="case-ref"), *map(_agreement, shared)]))
    return html.Div(
        [html.Table([head, body, foot], className="case-table"), _key(detail)], className="case-wrap"
    )


def _column_head(row: dict[str, Any]) -> Component:
    """Return a column's head: the behaviour and how rare it is among the offences held."""
    one_in = max(1, round(row["one_in"]))
    rarity = f"1 in {one_in:,}" if one_in > 1 else "usual"
    label = html.Div(label_code(row["facet"], row["code"]), className="case-label")
    style = {"--facet": facet_colour(row["facet"])}
    return html.Th(
        [label, html.Div(rarity, className="case-rate")], title=label_facet(row["facet"]), style=style
    )


def _row(number: int, reference: str, cells: list[str], shared: list[dict[str, Any]]) -> Component:
    """Return one offence's row."""
    marks = [
        _cell(cell, label_code(row["facet"], row["code"])) for cell, row in zip(cells, shared, strict=True)
    ]
    return html.Tr([html.Th([html.B(number), " ", reference], className="case-ref"), *marks])


def _cell(mark: str, behaviour: str) -> Component:
    """Return one cell; its title says the same in words."""
    name, sign, words = _MARKS[mark]
    return html.Td(sign, className=f"case-{name}", title=f"{behaviour}: {words}")


def _agreement(row: dict[str, Any]) -> Component:
    """Return how many members agree, of those that say anything of the facet."""
    return html.Td(f"{row['n_agree']}/{row['n_known']}", title=f"{row['n_absent']} state that it was absent")


def _key(detail: SeriesDetail) -> Component:
    """Return what the signs mean and how much is left out."""
    left = detail.shared.height - MOST_COLUMNS
    more = f" {left} less distinctive behaviours are not shown." if left > 0 else ""
    return html.P(
        "✓ recorded · ✕ stated not to be · dot: something else of the same kind · ? not known, neither for nor against."
        f" 1 in N: how rare among offences that say.{more}",
        className="case-key",
    )
