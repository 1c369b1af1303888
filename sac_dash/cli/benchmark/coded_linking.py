"""Benchmark of linking coded offences: by size, floor and threads, here and on a cluster, beside Splink.

The offences are made up (:mod:`coded_force`) or come from a file of anybody's. Each run has a process of its own.
Pairs are searched within the same reach at every size, also where the product would score every pair, so that the
sizes can be held against one another.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from sac_dash.cli.benchmark import coded_tables
from sac_dash.cli.benchmark.coded_force import TRUTH_COLUMN, write_coded_force
from sac_dash.cli.benchmark.coded_measures import (
    DASK_WORKERS,
    WIDER_LOG10,
    WIDER_UP_TO,
    CodedRequest,
    Run,
    SizeMeasured,
)
from sac_dash.cli.benchmark.coded_run import LINKS, OFFENCES, WIDER, link_coded_frames, read_source
from sac_dash.cli.benchmark.fresh_process import run_fresh
from sac_dash.cli.benchmark.report import Report
from sac_dash.cli.benchmark.splink_peer import PREDICTED, TRUTH, link_with_splink, require_splink
from sac_dash.cli.benchmark.true_links import judge_links, read_truth, share_kept, true_pairs_of
from sac_dash.domain.errors import UnusableInputError
from sac_dash.linkage.truth import TruePairs
from sac_dash.store.frame_files import open_frame, write_frame

Tell = Callable[[str], None]

_REHEARSED = 600
"""Offences linked once beforehand: whatever is compiled or loaded at first use is there."""


def benchmark_coded(request: CodedRequest, tell: Tell = lambda _: None) -> Report:
    """Measure linking as `request` says.

    Raises
    ------
    UnusableInputError
        When Splink is asked for and not installed, or a file cannot be used.
    """
    if request.splink:
        require_splink()
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        _rehearse(here / "rehearsal", request, tell)
        measured = [
            _measure(source, here / f"offences-{number}", request, tell)
            for number, source in enumerate(_sources(here, request, tell))
        ]
    measured.sort(key=lambda each: each.offences)
    return coded_tables.report(request, measured)


def _sources(folder: Path, request: CodedRequest, tell: Tell) -> list[Path]:
    """Return the files to link: those given, or made-up ones."""
    if request.files:
        return list(request.files)
    written = []
    for size in sorted(request.sizes):
        tell(f"making up {size:,} coded offences")
        written.append(folder / f"invented-{size}.parquet")
        write_coded_force(written[-1], size, request.seed)
    return written


def _rehearse(folder: Path, request: CodedRequest, tell: Tell) -> None:
    """Link a few offences once, so that nothing is compiled while it is measured."""
    tell("rehearsing on a few offences")
    folder.mkdir()
    source = folder / "rehearsal.parquet"
    write_coded_force(source, _REHEARSED, request.seed)
    run_fresh(read_source, {"files": [str(source)], "folder": str(folder)})
    few = replace(request, floors=request.floors[:1], threads=(), sample=min(request.sample, 5))
    _run(few, folder, floor=few.floors[0], threads=None, workers=0)


def _measure(source: Path, folder: Path, request: CodedRequest, tell: Tell) -> SizeMeasured:
    """Read one file and link it in every way asked for."""
    folder.mkdir()
    tell(f"reading {source.name}")
    read = run_fresh(read_source, {"files": [str(source)], "folder": str(folder)})
    truth = _truth(source, folder, request)
    runs = [
        _judged_run(request, folder, truth, tell, floor=floor, threads=threads, first=number == 0)
        for floor in request.floors
        for number, threads in enumerate(_thread_counts(request))
    ]
    lowest = min(request.floors)
    if request.dask:
        tell(f"linking with {DASK_WORKERS} Dask workers, floor {lowest:g}")
        gave = _run(request, folder, floor=lowest, threads=None, workers=DASK_WORKERS)
        runs.append(Run(lowest, None, DASK_WORKERS, gave))
    measured = SizeMeasured(source.name, read, tuple(runs))
    return _with_splink(measured, folder, request, truth, tell) if request.splink else measured


def _thread_counts(request: CodedRequest) -> tuple[int | None, ...]:
    """Return the numbers of threads to link with, the largest first; None is all cores."""
    return tuple(sorted(set(request.threads), reverse=True)) or (None,)


def _judged_run(
    request: CodedRequest,
    folder: Path,
    truth: TruePairs | None,
    tell: Tell,
    *,
    floor: float,
    threads: int | None,
    first: bool,
) -> Run:
    """Link once; the first run of a floor is also held against the truth and against every pair of a sample."""
    tell(f"linking, floor {floor:g}, {threads or 'all'} threads")
    asked = request if first and floor == min(request.floors) else replace(request, sample=0)
    gave = _run(asked, folder, floor=floor, threads=threads, workers=0, keep=LINKS if first else "")
    judged = judge_links(open_frame(folder / LINKS), truth, floor) if first and truth is not None else None
    if not first or not request.sample or gave["offences"] > WIDER_UP_TO:
        return Run(floor, threads, 0, gave, judged)
    tell(f"linking, floor {floor:g}, searching deeper")
    deeper = replace(request, sample=0)
    _run(deeper, folder, floor=floor, threads=threads, workers=0, keep=WIDER, wider=WIDER_LOG10)
    kept = share_kept(open_frame(folder / LINKS), open_frame(folder / WIDER))
    return Run(floor, threads, 0, gave, judged, kept)


def _run(
    request: CodedRequest,
    folder: Path,
    *,
    floor: float,
    threads: int | None,
    workers: int,
    keep: str = "",
    wider: float = 0.0,
) -> dict[str, Any]:
    asked = {
        "folder": str(folder), "rehearsal": str(folder.parent / "rehearsal"), "floor": floor,
        "seed": request.seed, "workers": workers, "sample": 0 if workers else request.sample, "keep": keep,
        "wider": wider,
    }  # fmt: skip
    return run_fresh(link_coded_frames, asked, threads=threads)


def _truth(source: Path, folder: Path, request: CodedRequest) -> TruePairs | None:
    """Return the true pairs of a file and leave its series beside the offences; None where they are not known."""
    named = request.truth if request.files else TRUTH_COLUMN
    if named is None:
        return None
    series = read_truth(named, [source], open_frame(folder / OFFENCES))
    if series.is_empty():
        raise UnusableInputError(
            f'"{named}" names no series of any offence', file=source.name, remedy="Leave --truth out"
        )
    write_frame(series.with_columns(pl.col("series").cast(pl.String)), folder / TRUTH)
    return true_pairs_of(series)


def _with_splink(
    measured: SizeMeasured, folder: Path, request: CodedRequest, truth: TruePairs | None, tell: Tell
) -> SizeMeasured:
    """Return the same with Splink beside it."""
    tell("linking with Splink on DuckDB")
    threads = _thread_counts(request)[0]
    asked = {"folder": str(folder), "floor": min(request.floors), "seed": request.seed, "threads": threads}
    gave = run_fresh(link_with_splink, asked, threads=threads)
    if truth is None:
        return replace(measured, splink=gave)
    predicted = open_frame(folder / PREDICTED)
    judged = tuple((floor, judge_links(predicted, truth, floor)) for floor in request.floors)
    return replace(measured, splink=gave, splink_judged=judged)
