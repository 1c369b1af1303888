"""By what a trend can be split, what its groups are called, and which offences say nothing of it.

The Trends page and `sac-dash trends` offer the same splits. Of a facet an offence counts once under each code
it states; a code that a narrower one of the same offence implies is left out (gas says that it was an explosion).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from sac_dash.domain.offence_class import CLASS_LABELS, OffenceClass
from sac_dash.mo import load_vocabulary
from sac_dash.patterns.behaviour_rates import PRESENT_STATES
from sac_dash.patterns.counts import NOT_KNOWN
from sac_dash.patterns.trend_counts import SplitRule

METHOD_FACET = "atm_attack"
NO_METHOD = "unsuccessful"  # how an attack ended is no method
ONLY_ABSENT = "only_absent"  # the offence says of the facet what was not done, and no more


class SplitKind(StrEnum):
    """What the groups are."""

    CLASS = "class"
    AREA = "area"
    FORCE = "force"
    METHOD = "method"
    FACET = "facet"
    SERIES = "series"


KIND_LABELS = {
    SplitKind.CLASS: "Class",
    SplitKind.AREA: "Policing area",
    SplitKind.FORCE: "Force",
    SplitKind.METHOD: "ATM method",
    SplitKind.FACET: "Behaviour",
    SplitKind.SERIES: "Series",
}
RULES = {
    SplitKind.CLASS: SplitRule(),
    SplitKind.AREA: SplitRule(by_area=True, can_be_unknown=True),
    SplitKind.FORCE: SplitRule(),
    SplitKind.METHOD: SplitRule(can_be_unknown=True),
    SplitKind.FACET: SplitRule(can_be_unknown=True),
    SplitKind.SERIES: SplitRule(expects=False),
}
DECIDED = frozenset(
    {SplitKind.METHOD, SplitKind.FACET, SplitKind.SERIES}
)  # what analysts decide changes these
_COLUMNS = {SplitKind.CLASS: "offence_class", SplitKind.FORCE: "force"}


@dataclass(frozen=True)
class Split:
    """One split; `facet` names the facet of a split by behaviour, else it is empty."""

    kind: SplitKind
    facet: str = ""

    @property
    def key(self) -> str:
        """Return it as one word: ``area``, ``facet:tool``."""
        return f"{self.kind}:{self.facet}" if self.facet else str(self.kind)

    @property
    def label(self) -> str:
        """Return what it is called: ``Policing area``, ``Tool``."""
        return label_facet(self.facet) if self.kind is SplitKind.FACET else KIND_LABELS[self.kind]


def read_split(key: str) -> Split:
    """Return the split of a key; by class where it is none.

    >>> read_split("facet:tool").facet, read_split("nonsense").kind.value
    ('tool', 'class')
    """
    kind, _, facet = key.partition(":")
    if kind not in set(SplitKind) or (kind == SplitKind.FACET) is not bool(facet):
        return Split(SplitKind.CLASS)
    return Split(SplitKind(kind), facet)


def label_facet(facet: str) -> str:
    """Return what a facet is called; one that a force brought, in its own words."""
    known = load_vocabulary().facets.get(facet)
    return known.label if known else _as_words(facet)


def label_group(group: str, split: Split, names: Mapping[str, str]) -> str:
    """Return what a group of a split is called; `names` are those of series."""
    if group == NOT_KNOWN:
        return _UNKNOWN_LABELS.get(split.kind, NOT_KNOWN)
    if split.kind is SplitKind.CLASS:
        return next((label for member, label in CLASS_LABELS.items() if member.value == group), group)
    if split.kind in {SplitKind.METHOD, SplitKind.FACET}:
        return _label_code(METHOD_FACET if split.kind is SplitKind.METHOD else split.facet, group)
    return names.get(group, group) if split.kind is SplitKind.SERIES else group


_UNKNOWN_LABELS = {
    SplitKind.AREA: "Area not known",
    SplitKind.METHOD: "Method not stated",
    SplitKind.FACET: "Not stated",
}


def held_facets(tags: pl.DataFrame) -> tuple[str, ...]:
    """Return the facets that any offence says anything of, by label; methods of attack have their own split."""
    held = set(tags["facet"].unique()) - {METHOD_FACET}
    return tuple(sorted(held, key=lambda facet: (label_facet(facet).casefold(), facet)))


def asked_of(offences: pl.DataFrame, split: Split) -> pl.DataFrame:
    """Return the offences of which a split asks: attacks for the method, members for series, else all."""
    if split.kind is SplitKind.METHOD:
        return offences.filter(pl.col("offence_class") == OffenceClass.ATM_ATTACK.value)
    return offences


def group_offences(asked: pl.DataFrame, split: Split, more: pl.DataFrame | None) -> pl.DataFrame:
    """Return the offences once for each `group` they belong to, null where they do not say.

    Parameters
    ----------
    asked
        Offences with their `row`.
    more
        Of a facet or method the tags, of series the members (`row, series_id`); other splits need none.
    """
    if split.kind is SplitKind.AREA:
        return asked
    if split.kind in _COLUMNS:
        return asked.with_columns(group=_COLUMNS[split.kind])
    if more is None:
        raise ValueError(f"a split by {split.kind} needs what offences are grouped by")
    if split.kind is SplitKind.SERIES:
        return asked.join(more.select("row", group="series_id"), on="row", how="inner")
    facet = METHOD_FACET if split.kind is SplitKind.METHOD else split.facet
    return asked.join(code_groups(more, facet), on="row", how="left")


def code_groups(tags: pl.DataFrame, facet: str) -> pl.DataFrame:
    """Return `row, group` of the offences that say anything of a facet: each code stated, the narrowest alone."""
    said = tags.filter(pl.col("facet") == facet)
    if facet == METHOD_FACET:
        said = said.filter(pl.col("code") != NO_METHOD)
    present = said.filter(pl.col("state").is_in(PRESENT_STATES))
    stated = present.select("row", group="code").unique(maintain_order=True)
    implied = stated.join(_implied_in(facet), on="group").select("row", group="wider")
    narrow = stated.join(implied, on=["row", "group"], how="anti", maintain_order="left")
    absent = said.select("row").unique().join(present.select("row").unique(), on="row", how="anti")
    return pl.concat([narrow, absent.sort("row").with_columns(group=pl.lit(ONLY_ABSENT))])


def _implied_in(facet: str) -> pl.DataFrame:
    """Return `group, wider` of a facet: the codes that a code of it implies."""
    known = load_vocabulary().facets.get(facet)
    pairs = [
        (code, implied)
        for code, held in (known.codes.items() if known else ())
        for in_facet, implied in held.implies
        if in_facet == facet and implied != code
    ]
    return pl.DataFrame(pairs, schema={"group": pl.String, "wider": pl.String}, orient="row")


def _label_code(facet: str, code: str) -> str:
    if code == ONLY_ABSENT:
        return "Only said not to be"
    known = load_vocabulary().facets.get(facet)
    said = known.code_label(code) if known else code.removeprefix("=")
    return said if known and code in known.codes else _as_words(said)


def _as_words(name: str) -> str:
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]
