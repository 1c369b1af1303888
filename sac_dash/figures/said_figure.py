"""A sentence in place of a figure: what cannot be shown is said where it would have stood."""

from __future__ import annotations

from typing import Any

from sac_dash.figures.chart_style import base_layout, style_for

_LINE = 52  # letters, so that it fits the narrowest card


def draw_sentence(sentence: str, *, dark: bool = False) -> dict[str, Any]:
    """Draw nothing but a sentence in the middle, on screen and in the PNG."""
    style = style_for(dark=dark)
    place = {"x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "showarrow": False, "align": "center"}
    note = place | {"text": _broken(sentence), "font": {"size": 13, "color": style.muted}}
    hidden = {"visible": False, "fixedrange": True}
    layout = base_layout(style) | {"xaxis": hidden, "yaxis": hidden, "annotations": [note]}
    return {"data": [], "layout": layout | {"margin": {"l": 8, "r": 8, "t": 8, "b": 8}}}


def _broken(sentence: str) -> str:
    """Return the sentence in lines of at most `_LINE` letters."""
    lines = [""]
    for word in sentence.split():
        longer = f"{lines[-1]} {word}".strip()
        if len(longer) > _LINE and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return "<br>".join(lines)
