"""Benchmark of accuracy: unseen invented forces, linked with no labels and judged by their truth.

The forces come from the simulator that half of the prior was taught on, with seeds it was not
taught on: read the figures as those of forces of a known kind, not as a promise for a real one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from sac_dash.cli.benchmark.report import Figure, Report
from sac_dash.linkage import RankingQuality, evaluate_ranking
from sac_dash.synthetic.force import DemoForce
from sac_dash.synthetic.habits import SimulationHabits
from sac_dash.synthetic.simulation import simulate_force
from sac_dash.workflow.link_files import LinkOutcome, link_files

FIRST_SEED = 9_000
"""Seeds from here on were never taught on."""

BANDS = ((0.05, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.01))


@dataclass(frozen=True)
class JudgedForce:
    """One force's ranking quality, and its links' probabilities beside what was true."""

    quality: RankingQuality
    probability: np.ndarray
    is_true: np.ndarray


def benchmark_accuracy(forces: int, offences: int, seed: int) -> Report:
    """Measure ranking and calibration on `forces` invented forces of `offences` offences each."""
    habits = SimulationHabits(offences=offences, series=max(offences // 26, 2))
    judged = [_judge(simulate_force(habits, FIRST_SEED + seed + number)) for number in range(forces)]
    command = f"sac-dash benchmark accuracy --forces {forces} --n {offences} --seed {seed}"
    return Report("accuracy", command, (*_ranking(judged), *_calibration(judged)))


def _judge(force: DemoForce) -> JudgedForce:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "export.csv"
        force.export.write_csv(source)
        outcome = link_files([source], Path(folder) / "out")
    truth = _truth(force, outcome)
    links = outcome.linked.links
    named = dict(truth.iter_rows())
    pairs = links.select("row_a", "row_b").iter_rows()
    is_true = np.array([a in named and named[a] == named.get(b) for a, b in pairs])
    return JudgedForce(evaluate_ranking(links, truth), links["probability"].to_numpy(), is_true)


def _truth(force: DemoForce, outcome: LinkOutcome) -> pl.DataFrame:
    """Return `row, series` of the linkable offences that belong to a series of two or more."""
    from sac_dash.linkage import linkable

    offences = outcome.coded.offences
    series = force.truth.filter(pl.col("series").is_not_null()).unique(["force", "crime_ref"])
    rows = offences.select("force", "crime_ref").with_row_index("row").filter(linkable(offences))
    held = rows.join(series.select("force", "crime_ref", "series"), on=["force", "crime_ref"])
    return held.filter(pl.len().over("series") > 1).select("row", "series")


def _ranking(judged: Sequence[JudgedForce]) -> tuple[Figure, ...]:
    """Return the mean ranking quality."""

    def mean(name: str) -> float:
        return float(np.mean([getattr(each.quality, name) for each in judged]))

    return (
        Figure("recall@10", mean("recall_at_10"), "share", "at least 0.45"),
        Figure("recall@50", mean("recall_at_50"), "share"),
        Figure("hit@10", mean("hit_at_10"), "share", "at least 0.84"),
        Figure("average precision", mean("average_precision"), "share"),
    )


def _calibration(judged: Sequence[JudgedForce]) -> tuple[Figure, ...]:
    """Return, for bands of probability, the share of links that are true."""
    probability = np.concatenate([each.probability for each in judged])
    is_true = np.concatenate([each.is_true for each in judged])
    figures = []
    for low, high in BANDS:
        inside = (probability >= low) & (probability < high)
        if inside.any():
            said = f"said {probability[inside].mean():.2f} on average, {int(inside.sum()):,} links"
            figures.append(Figure(f"true where {said}", float(is_true[inside].mean()), "share"))
    return tuple(figures)
