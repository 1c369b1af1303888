"""Likeness of what two MO texts say beyond their coded phrases.

A phrase that has become a code is evidence in its facet already; the words left over (a brand, a
place in the building, an odd habit nobody has a code for) are weighed here, capped, and
never the only reason shown. Cosine of TF-IDF weights over words and neighbouring word pairs.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.parameters import TextParameters
from sac_dash.linkage.residual_words import (
    NO_TERM,
    WordPairs,
    WordStream,
    count_columns,
    count_texts,
    number_pairs,
    read_words,
    spans_of,
)
from sac_dash.linkage.sparse_rows import row_products

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]

Columns = NDArray[np.int64]

_GAP = " | "
_FEWEST_TEXTS = 2  # a term of one text says nothing about another


@dataclass(frozen=True)
class TermWeights:
    """The terms of a file that tell its offences apart.

    Parameters
    ----------
    terms
        The terms, sorted; a term's place is its column.
    log_rarity
        By column: natural log of one over the share of texts that hold the term.
    """

    terms: pl.Series
    log_rarity: Floats

    def columns_of(self, terms: pl.Series) -> Columns:
        """Return the column of each of some terms, -1 for those that do not tell offences apart."""
        if self.terms.is_empty() or terms.is_empty():
            return np.full(len(terms), NO_TERM, np.int64)
        place = np.asarray(self.terms.search_sorted(terms, "left"), np.int64)
        place = np.minimum(place, len(self.terms) - 1)
        return np.where((self.terms.gather(place) == terms).to_numpy(), place, NO_TERM)


@dataclass(frozen=True)
class ResidualTerms:
    """What the texts of a file say beyond their coded phrases.

    Parameters
    ----------
    rows
        Offences x terms: TF-IDF weights, each row of length 1 or empty.
    weights
        The terms they are made with.
    """

    rows: sparse.csr_array
    weights: TermWeights


def wording_evidence(
    coded: CodedOffences, tags: pl.DataFrame, a: Pairs, b: Pairs, parameters: TextParameters
) -> Floats:
    """Return the evidence of shared residual wording for each pair, log10 units; never negative."""
    return evidence_of_terms(residual_terms(coded, tags, parameters), a, b, parameters)


def residual_terms(
    coded: CodedOffences, tags: pl.DataFrame, parameters: TextParameters
) -> ResidualTerms | None:
    """Return each offence's residual words; None where nothing is written."""
    texts = coded.column("mo_text").fill_null("")
    if parameters.log10_per_cosine == 0.0 or not (texts != "").any():
        return None
    stream, words = read_words(texts, spans_of(tags, coded.rows))
    in_texts = count_texts(stream.start, stream.word, len(words))
    # a pair stands in no more texts than either of its words
    pairs = number_pairs(stream, in_texts >= _FEWEST_TEXTS)
    weights, columns = _find_weights(stream, words, in_texts, pairs, parameters)
    return ResidualTerms(_weigh_terms(stream, pairs, columns, weights, parameters), weights)


def recode_terms(
    terms: ResidualTerms | None,
    coded: CodedOffences,
    tags: pl.DataFrame,
    positions: Pairs,
    parameters: TextParameters,
) -> ResidualTerms | None:
    """Return `terms` with the offences at some canonical positions read anew, by the weights of the terms held.

    Parameters
    ----------
    tags
        Of those offences at least; their phrases that became codes are cut out.
    """
    if terms is None or not len(positions):
        return terms
    few = replace(coded, rows=coded.rows[positions])
    texts = coded.column("mo_text", positions).fill_null("")
    stream, words = read_words(texts, spans_of(tags, few.rows))
    pairs = number_pairs(stream, np.ones(len(words), np.bool_))
    columns = terms.weights.columns_of(words), terms.weights.columns_of(_pair_terms(words, pairs))
    again = _weigh_terms(stream, pairs, columns, terms.weights, parameters)
    order = np.arange(len(coded))
    order[positions] = len(coded) + np.arange(len(positions))
    both = sparse.vstack([terms.rows, again], format="csr")
    return replace(terms, rows=sparse.csr_array(both[order]))


def evidence_of_terms(terms: ResidualTerms | None, a: Pairs, b: Pairs, parameters: TextParameters) -> Floats:
    """Return the evidence of rows of :func:`residual_terms` for each pair, log10 units."""
    if terms is None:
        return np.zeros(len(a))
    cosine = row_products(terms.rows, a, b)
    return parameters.log10_per_cosine * np.maximum(cosine - parameters.neutral_cosine, 0.0)


def mask_coded_phrases(coded: CodedOffences, tags: pl.DataFrame, texts: list[str]) -> list[str]:
    """Return the texts with every phrase that became a tag cut out."""
    spans: dict[int, list[tuple[int, int]]] = {}
    with_span = tags.filter(pl.col("start").is_not_null() & pl.col("end").is_not_null())
    for row, start, end in with_span.select("row", "start", "end").iter_rows():
        spans.setdefault(row, []).append((start, end))
    return [_cut(text, spans.get(int(row), [])) for row, text in zip(coded.rows, texts, strict=True)]


def _cut(text: str, spans: list[tuple[int, int]]) -> str:
    """Return `text` without `spans`, with a mark where each stood."""
    kept: list[str] = []
    at = 0
    for start, end in sorted(spans):
        kept += [text[at : max(start, at)], _GAP]
        at = max(at, end)
    return "".join([*kept, text[at:]])


def _find_weights(
    stream: WordStream, words: pl.Series, in_texts: Columns, pairs: WordPairs, parameters: TextParameters
) -> tuple[TermWeights, tuple[Columns, Columns]]:
    """Return the terms that tell offences apart, with their rarity, and the columns of words and of pairs."""
    texts = len(stream.start) - 1
    pairs_in_texts = count_texts(stream.start, pairs.pair, len(pairs.left))
    most = parameters.max_document_share * texts
    kept_words, kept_pairs = (
        np.flatnonzero((counts >= _FEWEST_TEXTS) & (counts <= most)) for counts in (in_texts, pairs_in_texts)
    )
    of_pairs = _pair_terms(words, WordPairs(pairs.pair, pairs.left[kept_pairs], pairs.right[kept_pairs]))
    terms = pl.concat([words.gather(kept_words), of_pairs])
    order = terms.arg_sort().to_numpy()
    column = np.empty(len(terms), np.int64)
    column[order] = np.arange(len(terms))
    word_column, pair_column = np.full(len(words), NO_TERM), np.full(len(pairs.left), NO_TERM)
    word_column[kept_words], pair_column[kept_pairs] = np.split(column, [len(kept_words)])
    held = np.concatenate([in_texts[kept_words], pairs_in_texts[kept_pairs]])[order]
    return TermWeights(terms.gather(order), np.log(texts / held)), (word_column, pair_column)


def _pair_terms(words: pl.Series, pairs: WordPairs) -> pl.Series:
    """Return each pair in words."""
    return words.gather(pairs.left) + " " + words.gather(pairs.right)


def _weigh_terms(
    stream: WordStream,
    pairs: WordPairs,
    columns: tuple[Columns, Columns],
    weights: TermWeights,
    parameters: TextParameters,
) -> sparse.csr_array:
    """Return unit-length TF-IDF rows."""
    starts, used, times = count_columns(stream, pairs.pair, *columns, parameters.min_words)
    values = (1.0 + np.log(times.astype(float))) * weights.log_rarity[used]
    _scale_rows(starts, values)
    shape = (len(starts) - 1, max(len(weights.terms), 1))
    return sparse.csr_array((values, used, starts), shape=shape)


def _scale_rows(starts: Columns, values: Floats) -> None:
    """Scale each row of `values` to length 1, in place."""
    held = starts[:-1][starts[1:] > starts[:-1]]
    if len(held):
        lengths = np.sqrt(np.add.reduceat(values * values, held))
        values /= np.repeat(np.where(lengths > 0, lengths, 1.0), np.diff(np.append(held, len(values))))
