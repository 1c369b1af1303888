"""A small form under a button: keyboard focus goes into it when it opens and comes back when it closes."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash.development.base_component import Component


def form_popover(button: Component, form: Component, width: int, **look: Any) -> Component:  # noqa: ANN401
    """Return `form`, closed, under `button`.

    Always in the page, so that callbacks find its fields. It opens at once, without a fade: focus cannot go
    into what is still hidden.
    """
    return dmc.Popover(
        [dmc.PopoverTarget(button), dmc.PopoverDropdown(form)],
        width=width,
        keepMounted=True,
        withRoles=False,
        trapFocus=True,
        returnFocus=True,
        transitionProps={"duration": 0},
        **look,
    )
