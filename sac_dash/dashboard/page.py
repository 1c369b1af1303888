"""What a page is: its address, its name and icon, how it looks and how it is wired."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dash import Dash
from dash.development.base_component import Component


@dataclass(frozen=True)
class Page:
    """One entry of the navigation.

    Parameters
    ----------
    path
        Address of the page, from the root: ``"/map"``.
    title
        The name in the navigation and in the browser's tab.
    icon
        A name of :data:`sac_dash.dashboard.components.icons.NAMES`.
    layout
        Takes the query of the address (``{"class": "atm_attack"}``; the last value of a repeated
        name wins) and returns the page. It is called within a request, so
        :mod:`sac_dash.dashboard.state` answers.
    register
        Wires the page's callbacks; called once when the app is made.
    needs_data
        False for pages that make sense on an empty store. The others are replaced by an empty
        state that says what to do, and drawn anew when a new generation is published.
    """

    path: str
    title: str
    icon: str
    layout: Callable[[dict[str, str]], Component]
    register: Callable[[Dash], None]
    needs_data: bool = True
