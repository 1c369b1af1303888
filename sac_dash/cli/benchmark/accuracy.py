"""Benchmark of accuracy: unseen invented forces, linked and judged by their truth beside plain baselines.

The forces come from the simulator that half of the prior was taught on, with seeds it was not
taught on: read the figures as those of forces of a known kind, not as a promise for a real one.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import polars as pl

from sac_dash.cli.benchmark.report import Comparison, Figure, Report
from sac_dash.cli.evaluation_tables import METHODS
from sac_dash.linkage.calibration_curve import BANDS
from sac_dash.linkage.evaluation_report import Evaluation
from sac_dash.synthetic.force import DemoForce
from sac_dash.synthetic.habits import SimulationHabits
from sac_dash.synthetic.simulation import simulate_force
from sac_dash.workflow.evaluating import TruthFiles, evaluate_run
from sac_dash.workflow.link_files import link_files
from sac_dash.workflow.requests import LinkRequest

FIRST_SEED = 9_000
"""Seeds from here on were never taught on."""

_MEASURES = {
    "recall_at_10": "recall@10",
    "recall_at_30": "recall@30",
    "recall_at_50": "recall@50",
    "hit_at_10": "hit@10",
    "average_precision": "average precision",
}
_TARGETS = {
    True: {
        "recall_at_10": "at least 0.68",
        "hit_at_10": "at least 0.95",
        "average_precision": "at least 0.40",
    },
    False: {"recall_at_10": "at least 0.58", "hit_at_10": "at least 0.92"},
}


def benchmark_accuracy(forces: int, offences: int, seed: int, known_share: float = 0.0) -> Report:
    """Measure ranking, series and calibration on `forces` invented forces of `offences` offences each.

    Parameters
    ----------
    known_share
        Share of the true series given as known, 0-1; judged is the rest.
    """
    habits = SimulationHabits(offences=offences, series=max(offences // 26, 2))
    judged = [
        judge_force(simulate_force(habits, FIRST_SEED + seed + number), known_share)
        for number in range(forces)
    ]
    command = f"sac-dash benchmark accuracy --forces {forces} --n {offences} --seed {seed}"
    name = "accuracy" if not known_share else "accuracy_known"
    if known_share:
        command += f" --known-share {known_share:g}"
    figures = (*_ranking(judged, known=known_share > 0), *_series(judged), *_calibration(judged))
    return Report(name, command, figures, _beside_baselines(judged))


def judge_force(force: DemoForce, known_share: float) -> Evaluation:
    """Link one force's export with a share of its series known and judge the run."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        force.export.write_csv(here / "export.csv")
        truth = _write_truth(force, here / "truth.csv", known_share=1.0)
        known = _write_truth(force, here / "known.csv", known_share) if known_share else None
        link_files([here / "export.csv"], here / "out", link=LinkRequest(known=known))
        return evaluate_run(here / "out", TruthFiles(truth, known))


def _write_truth(force: DemoForce, path: Path, known_share: float) -> Path:
    """Write the list of a share of the true series: every n-th of them."""
    truth = force.truth.filter(pl.col("series").is_not_null()).unique(["force", "crime_ref"])
    names = truth["series"].unique().sort()
    chosen = names.gather(
        np.unique(np.linspace(0, len(names) - 1, round(len(names) * known_share)).astype(int))
    )
    listed = truth.filter(pl.col("series").is_in(chosen.implode())).sort("force", "crime_ref")
    listed.select("crime_ref", "series", "force").write_csv(path)
    return path


def _ranking(judged: Sequence[Evaluation], *, known: bool) -> tuple[Figure, ...]:
    """Return the mean ranking quality."""
    targets = _TARGETS[known]
    return tuple(
        Figure(
            name,
            _mean([each.methods[0].ranking[key].value for each in judged]),
            "share",
            targets.get(key, ""),
        )
        for key, name in _MEASURES.items()
    )


def _series(judged: Sequence[Evaluation]) -> tuple[Figure, ...]:
    """Return the mean quality of the suggested series."""
    found = [each.suggestions for each in judged]
    return (
        Figure("suggested series", _mean([each.suggested for each in found]), "series"),
        Figure("purity", _mean([each.purity.value for each in found]), "share", "at least 0.75"),
        Figure("partly rebuilt", _mean([each.partly.value for each in found]), "share", "at least 0.42"),
        Figure("exactly rebuilt", _mean([each.exactly.value for each in found]), "share", "at least 0.05"),
        Figure("B-cubed F", _mean([each.b3_f.value for each in found]), "share"),
        Figure(
            "detected by the 3rd offence",
            _mean([e.methods[0].detection.by[3].value for e in judged]),
            "share",
        ),
    )


def _calibration(judged: Sequence[Evaluation]) -> tuple[Figure, ...]:
    """Return, for each tenth of probability, the share of links that are true, all forces together."""
    figures = []
    for number in range(BANDS):
        bands = [each.calibration[number] for each in judged if each.calibration[number].pairs]
        pairs = sum(band.pairs for band in bands)
        if pairs:
            said = sum(band.pairs * (band.mean_prob or 0.0) for band in bands) / pairs
            true = sum(band.pairs * (band.true_share.value or 0.0) for band in bands) / pairs
            target = f"{said / 2:.2f} to {min(2 * said, 1):.2f}" if number else ""
            figures.append(Figure(f"true where said {said:.2f}, {pairs:,} links", true, "share", target))
    return tuple(figures)


def _beside_baselines(judged: Sequence[Evaluation]) -> Comparison:
    """Return our ranking beside the plain baselines'."""
    rows = []
    for number, method in enumerate(judged[0].methods):
        means = [_mean([each.methods[number].ranking[key].value for each in judged]) for key in _MEASURES]
        rows.append((METHODS[method.method], *(f"{mean:.3f}" for mean in means)))
    return Comparison(("method", *_MEASURES.values()), tuple(rows))


def _mean(values: Sequence[float | None]) -> float:
    """Return the mean of what there is; 0 of nothing."""
    there = [value for value in values if value is not None]
    return float(np.mean(there)) if there else 0.0
