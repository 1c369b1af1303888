"""The domains of linkage evidence: the columns an analyst reads across a pair of offences.

Each domain answers one question about two offences and contributes one number, a log10 Bayes
factor. A facet belongs to exactly one domain; facets that a force adds of its own fall into
`other_mo`, so that they are linked on like the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

from sac_dash.domain.columns import EVIDENCE_PREFIX


@dataclass(frozen=True)
class Domain:
    """One kind of evidence.

    Parameters
    ----------
    name
        As in the column ``evidence_<name>``.
    label
        As an analyst reads it.
    facets
        The facets whose agreement or disagreement the domain adds up; empty where the
        evidence is about place, time or text.
    """

    name: str
    label: str
    facets: tuple[str, ...] = ()

    @property
    def column(self) -> str:
        """Return the name of the links column that holds this domain's evidence."""
        return EVIDENCE_PREFIX + self.name


DOMAINS: tuple[Domain, ...] = (
    Domain("distance", "Distance"),
    Domain("time_gap", "Days apart"),
    Domain("hour_of_day", "Hour of day"),
    Domain("day_of_week", "Day of week"),
    Domain("same_premises", "Same or adjacent premises"),
    Domain("premises", "Premises", ("premises", "premises_brand", "offence_class")),
    Domain("atm_method", "ATM attack", ("target", "atm_attack", "atm_install")),
    Domain("entry", "Entry", ("entry_point", "entry_method")),
    Domain("tools", "Tools and plant", ("tool", "instrument_vehicle")),
    Domain("getaway", "Getaway", ("getaway", "vehicle_colour", "vehicle_use")),
    Domain("security_defeat", "Security defeat", ("security_defeat",)),
    Domain("property", "Property", ("property",)),
    Domain("group", "Group", ("group", "offender_number", "disguise")),
    Domain("search", "Search", ("search",)),
    Domain("leaving", "Approach, carrying and leaving", ("approach", "carrier", "exit_route")),
    Domain("circumstances", "Left alone, and security as found", ("ignored", "security_state")),
    Domain("other_mo", "Other MO"),
    Domain("combination", "Behaviours taken together"),
    Domain("mo_text", "MO wording"),
    Domain("known_series", "Fit with the known series"),
    Domain("collective", "Support from other offences"),
)

OTHER_MO = "other_mo"
"""The domain of the facets that a force added."""

DOMAIN_INDEX = {domain.name: index for index, domain in enumerate(DOMAINS)}

PAIRWISE = DOMAIN_INDEX["combination"]
"""The domains before this one are known from the two offences alone and are scored for every pair."""

UNSCORED_FACETS = frozenset({"outcome", "timing", "hard_link", "harm"})
"""Facets that say how an offence ended, that repeat its time, or that are facts beside the score."""

TOLD_IF_DONE = frozenset({
    "target", "atm_attack", "atm_install", "instrument_vehicle", "vehicle_use", "security_defeat", "group", "search",
    "approach", "carrier", "exit_route", "ignored", "security_state",
})  # fmt: skip
"""Facets that are written down only where something of the kind was done or seen.

An offence always has a point of entry, told or not; that a telehandler was used is told where one was. So how
rare such a code is shows among all offences that are described, not among the few with another code of it:
two offences in which plant is told of have plant in common, whichever plant it was.
"""

_FACET_DOMAIN = {facet: domain.name for domain in DOMAINS for facet in domain.facets}


def domain_of_facet(facet: str) -> str:
    """Return the name of the domain that a facet's evidence is added to."""
    return _FACET_DOMAIN.get(facet, OTHER_MO)
