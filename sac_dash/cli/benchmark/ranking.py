"""Benchmark of `similar`: a new offence ranked against a large file that was linked before."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.cli.benchmark.invented_export import write_export
from sac_dash.cli.benchmark.measuring import measured
from sac_dash.cli.benchmark.report import Comparison, Figure, Report
from sac_dash.workflow.ranking import LinkedOffences, prepare_linked, rank_unlinked

NEWCOMERS = 200
TOP = 20
LINKABLE_SHARE = 0.64
"""Of an invented export's rows, about how many are offences that can be linked."""

_NOTE = (
    "Prepared once a file, then asked any number of times. A new offence has no links; the scores hold collective "
    "evidence from the links of the others. Every text of the export is distinct."
)


def benchmark_rank(offences: int, seed: int) -> Report:
    """Measure how soon a new offence is ranked against `offences` linked ones, ledgers in words included."""
    from sac_dash.linkage.partner_ranking import rank_against

    linked, newcomers = linked_with_newcomers(offences, seed)
    with measured() as preparing:
        prepared = prepare_linked(linked)
    positions = {int(row): place for place, row in enumerate(prepared.scales.coded.rows)}
    rank_unlinked(prepared, linked, int(newcomers[0]), TOP)
    with measured() as asking:
        ranking = _milliseconds(newcomers, lambda row: rank_against(prepared, positions[row], TOP))
        whole = _milliseconds(newcomers, lambda row: rank_unlinked(prepared, linked, row, TOP))
    figures = (
        Figure("offences ranked against", linked.offences.height - len(newcomers), "offences"),
        Figure("links kept of those", linked.links.height, "pairs"),
        Figure("new offences", len(newcomers), "offences"),
        Figure("p50, ranked with full evidence", float(np.percentile(ranking, 50)), "ms"),
        Figure("p95, ranked with full evidence", float(np.percentile(ranking, 95)), "ms", "under 100"),
        Figure(f"p50, with the ledgers of {TOP} in words", float(np.percentile(whole, 50)), "ms"),
        Figure(
            f"p95, with the ledgers of {TOP} in words", float(np.percentile(whole, 95)), "ms", "under 100"
        ),
        Figure("preparing the file, once", preparing.seconds, "s"),
        Figure("peak memory", asking.peak_mb, "MB"),
    )
    slowest = Comparison(
        ("milliseconds", "p50", "p90", "p95", "p99", "most"),
        (_spread("ranked with full evidence", ranking), _spread("and in words", whole)),
        (_NOTE,),
    )
    return Report("rank", f"sac-dash benchmark rank --n {offences} --seed {seed}", figures, slowest)


def linked_with_newcomers(offences: int, seed: int) -> tuple[LinkedOffences, NDArray[np.int64]]:
    """Return linked offences with some that have no links at the end, and the rows of those."""
    from sac_dash.linkage.link import score_offences

    held, tags = _linkable_offences(offences + NEWCOMERS, seed)
    new = np.unique(np.linspace(0, held.height - 1, min(NEWCOMERS, held.height // 2)).astype(np.int64))
    order = np.r_[np.setdiff1d(np.arange(held.height), new), new]
    place = pl.DataFrame({"row": order.astype(np.uint32)}).with_row_index("place")
    tags = tags.join(place, on="row").with_columns(row="place").drop("place").sort("row", maintain_order=True)
    both, others = held[order], held.height - len(new)
    scored = score_offences(both.head(others), tags.filter(pl.col("row") < others))
    return LinkedOffences(both, tags, scored.links, scored.model), np.arange(others, held.height)


def _linkable_offences(count: int, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return `count` invented offences that can be linked, and their tags."""
    from sac_dash.ingest import ingest_files
    from sac_dash.linkage.scope import linkable
    from sac_dash.mo import load_vocabulary
    from sac_dash.workflow.coding import code_ingested
    from sac_dash.workflow.requests import ReadRequest

    rows = math.ceil(count / LINKABLE_SHARE * 1.05)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "export.csv"
        write_export(source, rows, seed, fresh=True)
        coded = code_ingested(ingest_files([source], options=ReadRequest().options()), load_vocabulary())
    chosen = linkable(coded.offences).arg_true().head(count)
    place = pl.DataFrame({"row": chosen.cast(pl.UInt32)}).with_row_index("place")
    tags = coded.tags.join(place, on="row", maintain_order="left").with_columns(row="place").drop("place")
    return coded.offences[chosen], tags


def _milliseconds(rows: NDArray[np.int64], ask: Callable[[int], object]) -> list[float]:
    """Return how long each question takes."""
    times = []
    for row in rows.tolist():
        started = time.perf_counter()
        ask(row)
        times.append((time.perf_counter() - started) * 1000.0)
    return times


def _spread(name: str, times: list[float]) -> tuple[str, ...]:
    return (name, *(f"{np.percentile(times, share):.1f}" for share in (50, 90, 95, 99, 100)))
