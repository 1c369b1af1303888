"""Teach the shipped prior on invented forces of four simulators.

Run ``PYTHONPATH=. python benchmarks/linkage_priors/fit_priors.py [--leave-out]``. The product's own learning
(``sac_dash.linkage.weights``) is shown every series of every force: logistic regression of "same
series" on raw evidence for and against, with the prior log odds as offset; then the support of other
offences on top. Prints fitted values, and the quality on forces not fitted on, also of a prior that
was not shown that simulator at all: only that tells how it travels.

Three simulators write their offences up and our own coder reads them back (``read_back``), because
its slips and its correlated codes are what the score will meet; one is coded without slips. What is
shipped in ``sac_dash/linkage/parameters.py`` is what this prints, with the cap on property kept.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import polars as pl
from gang_force import gang_force
from invented_force import invent_force
from read_back import InventedForce
from template_force import template_force
from written_force import written_force

from sac_dash.linkage.candidates import find_candidates
from sac_dash.linkage.coded_offences import CodedOffences, code_arrays
from sac_dash.linkage.domains import DOMAIN_INDEX
from sac_dash.linkage.evaluation import RankingQuality, evaluate_ranking
from sac_dash.linkage.parameters import CollectiveParameters, LinkageParameters
from sac_dash.linkage.probability import prior_log10_odds
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.scoring import make_scales, score_pairs, weigh_pairs
from sac_dash.linkage.teaching import TeachingPairs, teaching_pairs
from sac_dash.linkage.weights import fit_weights, labels_by_domain, labels_by_facet, weights_of, with_weights

FAMILIES: dict[str, Callable[[int], InventedForce]] = {
    "written": written_force,
    "invented": invent_force,
    "gang": gang_force,
    "template": template_force,
}
TAUGHT_BY = {"written": 3, "invented": 2, "gang": 3, "template": 8}
"""Forces of each simulator that teach: half are of the hardest make, whose gangs resemble one another."""
FIRST_SEED = 11
COLLECTIVE = DOMAIN_INDEX["collective"]
PARTNERS, GAIN, STEEPNESS = 10, 2.5, 15.0
"""Support of others: more gain adds a little precision and costs the offences with one true partner."""
CANDIDATES, SAMPLE, STRENGTH = 40, 25_000, 5.0


def coded_of(force: InventedForce) -> CodedOffences:
    """Return a force's linkable offences."""
    return code_arrays(force.offences, force.tags, linkable(force.offences))


def everything(series: np.ndarray) -> np.ndarray:
    """Return the numbers of series where an offence of none is a series of its own: all is known."""
    alone = np.arange(len(series)) + series.max() + 1
    return np.where(series >= 0, series, alone)


def pairs_of(force: InventedForce, parameters: LinkageParameters, seed: int) -> tuple[TeachingPairs, float]:
    """Return what a force teaches, and its prior log odds without the calibration's."""
    coded = coded_of(force)
    taught = teaching_pairs(
        coded, force.tags, everything(force.series[coded.rows]), parameters,
        candidates=CANDIDATES, sample=SAMPLE, seed=seed,
    )  # fmt: skip
    bare = replace(parameters.prior, calibration_log10=0.0)
    return taught, math.log(10.0) * prior_log10_odds(len(coded), bare)


def fit_pairwise(
    lessons: Sequence[tuple[TeachingPairs, float]], parameters: LinkageParameters, *, by_facet: bool
) -> LinkageParameters:
    """Return parameters with the pairwise weights fitted, as for evidence that stands alone."""
    alone = replace(parameters, collective=replace(parameters.collective, vote_scale=1.0))
    labels = labels_by_facet() if by_facet else labels_by_domain()
    found = fit_weights([p for p, _ in lessons], [o for _, o in lessons], weights_of(alone, labels), STRENGTH)
    level = round(float(found.values[-1]) / math.log(10.0), 2)
    fitted = with_weights(alone, found)
    return replace(fitted, prior=replace(fitted.prior, calibration_log10=level))


def fit_collective(forces: Sequence[InventedForce], parameters: LinkageParameters) -> LinkageParameters:
    """Return parameters with support of others added, and everything scaled so that probabilities are true."""
    unit = replace(parameters, collective=CollectiveParameters(PARTNERS, GAIN, STEEPNESS, 1.0, 0.0))
    totals, linked, offsets = [], [], []
    for force in forces:
        coded = coded_of(force)
        scales = make_scales(coded, force.tags, unit)
        found = find_candidates(scales.records, scales.tables, unit, keep=100)
        evidence = weigh_pairs(scales, found.a, found.b)
        own = force.series[coded.rows]
        totals.append(evidence.sum(axis=1, dtype=np.float64) * math.log(10.0))
        linked.append((own[found.a] >= 0) & (own[found.a] == own[found.b]))
        offsets.append(np.full(len(found.a), math.log(10.0) * prior_log10_odds(len(coded), unit.prior)))
    scale, level = _line(np.concatenate(totals), np.concatenate(linked), np.concatenate(offsets))
    shift = round(level / math.log(10.0), 2)
    chosen = CollectiveParameters(PARTNERS, round(GAIN * scale, 2), STEEPNESS, round(1.0 / scale, 3), -shift)
    prior = replace(unit.prior, calibration_log10=round(unit.prior.calibration_log10 + shift, 2))
    return replace(_scaled(unit, scale), collective=chosen, prior=prior)


def _line(total: np.ndarray, linked: np.ndarray, offset: np.ndarray) -> tuple[float, float]:
    """Return the scale and level that make ``scale * total + level + offset`` the log odds (Newton)."""
    x, beta = np.c_[total, np.ones(len(total))], np.array([0.7, 0.0])
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ beta + offset, -30, 30)))
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x, x.T @ (linked - p))
        beta = beta + step
        if np.abs(step).max() < 1e-7:
            break
    return float(beta[0]), float(beta[1])


def _scaled(parameters: LinkageParameters, scale: float) -> LinkageParameters:
    """Return parameters whose pairwise evidence is multiplied by `scale`."""
    chosen = {
        name: replace(one, agree=round(one.agree * scale, 2), disagree=round(one.disagree * scale, 2))
        for name, one in parameters.calibration.items()
    }
    return replace(
        parameters,
        calibration=chosen,
        combination=replace(parameters.combination, weight=round(parameters.combination.weight * scale, 2)),
        text=replace(parameters.text, log10_per_cosine=round(parameters.text.log10_per_cosine * scale, 2)),
    )


def teach(
    forces: Sequence[InventedForce], lessons: Sequence[tuple[TeachingPairs, float]], *, by_facet: bool
) -> LinkageParameters:
    """Return the prior that some forces teach."""
    fitted = fit_pairwise(lessons, LinkageParameters(), by_facet=by_facet)
    return fit_collective(forces, fitted)


def judge(force: InventedForce, parameters: LinkageParameters) -> tuple[RankingQuality, str]:
    """Return ranking quality and calibration of one force."""
    coded = coded_of(force)
    scored = score_pairs(make_scales(coded, force.tags, parameters), top=50)
    links = pl.DataFrame(
        {"row_a": coded.rows[scored.a], "row_b": coded.rows[scored.b], "log10_bayes_factor": scored.total}
    )
    truth = pl.DataFrame({"row": np.arange(len(force.series)), "series": force.series}).filter(
        pl.col("series") >= 0
    )
    own = force.series[coded.rows]
    linked = (own[scored.a] >= 0) & (own[scored.a] == own[scored.b])
    bands = []
    for low, high in ((0.01, 0.05), (0.05, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 0.95), (0.95, 1.01)):
        inside = (scored.probability >= low) & (scored.probability < high)
        if inside.any():
            bands.append(
                f"{scored.probability[inside].mean():.2f}:{linked[inside].mean():.2f}({inside.sum()})"
            )
    return evaluate_ranking(links, truth), " ".join(bands)


def show(parameters: LinkageParameters) -> None:
    """Print what is to be shipped."""
    for name, chosen in parameters.calibration.items():
        print(f'    "{name}": Calibration({chosen.agree}, {chosen.disagree}),')
    print(parameters.facets.agree, parameters.facets.disagree)
    print(parameters.combination, parameters.text, parameters.collective, parameters.prior)


def report(name: str, forces: Sequence[InventedForce], tried: dict[str, LinkageParameters]) -> None:
    """Print the mean quality of some parameters on some forces."""
    for label, parameters in tried.items():
        judged = [judge(force, parameters) for force in forces]
        mean = np.mean([(q.recall_at_10, q.hit_at_10, q.average_precision) for q, _ in judged], axis=0).round(
            3
        )
        print(
            f"{name}, {label}: recall@10 {mean[0]} hit@10 {mean[1]} AP {mean[2]}\n    {judged[0][1]}",
            flush=True,
        )


def main(test: Sequence[int], *, by_facet: bool, leave_out: bool) -> None:
    """Teach, judge on the forces of `test`; on request with each family left out too."""
    forces = {
        name: [make(seed) for seed in range(FIRST_SEED, FIRST_SEED + TAUGHT_BY[name])]
        for name, make in FAMILIES.items()
    }
    lessons = {
        name: [pairs_of(f, LinkageParameters(), k) for k, f in enumerate(some)]
        for name, some in forces.items()
    }
    every = [force for some in forces.values() for force in some]
    fitted = teach(every, [one for some in lessons.values() for one in some], by_facet=by_facet)
    show(fitted)
    for name, make in FAMILIES.items():
        tried = {"shipped": LinkageParameters(), "fitted": fitted}
        if leave_out:
            others = [other for other in FAMILIES if other != name]
            tried["never shown this simulator"] = teach(
                [force for other in others for force in forces[other]],
                [one for other in others for one in lessons[other]],
                by_facet=by_facet,
            )
        report(name, [make(seed) for seed in test], tried)


if __name__ == "__main__":
    main([1, 2], by_facet="--by-facet" in sys.argv, leave_out="--leave-out" in sys.argv)
