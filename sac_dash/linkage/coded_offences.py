"""Offences as compact arrays: the bits of their codes, their place, their time.

Every pair of a force is scored, so an offence must be small and quick to compare. Codes become
bits (a facet owns whole words of sixteen), so that what two offences share is one machine instruction.
Rows are in canonical order (by offence key): results never depend on the order of the input.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.domain.progress import Progress, silent
from sac_dash.domain.tags_of import mark_order, tags_of
from sac_dash.linkage.domains import TOLD_IF_DONE, UNSCORED_FACETS
from sac_dash.linkage.stated_codes import (
    WORD_BITS,
    Statements,
    Word,
    Words,
    count_bits,
    read_column,
    read_tags,
)

CLASS_FACET = "offence_class"
READ = (
    "offence_key",
    "offence_class",
    "from_at",
    "to_at",
    "when_precision",
    "crs",
    "easting",
    "northing",
    "address",
    "town",
    "postcode",
    "mo_text",
)
"""What linking reads of an offence."""

FacetCode = tuple[str, str]
_Placed = tuple[str, tuple[str, ...], int]  # a facet, its codes, its first word


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
        First of the facet's words.
    """

    name: str
    codes: tuple[str, ...]
    counts: tuple[int, ...]
    known: int
    among: int
    first_word: int

    @property
    def words(self) -> int:
        """Return how many words the facet owns."""
        return _words(self.codes)


@dataclass(frozen=True)
class CodedOffences:
    """The linkable offences of a file in canonical order.

    Parameters
    ----------
    rows
        Position of each in the offences frame it came from.
    offences
        The records, as they came: :data:`READ` of them.
    facets
        The scored facets.
    present, absent
        Bits of codes stated present and stated absent: offences x words.
    described
        Marks the offences whose MO is told, written out or in codes; None where nothing was counted.
    """

    rows: NDArray[np.int64]
    offences: pl.DataFrame
    facets: tuple[FacetCodes, ...]
    present: Words
    absent: Words
    described: NDArray[np.bool_] | None = None

    def __len__(self) -> int:
        """Return the number of offences."""
        return len(self.rows)

    def column(self, name: str, at: NDArray[np.int64] | None = None) -> pl.Series:
        """Return what the records say in a column, in canonical order; of some positions only where `at` names them.

        Brought into order when asked for: all of a million's columns, held in order, would take 150 MB.
        """
        return self.offences[name].gather(self.rows if at is None else self.rows[at])

    def columns(self, *names: str, at: NDArray[np.int64] | None = None) -> pl.DataFrame:
        """Return several columns as :meth:`column` does each."""
        return pl.DataFrame({name: self.column(name, at) for name in names})


def code_arrays(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    keep: pl.Series,
    beside: Collection[FacetCode] = (),
    *,
    progress: Progress = silent,
) -> CodedOffences:
    """Bring the offences marked in `keep`, with their tags, into canonical order and into bits.

    Parameters
    ----------
    beside
        Scored codes that get a bit although no offence may state them: what a correction may bring.
    """
    rows = canonical_rows(offences, keep)
    read = offences.select(READ)
    stated = _statements(read["offence_class"].gather(rows), rows, tags, progress)
    layout = _lay_out(stated, beside)
    return _code(rows, read, stated, layout, max(_count_words(layout), 1))


def canonical_rows(offences: pl.DataFrame, keep: pl.Series) -> NDArray[np.int64]:
    """Return the kept rows of the offences frame in canonical order."""
    kept = offences.select("offence_key").with_row_index("_row").filter(keep)
    if not kept["offence_key"].is_sorted():
        kept = kept.sort("offence_key", "_row")
    return kept["_row"].to_numpy().astype(np.int64)


def code_alike(
    coded: CodedOffences, offences: pl.DataFrame, tags: pl.DataFrame, rows: NDArray[np.int64]
) -> CodedOffences | None:
    """Return some rows of a frame, in this order, in the bits of another file; None where a code has none there.

    Parameters
    ----------
    tags
        Of those offences at least.
    """
    read = offences.select(READ)
    few = tags_of(mark_order(tags), pl.Series(rows, dtype=pl.UInt32))
    stated = _statements(read["offence_class"].gather(rows), rows, few)
    layout = [(facet.name, facet.codes, facet.first_word) for facet in coded.facets]
    if not _stated_codes(stated) <= _bit_of(layout).keys():
        return None
    return _code(rows, read, stated, layout, coded.present.shape[1])


def count_facets(coded: CodedOffences, at: NDArray[np.int64]) -> tuple[FacetCodes, ...]:
    """Return the facets of a file as some of its offences alone have them.

    Raises
    ------
    ValueError
        When nothing was counted of the file.
    """
    if coded.described is None:
        raise ValueError("a file of which nothing was counted")
    present, described = coded.present[at], coded.described[at]
    return tuple(_count(each.name, each.codes, each.first_word, present, described) for each in coded.facets)


def recode(coded: CodedOffences, tags: pl.DataFrame, positions: NDArray[np.int64]) -> CodedOffences:
    """Return `coded` with the offences at some canonical positions as `tags` state them now.

    What counts codes (`facets`) stays as it was.

    Parameters
    ----------
    tags
        Of those offences at least. Each code needs its bit: see :func:`codes_without_bit`.
    """
    stated = _statements(coded.column("offence_class", positions), coded.rows[positions], tags)
    held = [(facet.name, facet.codes, facet.first_word) for facet in coded.facets]
    present, absent = coded.present.copy(), coded.absent.copy()
    shape = (len(positions), present.shape[1])
    present[positions], absent[positions] = _to_bits(stated, _bit_of(held), shape)
    return replace(coded, present=present, absent=absent)


def codes_without_bit(
    coded: CodedOffences, tags: pl.DataFrame, positions: NDArray[np.int64]
) -> frozenset[FacetCode]:
    """Return the scored codes that offences at some canonical positions state now and that have no bit."""
    held = {(facet.name, code) for facet in coded.facets for code in facet.codes}
    rows = coded.rows[positions]
    few = tags.filter(pl.col("row").is_in(rows.astype(np.uint32)))  # names of a whole file's tags are many
    stated = _statements(coded.column("offence_class", positions), rows, few)
    return frozenset(_stated_codes(stated)) - held


def _code(
    rows: NDArray[np.int64],
    read: pl.DataFrame,
    stated: tuple[Statements, ...],
    layout: Sequence[_Placed],
    words: int,
) -> CodedOffences:
    """Return offences with what they state in the bits of a layout."""
    present, absent = _to_bits(stated, _bit_of(layout), (len(rows), words))
    described = _written(read["mo_text"].gather(rows)) | stated[0].offences(len(rows))
    facets = tuple(_count(name, codes, word, present, described) for name, codes, word in layout)
    return CodedOffences(rows, read, facets, present, absent, described)


def _statements(
    classes: pl.Series, rows: NDArray[np.int64], tags: pl.DataFrame, progress: Progress = silent
) -> tuple[Statements, Statements]:
    """Return what is evidence: what the tags state of some rows, and the offences' classes."""
    stated = read_tags(tags, rows, {*UNSCORED_FACETS, CLASS_FACET}, progress)
    return stated, read_column(classes, CLASS_FACET)


def _stated_codes(stated: tuple[Statements, ...]) -> set[FacetCode]:
    """Return the codes that are stated, each with its facet."""
    return {name for each in stated for name in each.stated}


def _lay_out(stated: tuple[Statements, ...], beside: Collection[FacetCode]) -> list[_Placed]:
    """Return the facets that occur or stand in `beside`, by name, each with its codes and first word."""
    codes_of: dict[str, set[str]] = {}
    for facet, code in (*_stated_codes(stated), *beside):
        codes_of.setdefault(facet, set()).add(code)
    placed: list[_Placed] = []
    for name in sorted(codes_of):
        placed.append((name, tuple(sorted(codes_of[name])), _count_words(placed)))
    return placed


def _count_words(placed: Sequence[_Placed]) -> int:
    """Return how many words the facets take, the first ones first."""
    return placed[-1][2] + _words(placed[-1][1]) if placed else 0


def _words(codes: Sequence[str]) -> int:
    """Return how many words hold a bit for each code."""
    return -(-len(codes) // WORD_BITS)


def _bit_of(placed: Sequence[_Placed]) -> dict[FacetCode, int]:
    """Return the bit of each code, counted from the first word."""
    return {
        (name, code): word * WORD_BITS + bit for name, codes, word in placed for bit, code in enumerate(codes)
    }


def _written(texts: pl.Series) -> NDArray[np.bool_]:
    """Mark the offences whose MO is written out."""
    return (texts.fill_null("").str.strip_chars() != "").to_numpy()


def _to_bits(
    stated: tuple[Statements, ...], bit_of: dict[FacetCode, int], shape: tuple[int, int]
) -> tuple[Words, Words]:
    """Return the bits of codes stated present and of codes stated absent: offences x words."""
    present, absent = np.zeros(shape, Word), np.zeros(shape, Word)
    for each in stated:
        each.set_bits(bit_of, present, absent)
    return present, absent


def _count(
    name: str,
    codes: tuple[str, ...],
    first_word: int,
    present: Words,
    described: NDArray[np.bool_],
) -> FacetCodes:
    """Return a facet with how often its codes occur.

    `described` marks the offences whose MO is told, written out or in codes.
    """
    stop = first_word + _words(codes)
    counts = count_bits(present, first_word, stop)[: len(codes)]
    known = present[:, first_word:stop].any(axis=1)
    told = known | described if name in TOLD_IF_DONE else known
    return FacetCodes(
        name,
        codes,
        tuple(counts.tolist()),
        int(np.count_nonzero(known)),
        int(np.count_nonzero(told)),
        first_word,
    )
