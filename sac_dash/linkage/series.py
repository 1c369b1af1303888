"""Series: groups of offences worth an analyst's look, ranked and few.

Which groups are shown matters most (design, section 9): they are ranked by a probability that the
group is one series, of its tightness and its size. Series an analyst knows stand under their own
names, are never split or merged, and use up no suggestions; other offences may be proposed to them
as periphery, and a suggestion may be said to belong to one, which the analyst then decides.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from sac_dash.domain.columns import SERIES, SERIES_CHECKS, SERIES_MEMBERS
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.kept_pairs import KeptPairs, keep_pairs
from sac_dash.linkage.parameters import PriorParameters
from sac_dash.linkage.probability import Floats, believed_probability
from sac_dash.linkage.scoring import ScoredPairs
from sac_dash.linkage.series_groups import SeriesGroup, extend_known, founding_id, suggest_groups
from sac_dash.linkage.series_parameters import SeriesParameters

_Believe = Callable[[Floats], Floats]  # natural log odds → stated probabilities

__all__ = ["SeriesFrames", "find_series", "founding_id"]


@dataclass(frozen=True)
class SeriesFrames:
    """Series and their members, as ``domain.columns`` describes them."""

    series: pl.DataFrame
    members: pl.DataFrame


def find_series(
    coded: CodedOffences,
    pairs: ScoredPairs,
    prior_log_odds: float,
    parameters: SeriesParameters,
    *,
    known: Mapping[str, Sequence[int]],
    cannot: Sequence[tuple[int, int]] = (),
    prior: PriorParameters | None = None,
) -> SeriesFrames:
    """Group scored pairs into series.

    Parameters
    ----------
    prior_log_odds
        Natural log odds of a pair before its evidence.
    known
        Canonical positions by the name of a known series.
    cannot
        Pairs of canonical positions that an analyst has set apart.
    prior
        How much of the evidence is believed where memberships are stated as probabilities.

    Returns
    -------
    Known series by name, then suggestions by rank, with the checks (``SERIES_CHECKS``) left empty
    but for `may_join`: :func:`sac_dash.linkage.series_checks.check_series` fills them.
    """
    kept = keep_pairs(
        pairs.a,
        pairs.b,
        pairs.total * math.log(10.0) + prior_log_odds,
        offences=len(coded),
        floor=parameters.absent_log_odds,
    )
    given = extend_known(coded, kept, parameters, known=known, cannot=cannot)
    taken = {offence for group in given for offence in (*group.fixed, *group.proposed)}
    suggested = suggest_groups(coded, kept, parameters, known=known, taken=taken, cannot=cannot)
    believe = partial(_believed, prior=prior or PriorParameters())
    return _frames(coded, given, suggested, kept, parameters, believe=believe)


def _frames(
    coded: CodedOffences,
    given: list[SeriesGroup],
    suggested: list[SeriesGroup],
    pairs: KeptPairs,
    parameters: SeriesParameters,
    *,
    believe: _Believe,
) -> SeriesFrames:
    """Return the groups as frames, known series first."""
    pairs = pairs.among(offence for group in given + suggested for offence in (*group.fixed, *group.proposed))
    rows = [_series_row(coded, group, None, pairs) for group in given]
    rows += [_series_row(coded, group, rank, pairs) for rank, group in enumerate(suggested, 1)]
    members = [
        row for group in given + suggested for row in _member_rows(coded, group, pairs, parameters, believe)
    ]
    return SeriesFrames(
        pl.DataFrame(rows, schema={**SERIES, **SERIES_CHECKS}, orient="row"),
        pl.DataFrame(members, schema=dict(SERIES_MEMBERS), orient="row"),
    )


def _series_row(
    coded: CodedOffences, group: SeriesGroup, rank: int | None, pairs: KeptPairs
) -> tuple[object, ...]:
    """Return one row of the series frame; known series are described by the members given."""
    inside = pairs.inside(group.fixed)
    mean = float(inside.mean()) / math.log(10.0) if len(inside) else None
    span = coded.columns("from_at", "to_at", at=np.array(group.fixed))
    return (
        group.series_id, rank, group.known, len(group.fixed), mean, group.confidence,
        span["from_at"].min(), span["to_at"].max(), group.may_join, None, None, None,
    )  # fmt: skip


def _member_rows(
    coded: CodedOffences,
    group: SeriesGroup,
    pairs: KeptPairs,
    parameters: SeriesParameters,
    believe: _Believe,
) -> list[tuple[object, ...]]:
    """Return one row for each member: certain where an analyst gave it, else by its mean link.

    Core and periphery are told by the links as they grew the group; what is stated of a member is the
    mean of the probabilities stated of its links.
    """
    rows = [coded.rows[offence].item() for offence in (*group.fixed, *group.proposed)]
    if group.known:
        certain = [(row, group.series_id, 1.0, "core") for row in rows[: len(group.fixed)]]
        probs = [_mean_link(offence, group.fixed, pairs, believe) for offence in group.proposed]
        loose = zip(rows[len(group.fixed) :], probs, strict=True)
        return [*certain, *((row, group.series_id, prob, "periphery") for row, prob in loose)]
    log_odds = pairs.square(group.fixed)
    links = 1.0 / (1.0 + np.exp(-log_odds))
    mean, stated = np.nanmean(links, axis=1), np.nanmean(believe(log_odds), axis=1)
    seed = np.unravel_index(np.nanargmax(links), links.shape)
    core = mean >= parameters.core_prob
    core[list(seed)] = True
    return [
        (row, group.series_id, float(prob), "core" if of_core else "periphery")
        for row, prob, of_core in zip(rows, stated, core, strict=True)
    ]


def _mean_link(offence: int, members: Sequence[int], pairs: KeptPairs, believe: _Believe) -> float:
    """Return the mean link probability of an offence to a group."""
    group = np.asarray(members, np.int64)
    log_odds = pairs.between(np.full(len(group), offence, np.int64), group)
    return float(np.mean(believe(log_odds)))


def _believed(log_odds: Floats, prior: PriorParameters) -> Floats:
    """Return the probabilities that natural log odds come to."""
    return believed_probability(log_odds / math.log(10.0), prior)
