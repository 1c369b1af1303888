"""From offences and their structured values to tags: the room's way in.

Structured values come first and text second; what an offence's sources say together (an ATM
attack, a more specific code) is settled last. One row of the result is one code of one facet.
"""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache
from threading import Lock

import polars as pl

from sac_dash.domain.columns import FACET_VALUES, TAGS, require
from sac_dash.domain.progress import Progress, silent
from sac_dash.mo.coding_process import code_together
from sac_dash.mo.offence_coding import STATED, Batch, OffenceCoder
from sac_dash.mo.vocabulary import Vocabulary, load_vocabulary

_ONE_AT_A_TIME = Lock()
_STAGE = "Reading modus operandi"
_PREMISES_COLUMNS = (("premises_type", "premises"), ("premises_name", "premises"))


@dataclass(frozen=True)
class CodingParameters:
    """How the work is dealt out; the tags do not depend on it."""

    texts_per_batch: int = 2_000  # enough that a batch's own cost is small, few enough that it is soon done
    texts_before_sharing: int = (
        50_000  # fewer than this are read here: another process takes seconds to start
    )


def code_offences(
    offences: pl.DataFrame,
    facet_values: pl.DataFrame,
    vocabulary: Vocabulary,
    *,
    jobs: int | None = None,
    progress: Progress = silent,
    parameters: CodingParameters | None = None,
) -> pl.DataFrame:
    """Return the tags of every offence: one row per code, facet and offence.

    Parameters
    ----------
    offences
        OFFENCES frame; `mo_text`, `premises_type` and `premises_name` are read.
    facet_values
        FACET_VALUES frame: what structured columns state.
    vocabulary
        What to read with; other processes read with the product's own vocabulary only.
    jobs
        Processes to use; None takes as many as the machine has.
    progress
        Told the share done after each batch; what it raises stops the work, other processes included.

    Returns
    -------
    TAGS frame, ordered by row; spans count characters of `mo_text`.
    """
    require(facet_values, FACET_VALUES, "facet values")
    parameters = parameters or CodingParameters()
    progress(_STAGE, 0.0)
    size = parameters.texts_per_batch
    coded: list[pl.DataFrame] = []
    with closing(_code(offences, facet_values, vocabulary, jobs, parameters)) as batches:
        for place, tags in enumerate(batches):
            row = pl.col("item") + pl.lit(place * size, pl.UInt32)
            coded.append(tags.select(row.alias("row"), *(name for name in TAGS if name != "row")))
            progress(_STAGE, min(1.0, (place + 1) * size / offences.height))
    tags = pl.concat(coded) if coded else pl.DataFrame(schema=dict(TAGS))
    progress(_STAGE, 1.0)
    return tags


def _code(
    offences: pl.DataFrame,
    facet_values: pl.DataFrame,
    vocabulary: Vocabulary,
    jobs: int | None,
    parameters: CodingParameters,
) -> Generator[pl.DataFrame, None, None]:
    batches = _batches(offences, _stated_values(offences, facet_values), parameters.texts_per_batch)
    processes = min(jobs or os.cpu_count() or 1, -(-offences.height // parameters.texts_per_batch))
    many = offences.height >= parameters.texts_before_sharing
    own = vocabulary is load_vocabulary()
    if many and processes > 1 and own:
        yield from code_together(batches, processes)
    elif own:
        yield from map(_code_here, batches)
    elif offences.height:
        yield from map(OffenceCoder.of(vocabulary).code, batches)


def _code_here(batch: Batch) -> pl.DataFrame:
    """Return a batch's tags, read with the coder of this process, which one thread at a time uses."""
    with _ONE_AT_A_TIME:
        return _coder().code(batch)


@lru_cache(maxsize=1)
def _coder() -> OffenceCoder:
    """Return a coder of the product's own vocabulary: kept, because making it takes longer than a night's texts."""
    return OffenceCoder.of(load_vocabulary())


def _batches(offences: pl.DataFrame, stated: pl.DataFrame, size: int) -> Iterator[Batch]:
    """Yield the offences a batch at a time, with what columns state of them."""
    item = stated["item"]
    for first in range(0, offences.height, size):
        texts = offences["mo_text"].slice(first, size).fill_null("")
        at = int(item.search_sorted(first, "left"))
        past = int(item.search_sorted(first + size, "left"))
        own = stated.slice(at, past - at)
        yield Batch(texts, own.with_columns(pl.col("item") - pl.lit(first, pl.UInt32)))


def _stated_values(offences: pl.DataFrame, facet_values: pl.DataFrame) -> pl.DataFrame:
    """Return a STATED frame of all offences: premises first, then the facet values as they stand."""
    rows = offences.select("offence_key", *(name for name, _ in _PREMISES_COLUMNS)).with_row_index("item")
    stated = [
        rows.select("item", pl.lit(facet).alias("facet"), pl.col(column).alias("value"))
        for column, facet in _PREMISES_COLUMNS
    ]
    keys = rows.select("offence_key", "item").unique("offence_key", keep="last")
    values = facet_values.join(keys, on="offence_key", how="inner", maintain_order="left")
    together = pl.concat([*stated, values.select("item", "facet", "value")])
    return together.filter(pl.col("value") != "").sort("item", maintain_order=True).cast(pl.Schema(STATED))
