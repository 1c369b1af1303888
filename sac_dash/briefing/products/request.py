"""What is asked for: which product, of what, for which days, with whose words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True)
class People:
    """What only a person can know of a document; "" leaves it open on the page.

    Parameters
    ----------
    authorised_by, dissemination, review_by
        Of every product.
    recipient, basis, approver
        Of one that leaves the police: to whom, on what lawful basis, who approved.
    """

    authorised_by: str = ""
    dissemination: str = ""
    review_by: str = ""
    recipient: str = ""
    basis: str = ""
    approver: str = ""


NOBODY = People()


@dataclass(frozen=True)
class BriefRequest:
    """One product asked for.

    Parameters
    ----------
    product
        A key of :data:`sac_dash.briefing.products.PRODUCTS`.
    scope
        What it is of: a series by id or name, a policing area, a site or place, a behaviour; "" for the force.
    month
        First day of the month an assessment is of; None for the last whole month of the data.
    series
        A series beside the scope: the one a location briefing is written against; "" for the likeliest.
    edits
        An analyst's words by passage key, laid over the draft.
    version
        Which version this will be, from 1.
    room
        Rows that the tables of a one-page product may hold; None is the product's own.
    people
        What only a person can know.
    """

    product: str
    scope: str = ""
    month: date | None = None
    series: str = ""
    edits: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    version: int = 1
    room: int | None = None
    people: People = NOBODY
