"""From offences and their structured values to tags: the room's way in.

Structured values come first and text second; what an offence's sources say together (an ATM
attack, a more specific code) is settled last. One row of the result is one code of one facet.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from sac_dash.domain.columns import FACET_VALUES, TAGS, require
from sac_dash.domain.progress import Progress, silent
from sac_dash.mo.coding_process import code_together
from sac_dash.mo.offence_coding import Item, ItemCoder, StatedValue
from sac_dash.mo.vocabulary import Vocabulary, load_vocabulary

_STAGE = "Reading modus operandi"
_PREMISES_COLUMNS = (("premises_type", "premises"), ("premises_name", "premises"))


@dataclass(frozen=True)
class CodingParameters:
    """How the work is dealt out; the tags do not depend on it."""

    texts_per_task: int = 500  # small, so that no process is left waiting for another's last task
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
    progress(_STAGE, 0.0)
    items, item_of_row = _items(offences, facet_values)
    size = parameters.texts_per_task
    batches = [items[at : at + size] for at in range(0, len(items), size)]
    coded: list[pl.DataFrame] = []
    for place, tags in enumerate(_code(batches, vocabulary, jobs, parameters)):
        coded.append(tags.with_columns(pl.col("item") + pl.lit(place * size, pl.UInt32)))
        progress(_STAGE, (place + 1) / (len(batches) + 1))
    tags = _of_rows(coded, item_of_row)
    progress(_STAGE, 1.0)
    return tags


def _items(offences: pl.DataFrame, facet_values: pl.DataFrame) -> tuple[list[Item], list[int]]:
    """Return the distinct items and, for each offence, which of them it is."""
    values = _structured_values(offences, facet_values)
    numbered: dict[Item, int] = {}
    item_of_row = [
        numbered.setdefault((text or "", tuple(values.get(row, ()))), len(numbered))
        for row, text in enumerate(offences["mo_text"].to_list())
    ]
    return list(numbered), item_of_row


def _structured_values(offences: pl.DataFrame, facet_values: pl.DataFrame) -> dict[int, list[StatedValue]]:
    stated: dict[int, list[StatedValue]] = {}
    rows = {key: row for row, key in enumerate(offences["offence_key"].to_list())}
    for column, facet in _PREMISES_COLUMNS:
        for row, value in enumerate(offences[column].to_list()):
            if value:
                stated.setdefault(row, []).append((facet, value))
    for key, facet, value in facet_values.select("offence_key", "facet", "value").iter_rows():
        if key in rows and value:
            stated.setdefault(rows[key], []).append((facet, value))
    return stated


def _code(
    batches: Sequence[Sequence[Item]], vocabulary: Vocabulary, jobs: int | None, parameters: CodingParameters
) -> Iterator[pl.DataFrame]:
    processes = min(jobs or os.cpu_count() or 1, len(batches))
    many = sum(len(batch) for batch in batches) >= parameters.texts_before_sharing
    if many and processes > 1 and vocabulary is load_vocabulary():
        return code_together(batches, processes)
    coder = ItemCoder(vocabulary)
    return (coder.code(batch) for batch in batches)


def _of_rows(coded: list[pl.DataFrame], item_of_row: list[int]) -> pl.DataFrame:
    """Return the items' tags for every offence, ordered by row."""
    if not coded:
        return pl.DataFrame(schema=dict(TAGS))
    rows = pl.DataFrame({"item": item_of_row}, schema={"item": pl.UInt32}).with_row_index("row")
    joined = rows.join(pl.concat(coded), on="item", how="inner", maintain_order="left_right")
    return joined.select(pl.col(name).cast(kind) for name, kind in TAGS.items())
