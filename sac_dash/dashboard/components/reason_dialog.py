"""Why something is rejected or dismissed: one's own words, or one of the usual reasons with a click."""

from __future__ import annotations

from dataclasses import dataclass

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.casework.actions import MAX_TEXT_LENGTH


@dataclass(frozen=True)
class Asking:
    """What a dialog asks, what its buttons say, and the reasons that are usual."""

    question: str
    do: str
    leave: str
    reasons: tuple[str, ...]
    colour: str | None = None


REJECTING = Asking(
    "Why not?",
    "Reject",
    "Leave it undecided",
    (
        "Different method",
        "Different vehicle or plant",
        "Other people detected for it",
        "In custody at the time",
        "Too far in place or time",
        "Copy of a method in the news",
        "Not this kind of offence",
    ),
    "red",
)


@dataclass(frozen=True)
class ReasonIds:
    """The ids of one page's dialog, all made from the page's own prefix."""

    prefix: str

    @property
    def dialog(self) -> str:
        """Return the id of the dialog."""
        return f"{self.prefix}-reason-dialog"

    @property
    def about(self) -> str:
        """Return the id of the line that says what is rejected."""
        return f"{self.prefix}-reason-about"

    @property
    def held(self) -> str:
        """Return the id of the store with the offences the dialog asks about, whatever moves behind it."""
        return f"{self.prefix}-reason-held"

    @property
    def words(self) -> str:
        """Return the id of the field for one's own words."""
        return f"{self.prefix}-reason"

    @property
    def save(self) -> str:
        """Return the id of the button that rejects."""
        return f"{self.prefix}-reason-save"

    def usual(self, place: int | object) -> dict[str, object]:
        """Return the id of the button that rejects with the usual reason at this place of the list."""
        return {"type": f"{self.prefix}-usual-reason", "place": place}


def reason_dialog(ids: ReasonIds, asking: Asking = REJECTING) -> Component:
    """Return the dialog, closed."""
    usual = [
        dmc.Button(reason, id=ids.usual(place), size="compact-xs", variant="default")
        for place, reason in enumerate(asking.reasons)
    ]
    return dmc.Modal(
        [
            html.P(id=ids.about, className="card-note"),
            dcc.Store(id=ids.held),
            dmc.TextInput(
                id=ids.words,
                label="Reason",
                placeholder="In your own words, or one of the usual ones below",
                size="sm",
                debounce=True,  # what was typed goes with Enter or with leaving the field, never a moment later
                attributes={"input": {"data-autofocus": "", "maxLength": MAX_TEXT_LENGTH}},
            ),
            dmc.Group(usual, gap=6, mt="xs"),
            dmc.Group(
                [dmc.Button(asking.do, id=ids.save, size="xs", color=asking.colour)],
                justify="flex-end",
                mt="md",
            ),
        ],
        id=ids.dialog,
        title=asking.question,
        opened=False,
        centered=True,
        size="md",
        keepMounted=True,
        closeButtonProps={"aria-label": asking.leave},
    )


def reason_given(source: object, words: str | None, asking: Asking = REJECTING) -> str:
    """Return the reason: the usual one whose button was clicked, else what was typed."""
    return asking.reasons[source["place"]] if isinstance(source, dict) else words or ""
