"""The look of the Series page: the ranked list at the left, one series at the right."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.dashboard import state
from sac_dash.dashboard.components.empty_state import empty_state
from sac_dash.dashboard.components.figure_card import MAP_CONFIG, figure_card
from sac_dash.dashboard.components.grid import table
from sac_dash.dashboard.components.reason_dialog import reason_dialog
from sac_dash.dashboard.components.verdict_bar import verdict_bar
from sac_dash.dashboard.pages.series import ids
from sac_dash.dashboard.pages.series.candidates import CANDIDATE_COLUMNS, CANDIDATE_ROW_RULES
from sac_dash.dashboard.pages.series.details import details_drawer
from sac_dash.dashboard.pages.series.header import naming
from sac_dash.dashboard.pages.series.listing import ACTIVITY, ATTENTION, STRENGTH, first_series
from sac_dash.dashboard.pages.series.members import MEMBER_COLUMNS, ROW_RULES
from sac_dash.dashboard.pages.series.place_time_panel import place_time_frame
from sac_dash.dashboard.pages.series.queries import series_basis, why_none
from sac_dash.patterns.series_order import ACTIVE_DAYS

_LABELS = ("Members", "Candidates", "Comparison", "Evidence", "Time and place", "History")
_TABS = tuple(zip(ids.TABS_HELD, _LABELS, strict=True))


def layout(query: dict[str, str]) -> Component:
    """Return the page in the state of its address."""
    now = state.standing()
    first = first_series(series_basis(now)) if now else None
    if now is None or first is None:
        return _no_series(why_none(now.generation) if now else "")
    tab = query.get(ids.TAB, "members")
    held = dcc.Store(id=ids.FIRST, data=None if query.get(ids.ID) else first)
    shown = [dcc.Store(id=each) for each in (ids.QUERY, ids.HEADER_SHOWN, ids.NAME_SHOWN, ids.DETAILS_SHOWN)]
    unseen = [reason_dialog(ids.REASONS), details_drawer(), held, *shown]
    return html.Div([_side(), _detail(tab), *unseen], className="page series")


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
        value=ATTENTION,
        data=[
            {"value": ATTENTION, "label": "To look at"},
            {"value": STRENGTH, "label": "Strongest"},
            {"value": ACTIVITY, "label": "Latest"},
        ],
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
    body = html.Div(id=ids.HEADER_BODY, className="sh-body")
    header = html.Header([body, naming()], id=ids.HEADER, className="card series-header")
    return html.Div([header, pictures, _tabs(tab)], id=ids.DETAIL, className="series-detail")


def _tabs(tab: str) -> Component:
    """Return the tabs beside the text of the chosen offence."""
    bodies = {
        "members": _grid(ids.MEMBERS, MEMBER_COLUMNS, ROW_RULES),
        "candidates": _grid(ids.CANDIDATES, CANDIDATE_COLUMNS, CANDIDATE_ROW_RULES),
        "cases": html.Div(id=ids.CASES, className="tab-scroll", tabIndex="0"),
        "evidence": html.Div(id=ids.EVIDENCE, className="tab-scroll", tabIndex="0"),
        "place": place_time_frame(),
        "history": html.Div(id=ids.HISTORY, className="tab-scroll history", tabIndex="0"),
    }
    tabs = dmc.Tabs(
        [
            dmc.TabsList([dmc.TabsTab(label, value=value) for value, label in _TABS]),
            _verdict_bar(),
            *[dmc.TabsPanel(bodies[value], value=value, className="tab-panel") for value, _ in _TABS],
        ],
        id=ids.TABS,
        value=tab if tab in bodies else "members",
        keepMounted=True,
        className="card series-tabs",
    )
    return html.Div([tabs, html.Section(id=ids.TEXT, className="card series-text")], className="series-lower")


def _grid(grid_id: str, columns: list[dict[str, Any]], row_rules: dict[str, str]) -> Component:
    """Return a table whose rows can be ticked; a click takes one in hand."""
    return table(
        grid_id,
        columns,
        row_id="id",
        options={
            "rowSelection": {"mode": "multiRow", "headerCheckbox": False, "enableClickSelection": False},
            "selectionColumnDef": {"width": 36, "pinned": "left", "resizable": False},
            "rowClassRules": row_rules,
        },
    )


def _verdict_bar() -> Component:
    """Return the verdicts on the ticked offences, or on the one in hand."""
    return verdict_bar(
        html.Span("Verdict on what is ticked, or on the row in hand", className="verdict-words"),
        [
            (ids.ACCEPT, "Accept", "Accept the ticked offences, or the one in hand (A)"),
            (ids.POSSIBLE, "Possible", "Hold them possible (P)"),
            (ids.REJECT, "Reject", "Reject them, with a reason (R)"),
            (ids.CLEAR, "Clear", "Take the verdict back"),
        ],
        label="Verdict on the ticked offences",
    )


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
