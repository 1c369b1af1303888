"""From offences and their structured values to tags: the room's way in.

Structured values come first and text second; what an offence's sources say together (an ATM
attack, a more specific code) is settled last. One row of the result is one code of one facet.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context

import polars as pl

from sac_dash.domain.columns import FACET_VALUES, TAGS, require
from sac_dash.domain.facets import TagOrigin
from sac_dash.domain.progress import Progress, silent
from sac_dash.mo.reading import Reader, Reading
from sac_dash.mo.settling import Tag, settle_tags
from sac_dash.mo.structured import ValueCoder
from sac_dash.mo.vocabulary import Vocabulary, load_vocabulary

_STAGE = "Reading modus operandi"
_PREMISES_COLUMNS = (("premises_type", "premises"), ("premises_name", "premises"))
_Lines = list[list[Reading]]


@dataclass(frozen=True)
class CodingParameters:
    """How the work is dealt out; the tags do not depend on it."""

    texts_per_task: int = 2_000
    texts_before_sharing: int = 8_000  # fewer distinct texts than this are read in this process


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

    Returns
    -------
    TAGS frame, ordered by row; spans count characters of `mo_text`.
    """
    require(facet_values, FACET_VALUES, "facet values")
    parameters = parameters or CodingParameters()
    reader = Reader(vocabulary)
    texts = offences["mo_text"].to_list()
    progress(_STAGE, 0.0)
    readings = _read_texts(texts, reader, jobs, parameters, progress)
    structured = _structured_tags(offences, facet_values, ValueCoder(reader))
    tags = _tags(texts, readings, structured, vocabulary)
    progress(_STAGE, 1.0)
    return _frame(tags)


def _read_texts(
    texts: Sequence[str | None],
    reader: Reader,
    jobs: int | None,
    parameters: CodingParameters,
    progress: Progress,
) -> dict[str, list[Reading]]:
    distinct = list(dict.fromkeys(text for text in texts if text))
    size = parameters.texts_per_task
    chunks = [distinct[at : at + size] for at in range(0, len(distinct), size)]
    workers = min(jobs or os.cpu_count() or 1, len(chunks))
    shared = len(distinct) >= parameters.texts_before_sharing and reader.vocabulary is load_vocabulary()
    lines = _read_together(chunks, workers) if shared and workers > 1 else _read_here(chunks, reader)
    read: dict[str, list[Reading]] = {}
    for done, (chunk, chunk_lines) in enumerate(zip(chunks, lines, strict=True), start=1):
        read.update(zip(chunk, chunk_lines, strict=True))
        progress(_STAGE, done / (len(chunks) + 1))
    return read


def _read_here(chunks: list[list[str]], reader: Reader) -> Iterator[_Lines]:
    for chunk in chunks:
        yield [reader.read(text) for text in chunk]


def _read_together(chunks: list[list[str]], workers: int) -> Iterator[_Lines]:
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(read_chunk, chunks)


_own_reader: list[Reader] = []


def read_chunk(texts: list[str]) -> _Lines:
    """Read texts in a process of its own, which makes one reader and keeps it."""
    if not _own_reader:
        _own_reader.append(Reader(load_vocabulary()))
    return [_own_reader[0].read(text) for text in texts]


def _structured_tags(
    offences: pl.DataFrame, facet_values: pl.DataFrame, coder: ValueCoder
) -> dict[int, list[Tag]]:
    stated: dict[int, list[Tag]] = {}
    for row, facet, value in _structured_values(offences, facet_values):
        for item in coder.code(facet, value):
            tag = Tag(item.facet, item.code, item.state, TagOrigin.STRUCTURED, None, None, item.phrase)
            stated.setdefault(row, []).append(tag)
    return stated


def _structured_values(offences: pl.DataFrame, facet_values: pl.DataFrame) -> Iterator[tuple[int, str, str]]:
    rows = {key: row for row, key in enumerate(offences["offence_key"].to_list())}
    for column, facet in _PREMISES_COLUMNS:
        for row, value in enumerate(offences[column].to_list()):
            if value:
                yield row, facet, value
    for key, facet, value in facet_values.select("offence_key", "facet", "value").iter_rows():
        if key in rows and value:
            yield rows[key], facet, value


def _tags(
    texts: Sequence[str | None],
    readings: dict[str, list[Reading]],
    structured: dict[int, list[Tag]],
    vocabulary: Vocabulary,
) -> Iterator[tuple[int, Tag]]:
    for row, text in enumerate(texts):
        read = readings.get(text, []) if text else []
        from_text = [
            Tag(r.facet, r.code, r.state, TagOrigin.TEXT, r.start, r.end, (text or "")[r.start : r.end])
            for r in read
        ]
        for tag in settle_tags(structured.get(row, []), from_text, vocabulary):
            yield row, tag


def _frame(tags: Iterable[tuple[int, Tag]]) -> pl.DataFrame:
    rows = [
        (row, t.facet, t.code, t.state.value, t.origin.value, t.start, t.end, t.phrase) for row, t in tags
    ]
    return pl.DataFrame(rows, schema=dict(TAGS), orient="row")
