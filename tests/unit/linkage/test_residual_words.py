"""The compiled reading of residual words is that of a plain one, on any text."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import numpy as np
import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.mo_wording import mask_coded_phrases, recode_terms, residual_terms
from sac_dash.linkage.parameters import TextParameters
from sac_dash.linkage.residual_words import (
    Spans,
    count_columns,
    count_texts,
    number_pairs,
    read_words,
)
from sac_dash.linkage.scope import linkable

WORD = re.compile(r"[a-z][a-z0-9'-]+")
PIECES = st.sampled_from(
    [
        "Door",
        "rear",
        "a",
        "4x4",
        "it's",
        "x-",
        "café",
        "İstanbul",
        "abİc",
        "Kelvin",
        "£40",
        "|",
        ".",
        ",",
        "-",
        "ß",
        "😀",
        "door",
    ]
)
FREE = TextParameters(max_document_share=1.0)
TEXT = st.lists(PIECES, max_size=12).map(" ".join) | st.text(max_size=20)
SPANNED = st.tuples(TEXT, st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), max_size=4))


def plainly(text: str, spans: list[tuple[int, int]]) -> Counter[str]:
    kept, at = [], 0
    for start, end in sorted(spans):
        kept += [text[at : max(start, at)], " | "]
        at = max(at, end)
    found: Counter[str] = Counter()
    for part in re.split(r"[|.;,]", "".join([*kept, text[at:]]).lower()):
        words = WORD.findall(part)
        found.update(words)
        found.update(f"{left} {right}" for left, right in pairwise(words))
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(SPANNED, min_size=1, max_size=6))
def test_words_and_neighbours_are_those_of_a_plain_reading(spanned):
    texts = [text for text, _ in spanned]
    spans = [[(first, first + length) for first, length in own] for _, own in spanned]
    counts = np.array([len(own) for own in spans])
    stop = np.cumsum(counts)
    flat = [span for own in spans for span in own]
    first, past = (np.array([span[k] for span in flat], np.int32) for k in (0, 1))

    stream, words = read_words(pl.Series(texts), Spans(stop - counts, stop, first, past))
    pairs = number_pairs(stream, np.ones(len(words), np.bool_))
    terms = [
        *words,
        *(f"{words[int(a)]} {words[int(b)]}" for a, b in zip(pairs.left, pairs.right, strict=True)),
    ]
    columns = np.arange(len(terms))
    start, column, times = count_columns(stream, pairs.pair, columns[: len(words)], columns[len(words) :], 0)

    for text, expected in enumerate(map(plainly, texts, spans)):
        own = slice(start[text], start[text + 1])
        assert {terms[c]: n for c, n in zip(column[own], times[own], strict=True)} == expected


def test_a_term_counts_once_a_text():
    start, term = np.array([0, 3, 3, 5]), np.array([0, 1, 0, 0, -1], np.int32)
    assert count_texts(start, term, 3).tolist() == [2, 1, 0]


def test_offences_read_anew_weigh_what_they_weighed(offences_of, tags_of):
    texts = [
        f"door number {k % 5} opened by the lounge, sherry drunk from decanter {k % 3}" for k in range(12)
    ]
    offences = offences_of([{"mo_text": text} for text in texts])
    tags = tags_of([(row, "entry_point", "door", "present", 0, 4) for row in range(12)])
    coded = code_arrays(offences, tags, linkable(offences))
    terms = residual_terms(coded, tags, FREE)

    again = recode_terms(terms, coded, tags, np.array([0, 5, 7]), FREE)

    assert terms.rows.nnz > 0
    assert (again.rows != terms.rows).nnz == 0
    assert "door" not in mask_coded_phrases(coded, tags, coded.column("mo_text").to_list())[0]
