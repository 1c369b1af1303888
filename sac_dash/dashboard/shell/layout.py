"""The shell's layout: strips of marking above and below, a calm bar, a short navigation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.page import Page
from sac_dash.dashboard.shell import ids
from sac_dash.dashboard.shell.analyst_menu import analyst_menu
from sac_dash.dashboard.shell.conflict import conflict_dialog
from sac_dash.dashboard.shell.marking import marking_class
from sac_dash.dashboard.shell.saved_views import views_menu
from sac_dash.figures.chart_style import FONT

POLL_MS = 4_000  # how often a page looks for a new generation and for others' decisions
HEADER_PX = 74
NAVIGATION_PX = 176
FOOTER_PX = 20

_DARK_GREYS = [
    "#e6ebf0",
    "#b9c4cf",
    "#a3b1bf",
    "#6b7a89",
    "#3b4652",
    "#2a333d",
    "#222a33",
    "#1a2027",
    "#161c22",
    "#12171d",
]  # lightest to darkest, as Mantine counts
_THEME: dict[str, Any] = {
    "fontFamily": FONT,
    "fontFamilyMonospace": "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'Liberation Mono', monospace",
    "primaryColor": "indigo",
    "colors": {"dark": _DARK_GREYS},
    "primaryShade": {"light": 7, "dark": 5},
    "defaultRadius": "md",
    "cursorType": "pointer",
    "headings": {"fontFamily": FONT, "fontWeight": "650"},
}


def shell_layout(pages: Sequence[Page], marking: str, force: str | None = None) -> Component:
    """Return the frame that stays while pages come and go."""
    frame = dmc.AppShell(
        [
            dmc.AppShellHeader([marking_strip(marking), _top_bar(force)], withBorder=False, className="top"),
            dmc.AppShellNavbar(_navigation(pages), id=ids.NAVIGATION, withBorder=False, className="side"),
            dmc.AppShellMain(html.Div(id=ids.CONTENT, className="content", tabIndex="-1"), className="main"),
            dmc.AppShellFooter(marking_strip(marking), withBorder=False),
        ],
        header={"height": HEADER_PX},
        footer={"height": FOOTER_PX},
        navbar={"width": NAVIGATION_PX, "breakpoint": 0},
        padding=0,
        transitionDuration=0,
    )
    return dmc.MantineProvider(
        [
            *_plumbing(),
            dmc.NotificationContainer(id=ids.NOTICES, position="bottom-right"),
            frame,
            conflict_dialog(),
        ],
        theme=_THEME,
        defaultColorScheme="auto",
    )


def marking_strip(marking: str) -> Component:
    """Return the protective marking as a full-width strip in its colour."""
    return html.Div(marking, className=f"marking {marking_class(marking)}")


def _plumbing() -> list[Component]:
    return [
        dcc.Location(id=ids.URL, refresh="callback-nav"),
        dcc.Store(id=ids.SCHEME, data="light"),
        dcc.Store(id=ids.GENERATION),
        dcc.Store(id=ids.DECIDED),
        dcc.Store(id=ids.CONFLICT),
        dcc.Interval(id=ids.POLL, interval=POLL_MS),
    ]


def _top_bar(force: str | None) -> Component:
    return html.Div(
        [
            dcc.Link(
                [html.Span(className="brand-mark"), html.Span("SAC Dash", className="brand-name")],
                href="/",
                className="brand",
            ),
            html.Span(force or "Serious acquisitive crime", className="brand-sub"),
            html.Div(className="grow"),
            html.Span(id=ids.CUT_OFF, className="cut-off", **attributes(aria_live="polite")),
            html.Span("Invented data", id=ids.INVENTED, className="badge badge-invented", hidden=True),
            dmc.Tooltip(
                html.Span([icon("offline", 13), "Offline"], className="badge badge-offline"),
                label="Everything runs on this machine. No request leaves it.",
            ),
            views_menu(),
            analyst_menu(),
            _scheme_toggle(),
        ],
        className="top-bar",
    )


def _scheme_toggle() -> Component:
    return dmc.ColorSchemeToggle(
        id=ids.SCHEME_TOGGLE,
        lightIcon=html.Span(className="icon icon-sun", style={"width": 17, "height": 17}),
        darkIcon=html.Span(className="icon icon-moon", style={"width": 17, "height": 17}),
        variant="subtle",
        color="gray",
        size="md",
        attributes={"root": {"aria-label": "Light or dark screen"}},
    )


def _navigation(pages: Sequence[Page]) -> Component:
    links = [
        dmc.NavLink(
            label=page.title,
            href=page.path,
            leftSection=icon(page.icon),
            active="partial",
            className="nav-link",
            **({"id": ids.HOME} if page is pages[0] else {}),
        )
        for page in pages
    ]
    return html.Nav(links, className="nav", **attributes(aria_label="Pages"))
