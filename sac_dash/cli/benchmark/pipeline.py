"""Benchmarks of the pipeline: ingest, coding and linking of an invented export."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from pathlib import Path

from sac_dash.cli.benchmark.invented_export import write_export
from sac_dash.cli.benchmark.measuring import Cost, measured
from sac_dash.cli.benchmark.report import Comparison, Figure, Report


def benchmark_ingest(rows: int, seed: int) -> Report:
    """Measure reading and typing a clean CSV of `rows` rows."""
    from sac_dash.ingest import ingest_files
    from sac_dash.workflow.requests import ReadRequest

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "export.csv"
        written = write_export(source, rows, seed)
        with measured() as cost:
            result = ingest_files([source], options=ReadRequest().options())
    figures = (
        Figure("rows", written, "rows"),
        Figure("accepted", result.quality.counts.accepted, "offences"),
        Figure("time", cost.seconds, "s"),
        Figure("speed", written / cost.seconds, "rows/s", "at least 50,000"),
        Figure("peak memory", cost.peak_mb, "MB", "under 1,536 at a million rows"),
    )
    return Report("ingest", f"sac-dash benchmark ingest --n {rows} --seed {seed}", figures)


def benchmark_mo(rows: int, seed: int) -> Report:
    """Measure the coding of `rows` offences' text and columns."""
    from sac_dash.ingest import ingest_files
    from sac_dash.mo import code_offences, load_vocabulary
    from sac_dash.workflow.requests import ReadRequest

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "export.csv"
        write_export(source, rows, seed, fresh=True)
        held = ingest_files([source], options=ReadRequest().options())
    vocabulary = load_vocabulary()
    with measured() as cost:
        tags = code_offences(held.offences, held.facet_values, vocabulary)
    figures = (
        Figure("offences", held.offences.height, "offences"),
        Figure("distinct texts", held.offences["mo_text"].n_unique(), "texts"),
        Figure("tags", tags.height, "tags"),
        Figure("time", cost.seconds, "s"),
        Figure("speed", held.offences.height / cost.seconds, "offences/s", "at least 20,000"),
        Figure("peak memory", cost.peak_mb, "MB"),
    )
    return Report("mo", f"sac-dash benchmark mo --n {rows} --seed {seed}", figures)


def benchmark_link(sizes: Sequence[int], seed: int) -> Report:
    """Measure `sac-dash link` from file to contract files, kernels compiled beforehand.

    Parameters
    ----------
    sizes
        Rows of each export to link; several show how the cost grows.
    """
    from sac_dash.linkage.compilation import warm_up

    warm_up()
    runs = [_link_export(rows, seed) for rows in sorted(sizes)]
    offences, links, cost = runs[-1]
    figures = (
        Figure("rows", max(sizes), "rows"),
        Figure("offences", offences, "offences"),
        Figure("links kept", links, "pairs"),
        Figure("time", cost.seconds, "s", "under 20 at 10,000"),
        Figure("peak memory", cost.peak_mb, "MB"),
    )
    command = (
        "sac-dash benchmark link " + " ".join(f"--n {rows}" for rows in sorted(sizes)) + f" --seed {seed}"
    )
    return Report("link", command, figures, _growth(runs) if len(runs) > 1 else None)


def _link_export(rows: int, seed: int) -> tuple[int, int, Cost]:
    """Link one invented export; return its offences, the links kept and what it took."""
    from sac_dash.workflow.link_files import link_files

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "export.csv"
        write_export(source, rows, seed)
        with measured() as cost:
            outcome = link_files([source], Path(folder) / "out")
    return outcome.coded.offences.height, outcome.linked.links.height, cost


def _growth(runs: Sequence[tuple[int, int, Cost]]) -> Comparison:
    """Return the cost by size; the exponent says by which power of the size time grew since the row above."""
    rows, before = [], None
    for offences, links, cost in runs:
        power = ""
        if before is not None and offences > before[0]:
            power = f"{math.log(cost.seconds / before[1]) / math.log(offences / before[0]):.2f}"
        rows.append((f"{offences:,}", f"{links:,}", f"{cost.seconds:.1f}", f"{cost.peak_mb:,.0f}", power))
        before = offences, cost.seconds
    return Comparison(
        ("offences", "links kept", "time (s)", "peak memory (MB)", "grew by power"), tuple(rows)
    )
