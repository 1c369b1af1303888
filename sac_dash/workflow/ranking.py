"""`sac-dash similar`: the offences most like one, each with its ledger in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from sac_dash.domain.progress import Progress, silent
from sac_dash.linkage.ledger import Ledger, explain_link
from sac_dash.linkage.travelling_model import TravellingModel
from sac_dash.mo import load_vocabulary
from sac_dash.store import Store
from sac_dash.workflow.contract_files import several_forces
from sac_dash.workflow.link_files import analyse_files
from sac_dash.workflow.linking import why_no_series
from sac_dash.workflow.references import find_offence
from sac_dash.workflow.requests import LinkRequest, ReadRequest


@dataclass(frozen=True)
class LinkedOffences:
    """Offences with their tags, links and model; frames as in `domain.columns`."""

    offences: pl.DataFrame
    tags: pl.DataFrame
    links: pl.DataFrame
    model: dict[str, Any]


@dataclass(frozen=True)
class RankedOffence:
    """One offence of a ranking."""

    row: int
    probability: float
    log10_bayes_factor: float
    ledger: Ledger


@dataclass(frozen=True)
class Ranking:
    """The offences most like the one in row `seed`, the best first."""

    offences: pl.DataFrame
    seed: int
    ranked: tuple[RankedOffence, ...]

    def lines(self) -> list[str]:
        """Return the ranking as lines of text."""
        head = f"Offences most like {describe(self.offences, self.seed)}"
        if not self.ranked:
            return [head, "None: no other offence was scored with it. " + why_no_series(self.offences)]
        return [
            head,
            *(line for place, each in enumerate(self.ranked, 1) for line in self._lines_of(place, each)),
        ]

    def _lines_of(self, place: int, each: RankedOffence) -> list[str]:
        title = f"{place:>3}. {describe(self.offences, each.row)}"
        score = f"     {each.probability:.1%} probable, log10 Bayes factor {each.log10_bayes_factor:+.2f}"
        return ["", title, score, *(f"     {line}" for line in ledger_lines(each.ledger))]


def from_files(
    files: Sequence[Path],
    *,
    read: ReadRequest,
    top: int,
    jobs: int | None = None,
    priors: tuple[TravellingModel, ...] = (),
    progress: Progress = silent,
) -> LinkedOffences:
    """Read and link files in memory; `priors` are models of other forces to start from."""
    link = LinkRequest(top=top, jobs=jobs, priors=priors)
    outcome, _ = analyse_files(files, read=read, link=link, progress=progress)
    return LinkedOffences(
        outcome.coded.offences, outcome.coded.tags, outcome.linked.links, outcome.linked.model
    )


def from_store(store: Store) -> LinkedOffences:
    """Return what the store holds."""
    generation = store.require_current()
    return LinkedOffences(generation.offences, generation.tags, generation.links, generation.model)


def rank_similar(linked: LinkedOffences, reference: str, top: int = 20) -> Ranking:
    """Rank the `top` offences most like the one that `reference` (``REF`` or ``FORCE:REF``) names.

    Raises
    ------
    UnusableInputError, AmbiguousReferenceError
        When the reference names no offence, or several.
    """
    seed = find_offence(linked.offences, reference)
    involved = linked.links.filter((pl.col("row_a") == seed) | (pl.col("row_b") == seed))
    best = involved.sort("log10_bayes_factor", "row_a", "row_b", descending=[True, False, False]).head(top)
    ranked = tuple(_explained(linked, seed, link) for link in best.iter_rows(named=True))
    return Ranking(linked.offences, seed, ranked)


def describe(offences: pl.DataFrame, row: int) -> str:
    """Return an offence in one line: reference, day, premises, place."""
    offence = offences.row(row, named=True)
    name = offence["offence_key"] if several_forces(offences) else offence["crime_ref"]
    place = ", ".join(offence[name] for name in ("premises_name", "premises_type", "town") if offence[name])
    return " · ".join(part for part in (name, f"{offence['from_at']:%d %b %Y}", place) if part)


def ledger_lines(ledger: Ledger) -> list[str]:
    """Return a ledger as lines: what speaks for, against, for neither much, and what is unknown.

    The numbers add up to the score: what weighs little, and the correction for what goes together
    anyway, are said too.
    """
    lines = []
    slight = tuple(line for line in ledger.of("neutral") if round(line.log10, 2))
    for title, side in (("For", ledger.of("for")), ("Against", ledger.of("against")), ("Neither", slight)):
        lines += [f"{title:<8} {line.log10:+5.2f}  {line.label}: {line.words}" for line in side]
    unknown = ", ".join(line.label.lower() for line in ledger.of("unknown"))
    return [*lines, f"Unknown         {unknown}"] if unknown else lines


def _explained(linked: LinkedOffences, seed: int, link: dict[str, Any]) -> RankedOffence:
    other = link["row_b"] if link["row_a"] == seed else link["row_a"]
    ledger = explain_link(
        linked.offences,
        linked.tags,
        link,
        linked.model,
        labels=load_vocabulary().labels(),
        links=linked.links,
    )
    return RankedOffence(int(other), float(link["probability"]), float(link["log10_bayes_factor"]), ledger)
