"""Benchmark of `sac-dash link`: what it costs by size and by stage, from file to contract files."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sac_dash.cli.benchmark.invented_export import write_export
from sac_dash.cli.benchmark.measuring import Cost, measured
from sac_dash.cli.benchmark.picture import Aim, Line, Panel, Picture
from sac_dash.cli.benchmark.report import Comparison, Figure, Report

STAGES = (
    ("Typing", "ingest"),
    ("Reconciling", "ingest"),
    ("Reading modus", "MO"),
    ("Reading codes", "scoring"),
    ("Reading", "ingest"),
    ("Learning", "scoring"),
    ("Scoring", "scoring"),
    ("Weighing", "weighing"),
    ("Growing", "series, checks"),
    ("writing", "writing"),
)
"""How a word of progress begins, and the stage of the table it belongs to."""

ASKED_OFFENCES, ASKED_SECONDS = 10_000, 20

_GROWTH_NOTE = (
    "Seconds by stage are wall-clock. Power: by which power of the offences processor time grew since the row above, "
    "which other work on the machine hardly changes. Up to "
    "20,000 offences every pair is scored; beyond, pairs within 16 km and a year, and within half a year at any "
    "distance."
)


def benchmark_link(sizes: Sequence[int], seed: int) -> Report:
    """Measure `sac-dash link` from file to contract files, kernels compiled beforehand.

    Every text of the exports is distinct, as in a force's own.

    Parameters
    ----------
    sizes
        Rows of each export to link; several show how the cost grows.
    """
    from sac_dash.linkage.compilation import warm_up

    warm_up()
    runs = [_link_export(rows, seed) for rows in sorted(sizes)]
    last = runs[-1]
    figures = (
        Figure("rows", max(sizes), "rows"),
        Figure("offences linked", last.offences, "offences"),
        Figure("links kept", last.links, "pairs"),
        Figure("time", last.cost.seconds, "s", "under 20 at 10,000"),
        Figure("processor time", last.cost.cpu_seconds, "s"),
        Figure("peak memory", last.cost.peak_mb, "MB"),
    )
    command = "sac-dash benchmark link " + " ".join(f"--n {rows}" for rows in sorted(sizes))
    return Report("link", f"{command} --seed {seed}", figures, growth(runs), picture=picture(runs))


@dataclass(frozen=True)
class LinkRun:
    """One measured run of `sac-dash link`.

    Parameters
    ----------
    offences
        Offences that could be linked.
    links
        Links kept.
    stages
        Seconds by stage, in order.
    """

    offences: int
    links: int
    cost: Cost
    stages: Mapping[str, float]


def _link_export(rows: int, seed: int) -> LinkRun:
    """Link one invented export."""
    from sac_dash.linkage.scope import linkable
    from sac_dash.workflow.link_files import link_files

    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "export.csv"
        write_export(source, rows, seed, fresh=True)
        with measured() as cost:
            stages = StageTimes()
            outcome = link_files([source], Path(folder) / "out", progress=stages)
            stages("done", 1.0)
    linked = int(linkable(outcome.coded.offences).sum())
    return LinkRun(linked, outcome.linked.links.height, cost, stages.seconds)


class StageTimes:
    """Told of progress, keeps how long each stage took.

    Parameters
    ----------
    stages
        How a word of progress begins, and the stage it belongs to; the first stage has what begins otherwise.
    """

    def __init__(self, stages: Sequence[tuple[str, str]] = STAGES) -> None:
        self.seconds: dict[str, float] = {}
        self._stages = stages
        self._stage, self._since = stages[0][1], time.perf_counter()

    def __call__(self, stage: str, _: float) -> None:
        """Note that work is at a stage now."""
        now = time.perf_counter()
        self.seconds[self._stage] = self.seconds.get(self._stage, 0.0) + now - self._since
        name = next((each for start, each in self._stages if stage.startswith(start)), self._stages[0][1])
        self._stage, self._since = name, now


def growth(runs: Sequence[LinkRun]) -> Comparison:
    """Return the cost by size; the power says by which power of the offences it grew since the row above."""
    names = list(dict.fromkeys(name for _, name in STAGES))
    rows: list[tuple[str, ...]] = []
    for place, run in enumerate(runs):
        before = runs[place - 1] if place else None
        power = ""
        if before is not None and run.offences > before.offences:
            grown = math.log(run.cost.cpu_seconds / before.cost.cpu_seconds)
            power = f"{grown / math.log(run.offences / before.offences):.2f}"
        rows.append(
            (
                f"{run.offences:,}", f"{run.links:,}", f"{run.cost.seconds:.1f}", f"{run.cost.cpu_seconds:.1f}",
                *(f"{run.stages.get(name, 0.0):.1f}" for name in names), f"{run.cost.peak_mb:,.0f}", power,
            )
        )  # fmt: skip
    header = ("offences linked", "links kept", "time (s)", "processor (s)", *names, "memory (MB)", "power")
    return Comparison(header, tuple(rows), (_GROWTH_NOTE,))


def picture(runs: Sequence[LinkRun]) -> Picture:
    """Return how seconds grow: the whole run by the clock and by the processor, and its stages."""
    sizes = tuple(float(run.offences) for run in runs)
    names = dict.fromkeys(name for _, name in STAGES)
    lines = (
        Line("whole run, processor", sizes, tuple(run.cost.cpu_seconds for run in runs)),
        Line("whole run, by the clock", sizes, tuple(run.cost.seconds for run in runs)),
        *(Line(name, sizes, tuple(run.stages.get(name, 0.0) for run in runs), main=False) for name in names),
    )
    aim = Aim(f"asked: {ASKED_SECONDS} s at {ASKED_OFFENCES:,}", ASKED_OFFENCES, ASKED_SECONDS)
    return Picture("sac-dash link, file to files", (Panel("seconds", lines, (aim,)),))
