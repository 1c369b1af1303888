"""The look of the Briefings page: what to make along the top, the pages at the left, the words beside them."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from sac_dash.briefing.handling import MARKINGS
from sac_dash.briefing.products import PRODUCTS, ScopeKind
from sac_dash.dashboard import state
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.components.panel import panel
from sac_dash.dashboard.components.popover import form_popover
from sac_dash.dashboard.pages.briefings import ids
from sac_dash.dashboard.pages.briefings.choice import DISCLOSURES, WRITE, Asked, read_asked, read_view
from sac_dash.dashboard.pages.briefings.disclosed import disclosed_view
from sac_dash.dashboard.pages.briefings.format_buttons import format_buttons
from sac_dash.dashboard.pages.briefings.queries import product_of, settled
from sac_dash.dashboard.pages.briefings.scopes import SCOPE_LABELS, month_options, options_of, series_options
from sac_dash.dashboard.pages.briefings.wording import CODE_OPTIONS
from sac_dash.dashboard.shell.cut_off import cut_off

_GROUPS = {
    ScopeKind.SERIES: "Of a series",
    ScopeKind.NIGHT: "Of a night",
    ScopeKind.AREA: "Of a month",
    ScopeKind.PLACE: "Of a place",
    ScopeKind.BEHAVIOUR: "Of a behaviour",
}


def layout(query: dict[str, str]) -> Component:
    """Return the page in the state of its address."""
    wanted, view = settled(read_asked(query)), read_view(query)
    writing = [
        _controls(wanted),
        html.Div(id=ids.PACK_WORK, className="bf-work", **attributes(aria_live="polite")),
        html.Div([_left(), _right(external=product_of(wanted).external)], className="bf-body"),
    ]
    return html.Div(
        [
            html.Div([_title(view), _handling()], className="page-head"),
            html.Div(writing, id=ids.WRITING, className="bf-view", hidden=view != WRITE),
            disclosed_view(query.get(ids.WORDS, ""), hidden=view != DISCLOSURES),
            dcc.Store(id=ids.EDITS, storage_type="session", data={}),
            dcc.Store(id=ids.DRAFTS, data={}),
            dcc.Store(id=ids.SHOWN, data=""),
            dcc.Store(id=ids.PACK_JOB, data=""),
            dcc.Interval(id=ids.PACK_TICK, interval=700, disabled=True),
            dcc.Download(id=ids.DOWNLOAD),
        ],
        className="page briefings",
    )


def _title(view: str) -> Component:
    """Return the page's name, and which of its two views is open."""
    views = dmc.SegmentedControl(
        id=ids.VIEW_CONTROL,
        value=view,
        data=[{"value": WRITE, "label": "Write"}, {"value": DISCLOSURES, "label": "Disclosures"}],
        size="xs",
    )
    return html.Div([html.H1("Briefings", className="page-title"), views], className="bf-title")


def _handling() -> Component:
    """Return the marking and handling that stand, and the form to pick others."""
    form = html.Div(
        [
            dmc.Select(id=ids.MARKING_SELECT, label="Marking", data=list(MARKINGS), size="xs", allowDeselect=False,
                       comboboxProps={"withinPortal": False}),
            dmc.Select(id=ids.CODE_SELECT, label="Handling code", data=CODE_OPTIONS, size="xs", allowDeselect=False,
                       comboboxProps={"withinPortal": False}),
            dmc.Textarea(id=ids.INSTRUCTION, label="Handling instruction", size="xs", autosize=True, minRows=2,
                         debounce=True, placeholder="Conditions, in the unit's own words"),
            html.P("Burned into every page and picture from now on. Under code C nothing is packed for outsiders.",
                   className="card-key"),
            dmc.Button("Set for the unit", id=ids.HANDLING_SAVE, size="xs"),
        ],
        className="bf-form",
    )  # fmt: skip
    button = dmc.Button(
        html.Span(id=ids.HANDLING),
        id=ids.HANDLING_OPEN,
        leftSection=icon("shield", 14),
        size="xs",
        variant="default",
    )
    return html.Div(form_popover(button, form, 330, position="bottom-end"), className="controls")


def _controls(wanted: Asked) -> Component:
    standing = state.standing()
    kind = product_of(wanted).scope
    scopes = options_of(kind, standing) if standing else []
    reach = cut_off(standing.generation).as_of if standing else None
    months = month_options(reach) if reach else []
    series = series_options(standing) if standing else []
    month = None if wanted.month is None else f"{wanted.month:%Y-%m}"
    return html.Div(
        [
            _control("Product", _select(ids.PRODUCT_SELECT, wanted.product, _product_options(), 210, "Product")),
            _control(
                SCOPE_LABELS[kind],
                _select(ids.SCOPE_SELECT, wanted.scope, scopes, 330, "Of what", searchable=True),
                ids.SCOPE_HOLDER,
                label_id=ids.SCOPE_LABEL,
                hidden=kind is ScopeKind.PLACE,
            ),
            _control("Site, crime reference or easting,northing", _place(wanted, scopes, kind), ids.PLACE_HOLDER,
                     hidden=kind is not ScopeKind.PLACE),
            _control("Against series", _select(ids.AGAINST_SELECT, wanted.against or None, series, 250,
                                               "Against series", searchable=True, clearable=True),
                     ids.AGAINST_HOLDER, hidden=kind is not ScopeKind.PLACE),
            _control("Month", _select(ids.MONTH_SELECT, month or (months[0]["value"] if months else None), months, 150,
                                      "Month"), ids.MONTH_HOLDER, hidden=kind is not ScopeKind.AREA),
            html.Div(format_buttons(wanted.product), id=ids.FORMATS, className="bf-formats"),
        ],
        className="controls bf-controls",
    )  # fmt: skip


def _product_options() -> list[dict[str, Any]]:
    ordered = sorted(PRODUCTS.values(), key=lambda each: list(_GROUPS).index(each.scope))
    return [
        {"group": _GROUPS[kind], "items": [{"value": each.name, "label": each.label} for each in products]}
        for kind, products in groupby(ordered, key=lambda each: each.scope)
    ]


def _place(wanted: Asked, sites: list[dict[str, str]], kind: ScopeKind) -> Component:
    of_place = kind is ScopeKind.PLACE
    return dmc.Autocomplete(
        id=ids.PLACE_TEXT, value=wanted.scope if of_place else "",
        data=[each["value"] for each in sites] if of_place else [], size="xs", w=250, debounce=True,
        attributes={"input": {"aria-label": "Site, crime reference or easting,northing"}},
    )  # fmt: skip


def _select(
    element_id: str,
    value: str | None,
    data: Any,  # noqa: ANN401 - options as the component takes them
    width: int,
    label: str,
    *,
    searchable: bool = False,
    clearable: bool = False,
) -> Component:
    return dmc.Select(
        id=element_id, value=value, data=data, size="xs", w=width, allowDeselect=False, searchable=searchable,
        clearable=clearable, checkIconPosition="right", selectFirstOptionOnDropdownOpen=True,
        nothingFoundMessage="None", maxDropdownHeight=380, attributes={"input": {"aria-label": label}},
    )  # fmt: skip


def _control(
    label: str, field: Component, holder: str = "", *, label_id: str = "", hidden: bool = False
) -> Component:
    named: dict[str, Any] = {"id": label_id} if label_id else {}
    held: dict[str, Any] = {"id": holder, "hidden": hidden} if holder else {}
    return html.Div(
        [html.Span(label, className="control-label", **named), field], className="control", **held
    )


def _left() -> Component:
    """Return the pages as they will be printed."""
    return html.Section(
        [
            html.Header(
                [html.H2("Preview", className="card-title"), html.Span(id=ids.STATUS, className="bf-status")],
                className="card-header",
            ),
            dcc.Loading(
                html.Div(id=ids.PREVIEW, className="bf-pages", tabIndex="0", role="region",
                         **attributes(aria_label="Pages as they will be printed", aria_live="polite")),
                parent_className="bf-loading",
                overlay_style={"visibility": "visible", "opacity": 0.45},
                delay_show=300,
                custom_spinner=html.Div("Writing…", className="bf-writing"),
            ),
        ],
        className="card bf-preview",
    )  # fmt: skip


def _right(*, external: bool) -> Component:
    """Return the words, what changed, the versions, and what only a person can know."""
    keep = dmc.Button("Keep this version", id=ids.KEEP, size="compact-xs", variant="default")
    people = html.Div(
        [
            _line(ids.AUTHORISED, "Authorised by"),
            _line(ids.DISSEMINATION, "Dissemination list"),
            _line(ids.REVIEW, "Review or destroy by"),
            html.Div(
                [
                    _line(ids.RECIPIENT, "Recipient"),
                    _line(ids.BASIS, "Lawful basis or agreement"),
                    _line(ids.APPROVER, "Approved by"),
                ],
                id=ids.OUTSIDE,
                className="bf-form",
                hidden=not external,
            ),
        ],
        className="bf-form",
    )
    return html.Div(
        [
            panel("Words", html.Div(id=ids.EDITOR, className="bf-editor"), class_name="bf-words"),
            panel("Versions", [html.Div(id=ids.CHANGED), html.Div(id=ids.VERSIONS)], tools=[keep]),
            panel("Only you know", people),
        ],
        className="bf-right",
        tabIndex="0",
        role="region",
        **attributes(aria_label="Words, versions and handling"),
    )


def _line(element_id: str, label: str) -> Component:
    return dmc.TextInput(id=element_id, label=label, size="xs", debounce=True)
