"""What happens on the Briefings page: choose, see, reword, keep, hand out."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

from dash import ALL, Dash, Input, Output, State, ctx, html, no_update

from sac_dash.briefing.changes import compare_drafts
from sac_dash.briefing.document import drafts_of
from sac_dash.briefing.products import PRODUCTS, ScopeKind
from sac_dash.briefing.products.request import People
from sac_dash.casework import KeepBriefing, SetHandling
from sac_dash.dashboard import state
from sac_dash.dashboard.briefing_desk import handling_of
from sac_dash.dashboard.pages.briefings import disclosed, ids, pack
from sac_dash.dashboard.pages.briefings.choice import DISCLOSURES, Asked, asked, from_controls, query_of
from sac_dash.dashboard.pages.briefings.editor import change_list, passage_fields, version_list
from sac_dash.dashboard.pages.briefings.format_buttons import format_buttons
from sac_dash.dashboard.pages.briefings.handing_out import hand_out
from sac_dash.dashboard.pages.briefings.queries import (
    draft,
    files,
    kept_scope,
    kept_version,
    pages,
    product_of,
    request_of,
    settled,
)
from sac_dash.dashboard.pages.briefings.scopes import SCOPE_LABELS, options_of
from sac_dash.dashboard.pages.briefings.wording import (
    WORKBOOK_ONLY,
    say_handling,
    say_pages,
)
from sac_dash.dashboard.query_string import write_query
from sac_dash.dashboard.shell import ids as shell
from sac_dash.dashboard.shell.deciding import decide_here
from sac_dash.domain.errors import SacDashError

Given = Any  # a control's value, as the browser sends it
CONTROLS = (ids.PRODUCT_SELECT, ids.SCOPE_SELECT, ids.PLACE_TEXT, ids.MONTH_SELECT, ids.AGAINST_SELECT)
PEOPLE = (ids.AUTHORISED, ids.DISSEMINATION, ids.REVIEW, ids.RECIPIENT, ids.BASIS, ids.APPROVER)
PAGE_ALT = "Page {} of the document as it will be printed"


def choose_product(product: str | None) -> tuple[Any, ...]:
    """Return what the product chosen can be of, and which of the further controls it has."""
    standing = state.standing()
    if standing is None or product not in PRODUCTS:
        return (no_update,) * 9
    wanted = settled(asked(product, None, None, None))
    kind = product_of(wanted).scope
    options = options_of(kind, standing)
    return (
        options,
        wanted.scope,
        SCOPE_LABELS[kind],
        kind is ScopeKind.PLACE,
        kind is not ScopeKind.PLACE,
        kind is not ScopeKind.PLACE,
        kind is not ScopeKind.AREA,
        not PRODUCTS[product].external,
        format_buttons(product),
    )


def show_words(*given: Given) -> tuple[Any, ...]:
    """Return the passages as fields, the drafts, which document it is, its versions and what changed.

    Parameters
    ----------
    given
        The controls in the order of `CONTROLS`, the words kept in this tab, the document and drafts on screen, then
        what only calls for it anew.
    """
    wanted = from_controls(*given[: len(CONTROLS)])
    held, on_screen = given[len(CONTROLS)] or {}, given[len(CONTROLS) + 1 : len(CONTROLS) + 3]
    kept = kept_version(wanted)
    versions = version_list(state.case_book().briefings.get((wanted.product, kept_scope(wanted)), ()))
    if not product_of(wanted).has_pages:
        return [html.P(WORKBOOK_ONLY, className="card-key")], {}, wanted.key, [], versions
    words = held.get(wanted.key, dict(kept.edits) if kept else {})
    try:
        document = draft(wanted)
    except SacDashError as error:
        return [html.P(error.line(), className="card-key")], {}, wanted.key, [], versions
    changes = compare_drafts(document, kept.drafts, words) if kept else ()
    drafts = drafts_of(document)
    same = on_screen == (wanted.key, drafts)  # words half typed outlast whatever else is decided meanwhile
    return (
        no_update if same else passage_fields(document, words),
        drafts,
        wanted.key,
        change_list(changes, kept),
        versions,
    )


def show_pages(
    key: str | None, held: dict[str, dict[str, str]] | None, _drafts: Given, *given: Given
) -> tuple[Any, Any]:
    """Return the document's pages as they will be printed, and what the preview shows."""
    people, controls = People(*(each or "" for each in given[: len(PEOPLE)])), given[len(PEOPLE) :]
    wanted = from_controls(*controls)
    if not key or wanted.key != key:
        return no_update, no_update
    if not product_of(wanted).has_pages:
        return html.P(WORKBOOK_ONLY, className="bf-nothing"), ""
    words = _words(wanted, held)
    try:
        drawn, too_long = pages(wanted, words, people)
        said = say_pages(len(drawn), draft(wanted))
    except SacDashError as error:
        return html.P(error.line(), className="bf-nothing", role="alert"), ""
    shown = [
        html.Img(
            src=f"data:image/png;base64,{b64encode(each).decode()}",
            alt=PAGE_ALT.format(number),
            className="bf-page",
        )
        for number, each in enumerate(drawn, start=1)
    ]
    warned = [html.Span(each, className="bf-long") for each in too_long]
    return shown, [said, *warned]


def reword(
    texts: list[str | None], _resets: list[int | None], drafts: dict[str, str] | None, key: str | None,
    held: dict[str, dict[str, str]] | None,
) -> tuple[Any, Any, Any]:  # fmt: skip
    """Keep the analyst's words of the document on screen, those that differ from the draft; or go back to it.

    Returns
    -------
    The words of every document, the fields' texts, and which ways back are shown.
    """
    drafts, held = drafts or {}, held or {}
    names = [each["id"]["passage"] for each in ctx.inputs_list[0]]
    back = ctx.triggered_id["passage"] if _is_reset(ctx.triggered_id) and any(_resets) else None
    shown = {
        name: (drafts.get(name, "") if name == back else text or "")
        for name, text in zip(names, texts, strict=True)
    }
    words = reworded(dict(shown), drafts)
    if not key or set(names) - set(drafts):
        return no_update, [no_update] * len(names), [no_update] * len(names)
    now = {**held, key: words}
    ways_back = [{} if name in words else {"visibility": "hidden"} for name in names]
    fields = [shown[name] if name == back else no_update for name in names]
    return (now if now != held else no_update), fields, ways_back


def keep_version(clicks: int | None, texts: Given, *given: Given) -> None:
    """Keep the document as it stands: the drafts, the analyst's words, the state of the data.

    Parameters
    ----------
    texts
        As they stand in the fields.
    given
        Which document they are of, the words kept in this tab, the drafts, the last decision seen, the controls.
    """
    if not clicks:
        return
    (key, held, drafts, seen), controls = given[:4], given[4:]
    wanted = from_controls(*controls)
    document = draft(wanted) if product_of(wanted).has_pages else None
    words = _words_on_screen(wanted, texts, (key, held, drafts))
    decide_here(
        KeepBriefing(
            product=wanted.product,
            scope=kept_scope(wanted),
            period="" if document is None else document.provenance.period[:200],
            edits=tuple(sorted(words.items())),
            drafts=tuple(sorted((drafts or {}).items())),
            snapshot=state.store().require_current().id,
        ),
        seen,
    )


def download(
    clicks: list[int | None], texts: Given, key: Given, held: Given, drafts: Given, *given: Given
) -> Any:  # noqa: ANN401 - a download, or nothing
    """Return the document in the format whose button was pressed."""
    if not ctx.triggered_id or not any(clicks):
        return no_update
    people, controls = People(*(each or "" for each in given[: len(PEOPLE)])), given[len(PEOPLE) :]
    wanted = from_controls(*controls)
    words = _words_on_screen(wanted, texts, (key, held, drafts))
    made = files(wanted, words, people, (ctx.triggered_id["format"],))
    return hand_out(made, request_of(wanted, {}, people))


def keep_address(view: str | None, words: str | None, *controls: Given) -> str:
    """Return the address that shows the same again."""
    if view == DISCLOSURES:
        return write_query({ids.VIEW: view, ids.WORDS: words})
    return write_query(query_of(from_controls(*controls)))


def show_view(view: str | None) -> tuple[bool, bool]:
    """Return what is hidden: writing, and the disclosures."""
    return view == DISCLOSURES, view != DISCLOSURES


def show_handling(_decided: int | None) -> tuple[Any, ...]:
    """Return the marking and handling that stand, and the form filled with them."""
    book, default = state.case_book(), state.settings().marking
    marking, handling = handling_of(book, default)
    return say_handling(book.handling, default), marking, str(handling.code) or "none", handling.instruction


def set_handling(
    clicks: int | None, marking: str | None, code: str | None, instruction: str | None, seen: Given
) -> None:
    """Write down how the unit's documents are marked and handled from now on."""
    if not clicks:
        return
    code = "" if code in (None, "none") else str(code)
    decide_here(SetHandling(marking or "", code, " ".join((instruction or "").split())), seen)


def _words(wanted: Asked, held: dict[str, dict[str, str]] | None) -> dict[str, str]:
    """Return the analyst's words of a document: of this tab, else of the last version kept."""
    if held and wanted.key in held:
        return held[wanted.key]
    kept = kept_version(wanted)
    return dict(kept.edits) if kept else {}


def _words_on_screen(
    wanted: Asked, texts: list[str | None], kept: tuple[Given, Given, Given]
) -> dict[str, str]:
    """Return the analyst's words as they stand in the fields: a press right after typing finds them there first.

    `kept` holds which document the fields are of, the words kept in this tab, and its drafts.
    """
    key, held, drafts = kept
    if wanted.key != key or not texts:
        return _words(wanted, held)
    names = [each["id"]["passage"] for each in ctx.states_list[0]]
    return reworded(dict(zip(names, texts, strict=True)), drafts or {})


def reworded(texts: dict[str, str | None], drafts: dict[str, str]) -> dict[str, str]:
    """Return the texts that differ from their drafts, by passage."""
    return {
        name: text or ""
        for name, text in texts.items()
        if name in drafts and _differs(text or "", drafts[name])
    }


def _differs(text: str, draft_text: str) -> bool:
    return " ".join(text.split()) != " ".join(draft_text.split())


def _is_reset(triggered: Any) -> bool:  # noqa: ANN401 - an id as Dash has it
    return isinstance(triggered, dict) and triggered.get("type") == ids.RESET


def register(app: Dash) -> None:
    """Wire the page."""
    generation, decided = Input(shell.GENERATION, "data"), Input(shell.DECIDED, "data")
    seen = State(shell.DECIDED, "data")
    controls = [Input(each, "value") for each in CONTROLS]
    chosen = [State(each, "value") for each in CONTROLS]
    people_in = [Input(each, "value") for each in PEOPLE]
    people = [State(each, "value") for each in PEOPLE]
    passages = {"type": ids.PASSAGE, "passage": ALL}
    resets = {"type": ids.RESET, "passage": ALL}
    app.callback(
        Output(ids.SCOPE_SELECT, "data"),
        Output(ids.SCOPE_SELECT, "value"),
        Output(ids.SCOPE_LABEL, "children"),
        Output(ids.SCOPE_HOLDER, "hidden"),
        Output(ids.PLACE_HOLDER, "hidden"),
        Output(ids.AGAINST_HOLDER, "hidden"),
        Output(ids.MONTH_HOLDER, "hidden"),
        Output(ids.OUTSIDE, "hidden"),
        Output(ids.FORMATS, "children"),
        Input(ids.PRODUCT_SELECT, "value"),
        prevent_initial_call=True,
    )(choose_product)
    app.callback(
        Output(ids.EDITOR, "children"),
        Output(ids.DRAFTS, "data"),
        Output(ids.SHOWN, "data"),
        Output(ids.CHANGED, "children"),
        Output(ids.VERSIONS, "children"),
        *controls,
        State(ids.EDITS, "data"),
        State(ids.SHOWN, "data"),
        State(ids.DRAFTS, "data"),
        generation,
        decided,
    )(show_words)
    app.callback(
        Output(ids.PREVIEW, "children"),
        Output(ids.STATUS, "children"),
        Input(ids.SHOWN, "data"),
        Input(ids.EDITS, "data"),
        Input(ids.DRAFTS, "data"),
        *people_in,
        *chosen,
    )(show_pages)
    app.callback(
        Output(ids.EDITS, "data"),
        Output(passages, "value"),
        Output({"type": ids.RESET, "passage": ALL}, "style"),
        Input(passages, "value"),
        Input(resets, "n_clicks"),
        State(ids.DRAFTS, "data"),
        State(ids.SHOWN, "data"),
        State(ids.EDITS, "data"),
        prevent_initial_call=True,
    )(reword)
    app.callback(
        Input(ids.KEEP, "n_clicks"),
        State(passages, "value"),
        State(ids.SHOWN, "data"),
        State(ids.EDITS, "data"),
        State(ids.DRAFTS, "data"),
        seen,
        *chosen,
        prevent_initial_call=True,
    )(keep_version)  # fmt: skip
    app.callback(
        Output(ids.DOWNLOAD, "data"),
        Input({"type": ids.FORMAT, "format": ALL}, "n_clicks"),
        State(passages, "value"),
        State(ids.SHOWN, "data"),
        State(ids.EDITS, "data"),
        State(ids.DRAFTS, "data"),
        *people,
        *chosen,
        prevent_initial_call=True,
    )(download)
    view, words = Input(ids.VIEW_CONTROL, "value"), Input(ids.DISCLOSED_WORDS, "value")
    app.callback(
        Output(shell.URL, "search", allow_duplicate=True), view, words, *controls, prevent_initial_call=True
    )(keep_address)
    app.callback(
        Output(ids.WRITING, "hidden"), Output(ids.DISCLOSED, "hidden"), view, prevent_initial_call=True
    )(show_view)
    app.callback(
        Output(ids.HANDLING, "children"),
        Output(ids.MARKING_SELECT, "value"),
        Output(ids.CODE_SELECT, "value"),
        Output(ids.INSTRUCTION, "value"),
        decided,
    )(show_handling)
    app.callback(
        Input(ids.HANDLING_SAVE, "n_clicks"), State(ids.MARKING_SELECT, "value"), State(ids.CODE_SELECT, "value"),
        State(ids.INSTRUCTION, "value"), seen, prevent_initial_call=True,
    )(set_handling)  # fmt: skip
    pack.register(app, chosen)
    disclosed.register(app)
