"""The products an analyst hands over, each under the name the command line and the page know it by.

A product is composed from a :class:`~sac_dash.briefing.source.BriefingSource` and a request, and says which
formats it comes in. Composing knows nothing of formats; formats know nothing of series.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sac_dash.briefing.document import Document
from sac_dash.briefing.products import (
    assessment,
    bulletin,
    case_table,
    industry_pack,
    industry_receipt,
    location,
    meeting_sheet,
    mo_card,
    slide,
)
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.source import BriefingSource
from sac_dash.domain.errors import SacDashError

Removals = tuple[tuple[str, int], ...]
"""What was kept back or taken out, and how much of it."""


class ScopeKind(StrEnum):
    """What a product is of."""

    SERIES = "series"
    AREA = "area"  # a policing area; "" is the whole force
    PLACE = "place"  # a site on record, a crime reference, or easting,northing
    BEHAVIOUR = "behaviour"  # facet:code
    NIGHT = "night"


@dataclass(frozen=True)
class Product:
    """One kind of document.

    Parameters
    ----------
    name
        On the command line and in addresses.
    label, purpose
        What the page calls it, and what it is for in half a sentence.
    scope
        What it is of.
    formats
        Extensions it comes in, the usual one first.
    compose
        Makes the document; None for a workbook, which `write` makes.
    external
        Leaves the police.
    redact
        Of an external one: takes identifying details out of what an analyst wrote; with how much of what went.
    prove
        Of an external one: refuses finished files (content by name) that hold what must not leave.
    one_page
        Its long tables are shortened until it fits one page.
    """

    name: str
    label: str
    purpose: str
    scope: ScopeKind
    formats: tuple[str, ...]
    compose: Callable[[BriefingSource, BriefRequest], Document] | None = None
    write: Callable[[BriefingSource, BriefRequest], bytes] | None = None
    external: bool = False
    one_page: bool = False
    redact: Callable[[BriefingSource, BriefRequest, Document], tuple[Document, Removals]] | None = None
    prove: Callable[[BriefingSource, BriefRequest, Mapping[str, bytes]], None] | None = None


PRODUCTS: dict[str, Product] = {
    each.name: each
    for each in (
        Product("slide", "Briefing slide", "one series, one finding, for the room", ScopeKind.SERIES,
                ("pptx", "pdf", "png"), slide.compose),
        Product("bulletin", "Series bulletin", "one page on one series", ScopeKind.SERIES,
                ("pdf", "docx", "png"), bulletin.compose, one_page=True),
        Product("cca", "Comparative case table", "every offence against every shared behaviour", ScopeKind.SERIES,
                ("xlsx",), write=case_table.write),
        Product("dmm", "Daily meeting sheet", "what is new and what it belongs to", ScopeKind.NIGHT,
                ("pdf", "docx", "xlsx", "png"), meeting_sheet.compose),
        Product("assessment", "Monthly tactical assessment", "a month of the force or an area against what is usual",
                ScopeKind.AREA, ("pdf", "docx", "pptx", "xlsx"), assessment.compose),
        Product("mo-card", "MO card", "one way of working on one page", ScopeKind.BEHAVIOUR,
                ("pdf", "docx", "png"), mo_card.compose, one_page=True),
        Product("location", "Location briefing", "one place, its triggers, room for the plan", ScopeKind.PLACE,
                ("pdf", "docx"), location.compose),
        Product("industry", "Industry sharing pack", "redacted, for businesses", ScopeKind.SERIES,
                ("pdf", "docx"), industry_pack.compose, external=True,
                redact=industry_pack.redact, prove=industry_pack.prove_redacted),
        Product("industry-receipt", "Receipt of an industry pack", "what was removed and why", ScopeKind.SERIES,
                ("pdf", "docx"), industry_receipt.compose),
    )
}  # fmt: skip


def product_called(name: str) -> Product:
    """Return a product by name.

    Raises
    ------
    SacDashError
        When there is none of that name; it lists those there are.
    """
    if name not in PRODUCTS:
        raise SacDashError(
            f"there is no product called {name}", remedy=f"Choose one of: {', '.join(PRODUCTS)}"
        )
    return PRODUCTS[name]
