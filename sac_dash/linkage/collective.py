"""Collective evidence: both offences also look like the same third one.

Keep each offence's best calibrated probabilities, make them a sparse symmetric P, and let
``H = P @ P`` count the paths of two steps (design, section 9; worth having every time there).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from sac_dash.linkage.parameters import CollectiveParameters
from sac_dash.linkage.partner_ranks import rank_within_offence
from sac_dash.linkage.sparse_rows import row_products

Floats = NDArray[np.float64]
Pairs = NDArray[np.int64]


def collective_evidence(
    a: Pairs, b: Pairs, probability: Floats, n: int, parameters: CollectiveParameters
) -> Floats:
    """Return each pair's collective evidence, log10 units.

    Parameters
    ----------
    a, b, probability
        Pairs and their probability before this evidence.
    n
        Offences in the file.
    """
    shared = row_products(vote_matrix(a, b, probability, n, parameters), a, b)
    return evidence_of_shared(shared, parameters)


def vote_matrix(
    a: Pairs, b: Pairs, probability: Floats, n: int, parameters: CollectiveParameters
) -> sparse.csr_array:
    """Return P: the probabilities of the pairs that vote, from either side."""
    voting = _best_pairs(a, b, probability, parameters.partners)
    left, right = (ends[voting].astype(np.int32) for ends in (a, b))
    weight = probability[voting]
    return sparse.csr_array((np.r_[weight, weight], (np.r_[left, right], np.r_[right, left])), shape=(n, n))


def evidence_of_shared(shared: Floats, parameters: CollectiveParameters) -> Floats:
    """Return the evidence of so many shared matches (entries of H), log10 units."""
    return np.asarray(parameters.gain * np.log10(1.0 + parameters.steepness * shared))


def _best_pairs(a: Pairs, b: Pairs, probability: Floats, keep: int) -> NDArray[np.bool_]:
    """Mark the pairs that are among the best `keep` of either offence."""
    rank_a, rank_b = rank_within_offence(a, b, probability)
    return np.asarray((rank_a < keep) | (rank_b < keep))
