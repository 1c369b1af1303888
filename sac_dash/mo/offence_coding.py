"""Coding one batch of offences: what each one's columns and text state, settled, as columns.

An offence is given as its text and its structured values; offences that say the same are the same
item, so that each is read once however often it recurs.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import polars as pl

from sac_dash.domain.columns import TAGS
from sac_dash.domain.facets import TagOrigin
from sac_dash.mo.reading import Reader
from sac_dash.mo.settling import Tag, settle_tags
from sac_dash.mo.structured import ValueCoder
from sac_dash.mo.vocabulary import Vocabulary

StatedValue = tuple[str, str]  # facet, value
Item = tuple[str, tuple[StatedValue, ...]]  # text, structured values

_TAG_COLUMNS = {name: kind for name, kind in TAGS.items() if name != "row"}


class ItemCoder:
    """Codes items with one vocabulary; safe to share within a process, not between threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._reader = Reader(vocabulary)
        self._values = ValueCoder(self._reader)

    def code(self, items: Sequence[Item]) -> pl.DataFrame:
        """Return the items' tags: `item` (its place among the items) and the columns of TAGS but `row`."""
        tags: list[Tag] = []
        counts: list[int] = []
        with _no_collection():
            for text, values in items:
                settled = settle_tags(list(self._stated(values)), self._read(text), self._vocabulary)
                tags.extend(settled)
                counts.append(len(settled))
        columns = list(zip(*tags, strict=True)) or [()] * len(_TAG_COLUMNS)
        frame = pl.DataFrame(dict(zip(_TAG_COLUMNS, columns, strict=True)), schema=_TAG_COLUMNS)
        places = pl.Series("item", range(len(items)), dtype=pl.UInt32)
        repeated = places.to_frame().select(pl.col("item").repeat_by(pl.Series(counts, dtype=pl.UInt32)))
        return repeated.explode("item").drop_nulls().hstack(frame)

    def _read(self, text: str) -> list[Tag]:
        return [
            Tag(facet, code, state, TagOrigin.TEXT, start, end, text[start:end])
            for facet, code, state, start, end in self._reader.read(text)
        ]

    def _stated(self, values: Sequence[StatedValue]) -> Iterator[Tag]:
        for facet, value in values:
            for item in self._values.code(facet, value):
                yield Tag(item.facet, item.code, item.state, TagOrigin.STRUCTURED, None, None, item.phrase)


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
