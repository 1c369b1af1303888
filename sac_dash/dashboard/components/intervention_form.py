"""A form for what was done about crime: kind, label, days, and what it was about.

Every page that shows interventions may have one, under ids made from its own prefix;
:mod:`sac_dash.dashboard.intervention_saving` reads and saves it.
"""

from __future__ import annotations

from dataclasses import dataclass

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.domain.intervention import INTERVENTION_LABELS
from sac_dash.domain.record_rules import MAX_LENGTH

FIELDS = ("kind", "label", "started_at", "ended_at", "series_id", "area", "place", "radius_m", "source")
OPTIONS_SHOWN = 50  # of a long list of series or areas; typing finds the rest


@dataclass(frozen=True)
class InterventionIds:
    """The ids of one page's form, all made from the page's own prefix."""

    prefix: str

    @property
    def dialog(self) -> str:
        """Return the id of the dialog."""
        return f"{self.prefix}-intervention-dialog"

    @property
    def save(self) -> str:
        """Return the id of the button that saves."""
        return f"{self.prefix}-intervention-save"

    def field(self, name: str) -> str:
        """Return the id of a field, one of `FIELDS`."""
        return f"{self.prefix}-intervention-{name.replace('_', '-')}"


def intervention_dialog(ids: InterventionIds) -> Component:
    """Return the dialog, closed."""
    kinds = [{"value": str(kind), "label": label} for kind, label in INTERVENTION_LABELS.items()]
    about = "Leave all four empty where it was about the whole of the data."
    return dmc.Modal(
        [
            _side_by_side(
                _select(ids, "kind", "What was done", kinds, "Choose one"),
                _text(ids, "label", "What people call it", "Op Lantern patrols; no names of people"),
            ),
            _side_by_side(
                _text(ids, "started_at", "From", "04/03/2026"),
                _text(ids, "ended_at", "To", "09/03/2026, or no end"),
            ),
            html.H3("What it was about", className="ev-title"),
            _side_by_side(
                _select(ids, "series_id", "Series", [], "No one series"),
                _select(ids, "area", "Force or area", [], "No one area"),
            ),
            _side_by_side(
                _text(ids, "place", "Place", "Town, grid reference, or latitude, longitude"),
                _text(ids, "radius_m", "Metres around it", "500"),
            ),
            html.P(about, className="card-note"),
            _text(ids, "source", "Known from", "Briefing, custody record, partner"),
            dmc.Group([dmc.Button("Save", id=ids.save, size="xs")], justify="flex-end", mt="md"),
        ],
        id=ids.dialog,
        title="Add an intervention",
        opened=False,
        centered=True,
        size="lg",
        keepMounted=True,
        closeButtonProps={"aria-label": "Close without saving"},
    )


def _side_by_side(*fields: Component) -> Component:
    return dmc.SimpleGrid(list(fields), cols=2, spacing="sm", mb="sm")


def _select(
    ids: InterventionIds, name: str, label: str, data: list[dict[str, str]], placeholder: str
) -> Component:
    return dmc.Select(
        id=ids.field(name),
        label=label,
        data=data,
        placeholder=placeholder,
        searchable=True,
        clearable=True,
        limit=OPTIONS_SHOWN,
        size="sm",
    )


def _text(ids: InterventionIds, name: str, label: str, placeholder: str) -> Component:
    return dmc.TextInput(
        id=ids.field(name),
        label=label,
        placeholder=placeholder,
        size="sm",
        debounce=True,  # what was typed goes with Enter or with leaving the field, never a moment later
        attributes={"input": {"maxLength": MAX_LENGTH}},
    )
