"""The way of working that a series shares, as codes that outsiders may be told, and in what part of it.

Only what three offences and half of those that say state is told, and in words ("most that say"): a count beside
a total would tell the one or two that were otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sac_dash.briefing.coded_phrases import WITHHELD_CODES, WITHHELD_FACETS
from sac_dash.briefing.coded_words import describe_mo_from_codes
from sac_dash.briefing.redaction.small_cells import LEAST_SHOWN
from sac_dash.domain.facets import TagState
from sac_dash.domain.tags_of import tags_of
from sac_dash.mo.labels import implied_codes, label_code, label_facet, vocabulary

LEAST_SHARE = 0.5
_SHARES = ((0.9, "nearly all that say"), (0.65, "most that say"), (0.0, "about half or more that say"))
_ORDER = tuple(vocabulary().facets)


@dataclass(frozen=True)
class SharedCode:
    """One code that offences share: how many state it, of how many that say anything of its facet."""

    facet: str
    code: str
    n: int
    n_known: int

    @property
    def share(self) -> str:
        """Return in what part, in words."""
        return next(said for least, said in _SHARES if self.n >= least * self.n_known)

    @property
    def words(self) -> tuple[str, str]:
        """Return what kind of thing it is, and what it is called."""
        return label_facet(self.facet), label_code(self.facet, self.code)


def shared_codes(members: pl.DataFrame, tags: pl.DataFrame) -> tuple[SharedCode, ...]:
    """Return the codes that may be told, in the order of the script; those a narrower one implies left out."""
    held = tags_of(tags, members["row"]).filter(
        pl.col("facet").is_in(list(_ORDER)) & ~pl.col("facet").is_in(list(WITHHELD_FACETS))
    )
    known = dict(held.group_by("facet").agg(pl.col("row").n_unique()).iter_rows())
    counted = (
        held.filter(pl.col("state") == TagState.PRESENT.value)
        .group_by("facet", "code")
        .agg(pl.col("row").n_unique().alias("n"))
        .filter(pl.col("n") >= LEAST_SHOWN)
    )
    found = {
        (facet, code): SharedCode(facet, code, n, known[facet])
        for facet, code, n in counted.iter_rows()
        if n >= LEAST_SHARE * known[facet]
        and (facet, code) not in WITHHELD_CODES
        and code in vocabulary().facets[facet].codes
    }
    wide = {pair for each in found for pair in implied_codes().get(each, ())}
    told = [each for pair, each in found.items() if pair not in wide]
    return tuple(sorted(told, key=lambda each: (_ORDER.index(each.facet), -each.n, each.code)))


def stated_codes(members: pl.DataFrame, tags: pl.DataFrame) -> frozenset[tuple[str, str]]:
    """Return the codes that enough offences state for advice to be given on them."""
    held = tags_of(tags, members["row"]).filter(pl.col("state") == TagState.PRESENT.value)
    counted = held.group_by("facet", "code").agg(pl.col("row").n_unique().alias("n"))
    return frozenset(counted.filter(pl.col("n") >= LEAST_SHOWN).select("facet", "code").iter_rows())


def in_plain_english(codes: tuple[SharedCode, ...]) -> str:
    """Return what they share as sentences made from the codes alone."""
    if not codes:
        return "No way of working is stated in codes by enough of them to be told."
    held: dict[str, list[str]] = {}
    for each in codes:
        held.setdefault(each.facet, []).append(each.code)
    return f"What most of them share: {describe_mo_from_codes(held)}"


def east_rows(members: pl.DataFrame, tags: pl.DataFrame) -> tuple[tuple[str, str, int], ...]:
    """Return EAST codes (European Association for Secure Transactions), in words, and how many offences state each."""
    codes = vocabulary().facets["atm_attack"].codes
    held = tags_of(tags, members["row"]).filter(
        (pl.col("facet") == "atm_attack") & (pl.col("state") == TagState.PRESENT.value)
    )
    counted = dict(held.group_by("code").agg(pl.col("row").n_unique()).iter_rows())
    return tuple(
        (east, held_code.label, int(counted[code]))
        for code, held_code in codes.items()
        if (east := held_code.east) and code in counted
    )
