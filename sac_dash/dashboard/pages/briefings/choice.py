"""What the address of the Briefings page asks for; what it does not say, or says wrongly, has a default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sac_dash.briefing.products import PRODUCTS, ScopeKind
from sac_dash.dashboard.pages.briefings import ids

FIRST = next(iter(PRODUCTS))
WRITE, DISCLOSURES = "write", "disclosures"  # the two views of the page


@dataclass(frozen=True)
class Asked:
    """The document asked for.

    Parameters
    ----------
    product
        A key of `PRODUCTS`.
    scope
        Of what; "" for the product's usual one.
    month
        First day of the month, where the product is of a month.
    against
        The series a location briefing is written against.
    """

    product: str
    scope: str = ""
    month: date | None = None
    against: str = ""

    @property
    def key(self) -> str:
        """Return what tells this document from others."""
        month = "" if self.month is None else f"{self.month:%Y-%m}"
        return f"{self.product}\n{self.scope}\n{month}\n{self.against}"


def read_view(query: Mapping[str, str]) -> str:
    """Return which view an address asks for: writing, unless it names the other."""
    return DISCLOSURES if query.get(ids.VIEW) == DISCLOSURES else WRITE


def read_asked(query: Mapping[str, str]) -> Asked:
    """Return what an address asks for."""
    return asked(query.get(ids.PRODUCT), query.get(ids.SCOPE), query.get(ids.MONTH), query.get(ids.AGAINST))


def asked(product: str | None, scope: str | None, month: str | None, against: str | None) -> Asked:
    """Return the controls' values, each one that cannot be put back to its default."""
    return Asked(product if product in PRODUCTS else FIRST, scope or "", _month(month), against or "")


def from_controls(
    product: str | None, scope: str | None, place: str | None, month: str | None, against: str | None
) -> Asked:
    """Return what the page's controls ask for; those that the product does not have say nothing."""
    kind = PRODUCTS[product].scope if product in PRODUCTS else ScopeKind.SERIES
    of_place = kind is ScopeKind.PLACE
    return asked(
        product,
        place if of_place else scope,
        month if kind is ScopeKind.AREA else None,
        against if of_place else None,
    )


def query_of(wanted: Asked) -> dict[str, str | None]:
    """Return the address's names and values."""
    return {
        ids.PRODUCT: wanted.product,
        ids.SCOPE: wanted.scope,
        ids.MONTH: None if wanted.month is None else f"{wanted.month:%Y-%m}",
        ids.AGAINST: wanted.against,
    }


def _month(text: str | None) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01") if text else None
    except ValueError:
        return None
