"""The disclosures made: what left the police, to whom, on what basis, with whose approval, and which file it was.

Whoever must answer for them (a supervisor, the data protection officer) looks through them here; pasting the
checksum of a file in hand finds the disclosure it was part of. Nothing is changed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import dash_mantine_components as dmc
from dash import Dash, Input, Output, State, dcc, html
from dash.development.base_component import Component

from sac_dash.briefing.disclosure_list import COLUMNS, disclosure_row, say_removed
from sac_dash.briefing.products import PRODUCTS, ScopeKind
from sac_dash.casework import Disclosure
from sac_dash.dashboard import state
from sac_dash.dashboard.components.attributes import attributes
from sac_dash.dashboard.components.empty_state import empty_state
from sac_dash.dashboard.components.icons import icon
from sac_dash.dashboard.csv_text import write_csv_text
from sac_dash.dashboard.pages.briefings import ids
from sac_dash.dashboard.query_string import write_query
from sac_dash.dashboard.shell import ids as shell
from sac_dash.figures.wording import local, say_moment
from sac_dash.store import EntryKind

FILE = "disclosures.csv"
SHOWN_AT_MOST = 200
_HEADS = (
    "No.",
    "When",
    "What",
    "To",
    "Basis",
    "Approved by",
    "Entered by",
    "Files and SHA-256",
    "Removed before",
)


def disclosed_view(words: str, *, hidden: bool) -> Component:
    """Return the view: a filter in one line, then the list."""
    products = [
        {"value": "", "label": "Every product"},
        *({"value": each.name, "label": each.label} for each in PRODUCTS.values() if each.external),
    ]
    filters = html.Div(
        [
            dmc.TextInput(id=ids.DISCLOSED_WORDS, value=words, placeholder="Recipient, basis, approver, file, SHA-256",
                          size="xs", w=300, debounce=250, attributes={"input": {"aria-label": "Find a disclosure"}}),
            dmc.Select(id=ids.DISCLOSED_PRODUCT, value="", data=products, size="xs", w=190, allowDeselect=False,
                       checkIconPosition="right", attributes={"input": {"aria-label": "Product disclosed"}}),
            dmc.DatePickerInput(id=ids.DISCLOSED_SINCE, placeholder="Since any day", valueFormat="D MMM YYYY",
                                clearable=True, size="xs", w=138,
                                attributes={"input": {"aria-label": "Disclosed since"}}),
            dmc.Button("Clear", id=ids.DISCLOSED_CLEAR, variant="subtle", size="xs", leftSection=icon("close", 12)),
            dmc.Button("CSV", id=ids.DISCLOSED_CSV, variant="default", size="xs", leftSection=icon("download", 14)),
        ],
        className="controls bf-controls",
    )  # fmt: skip
    listed = html.Section(
        [
            html.Header(
                [
                    html.H2("Disclosures", className="card-title"),
                    html.Span(id=ids.DISCLOSED_COUNT, className="bf-status"),
                ],
                className="card-header",
            ),
            html.Div(id=ids.DISCLOSED_LIST, className="bf-given-list", tabIndex="0", role="region",
                     **attributes(aria_label="Disclosures", aria_live="polite")),
        ],
        className="card bf-given",
    )  # fmt: skip
    return html.Div([filters, listed], id=ids.DISCLOSED, className="bf-view", hidden=hidden)


def find_disclosures(
    words: str | None, product: str | None, since: str | None
) -> tuple[list[Disclosure], int]:
    """Return the disclosures asked for, the latest first, and how many there are in all."""
    held = state.case_book().disclosures
    wanted, first = (words or "").casefold().split(), _day(since)
    found = [
        each
        for each in reversed(held)
        if (not product or each.product == product)
        and (first is None or local(each.at).date() >= first)
        and all(word in _text(each) for word in wanted)
    ]
    return found, len(held)


def show_disclosures(
    words: str | None,
    product: str | None,
    since: str | None,
    *_news: Any,  # noqa: ANN401 - a decision: it only says that the log has grown
) -> tuple[Component, str]:
    """Return the list, and how many they are of how many."""
    found, n_held = find_disclosures(words, product, since)
    if not n_held:
        return _none_yet(), ""
    if not found:
        return html.P(
            "No disclosure is like that. Clear the filter above.", className="bf-nothing"
        ), f"0 of {n_held:,}"
    shown = found[:SHOWN_AT_MOST]
    said = f"{len(found):,} of {n_held:,}" if len(found) < n_held else f"{n_held:,}"
    more = (
        f"; the latest {SHOWN_AT_MOST:,} are shown, the CSV holds all" if len(found) > SHOWN_AT_MOST else ""
    )
    return _table(shown), said + more


def clear_filter(_clicks: int | None) -> tuple[str, str, None]:
    """Let everything pass."""
    return "", "", None


def export_disclosures(
    _clicks: int | None, words: str | None, product: str | None, since: str | None
) -> dict[str, Any]:
    """Return the disclosures asked for as CSV, once the log says that the list left."""
    found, n_held = find_disclosures(words, product, since)
    said = {"what": "log of disclosures", "file": FILE, "n": len(found), "unit": "disclosure"}
    state.store().decisions.append(EntryKind.EXPORT, said, state.user())
    about = [state.settings().marking, f"{len(found):,} of {n_held:,} disclosures, the latest first"]
    text = write_csv_text(COLUMNS, map(disclosure_row, found), about)
    return {"content": text, "filename": FILE, "type": "text/csv", "base64": False}


def _none_yet() -> Component:
    what_to_do = (
        "A product that leaves the police is entered here when it is downloaded: choose the industry sharing pack"
        " under Write, and say to whom it goes, on what basis and who approved it."
    )
    return empty_state("Nothing has been disclosed yet", [what_to_do], "shield")


def _table(shown: Sequence[Disclosure]) -> Component:
    head = html.Thead(html.Tr([html.Th(each, scope="col") for each in _HEADS]))
    return html.Table(
        [head, html.Tbody([_row(each) for each in shown])], className="plain-table bf-given-table"
    )


def _row(each: Disclosure) -> Component:
    return html.Tr(
        [
            html.Td(_over(f"{each.seq}", "Taken back" if each.taken_back else ""), className="num bf-stands"),
            html.Td(say_moment(each.at), className="bf-when"),
            html.Td(_what(each)),
            html.Td(each.recipient),
            html.Td(each.basis),
            html.Td(each.approver),
            html.Td(_over(each.user, each.note)),
            html.Td([_file(*file) for file in each.files]),
            html.Td(say_removed(each)),
        ],
        className="bf-back" if each.taken_back else "",
    )


def _over(above: str, below: str) -> list[Component | str]:
    """Return one thing over another that may be missing."""
    return [above, html.Br(), below] if below else [above]


def _what(each: Disclosure) -> list[Component | str]:
    """Return the product, leading to its document as it would be made now, and the series it was of."""
    product = PRODUCTS.get(each.product)
    if product is None:
        return [f"{each.product} {each.scope}".strip()]
    # A plain link: the page is laid out anew from its address, which a link within it would not do.
    document = html.A(
        product.label,
        href=f"/briefings{write_query({ids.PRODUCT: each.product, ids.SCOPE: each.scope})}",
        title="Open the document as it would be made now",
    )
    if product.scope is not ScopeKind.SERIES:
        return [document, html.Br(), each.scope]
    book = state.case_book()
    name = book.names().get(book.leads_to(each.scope), each.scope)
    series = dcc.Link(name, href=f"/series{write_query({'id': each.scope})}", title="Open the series")
    return [document, html.Br(), "of series ", series]


def _file(name: str, checksum: str) -> Component:
    return html.Div([name, html.Div(checksum, className="bf-sum")])


def _text(each: Disclosure) -> str:
    """Return what a search looks through."""
    said = " ".join(map(str, disclosure_row(each)))
    return f"{said} {'taken back' if each.taken_back else ''}".casefold()


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def register(app: Dash) -> None:
    """Wire the view."""
    asked = [(ids.DISCLOSED_WORDS, "value"), (ids.DISCLOSED_PRODUCT, "value"), (ids.DISCLOSED_SINCE, "value")]
    app.callback(
        Output(ids.DISCLOSED_LIST, "children"),
        Output(ids.DISCLOSED_COUNT, "children"),
        *[Input(*each) for each in asked],
        Input(shell.DECIDED, "data"),
        Input(ids.VIEW_CONTROL, "value"),
    )(show_disclosures)
    app.callback(
        *[Output(*each) for each in asked], Input(ids.DISCLOSED_CLEAR, "n_clicks"), prevent_initial_call=True
    )(clear_filter)
    app.callback(
        Output(ids.DOWNLOAD, "data", allow_duplicate=True),
        Input(ids.DISCLOSED_CSV, "n_clicks"),
        *[State(*each) for each in asked],
        prevent_initial_call=True,
    )(export_disclosures)
