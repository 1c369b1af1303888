"""Why an offence is rejected: one's own words, or one of the usual reasons with a click."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from sac_dash.casework.actions import MAX_TEXT_LENGTH
from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.verdicts import REASONS


def reason_dialog() -> Component:
    """Return the dialog, closed: one's own words first, and the usual reasons a click away."""
    usual = [
        dmc.Button(reason, id=ids.usual_reason(place), size="compact-xs", variant="default")
        for place, reason in enumerate(REASONS)
    ]
    return dmc.Modal(
        [
            html.P(id=ids.REASON_ABOUT, className="card-note"),
            dmc.TextInput(
                id=ids.REASON,
                label="Reason",
                placeholder="In your own words, or one of the usual ones below",
                size="sm",
                attributes={"input": {"data-autofocus": "", "maxLength": MAX_TEXT_LENGTH}},
            ),
            dmc.Group(usual, gap=6, mt="xs"),
            dmc.Group(
                [dmc.Button("Reject", id=ids.REASON_SAVE, size="xs", color="red")],
                justify="flex-end",
                mt="md",
            ),
        ],
        id=ids.REASON_DIALOG,
        title="Why not?",
        opened=False,
        centered=True,
        size="md",
        keepMounted=True,
        closeButtonProps={"aria-label": "Leave it undecided"},
    )
