"""Benchmarks of the first stages of the pipeline: ingest and coding of an invented export."""

from __future__ import annotations

import tempfile
from pathlib import Path

from sac_dash.cli.benchmark.invented_export import write_export
from sac_dash.cli.benchmark.measuring import measured
from sac_dash.cli.benchmark.report import Figure, Report


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
        Figure("time", cost.seconds, "s", "at most 10 for a million rows"),
        Figure("processor time", cost.cpu_seconds, "s"),
        Figure("speed", written / cost.seconds, "rows/s", "at least 50,000"),
        Figure("peak memory", cost.peak_mb, "MB", "under 1,610 (1.5 GiB) at a million rows"),
    )
    return Report("ingest", f"sac-dash benchmark ingest --n {rows} --seed {seed}", figures)


def benchmark_mo(rows: int, seed: int) -> Report:
    """Measure the coding of `rows` offences' text and columns, rules compiled beforehand."""
    from sac_dash.ingest import ingest_files
    from sac_dash.mo import code_offences, load_vocabulary, warm_up
    from sac_dash.workflow.requests import ReadRequest

    warm_up()
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
        Figure("speed", held.offences.height / cost.seconds, "offences/s", "16,700 at a million: 60 s"),
        Figure("processor time", 1e6 * cost.cpu_seconds / held.offences.height, "µs/offence", "120"),
        Figure("peak memory", cost.peak_mb, "MB"),
    )
    return Report("mo", f"sac-dash benchmark mo --n {rows} --seed {seed}", figures)
