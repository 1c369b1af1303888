"""Likeness of what two MO texts say beyond their coded phrases.

A phrase that has become a code is evidence in its facet already; the words left over (a brand, a
place in the building, an odd habit nobody has a code for) are weighed here, capped, and
never the only reason shown. Cosine of TF-IDF weights over words and neighbouring word pairs.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.parameters import TextParameters
from sac_dash.linkage.sparse_rows import row_products

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]

_WORD = re.compile(r"[a-z][a-z0-9'-]+")
_GAP = " | "


@dataclass(frozen=True)
class TermWeights:
    """The terms of a file that tell its offences apart.

    Parameters
    ----------
    column
        Where each term stands.
    log_rarity
        By column: natural log of one over the share of texts that hold the term.
    """

    column: Mapping[str, int]
    log_rarity: Floats


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
    texts = coded.frame["mo_text"].fill_null("").to_list()
    if parameters.log10_per_cosine == 0.0 or not any(texts):
        return None
    words = [_terms(text) for text in mask_coded_phrases(coded, tags, texts)]
    weights = _find_weights(words, parameters)
    return ResidualTerms(_weigh_terms(words, weights, parameters), weights)


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
    texts = coded.frame["mo_text"].gather(positions).fill_null("").to_list()
    words = [_terms(text) for text in mask_coded_phrases(few, tags, texts)]
    order = np.arange(len(coded))
    order[positions] = len(coded) + np.arange(len(positions))
    both = sparse.vstack([terms.rows, _weigh_terms(words, terms.weights, parameters)], format="csr")
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


def _terms(text: str) -> Counter[str]:
    """Count the words and neighbouring word pairs of a text."""
    found: Counter[str] = Counter()
    for part in re.split(r"[|.;,]", text.lower()):
        words = _WORD.findall(part)
        found.update(words)
        found.update(f"{left} {right}" for left, right in pairwise(words))
    return found


def _find_weights(words: list[Counter[str]], parameters: TextParameters) -> TermWeights:
    """Return the terms that tell offences apart, with their rarity."""
    documents: Counter[str] = Counter()
    for counted in words:
        documents.update(counted.keys())
    most = parameters.max_document_share * len(words)
    kept = {term: k for k, term in enumerate(sorted(t for t, c in documents.items() if 2 <= c <= most))}
    held = np.array([documents[term] for term in kept], np.int64)
    return TermWeights(kept, np.log(len(words) / held))


def _weigh_terms(
    words: list[Counter[str]], weights: TermWeights, parameters: TextParameters
) -> sparse.csr_array:
    """Return unit-length TF-IDF rows."""
    kept = weights.column
    lengths, columns, times = [], [], []
    for counted in words:
        enough = sum(1 for term in counted if " " not in term) >= parameters.min_words
        used = [(kept[term], often) for term, often in counted.items() if term in kept] if enough else []
        lengths.append(len(used))
        columns += [column for column, _ in used]
        times += [often for _, often in used]
    values = (1.0 + np.log(np.array(times, float))) * weights.log_rarity[np.array(columns, int)]
    matrix = sparse.csr_array(
        (values, (np.repeat(np.arange(len(words)), lengths), np.array(columns, int))),
        shape=(len(words), max(len(kept), 1)),
    )
    return _unit_rows(matrix)


def _unit_rows(matrix: sparse.csr_array) -> sparse.csr_array:
    """Return the rows scaled to length 1; empty rows stay empty."""
    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    scaled = sparse.csr_array(matrix.copy())
    scaled.data = scaled.data / np.repeat(np.where(length > 0, length, 1.0), np.diff(scaled.indptr))
    return scaled
