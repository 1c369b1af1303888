"""Pairs to learn from: what each says in each domain before anything is weighed, and whether it is linked.

The product learns from the series a force knows; the prior it ships with was taught in the same way,
by the same code, on invented forces (``benchmarks/linkage_priors``). Every pair is described by raw
evidence, so that what is learned is how much each kind of evidence counts and never how rare a code
was in the file it was learned from.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.linkage import kernels
from sac_dash.linkage.candidates import Candidates, find_candidates
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.combination import combination_evidence
from sac_dash.linkage.domains import DOMAIN_INDEX, DOMAINS, PAIRWISE, domain_of_facet
from sac_dash.linkage.mo_wording import wording_evidence
from sac_dash.linkage.parameters import Calibration, LinkageParameters
from sac_dash.linkage.records import build_records

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]
Flags = NDArray[np.bool_]

UNWEIGHED = Calibration(1.0, 1.0, -9.0, 9.0)
"""Raw evidence: nothing is taken off it, nothing caps it."""

FIRST_FACET_DOMAIN = DOMAIN_INDEX["premises"]
"""The domains before this one are about place and time; this one and those after it add up facets."""


@dataclass(frozen=True)
class TeachingPairs:
    """Pairs, what they say and what they are.

    Parameters
    ----------
    a, b
        Canonical positions, ``a < b``.
    domains
        Raw evidence of the pairwise domains: pairs x ``PAIRWISE``, log10 units.
    facets
        Raw evidence of each facet of `names`: pairs x facets, log10 units.
    extra
        Raw evidence of combination and of wording: pairs x 2.
    names
        The file's facets, in the order of the columns of `facets`.
    linked
        Whether the two are of one series.
    weight
        How many pairs of the file each stands for.
    """

    a: Pairs
    b: Pairs
    domains: Floats
    facets: Floats
    extra: Floats
    names: tuple[str, ...]
    linked: Flags
    weight: Floats

    def __len__(self) -> int:
        """Return the number of pairs."""
        return len(self.a)

    def only(self, chosen: Flags) -> TeachingPairs:
        """Return the pairs marked in `chosen`."""
        return TeachingPairs(
            self.a[chosen], self.b[chosen], self.domains[chosen], self.facets[chosen], self.extra[chosen],
            self.names, self.linked[chosen], self.weight[chosen],
        )  # fmt: skip


def unweighed(parameters: LinkageParameters) -> LinkageParameters:
    """Return `parameters` with every domain and facet counted in full."""
    return replace(
        parameters,
        calibration={domain.name: UNWEIGHED for domain in DOMAINS},
        facets=replace(parameters.facets, agree={}, disagree={}),
        combination=replace(parameters.combination, weight=1.0, limit_log10=9.0),
        text=replace(parameters.text, log10_per_cosine=1.0),
    )


def teaching_pairs(
    coded: CodedOffences,
    tags: pl.DataFrame,
    series: Pairs,
    parameters: LinkageParameters,
    *,
    candidates: int,
    sample: int,
    seed: int,
) -> TeachingPairs:
    """Return pairs of which at least one offence is of a known series.

    Parameters
    ----------
    series
        Number of each offence's series, by canonical position; -1 where none is known.
    parameters
        They choose the candidates; what is returned is unweighed.
    candidates
        Best partners of each offence that are taken: the pairs that are hard to tell.
    sample
        Pairs drawn from all the others; each stands for its share of them.
    seed
        Of the draw.
    """
    given = np.flatnonzero(series >= 0)
    n = len(coded)
    code, weight = _chosen_pairs(
        coded, given, series, parameters, candidates=candidates, sample=sample, seed=seed
    )
    a, b = code // n, code % n
    domains, facets, extra = _raw_evidence(coded, tags, a, b, unweighed(parameters))
    linked = (series[a] >= 0) & (series[a] == series[b])
    return TeachingPairs(a, b, domains, facets, extra, tuple(f.name for f in coded.facets), linked, weight)


def _chosen_pairs(
    coded: CodedOffences,
    given: Pairs,
    series: Pairs,
    parameters: LinkageParameters,
    *,
    candidates: int,
    sample: int,
    seed: int,
) -> tuple[Pairs, Floats]:
    """Return the pairs to learn from, each as one number, and how many pairs each stands for."""
    n = len(coded)
    records, tables = build_records(coded, parameters)
    found = find_candidates(records, tables, parameters, keep=candidates)
    touching = (series[found.a] >= 0) | (series[found.b] >= 0)
    hard = np.union1d(found.a[touching] * n + found.b[touching], _linked_pairs(given, series, n))
    rng = np.random.default_rng(seed)
    one, other = given[rng.integers(0, len(given), sample)], rng.integers(0, n, sample)
    once = (series[other] < 0) | (
        rng.random(sample) < 0.5
    )  # a pair of two known ones can be drawn from either end
    one, other = one[once], other[once]
    low, high = np.minimum(one, other), np.maximum(one, other)
    rest = np.setdiff1d(low[low < high] * n + high[low < high], hard)
    every = len(given) * (n - len(given)) + len(given) * (len(given) - 1) // 2
    share = max(every - len(hard), 0) / max(len(rest), 1)
    return np.r_[hard, rest], np.r_[np.ones(len(hard)), np.full(len(rest), share)]


def _linked_pairs(given: Pairs, series: Pairs, n: int) -> Pairs:
    """Return every pair of offences of one series, each as one number."""
    found: list[Pairs] = [np.zeros(0, np.int64)]
    for number in np.unique(series[given]):
        members = given[series[given] == number]
        left, right = np.triu_indices(len(members), 1)
        found.append(members[left] * n + members[right])
    return np.concatenate(found)


def _raw_evidence(
    coded: CodedOffences, tags: pl.DataFrame, a: Pairs, b: Pairs, raw: LinkageParameters
) -> tuple[Floats, Floats, Floats]:
    """Return raw evidence by pairwise domain, by facet, and of combination and wording."""
    records, tables = build_records(coded, raw)
    width = FIRST_FACET_DOMAIN + len(coded.facets)
    apart = tables._replace(
        facet_domain=np.arange(FIRST_FACET_DOMAIN, width, dtype=np.int64),
        calibration=np.tile([1.0, 1.0, -9.0, 9.0], (width, 1)),
    )
    each = kernels.pair_evidence(records, apart, width, a, b)
    facets = each[:, FIRST_FACET_DOMAIN:]
    domains = np.zeros((len(a), PAIRWISE))
    domains[:, :FIRST_FACET_DOMAIN] = each[:, :FIRST_FACET_DOMAIN]
    for column, facet in enumerate(coded.facets):
        domains[:, DOMAIN_INDEX[domain_of_facet(facet.name)]] += facets[:, column]
    found = Candidates(a, b, every_pair=True)
    extra = np.column_stack(
        [
            combination_evidence(coded, tables, found.a, found.b, raw.combination),
            wording_evidence(coded, tags, found.a, found.b, raw.text),
        ]
    )
    return domains, facets, extra
