"""How far the people behind an offence are likely to go, by what it says of them.

Most linkage studies are of local, residential offenders, for whom near means linked (Bennell and Canter 2002);
serious acquisitive crime is the exception: cash machines, tobacco and telephones draw groups in fast cars from
several counties away, while a lone offender on foot or a bicycle seldom leaves town (domain notes, section 1.2,
"the distance trap"). So distance is read by the pair's kind: the more two offences say of cars, plant and goods
worth a journey, the less being far apart counts against them, and the less being near counts for them. What an
offence does not state moves it neither way.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
from numpy.typing import NDArray

from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.stated_codes import WORD_BITS

TRAVELLING, MIXED, LOCAL = range(3)
"""Kinds of pairs: rows of the table of distance."""

SURE = 2
"""Points of two offences together from which a pair is of a kind that travels; of its negative, that does not."""

WORTH_A_JOURNEY = 1
_POINTS: tuple[tuple[int, Mapping[str, frozenset[str]]], ...] = (
    (SURE, {
        "offence_class": frozenset({"atm_attack"}),
        "getaway": frozenset({"performance_car"}),
    }),
    (WORTH_A_JOURNEY, {
        "property": frozenset({"tobacco", "atm_cash", "phones", "computers", "apple_products"}),
        "premises": frozenset({"phone_shop", "electrical_retailer", "petrol_station"}),
    }),
    (-SURE, {
        "getaway": frozenset({"on_foot", "bicycle", "moped"}),
        "offender_number": frozenset({"one"}),
    }),
)  # fmt: skip
"""Points of an offence that states any of some codes; each group counts once."""


def points_of(stated: Mapping[str, Collection[str]]) -> int:
    """Return the points of an offence that states some codes, by facet."""
    return sum(
        worth
        for worth, codes_by_facet in _POINTS
        if any(codes.intersection(stated.get(facet, ())) for facet, codes in codes_by_facet.items())
    )


def mobility_points(coded: CodedOffences) -> NDArray[np.int8]:
    """Return each offence's points: positive where its kind travels, negative where it stays near, 0 where untold."""
    points = np.zeros(len(coded), np.int8)
    for worth, codes_by_facet in _POINTS:
        stated = np.zeros(len(coded), bool)
        for facet in coded.facets:
            for position, code in enumerate(facet.codes):
                if code in codes_by_facet.get(facet.name, ()):
                    word = coded.present[:, facet.first_word + position // WORD_BITS]
                    stated |= (word >> (position % WORD_BITS)) & 1 > 0
        points[stated] += worth
    return points
