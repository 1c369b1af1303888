"""Accept, possible, reject: the same bar wherever offences are judged."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes

VERDICT_CLASSES = {"Accept": "verdict-accept", "Possible": "verdict-possible", "Reject": "verdict-reject"}


def verdict_bar(words: Component, buttons: list[tuple[str, str, str]], *, label: str) -> Component:
    """Return the bar.

    Parameters
    ----------
    words
        What the verdict is about, at the left.
    buttons
        Of each its id, its word and what pointing at it says.
    label
        What a screen reader calls the group.
    """
    drawn = [
        dmc.Button(
            word,
            id=element_id,
            className=VERDICT_CLASSES.get(word, ""),
            variant="default",
            size="compact-xs",
            attributes={"root": {"title": hint}},
        )
        for element_id, word, hint in buttons
    ]
    return html.Div([words, *drawn], className="verdict-bar", **attributes(role="group", aria_label=label))
