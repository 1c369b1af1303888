"""What an analyst says of a series as a whole: the drawer with its status, references, notes, lock."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.casework.actions import MAX_NAME_LENGTH, MAX_TEXT_LENGTH
from sac_dash.dashboard.decision_words import PATTERN_LABELS, STATUS_LABELS
from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.queries import SeriesDetail
from sac_dash.dashboard.series_names import label_series
from sac_dash.figures.wording import say_moment

GROUP_NOTE = (
    "The organised-crime group's reference: searchable, never part of a score, left out of packs for others."
)


def details_drawer() -> Component:
    """Return the drawer, closed; its body is filled for the series in hand.

    The field for a note is no part of the body: a decision taken meanwhile must not wipe half a sentence.
    """
    note = [
        html.H3("Notes", className="ev-title"),
        dmc.Textarea(
            id=ids.NOTE,
            placeholder="Add a note",
            size="xs",
            debounce=True,
            autosize=True,
            minRows=2,
            attributes={"input": {"aria-label": "Note", "maxLength": MAX_TEXT_LENGTH}},
        ),
        dmc.Button("Add note", id=ids.NOTE_SAVE, size="xs", variant="default"),
    ]
    return dmc.Drawer(
        html.Div(
            [html.Div(id=ids.DETAILS_BODY, className="series-details"), *note], className="series-details"
        ),
        id=ids.DETAILS,
        title="About this series",
        opened=False,
        position="right",
        size=400,
        keepMounted=True,
        closeButtonProps={"aria-label": "Close"},
    )


def details_body(detail: SeriesDetail, others: list[str], names: dict[str, str]) -> list[Component]:
    """Return the drawer's content."""
    return [*_fields(detail), *_whole(detail, others, names), *_notes(detail)]


def _fields(detail: SeriesDetail) -> list[Component]:
    owned = detail.card.owned
    limit = {"input": {"maxLength": MAX_NAME_LENGTH}}

    def value(name: str) -> str:
        return owned.value_of(name) if owned else ""

    choices = ((ids.STATUS, "Status", STATUS_LABELS), (ids.PATTERN, "Pattern type", PATTERN_LABELS))
    return [
        *[
            dmc.Select(
                id=element_id,
                label=label,
                data=[{"value": str(key), "label": words} for key, words in labels.items()],
                value=value(label.casefold().replace(" ", "_")) or None,
                placeholder="Not said",
                clearable=True,
                size="xs",
            )
            for element_id, label, labels in choices
        ],
        dmc.TextInput(
            id=ids.OPERATION,
            label="Operation reference",
            value=value("operation_ref"),
            size="xs",
            debounce=True,
            attributes=limit,
        ),
        dmc.TextInput(
            id=ids.GROUP,
            label="Group reference",
            description=GROUP_NOTE,
            value=value("group_ref"),
            size="xs",
            debounce=True,
            attributes=limit,
        ),
        dmc.Button("Save", id=ids.FIELDS_SAVE, size="xs"),
    ]


def _notes(detail: SeriesDetail) -> list[Component]:
    owned = detail.card.owned
    held = [
        html.Li(
            [html.Span(note.text), html.Span(f"{note.user}, {say_moment(note.at)}", className="card-note")]
        )
        for note in reversed(owned.notes if owned else ())
    ]
    return [html.Ul(held, className="history-list")] if held else []


def _whole(detail: SeriesDetail, others: list[str], names: dict[str, str]) -> list[Component]:
    locked = detail.card.owned.locked if detail.card.owned else None
    said = f"Locked by {locked.user}, {say_moment(locked.at)}" if locked else "Open to changes"
    choices = [
        {"value": each, "label": f"{label_series(each, names)} ({each})" if each in names else each}
        for each in others
    ]
    return [
        html.H3("The series as a whole", className="ev-title"),
        dmc.Select(
            id=ids.MERGE_WITH,
            label="Merge another series into this one",
            data=choices,
            searchable=True,
            placeholder="Choose a series",
            size="xs",
        ),
        dmc.Button("Merge", id=ids.MERGE, size="xs", variant="default"),
        html.P("Ticked members can be split off into a series of their own.", className="card-note"),
        dmc.Button("Split off the ticked members", id=ids.SPLIT, size="xs", variant="default"),
        html.P(said, className="card-note"),
        dmc.Button("Unlock" if locked else "Lock", id=ids.LOCK, size="xs", variant="default"),
    ]
