"""The desk a briefing is written at: a store's state under its decisions, as the briefing room takes it.

The page and the command line brief from the same desk, so that the sheet of the 07:00 job is the sheet an
analyst sees at eight.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

from sac_dash.briefing.handling import UNHANDLED, Handling, HandlingCode
from sac_dash.briefing.products import ScopeKind, product_called
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.source import BriefingSource
from sac_dash.casework import CaseBook
from sac_dash.dashboard.state import Standing
from sac_dash.patterns.cut_off import data_cut_off
from sac_dash.settings import Settings
from sac_dash.store import Generation, Store
from sac_dash.workflow.case_book import case_book_of
from sac_dash.workflow.night import Night, read_night
from sac_dash.workflow.series_in_hand import SeriesInHand
from sac_dash.workflow.since_sitting import choose_since


def desk_of(
    store: Store,
    settings: Settings,
    user: str,
    *,
    product: str = "",
    since: str | None = None,
    made_at: datetime | None = None,
    standing: Standing | None = None,
) -> BriefingSource:
    """Return what a briefing on a store's current state is written from.

    Parameters
    ----------
    product
        What will be made: only the daily sheet needs its night read.
    since
        From where the night counts: ``s12``, ``24h``; None for the last sitting.
    made_at
        The moment it is made (aware) [now].
    standing
        The store's current state, where the caller has worked out what stands in it.

    Raises
    ------
    StoreError
        When the store holds nothing yet.
    """
    standing = standing or Standing(store.require_current(), case_book_of(store))
    generation, book, series = standing.generation, standing.book, standing.series
    night = night_of(store, generation, book, series, since) if is_nightly(product) else None
    marking, handling = handling_of(book, settings.marking)
    return BriefingSource(
        generation=generation,
        book=book,
        placed=series.placed,
        series=series.series,
        tags=standing.tags,
        boundaries=store.boundaries(),
        marking=marking,
        handling=handling,
        made_at=made_at or datetime.now(UTC),
        made_by=user,
        night=night,
    )


def is_nightly(product: str) -> bool:
    """Tell whether a product is of a night."""
    return bool(product) and product_called(product).scope is ScopeKind.NIGHT


def night_of(
    store: Store, generation: Generation, book: CaseBook, series: SeriesInHand, since: str | None
) -> Night:
    """Return the night since a point, or since the last sitting."""
    reach = data_cut_off(generation.offences) or generation.published_at
    return read_night(generation, series, book, choose_since(store, book, reach, since))


def handling_of(book: CaseBook, default_marking: str) -> tuple[str, Handling]:
    """Return the marking and handling that stand: as picked, else the installation's marking and no code."""
    held = book.handling
    if held is None:
        return default_marking, UNHANDLED
    return held.marking, Handling(HandlingCode(held.code), held.instruction)


def kept_under(product: str, scope: str, month: date | None = None) -> tuple[str, str]:
    """Return under what a document's versions are kept: a night's sheet under one, a month's with its month."""
    if is_nightly(product):
        return product, "night"
    return product, f"{scope} {month:%Y-%m}" if month else scope


def kept_words(book: CaseBook, request: BriefRequest) -> tuple[dict[str, str], int]:
    """Return the words an analyst kept of a document, and the number its next version gets."""
    product, scope = kept_under(request.product, request.scope, request.month)
    kept = book.kept_briefing(product, scope)
    return (dict(kept.edits) if kept else {}), book.next_version(product, scope)
