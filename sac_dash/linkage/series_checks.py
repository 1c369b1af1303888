"""What is told of a suggestion beside its confidence: whether chance explains it, whether it holds.

The checks judge suggestions and never change them: which groups are shown, and in what order, rests
on confidence alone, so that an analyst sees what the checks say rather than what they left over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from sac_dash.domain.columns import SERIES_CHECKS
from sac_dash.linkage.chance_check import ChanceLevel, Evidence, hold_against, measure_chance
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.linked_rows import find_rows
from sac_dash.linkage.scoring import ScoredPairs
from sac_dash.linkage.series import SeriesFrames
from sac_dash.linkage.series_parameters import SeriesParameters
from sac_dash.linkage.stability import measure_stability


def check_series(
    found: SeriesFrames,
    coded: CodedOffences,
    pairs: ScoredPairs,
    evidence: Evidence,
    *,
    prior_log_odds: float,
    alone_log_odds: float | None = None,
    parameters: SeriesParameters,
    cannot: Sequence[tuple[int, int]] = (),
    seed: int = 0,
    level: ChanceLevel | None = None,
) -> tuple[SeriesFrames, ChanceLevel | None]:
    """Return the series with the chance check and the stability of every suggestion, and what chance alone gives.

    Parameters
    ----------
    found
        What :func:`sac_dash.linkage.series.find_series` returned.
    evidence
        Returns the ledger of any pairs of canonical positions: pairs x domains, log10 units.
    prior_log_odds
        Natural log odds of a pair before its evidence.
    alone_log_odds
        The same for evidence without what other offences say, which the chance check goes by: the level of a large
        file (:mod:`sac_dash.linkage.level`) is one of all the evidence. None where it is no other.
    cannot
        Canonical positions set apart: no resample joins them again.
    seed
        Of the shuffles and resamples.
    level
        What an earlier run of the file found chance to give; None has it measured. Not measured where nothing is
        suggested.
    """
    suggested = found.series.filter(~pl.col("known"))["series_id"].to_list()
    if not suggested:
        return found, level
    members, cores, taken = _positions(found, coded, suggested)
    alone = prior_log_odds if alone_log_odds is None else alone_log_odds
    if level is None:
        level = measure_chance(coded, evidence, alone, parameters=parameters, seed=seed)
    chance = None if level is None else hold_against(level, evidence, members, alone, parameters)
    stable = measure_stability(
        pairs, cores, prior_log_odds,
        parameters=parameters, offences=len(coded), taken=taken, cannot=cannot, seed=seed,
    )  # fmt: skip
    checks = pl.DataFrame(
        {
            "series_id": suggested,
            "chance_share": [None] * len(suggested) if chance is None else list(chance.share),
            "chance_shuffles": [None if chance is None else chance.files] * len(suggested),
            "stability": stable,
        },
        schema={"series_id": pl.String, **{k: v for k, v in SERIES_CHECKS.items() if k != "may_join"}},
    )
    order = found.series.columns
    series = found.series.drop("chance_share", "chance_shuffles", "stability")
    series = series.join(checks, on="series_id", how="left", maintain_order="left")
    return replace(found, series=series.select(order)), level


def _positions(
    found: SeriesFrames, coded: CodedOffences, suggested: list[str]
) -> tuple[list[list[int]], list[list[int]], set[int]]:
    """Return the members and the core of each suggestion and the offences of known series."""
    stated = found.members.select("row", "series_id", "role")
    place = find_rows(coded, stated["row"].to_numpy()).tolist()
    members: dict[str, list[int]] = {name: [] for name in suggested}
    cores: dict[str, list[int]] = {name: [] for name in suggested}
    taken: set[int] = set()
    for offence, name, role in zip(place, stated["series_id"], stated["role"], strict=True):
        if name not in members:
            taken.add(offence)
            continue
        members[name].append(offence)
        if role == "core":
            cores[name].append(offence)
    return [members[name] for name in suggested], [cores[name] for name in suggested], taken
