"""The products an analyst hands over, each under the name the command line and the page know it by.

A product is composed from a :class:`~sac_dash.briefing.source.BriefingSource` and a request, and says which
formats it comes in. Composing knows nothing of formats; formats know nothing of series. What makes a product is
imported when it is first made: a list of products, or a slide, does not wait for the libraries of the others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

from sac_dash.domain.errors import SacDashError

if TYPE_CHECKING:
    from sac_dash.briefing.document import Document
    from sac_dash.briefing.products.request import BriefRequest
    from sac_dash.briefing.source import BriefingSource

WORKBOOK = "xlsx"
Removals = tuple[tuple[str, int], ...]
"""What was kept back or taken out, and how much of it."""


class ScopeKind(StrEnum):
    """What a product is of."""

    SERIES = "series"
    AREA = "area"  # a policing area; "" is the whole force
    PLACE = "place"  # a site on record, a crime reference, or easting,northing
    BEHAVIOUR = "behaviour"  # facet:code
    NIGHT = "night"


class Composing(Protocol):
    """The module of a product with pages."""

    def compose(self, source: BriefingSource, request: BriefRequest, /) -> Document:
        """Return the document as the data has it."""


class Writing(Protocol):
    """The module of a product that is a workbook and has no pages."""

    def write(self, source: BriefingSource, request: BriefRequest, /) -> bytes:
        """Return the workbook."""


class Releasing(Protocol):
    """The module of a product that leaves the police."""

    def redact(
        self, source: BriefingSource, request: BriefRequest, document: Document, /
    ) -> tuple[Document, Removals]:
        """Take identifying details out of what an analyst wrote; with how much of what went."""

    def prove_redacted(
        self, source: BriefingSource, request: BriefRequest, files: Mapping[str, bytes], /
    ) -> None:
        """Refuse finished files (content by name) that hold what must not leave."""


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
    module
        The module of this folder that makes it: a `Composing` one, or of a workbook a `Writing` one; of an external
        product a `Releasing` one too.
    external
        Leaves the police.
    one_page
        Its long tables are shortened until it fits one page.
    """

    name: str
    label: str
    purpose: str
    scope: ScopeKind
    formats: tuple[str, ...]
    module: str
    external: bool = False
    one_page: bool = False

    @property
    def has_pages(self) -> bool:
        """Tell whether it is a document; else it is a workbook alone."""
        return self.formats != (WORKBOOK,)

    def composing(self) -> Composing:
        """Return what composes it."""
        return cast("Composing", self._imported())

    def writing(self) -> Writing:
        """Return what writes its workbook."""
        return cast("Writing", self._imported())

    def releasing(self) -> Releasing:
        """Return what redacts it and proves it redacted."""
        return cast("Releasing", self._imported())

    def _imported(self) -> object:
        return import_module(f"{__name__}.{self.module}")


PRODUCTS: dict[str, Product] = {
    each.name: each
    for each in (
        Product("slide", "Briefing slide", "one series, one finding, for the room", ScopeKind.SERIES,
                ("pptx", "pdf", "png"), "slide"),
        Product("bulletin", "Series bulletin", "one page on one series", ScopeKind.SERIES,
                ("pdf", "docx", "png"), "bulletin", one_page=True),
        Product("cca", "Comparative case table", "every offence against every shared behaviour", ScopeKind.SERIES,
                (WORKBOOK,), "case_table"),
        Product("dmm", "Daily meeting sheet", "what is new and what it belongs to", ScopeKind.NIGHT,
                ("pdf", "docx", WORKBOOK, "png"), "meeting_sheet", one_page=True),
        Product("assessment", "Monthly tactical assessment", "a month of the force or an area against what is usual",
                ScopeKind.AREA, ("pdf", "docx", "pptx", WORKBOOK), "assessment"),
        Product("mo-card", "MO card", "one way of working on one page", ScopeKind.BEHAVIOUR,
                ("pdf", "docx", "png"), "mo_card", one_page=True),
        Product("location", "Location briefing", "one place, its triggers, room for the plan", ScopeKind.PLACE,
                ("pdf", "docx"), "location"),
        Product("industry", "Industry sharing pack", "redacted, for businesses", ScopeKind.SERIES,
                ("pdf", "docx"), "industry_pack", external=True),
        Product("industry-receipt", "Receipt of an industry pack", "what was removed and why", ScopeKind.SERIES,
                ("pdf", "docx"), "industry_receipt"),
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
