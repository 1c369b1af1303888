"""A few offences more in a large file that is linked already: links and series without scoring the rest again.

Every pair of a new offence is weighed as a whole run would weigh it. What a pair of two held offences says stays as it
was, but for the votes of others (:mod:`sac_dash.linkage.pair_updates`): base rates are those of the run that weighed
it, and fifty offences in a million move them by less than anybody can read off. Weights are the run's too: what newly
known series teach waits for the next whole run.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.domain.columns import EVIDENCE_PLACE, OFFENCES, PLACED_LINKS, TAGS, WEIGHED_PAIRS, require
from sac_dash.domain.progress import Progress, silent
from sac_dash.linkage.chance_level import describe_level, level_frame, level_from
from sac_dash.linkage.coded_offences import CodedOffences
from sac_dash.linkage.domains import DOMAINS
from sac_dash.linkage.known_fit import number_known
from sac_dash.linkage.laid_out import LaidOut, lay_onward, lay_out
from sac_dash.linkage.level import level_of_model, with_level
from sac_dash.linkage.link import LinkageResult
from sac_dash.linkage.linked_rows import find_known, find_rows, link_frame, weighed_frame
from sac_dash.linkage.model import describe_model, rates_from
from sac_dash.linkage.pair_updates import HeldPairs, Touched, update_pairs
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.placed_evidence import PlacedEvidence
from sac_dash.linkage.running import running
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.scoring import WeighedPairs, make_scales
from sac_dash.linkage.suggested_series import suggest_series

Positions = NDArray[np.int64]
MOST_MOVED = 0.02
"""Share of the offences that are moved in between; with more, laying the file out anew is as quick."""
FoundLinks = Callable[[pl.DataFrame, pl.DataFrame], None]


@dataclass(frozen=True)
class LinkedBefore:
    """What the run before left; rows are those of the file now. Frames as in :class:`LinkageResult`.

    Parameters
    ----------
    links, evidence
        ``PLACED_LINKS``, and the rows of evidence (``evidence_<domain>``) that they name.
    laid
        The file before as it was laid out, where a process still has it.
    """

    links: pl.DataFrame
    evidence: pl.DataFrame
    weighed: pl.DataFrame
    chance: pl.DataFrame
    model: Mapping[str, Any]
    laid: LaidOut | None = None


def update_links(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    parameters: LinkageParameters,
    before: LinkedBefore,
    new_rows: Collection[int],
    *,
    read_rows: Collection[int] | None = None,
    known: pl.DataFrame | None = None,
    cannot: Sequence[tuple[int, int]] = (),
    top: int = 50,
    seed: int = 0,
    jobs: int | None = None,
    progress: Progress = silent,
    found_links: FoundLinks | None = None,
) -> LinkageResult:
    """Link a file of which some rows are new, or coded otherwise, since the run `before`.

    Parameters
    ----------
    offences, tags
        The whole file as it is now; held offences stand in the rows they had.
    parameters
        Those of the run before, as its known series taught them; the level of probabilities is its model's.
    new_rows
        Rows of the offences frame of which anything that is compared is new.
    read_rows
        These, and the rows that were read anew and say the same; None where no others were.
    known, cannot, top, seed, jobs
        As in :func:`sac_dash.linkage.link.link_offences`.
    found_links
        Told the links and the pairs that were weighed, as in :class:`LinkageResult`, before series are grown of them.

    Returns
    -------
    The same as a whole run with these weights would give, base rates of held pairs apart. Links are ``PLACED_LINKS``:
    the rows they name are those held, and after these those that are added.
    """
    require(offences, OFFENCES, "the offences")
    require(tags, TAGS, "the tags")
    require(before.links, PLACED_LINKS, "the links held")
    require(before.weighed, WEIGHED_PAIRS, "the pairs held")
    with running(jobs):
        read = new_rows if read_rows is None else read_rows
        laid = _lay_out(offences, tags, parameters, before.laid, rows=read, progress=progress)
        coded = laid.coded
        given = find_known(known, offences.height, coded)
        progress("Measuring base rates", 0.0)
        rates = rates_from(before.model["rates"])
        known_number = number_known(given, len(coded))
        judged = with_level(parameters, level_of_model(before.model))
        scales = make_scales(coded, tags, judged, known_number, rates, laid=laid)
        if known_number is not None:
            scales.need(np.flatnonzero(known_number >= 0))
        touched = _touched(coded, given, before.model.get("known_series") or {}, new_rows)
        progress("Scoring pairs", 0.0)
        pairs = update_pairs(scales, _held_pairs(coded, before), touched, top=top)
        progress("Growing series", 0.0)
        links, weighed = link_frame(coded, pairs), weighed_frame(coded, pairs)
        if found_links is not None:
            found_links(links, weighed)
        chance = level_from(before.chance, before.model)
        found, chance = suggest_series(
            coded, scales, pairs, parameters, known=given, cannot=cannot, seed=seed, chance=chance
        )
    progress("Growing series", 1.0)
    model = describe_model(
        coded,
        parameters,
        before.model["learning"],
        given,
        rates=rates,
        level=before.model.get("level") or {},
        top=top,
        seed=seed,
    )
    return LinkageResult(
        links,
        found.members,
        found.series,
        {**model, **describe_level(chance)},
        weighed,
        level_frame(chance),
        laid,
        pairs.evidence.added_frame() if isinstance(pairs.evidence, PlacedEvidence) else None,
    )


def _lay_out(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    parameters: LinkageParameters,
    before: LaidOut | None,
    *,
    rows: Collection[int],
    progress: Progress,
) -> LaidOut:
    """Lay the file out: from the one before where there is one, else anew. Both give the same."""
    keep = linkable(offences)
    progress("Reading codes", 0.0)
    few = before is not None and len(rows) <= MOST_MOVED * len(before.coded)
    onward = lay_onward(before, offences, tags, keep, rows) if before is not None and few else None
    return onward or lay_out(offences, tags, keep, parameters.combination, progress=progress)


def _touched(
    coded: CodedOffences,
    known: Mapping[str, Sequence[int]],
    known_before: Mapping[str, Sequence[int]],
    new_rows: Collection[int],
) -> Touched:
    """Return which offences are new, and whose known series has changed or has a new member."""
    asked = np.sort(_linked(coded, new_rows))
    new = set(asked.tolist())
    was = {name: set(_linked(coded, rows).tolist()) for name, rows in known_before.items()}
    now = {name: set(members) for name, members in known.items()}
    changed: set[int] = set()
    for name in was.keys() | now.keys():
        members, held = now.get(name, set()), was.get(name, set())
        if members != held or members & new:
            changed |= members | held
    reweighed = np.zeros(len(coded), bool)
    reweighed[sorted(changed)] = True
    return Touched(asked, reweighed)


def _linked(coded: CodedOffences, rows: Collection[int]) -> Positions:
    """Return the canonical positions of those rows that are linked."""
    found = find_rows(coded, np.array(sorted(rows), np.int64))
    return found[found >= 0]


def _held_pairs(coded: CodedOffences, before: LinkedBefore) -> HeldPairs:
    """Return the pairs of the run before by canonical position; those of an offence that is not linked now go."""
    weighed = before.weighed
    ends = [find_rows(coded, weighed[name].to_numpy()) for name in ("row_a", "row_b")]
    low, high = np.minimum(*ends), np.maximum(*ends)
    robbed = np.zeros(len(coded), bool)
    robbed[high[(low < 0) & (high >= 0)]] = True
    values = [weighed[name].to_numpy() for name in ("alone_log10", "log10_bayes_factor", "kept")]
    evidence = before.evidence.select(domain.column for domain in DOMAINS)
    own = np.asarray(before.links[EVIDENCE_PLACE].to_numpy(), np.uint32)
    there = low >= 0
    if there.all():
        return HeldPairs(WeighedPairs(low, high, *values), evidence, own, robbed)
    stays = WeighedPairs(low[there], high[there], *(each[there] for each in values))
    return HeldPairs(stays, evidence, own[there[values[2]]], robbed)
