"""Offences as compact arrays: the bits of their codes, their place, their time.

Every pair of a force is scored, so an offence must be small and quick to compare. Codes become
bits (a facet owns whole 64-bit words), so that what two offences share is one machine instruction.
Rows are in canonical order (by offence key): results never depend on the order of the input.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.domain.facets import TagState
from sac_dash.linkage.domains import TOLD_IF_DONE, UNSCORED_FACETS

WORD_BITS = 64
CLASS_FACET = "offence_class"

FacetCode = tuple[str, str]


@dataclass(frozen=True)
class FacetCodes:
    """One facet as it occurs in a file.

    Parameters
    ----------
    name
        The facet.
    codes
        Its codes that occur, sorted; the position is the bit.
    counts
        Offences with each code present.
    known
        Offences with any code of the facet present.
    among
        Offences among which the codes are rare or common: those where the facet is known, or all that
        are described, for what is told only if it was done (:data:`domains.TOLD_IF_DONE`).
    first_word
        First of the facet's 64-bit words.
    """

    name: str
    codes: tuple[str, ...]
    counts: tuple[int, ...]
    known: int
    among: int
    first_word: int

    @property
    def words(self) -> int:
        """Return how many 64-bit words the facet owns."""
        return -(-len(self.codes) // WORD_BITS)


@dataclass(frozen=True)
class CodedOffences:
    """The linkable offences of a file in canonical order.

    Parameters
    ----------
    rows
        Position of each in the offences frame it came from.
    frame
        The offence records, in canonical order.
    facets
        The scored facets.
    present, absent
        Bits of codes stated present and stated absent: offences x words.
    """

    rows: NDArray[np.int64]
    frame: pl.DataFrame
    facets: tuple[FacetCodes, ...]
    present: NDArray[np.uint64]
    absent: NDArray[np.uint64]

    def __len__(self) -> int:
        """Return the number of offences."""
        return len(self.rows)


def code_arrays(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    keep: pl.Series,
    beside: Collection[FacetCode] = (),
) -> CodedOffences:
    """Bring the offences marked in `keep`, with their tags, into canonical order and into bits.

    Parameters
    ----------
    beside
        Scored codes that get a bit although no offence may state them: what a correction may bring.
    """
    chosen = (
        offences.with_row_index("_row").filter(keep).sort("offence_key", "_row").with_row_index("_position")
    )
    scored = _scored_tags(chosen, tags)
    facets = _list_facets(scored, _described(chosen, scored), beside)
    shape = (chosen.height, max(sum(facet.words for facet in facets), 1))
    present, absent = _to_bits(scored, facets, shape)
    return CodedOffences(
        chosen["_row"].to_numpy().astype(np.int64), chosen.drop("_row", "_position"), facets, present, absent
    )


def recode(coded: CodedOffences, tags: pl.DataFrame, positions: NDArray[np.int64]) -> CodedOffences:
    """Return `coded` with the offences at some canonical positions as `tags` state them now.

    What counts codes (`facets`) stays as it was.

    Parameters
    ----------
    tags
        Of those offences at least. Each code needs its bit: see :func:`codes_without_bit`.
    """
    scored = _scored_tags(_at(coded, positions), tags)
    present, absent = coded.present.copy(), coded.absent.copy()
    present[positions], absent[positions] = _to_bits(scored, coded.facets, (len(positions), present.shape[1]))
    return replace(coded, present=present, absent=absent)


def codes_without_bit(
    coded: CodedOffences, tags: pl.DataFrame, positions: NDArray[np.int64]
) -> frozenset[FacetCode]:
    """Return the scored codes that offences at some canonical positions state now and that have no bit."""
    held = {(facet.name, code) for facet in coded.facets for code in facet.codes}
    stated = _scored_tags(_at(coded, positions), tags).select("facet", "code")
    return frozenset(stated.iter_rows()) - held


def _at(coded: CodedOffences, positions: NDArray[np.int64]) -> pl.DataFrame:
    """Return the offences at some positions as `_scored_tags` wants them: `_position` counts those alone."""
    chosen = coded.frame.select("offence_class")[positions]
    return chosen.with_columns(_row=pl.Series(coded.rows[positions])).with_row_index("_position")


def _scored_tags(chosen: pl.DataFrame, tags: pl.DataFrame) -> pl.DataFrame:
    """Return position, facet, code and is_absent of every tag that is evidence; one row per statement."""
    places = chosen.select(row=pl.col("_row").cast(pl.UInt32), position="_position")
    stated = tags.select("row", "facet", "code", is_absent=pl.col("state") == TagState.ABSENT.value)
    stated = stated.join(places, on="row").drop("row")
    classes = chosen.select(
        facet=pl.lit(CLASS_FACET), code="offence_class", is_absent=pl.lit(value=False), position="_position"
    )
    return (
        pl.concat([stated.filter(pl.col("facet") != CLASS_FACET), classes.select(stated.columns)])
        .filter(~pl.col("facet").is_in(sorted(UNSCORED_FACETS)) & pl.col("code").is_not_null())
        .unique()
    )


def _described(chosen: pl.DataFrame, scored: pl.DataFrame) -> pl.Series:
    """Return the positions of the offences whose MO is told: written out, or in codes."""
    written = chosen.filter(pl.col("mo_text").fill_null("").str.strip_chars() != "")["_position"]
    coded = scored.filter(pl.col("facet") != CLASS_FACET)["position"]
    return pl.concat([written, coded.cast(written.dtype)]).unique()


def _list_facets(
    scored: pl.DataFrame, described: pl.Series, beside: Collection[FacetCode]
) -> tuple[FacetCodes, ...]:
    """Return the facets that occur or stand in `beside`, by name, each with its codes and counts.

    `described` are the positions of the offences whose MO is told.
    """
    found: list[FacetCodes] = []
    word = 0
    for name in sorted({*scored["facet"].unique(), *(facet for facet, _ in beside)}):
        stated = scored.filter(pl.col("facet") == name)
        present = stated.filter(~pl.col("is_absent"))
        tally = dict(present.group_by("code").len().iter_rows())
        codes = tuple(sorted({*stated["code"].unique(), *(code for facet, code in beside if facet == name)}))
        counts = tuple(int(tally.get(code, 0)) for code in codes)
        known = present["position"].unique()
        told = pl.concat([known, described]).unique() if name in TOLD_IF_DONE else known
        found.append(FacetCodes(name, codes, counts, len(known), len(told), word))
        word += found[-1].words
    return tuple(found)


def _to_bits(
    scored: pl.DataFrame, facets: tuple[FacetCodes, ...], shape: tuple[int, int]
) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Return the bits of codes stated present and of codes stated absent: offences x words."""
    present, absent = np.zeros(shape, np.uint64), np.zeros(shape, np.uint64)
    for facet in facets:
        of_facet = scored.filter(pl.col("facet") == facet.name)
        _set_bits(present, of_facet.filter(~pl.col("is_absent")), facet)
        _set_bits(absent, of_facet.filter(pl.col("is_absent")), facet)
    absent &= ~present
    return present, absent


def _set_bits(bits: NDArray[np.uint64], stated: pl.DataFrame, facet: FacetCodes) -> None:
    """Set the bit of each statement in `bits` (this room's own array, being built)."""
    index = {code: position for position, code in enumerate(facet.codes)}
    code = stated["code"].replace_strict(index, return_dtype=pl.Int64).to_numpy()
    word = facet.first_word + code // WORD_BITS
    mask = np.left_shift(np.uint64(1), (code % WORD_BITS).astype(np.uint64))
    np.bitwise_or.at(bits, (stated["position"].to_numpy(), word), mask)
