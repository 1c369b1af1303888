"""MO text with what was read from it lit up, by facet; the rest stays as the officer wrote it."""

from __future__ import annotations

import zlib

import polars as pl
from dash import html
from dash.development.base_component import Component

from sac_dash.domain.facets import TagState
from sac_dash.figures.palette import SERIES_COLOURS
from sac_dash.mo.labels import label_code, label_facet

STATE_WORDS = {TagState.HEDGED.value: " (hedged)", TagState.ABSENT.value: " (stated absent)"}


def facet_colour(facet: str) -> str:
    """Return the colour a facet has in every text."""
    return SERIES_COLOURS[zlib.crc32(facet.encode()) % len(SERIES_COLOURS)]


def mark_text(text: str | None, tags: pl.DataFrame) -> Component:
    """Return a text with each coded span marked; overlapping spans yield to the one that begins first."""
    if not text:
        return html.P("No MO text was recorded.", className="mo-none")
    parts: list[Component | str] = []
    place = 0
    spans = tags.filter(pl.col("start").is_not_null()).sort("start", "end", descending=[False, True])
    for start, end, facet, code, state in spans.select("start", "end", "facet", "code", "state").iter_rows():
        if start < place or end > len(text):
            continue
        parts += [text[place:start], _mark(text[start:end], facet, code, state)]
        place = end
    return html.P([*parts, text[place:]], className="mo-text")


def list_codes(tags: pl.DataFrame) -> Component:
    """Return every code of an offence as a chip in its facet's colour, stated absences struck through."""
    rows = tags.select("facet", "code", "state", "origin").unique(maintain_order=True).iter_rows()
    return html.Div([_chip(*row) for row in rows], className="mo-codes")


def _mark(words: str, facet: str, code: str, state: str) -> Component:
    """Return one marked span; pointing at it names the facet and the code."""
    title = f"{label_facet(facet)}: {label_code(facet, code)}{STATE_WORDS.get(state, '')}"
    style = {"--facet": facet_colour(facet)}
    return html.Mark(words, title=title, className=f"mo-mark mo-{state}", style=style)


def _chip(facet: str, code: str, state: str, origin: str) -> Component:
    """Return one code as a chip."""
    title = f"{label_facet(facet)}{STATE_WORDS.get(state, '')}, from {origin}"
    return html.Span(
        [html.I(style={"background": facet_colour(facet)}), label_code(facet, code)],
        className=f"mo-chip mo-{state}",
        title=title,
    )
