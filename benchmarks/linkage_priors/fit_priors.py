"""Fit the shipped calibration on invented forces.

Run ``PYTHONPATH=. python benchmarks/linkage_priors/fit_priors.py``. Logistic regression of "same
series" on each domain's raw evidence for and against, with the prior log odds as offset; then the
collective domain on top. Prints fitted values and the quality on forces not fitted on.

Half of the forces are written up and read back by our own coder (`written_force`), because its
slips and its correlated codes are what the score will meet; half are coded without slips
(`invented_force`), by another simulator with other habits. What is shipped in
``sac_dash/linkage/parameters.py`` is what this prints, with the cap on property kept.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
from invented_force import invent_force
from written_force import InventedForce, written_force

from sac_dash.linkage.candidates import Candidates, find_candidates
from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.domains import DOMAIN_INDEX, DOMAINS, PAIRWISE
from sac_dash.linkage.evaluation import RankingQuality, evaluate_ranking
from sac_dash.linkage.parameters import Calibration, CollectiveParameters, LinkageParameters
from sac_dash.linkage.probability import prior_log10_odds
from sac_dash.linkage.records import build_records
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.scoring import score_pairs, weigh_candidates

Sample = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]

COMBINATION, COLLECTIVE = DOMAIN_INDEX["combination"], DOMAIN_INDEX["collective"]
STEEPNESS = 15.0
RANDOM_PAIRS = 200_000
RAW = {domain.name: Calibration(1.0, 1.0, -9.0, 9.0) for domain in DOMAINS}


def pairs_to_learn_from(force: InventedForce, parameters: LinkageParameters, seed: int) -> Sample:
    """Return features, truth, weight and offset of candidate pairs and of a sample of the rest."""
    coded = code_arrays(force.offences, force.tags, linkable(force.offences))
    n = len(coded)
    records, tables = build_records(coded, parameters)
    found = find_candidates(records, tables, parameters, keep=100)
    raw = replace(
        parameters, calibration=RAW, combination=replace(parameters.combination, weight=1.0, limit_log10=9.0)
    )
    _, raw_tables = build_records(coded, raw)
    a, b, weight = _with_sample(found, n, np.random.default_rng(seed))
    sample = Candidates(a, b, every_pair=True)
    evidence = weigh_candidates(coded, force.tags, sample, raw, (records, raw_tables)).astype(np.float64)
    own = force.series[coded.rows]
    linked = (own[a] >= 0) & (own[a] == own[b])
    offset = np.full(
        len(a), np.log(10) * prior_log10_odds(n, replace(parameters.prior, calibration_log10=0.0))
    )
    return features(evidence), linked, weight, offset


def _with_sample(found: Candidates, n: int, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    code = found.a * n + found.b
    p, q = rng.integers(0, n, RANDOM_PAIRS), rng.integers(0, n, RANDOM_PAIRS)
    low, high = np.minimum(p, q), np.maximum(p, q)
    rest = np.setdiff1d(low[low < high] * n + high[low < high], code)
    share = (n * (n - 1) / 2 - len(code)) / len(rest)
    every = np.r_[code, rest]
    return every // n, every % n, np.r_[np.ones(len(code)), np.full(len(rest), share)]


def features(evidence: np.ndarray) -> np.ndarray:
    """Return evidence for and against by pairwise domain, the combination, and 1; natural logs."""
    base = evidence[:, :PAIRWISE]
    one = np.ones((len(base), 1)) / np.log(10)
    return np.log(10) * np.hstack([np.maximum(base, 0), np.minimum(base, 0), evidence[:, [COMBINATION]], one])


def fit_logistic(
    x: np.ndarray,
    y: np.ndarray,
    weight: np.ndarray,
    offset: np.ndarray,
    *,
    prior_mean: np.ndarray,
    ridge: float = 5.0,
    rounds: int = 25,
) -> np.ndarray:
    """Return logistic coefficients shrunk towards `prior_mean` (Newton's method)."""
    beta = prior_mean.copy()
    for _ in range(rounds):
        p = 1 / (1 + np.exp(-np.clip(x @ beta + offset, -30, 30)))
        w = weight * p * (1 - p)
        gradient = x.T @ (weight * (y - p)) - ridge * (beta - prior_mean)
        step = np.linalg.solve((x * w[:, None]).T @ x + ridge * np.eye(x.shape[1]), gradient)
        beta = beta + step
        if np.abs(step).max() < 1e-6:
            break
    return beta


def calibrated(beta: np.ndarray, parameters: LinkageParameters) -> LinkageParameters:
    """Return parameters holding fitted factors; a negative factor means nothing and becomes 0."""
    names = [domain.name for domain in DOMAINS[:PAIRWISE]]
    factors = np.clip(np.round(beta, 2), 0, 1.6)
    chosen = {
        name: replace(
            parameters.calibration_of(name), agree=float(factors[k]), disagree=float(factors[PAIRWISE + k])
        )
        for k, name in enumerate(names)
    }
    return replace(
        parameters,
        calibration=chosen,
        combination=replace(parameters.combination, weight=float(factors[2 * PAIRWISE])),
        prior=replace(parameters.prior, calibration_log10=float(np.round(beta[-1] / np.log(10), 2))),
    )


def fit_collective(forces: list[InventedForce], parameters: LinkageParameters) -> LinkageParameters:
    """Return parameters with the collective domain fitted and the pairwise ones scaled beside it."""
    unit = replace(parameters, collective=CollectiveParameters(20, 1.0, STEEPNESS, 1.0, 0.0))
    parts = [_collective_sample(force, unit) for force in forces]
    x, y, offset = (np.concatenate([part[k] for part in parts]) for k in range(3))
    start = np.array([1.0, 1.0, 0.0])
    scale, gain, low = fit_logistic(x, y, np.ones(len(y)), offset, prior_mean=start, ridge=1.0)
    shift = round(float(low / np.log(10)), 2)
    chosen = CollectiveParameters(20, round(float(gain), 2), STEEPNESS, round(float(1 / scale), 2), -shift)
    before = parameters.prior.calibration_log10
    prior = replace(parameters.prior, calibration_log10=round(before + shift, 2))
    return replace(_scaled(parameters, float(scale)), collective=chosen, prior=prior)


def _scaled(parameters: LinkageParameters, scale: float) -> LinkageParameters:
    """Return parameters whose pairwise evidence is multiplied by `scale`."""
    chosen = {
        name: replace(one, agree=round(one.agree * scale, 2), disagree=round(one.disagree * scale, 2))
        for name, one in parameters.calibration.items()
    }
    combination = replace(parameters.combination, weight=round(parameters.combination.weight * scale, 2))
    return replace(parameters, calibration=chosen, combination=combination)


def _collective_sample(force: InventedForce, unit: LinkageParameters) -> tuple[np.ndarray, ...]:
    coded = code_arrays(force.offences, force.tags, linkable(force.offences))
    records, tables = build_records(coded, unit)
    found = find_candidates(records, tables, unit, keep=100)
    evidence = weigh_candidates(coded, force.tags, found, unit, (records, tables)).astype(np.float64)
    pairwise = evidence.sum(axis=1) - evidence[:, COLLECTIVE]
    own = force.series[coded.rows]
    x = np.c_[pairwise * np.log(10), evidence[:, COLLECTIVE] * np.log(10), np.ones(len(pairwise))]
    prior = np.full(len(pairwise), prior_log10_odds(len(coded), unit.prior) * np.log(10))
    return x, (own[found.a] >= 0) & (own[found.a] == own[found.b]), prior


def judge(force: InventedForce, parameters: LinkageParameters) -> tuple[RankingQuality, str]:
    """Return ranking quality and calibration of one force."""
    coded = code_arrays(force.offences, force.tags, linkable(force.offences))
    scored = score_pairs(coded, force.tags, parameters, top=50)
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


def main(train: list[int], test: list[int]) -> None:
    """Fit on the forces of `train`, judge on those of `test`: half read from text, half coded without slips."""
    forces = [written_force(seed) for seed in train] + [invent_force(seed) for seed in train]
    parameters = LinkageParameters()
    ideal = np.r_[np.full(PAIRWISE, 0.7), np.full(PAIRWISE, 0.5), 0.2, 0.0]
    parts = [pairs_to_learn_from(f, parameters, k) for k, f in enumerate(forces)]
    x, y, w, o = (np.concatenate([part[k] for part in parts]) for k in range(4))
    parameters = calibrated(fit_logistic(x, y, w, o, prior_mean=ideal), parameters)
    parameters = fit_collective(forces, parameters)
    for name, chosen in parameters.calibration.items():
        print(f'    "{name}": Calibration({chosen.agree}, {chosen.disagree}),')
    print(parameters.combination, parameters.collective, parameters.prior)
    for kind in (written_force, invent_force):
        for seed in test:
            force = kind(seed)
            for name, tried in (("shipped", LinkageParameters()), ("fitted", parameters)):
                quality, bands = judge(force, tried)
                print(
                    f"{kind.__name__} {seed} {name}: recall@10 {quality.recall_at_10:.3f} "
                    f"hit@10 {quality.hit_at_10:.3f} AP {quality.average_precision:.3f}\n    {bands}"
                )


if __name__ == "__main__":
    main([11, 12, 13, 14, 15], [1, 2])
