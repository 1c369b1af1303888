"""Coding one batch of offences: what each one's columns and text state, settled, as columns."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

import numpy as np
import polars as pl

from sac_dash.domain.columns import TAGS
from sac_dash.mo.clauses import STATE_NAMES
from sac_dash.mo.code_numbers import FacetCode
from sac_dash.mo.reading import Reader
from sac_dash.mo.settling import (
    CODE,
    END,
    ITEM,
    ORIGIN,
    ORIGIN_NAMES,
    PHRASE,
    START,
    STATE,
    Array,
    CodeRules,
    Stated,
    build_code_rules,
    settle,
)
from sac_dash.mo.structured import Coded, ValueCoder
from sac_dash.mo.vocabulary import Vocabulary

#: What structured columns state of the offences of a batch, ordered by `item` (an offence's place in it).
STATED = {"item": pl.UInt32, "facet": pl.String, "value": pl.String}
_TAG_COLUMNS = {name: kind for name, kind in TAGS.items() if name != "row"}


class Batch(NamedTuple):
    """Some offences: their texts, none of them null, and a STATED frame."""

    texts: pl.Series
    stated: pl.DataFrame


class OffenceCoder:
    """Codes batches with one reader; safe to share within a process, not between threads."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._values = ValueCoder(reader)
        self._states = {name: number for number, name in enumerate(STATE_NAMES)}
        self._rules = build_code_rules(reader.vocabulary, reader.numbers, ())

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> OffenceCoder:
        """Return a coder that reads with a vocabulary."""
        return cls(Reader(vocabulary))

    def code(self, batch: Batch) -> pl.DataFrame:
        """Return the tags of a batch: `item` and the columns of TAGS but `row`, ordered by item."""
        texts = batch.texts.to_list()
        with _no_collection():
            stated, phrases, others = self._stated(batch.stated)
            rules = self._rules_with(others)
            tags = settle(stated, self._reader.read_all(texts), len(texts), rules)
        return self._frame(tags, texts, phrases, [*self._reader.numbers.codes, *others])

    def _stated(self, stated: pl.DataFrame) -> tuple[Stated, list[str], list[FacetCode]]:
        """Return what columns state in numbers, the words of each, and the codes that have no number of their own."""
        values = list(zip(stated["facet"].to_list(), stated["value"].to_list(), strict=True))
        items: list[int] = []
        coded: list[Coded] = []
        for item, codes in zip(stated["item"].to_list(), self._values.code_all(values), strict=True):
            items.extend([item] * len(codes))
            coded.extend(codes)
        known = self._reader.numbers
        others: dict[FacetCode, int] = {}
        numbers = [
            number
            if (number := known.known((c.facet, c.code))) is not None
            else others.setdefault((c.facet, c.code), len(known.codes) + len(others))
            for c in coded
        ]
        states = [self._states[c.state] for c in coded]
        columns = (items, numbers, states, range(len(coded)))
        return (
            Stated(*(np.array(column, np.int32) for column in columns)),
            [c.phrase for c in coded],
            list(others),
        )

    def _rules_with(self, others: Sequence[FacetCode]) -> CodeRules:
        """Return the settling's rules, with those of codes that only columns state."""
        if not others:
            return self._rules
        return build_code_rules(self._reader.vocabulary, self._reader.numbers, others)

    def _frame(
        self, tags: Array, texts: Sequence[str], phrases: Sequence[str], codes: Sequence[FacetCode]
    ) -> pl.DataFrame:
        columns = np.ascontiguousarray(tags.T)
        start, end = pl.Series("start", columns[START]), pl.Series("end", columns[END])
        facet_names, code_names = (pl.Series(names, dtype=pl.String) for names in zip(*codes, strict=True))
        words = [
            phrases[phrase] if phrase >= 0 else texts[item][first:past]
            for item, first, past, phrase in zip(
                *(columns[k].tolist() for k in (ITEM, START, END, PHRASE)), strict=True
            )
        ]
        frame = pl.DataFrame(
            {
                "item": pl.Series(columns[ITEM], dtype=pl.UInt32),
                "facet": facet_names.gather(columns[CODE]),
                "code": code_names.gather(columns[CODE]),
                "state": pl.Series(STATE_NAMES).gather(columns[STATE]),
                "origin": pl.Series(ORIGIN_NAMES).gather(columns[ORIGIN]),
                "start": start.set(start < 0, None),
                "end": end.set(end < 0, None),
                "phrase": pl.Series(words, dtype=pl.String),
            }
        )
        return frame.cast(pl.Schema(_TAG_COLUMNS))


@contextmanager
def _no_collection() -> Iterator[None]:
    """Spare a batch the search for cycles, of which reading makes none: a fifth of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
