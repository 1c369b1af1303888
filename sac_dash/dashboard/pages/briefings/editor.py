"""The words of a document as fields: the draft, the analyst's words over it, and the way back."""

from __future__ import annotations

from collections.abc import Mapping

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.briefing.changes import PassageChange
from sac_dash.briefing.document import Bullets, Document, Passage, text_of
from sac_dash.casework import KeptBriefing
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.pages.briefings import ids
from sac_dash.dashboard.pages.briefings.wording import say_changes, say_version

MOST_ROWS = 9
_CHARACTERS_A_ROW = 46


def passage_fields(document: Document, words: Mapping[str, str]) -> list[Component]:
    """Return one field a passage, in the order of reading."""
    return [_field(passage, words.get(passage.key)) for passage in document.passages()]


def _field(passage: Passage | Bullets, reworded: str | None) -> Component:
    draft = text_of(passage)
    text = draft if reworded is None else reworded
    hint = "One a line" if isinstance(passage, Bullets) else None
    area = dmc.Textarea(
        id={"type": ids.PASSAGE, "passage": passage.key},
        label=passage.label,
        description=hint,
        value=text,
        autosize=True,
        minRows=1,
        maxRows=MOST_ROWS,
        size="xs",
        debounce=True,
    )
    back = dmc.ActionIcon(
        icon("undo", 13),
        id={"type": ids.RESET, "passage": passage.key},
        size="sm",
        variant="subtle",
        style={} if reworded is not None else {"visibility": "hidden"},
        attributes={
            "root": {"aria-label": f"Back to the draft: {passage.label}", "title": "Back to the draft"}
        },
    )
    return html.Div([area, back], className="bf-field")


def version_list(versions: tuple[KeptBriefing, ...]) -> list[Component]:
    """Return the kept versions, the latest first."""
    if not versions:
        return [
            html.P(
                "None kept yet. Keeping one lets you see what new data changes about it.",
                className="card-key",
            )
        ]
    return [html.Ul([html.Li(say_version(each)) for each in reversed(versions)], className="bf-versions")]


def change_list(changes: tuple[PassageChange, ...], kept: KeptBriefing | None) -> list[Component]:
    """Return what the data changed since the last version, passage by passage."""
    if kept is None:
        return []
    return [html.P(say_changes(changes, kept), className="bf-changed"), *map(_change, changes)]


def _change(each: PassageChange) -> Component:
    """Return one passage as it was drafted and as it is."""
    own = " (in your words)" if each.reworded else ""
    return html.Details(
        [
            html.Summary(f"{each.label}{own}"),
            html.P(html.Del(each.before or "nothing")),
            html.P(html.Ins(each.now or "nothing any more")),
        ],
        className="bf-change",
    )
