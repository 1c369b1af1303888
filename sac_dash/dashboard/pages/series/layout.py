"""The look of the Series page: the ranked list at the left, one series at the right."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.empty_state import empty_state
from sac_dash.dashboard.components.figure_card import MAP_CONFIG, figure_card
from sac_dash.dashboard.components.grid import table
from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.members import MEMBER_COLUMNS
from sac_dash.dashboard.pages.series.queries import series_basis, why_none
from sac_dash.dashboard.pages.series.wording import ACTIVE_DAYS

_TABS = tuple(zip(ids.TABS_HELD, ("Members", "Comparison", "Evidence"), strict=True))


def layout(query: dict[str, str]) -> Component:
    """Return the page in the state of its address."""
    generation = state.generation()
    if generation is None or series_basis(generation).first() is None:
        return _no_series(why_none(generation) if generation else "")
    tab = query.get(ids.TAB, "members")
    return html.Div([_side(), _detail(tab), dcc.Store(id=ids.NAMED)], className="page series")


def _side() -> Component:
    """Return the list with its search."""
    search = dmc.TextInput(
        id=ids.SEARCH,
        placeholder="Find a series, town or behaviour",
        size="xs",
        debounce=200,
        attributes={"input": {"aria-label": "Find a series"}},
    )
    sort = dmc.SegmentedControl(
        id=ids.SORT,
        value="strength",
        data=[{"value": "strength", "label": "Strongest"}, {"value": "activity", "label": "Latest"}],
        size="xs",
    )
    active = dmc.Checkbox(
        id=ids.ACTIVE, checked=False, size="xs", label=f"Active in the last {ACTIVE_DAYS} days"
    )
    more = dcc.Store(id=ids.MORE, data=False)
    return html.Aside(
        [
            html.Div([search, sort, active], className="series-find"),
            html.Div(id=ids.LIST, className="series-scroll"),
            more,
        ],
        className="card series-side",
    )


def _detail(tab: str) -> Component:
    """Return the right side: header, map and timeline, tabs."""
    pictures = html.Div(
        [
            figure_card(ids.MAP, "Where, in order", config=MAP_CONFIG),
            figure_card(ids.TIMELINE, "When, and how long between"),
        ],
        className="series-pictures",
    )
    header = html.Header(id=ids.HEADER, className="card series-header")
    return html.Div([header, pictures, _tabs(tab)], id=ids.DETAIL, className="series-detail")


def _tabs(tab: str) -> Component:
    """Return the tabs beside the text of the chosen offence."""
    members = table(
        ids.MEMBERS,
        MEMBER_COLUMNS,
        row_id="id",
        options={"rowSelection": {"mode": "singleRow", "checkboxes": False, "enableClickSelection": True}},
    )
    bodies = {
        "members": members,
        "cases": html.Div(id=ids.CASES, className="tab-scroll"),
        "evidence": html.Div(id=ids.EVIDENCE, className="tab-scroll"),
    }
    tabs = dmc.Tabs(
        [
            dmc.TabsList([dmc.TabsTab(label, value=value) for value, label in _TABS]),
            *[dmc.TabsPanel(bodies[value], value=value, className="tab-panel") for value, _ in _TABS],
        ],
        id=ids.TABS,
        value=tab if tab in bodies else "members",
        keepMounted=True,
        className="card series-tabs",
    )
    return html.Div([tabs, html.Section(id=ids.TEXT, className="card series-text")], className="series-lower")


def _no_series(reason: str) -> Component:
    """Return what stands in place of series when there are none."""
    return empty_state(
        "No series are suggested from these",
        [
            f"{reason} The offences are on the ",
            dmc.Anchor("map", href="/map", refresh=False),
            " and in the ",
            dmc.Anchor("trends", href="/trends", refresh=False),
            ". Load an export with days and times on the ",
            dmc.Anchor("Data page", href="/data", refresh=False),
            " to have series suggested.",
        ],
        "series",
    )
