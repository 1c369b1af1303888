"""Series suggested from scored pairs, with what chance and resampling say of them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from sac_dash.linkage.chance_check import ChanceLevel
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.domains import DOMAINS
from sac_dash.linkage.linked_rows import find_pairs
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.probability import prior_log10_odds
from sac_dash.linkage.scoring import Scales, ScoredPairs, weigh_without_others
from sac_dash.linkage.series import SeriesFrames, find_series
from sac_dash.linkage.series_checks import check_series


def suggest_series(
    coded: CodedOffences,
    scales: Scales | None,
    pairs: ScoredPairs | None,
    parameters: LinkageParameters,
    *,
    known: Mapping[str, Sequence[int]],
    cannot: Sequence[tuple[int, int]] = (),
    seed: int = 0,
    chance: ChanceLevel | None = None,
) -> tuple[SeriesFrames, ChanceLevel | None]:
    """Return the series of the scored pairs, known ones included, checked; and what chance alone gives.

    Parameters
    ----------
    scales, pairs
        None where there are fewer than two offences.
    known
        Canonical positions by the name of a known series.
    cannot
        Pairs of rows that an analyst has set apart.
    chance
        What an earlier run of the file found chance to give; None has it measured.
    """
    apart = find_pairs(coded, cannot)
    alone = math.log(10.0) * prior_log10_odds(len(coded), parameters.prior)
    prior = alone + math.log(10.0) * (pairs.level.log10 if pairs is not None else 0.0)
    found = find_series(
        coded,
        pairs if pairs is not None else _no_pairs(),
        prior,
        parameters.series,
        known=known,
        cannot=apart,
        prior=parameters.prior,
    )
    if scales is None or pairs is None:
        return found, chance
    return check_series(
        found, coded, pairs, partial(weigh_without_others, replace(scales, known=None)),
        prior_log_odds=prior, alone_log_odds=alone, parameters=parameters.series, cannot=apart, seed=seed,
        level=chance,
    )  # fmt: skip


def _no_pairs() -> ScoredPairs:
    """Return what a file of fewer than two offences scores."""
    none = np.zeros(0, np.int64)
    nothing = np.zeros(0)
    return ScoredPairs(none, none, np.zeros((0, len(DOMAINS)), np.float32), nothing, nothing, every_pair=True)
