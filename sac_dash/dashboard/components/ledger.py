"""A ledger in three columns: what speaks for a link, what against, what nobody knows."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from sac_dash.linkage.ledger import Ledger, Verdict

_SIDES: tuple[tuple[tuple[Verdict, ...], str, str], ...] = (
    (("for",), "for", "For"),
    (("against",), "against", "Against"),
    (("unknown", "neutral"), "unknown", "Unknown"),
)


def ledger_sides(ledger: Ledger) -> Component:
    """Return the three columns of a ledger: for, against, unknown."""
    return html.Div([_side(ledger, *side) for side in _SIDES], className="ev-sides")


def _side(ledger: Ledger, verdicts: tuple[Verdict, ...], name: str, label: str) -> Component:
    """Return one column of the ledger."""
    lines = [line for verdict in verdicts for line in ledger.of(verdict)]
    items = [
        html.Li([html.Span([html.Span(line.label, className="ev-domain"), line.words]), _weight(line.log10)])
        for line in lines
    ]
    return html.Section(
        [html.H4(label), html.Ul(items) if items else html.P("Nothing.", className="mo-none")],
        className=f"ev-side ev-{name}",
    )


def _weight(log10: float) -> Component | None:
    """Return how much one line weighs, as dots: each stands for a factor of about three."""
    dots = min(6, round(abs(log10) / 0.5))
    if not dots:
        return None
    factor = 10 ** abs(log10)
    direction = "more" if log10 > 0 else "less"
    return html.Span(
        "●" * dots, className="ev-weight", title=f"{factor:,.1f} times {direction} likely than by chance"
    )
