"""What the Briefings page asks: the desk, the document in the analyst's words, its pages as pictures."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from datetime import UTC, datetime

from sac_dash.briefing import making
from sac_dash.briefing.document import Document
from sac_dash.briefing.products import PRODUCTS, Product, ScopeKind
from sac_dash.briefing.products.request import NOBODY, BriefRequest, People
from sac_dash.briefing.rendering import overlong, preview
from sac_dash.briefing.source import BriefingSource
from sac_dash.casework import KeptBriefing
from sac_dash.dashboard import state
from sac_dash.dashboard.briefing_desk import desk_of, is_nightly, kept_under
from sac_dash.dashboard.kept_results import KeptResults
from sac_dash.dashboard.pages.briefings.choice import Asked
from sac_dash.dashboard.pages.briefings.scopes import WHOLE_FORCE, options_of

Words = Mapping[str, str]

_desks: KeptResults[BriefingSource] = KeptResults(3)
_drafts: KeptResults[Document] = KeptResults(10)
_pages: KeptResults[tuple[tuple[bytes, ...], tuple[str, ...]]] = KeptResults(10)


def product_of(wanted: Asked) -> Product:
    """Return the product asked for."""
    return PRODUCTS[wanted.product]


def settled(wanted: Asked) -> Asked:
    """Return what is asked for with its scope filled in: the likeliest where none, or one not held, is named."""
    standing, product = state.standing(), product_of(wanted)
    if standing is None:
        return wanted
    offered = [each["value"] for each in options_of(product.scope, standing)]
    if product.scope is ScopeKind.PLACE:
        scope = wanted.scope or (offered[0] if offered else "")
    else:
        named = standing.book.leads_to(wanted.scope) if product.scope is ScopeKind.SERIES else wanted.scope
        scope = named if named in offered else (offered[0] if offered else "")
    return Asked(wanted.product, scope, wanted.month, wanted.against)


def desk(wanted: Asked) -> BriefingSource:
    """Return the state a document is written from; the same one until something is published or decided.

    A document is of a day: the desk is laid anew when the day changes.
    """
    return _desks.get(_desk_key(wanted), lambda: _lay_desk(wanted))


def _desk_key(wanted: Asked) -> Hashable:
    """Return what a desk rests on."""
    generation, book = state.store().require_current(), state.case_book()
    since = wanted.scope if is_nightly(wanted.product) else None
    return (
        str(generation.folder),
        generation.id,
        book.head,
        book.written_at,
        state.user(),
        datetime.now(UTC).date(),
        wanted.product if since else "",
        since,
    )


def _lay_desk(wanted: Asked) -> BriefingSource:
    return desk_of(
        state.store(),
        state.settings(),
        state.user(),
        product=wanted.product,
        since=wanted.scope if is_nightly(wanted.product) else None,
        made_at=datetime.now(UTC),
        standing=state.standing(),
    )


def request_of(wanted: Asked, words: Words, people: People) -> BriefRequest:
    """Return what the briefing room is asked for."""
    scope = "" if wanted.scope == WHOLE_FORCE else wanted.scope
    return BriefRequest(
        product=wanted.product,
        scope="" if is_nightly(wanted.product) else scope,
        month=wanted.month,
        series=wanted.against,
        edits=dict(words),
        version=state.case_book().next_version(wanted.product, kept_scope(wanted)),
        people=people,
    )


def kept_scope(wanted: Asked) -> str:
    """Return the scope under which versions of a document are kept."""
    scope = "" if wanted.scope == WHOLE_FORCE else wanted.scope
    return kept_under(wanted.product, scope, wanted.month)[1]


def kept_version(wanted: Asked) -> KeptBriefing | None:
    """Return the last version of a document that was kept."""
    return state.case_book().kept_briefing(wanted.product, kept_scope(wanted))


def draft(wanted: Asked) -> Document:
    """Return a document as the data has it; whoever words it, and the page beside it, read the same one."""
    request = request_of(wanted, {}, NOBODY)
    key = (_desk_key(wanted), wanted, request.version)
    return _drafts.get(key, lambda: making.draft(desk(wanted), request))


def pages(wanted: Asked, words: Words, people: People) -> tuple[tuple[bytes, ...], tuple[str, ...]]:
    """Return a document's pages as PNG, and what of it has no room on them."""
    request = request_of(wanted, words, people)
    key = (_desk_key(wanted), wanted, tuple(sorted(words.items())), people, request.version)

    def drawn() -> tuple[tuple[bytes, ...], tuple[str, ...]]:
        document = making.compose(desk(wanted), request)
        return tuple(preview(document)), overlong(document)

    return _pages.get(key, drawn)


def files(
    wanted: Asked, words: Words, people: People, formats: tuple[str, ...]
) -> tuple[making.MadeFile, ...]:
    """Return a document's files."""
    return making.make(desk(wanted), request_of(wanted, words, people), formats)
