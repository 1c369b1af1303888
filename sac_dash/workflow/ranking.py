"""`sac-dash similar`: the offences most like one, each with its ledger in words.

What is ranked was scored before (a run's folder, the store), is scored now (files), or is one offence of a file
against a run that never saw it. Scores are always those of a run, collective evidence included.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from sac_dash.domain.british_dates import british_day
from sac_dash.domain.columns import OFFENCES, TAGS
from sac_dash.domain.errors import UnusableInputError
from sac_dash.domain.progress import Progress, silent
from sac_dash.domain.tags_of import tags_of
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.ingest import ingest_files
from sac_dash.linkage.coded_offences import FacetCode, code_arrays
from sac_dash.linkage.domains import DOMAINS
from sac_dash.linkage.ledger import Ledger, explain_link
from sac_dash.linkage.ledger_words import name_offences
from sac_dash.linkage.level import level_of_model, with_level
from sac_dash.linkage.parameter_values import own_values, parameters_from
from sac_dash.linkage.partner_ranking import PreparedFile, prepare_file, rank_against
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.travelling_model import TravellingModel
from sac_dash.mo import load_vocabulary
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of
from sac_dash.workflow.coding import code_ingested
from sac_dash.workflow.contract_files import several_forces
from sac_dash.workflow.link_files import score_files
from sac_dash.workflow.linking import why_no_series
from sac_dash.workflow.references import find_offence
from sac_dash.workflow.requests import LinkRequest, ReadRequest
from sac_dash.workflow.run_folder import read_run_folder
from sac_dash.workflow.series_in_hand import tags_in_hand

_ENDS = ("row_a", "row_b", "probability")  # what the words of a shared match are made of
KEPT_BY_LINK = LinkRequest().top
"""Best partners that `sac-dash link` keeps: a ranking of fewer has the scores of such a run."""


FindLinks = Callable[[Sequence[int]], pl.DataFrame]


@dataclass(frozen=True)
class LinkedOffences:
    """Offences with their tags, links and model; frames as in `domain.columns`.

    `find_links` gives the links of some rows, where there is a faster way to them than through all.
    """

    offences: pl.DataFrame
    tags: pl.DataFrame
    links: pl.DataFrame
    model: dict[str, Any]
    find_links: FindLinks | None = None

    def links_of(self, rows: Sequence[int]) -> pl.DataFrame:
        """Return the links that some offences have at either end: as the store finds them, else read off all."""
        if self.find_links is not None:
            return self.find_links(rows)
        wanted = pl.Series(rows, dtype=pl.UInt32).implode()
        return self.links.filter(pl.col("row_a").is_in(wanted) | pl.col("row_b").is_in(wanted))


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
        score = f"     {chance(each.probability)} probable, log10 Bayes factor {each.log10_bayes_factor:+.2f}"
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
    """Read and score files in memory, without series; `priors` are models of other forces to start from."""
    link = LinkRequest(top=max(top, KEPT_BY_LINK), jobs=jobs, priors=priors)
    coded, scored = score_files(files, read=read, link=link, progress=progress)
    return LinkedOffences(coded.offences, coded.tags, scored.links, scored.model)


def from_store(store: Store) -> LinkedOffences:
    """Return what the store holds, with codes as analysts corrected them: the links were scored on those."""
    generation = store.require_current()
    tags = tags_in_hand(generation, case_book_of(store))
    return LinkedOffences(generation.offences, tags, generation.links, generation.model, generation.links_of)


def from_run(folder: Path) -> LinkedOffences:
    """Return what `sac-dash link` wrote into `folder`; nothing is scored again.

    Raises
    ------
    UnusableInputError
        When the folder does not hold a run.
    """
    run = read_run_folder(folder)
    return LinkedOffences(run.offences, run.tags, run.links, run.model)


def rank_similar(linked: LinkedOffences, reference: str, top: int = 20) -> Ranking:
    """Rank the `top` offences most like the one that `reference` (``REF`` or ``FORCE:REF``) names.

    Raises
    ------
    UnusableInputError, AmbiguousReferenceError
        When the reference names no offence, or several.
    """
    seed = find_offence(linked.offences, reference)
    best = (
        linked.links_of([seed])
        .sort("log10_bayes_factor", "row_a", "row_b", descending=[True, False, False])
        .head(top)
    )
    return Ranking(linked.offences, seed, explained(linked, seed, best))


def rank_newcomer(
    files: Sequence[Path],
    run: LinkedOffences,
    reference: str,
    *,
    read: ReadRequest,
    top: int = 20,
    progress: Progress = silent,
) -> Ranking:
    """Rank the offences of a run most like one offence of some files that the run never saw.

    The run's own weights are used, and its links for shared matches; base rates count the newcomer as well. Where
    the run has the offence already, its own ranking is returned.

    Raises
    ------
    UnusableInputError, AmbiguousReferenceError
        When the reference names no offence of the files, or several, or that offence cannot be linked.
    """
    coded = code_ingested(
        ingest_files(files, mapping=read.mapping, options=read.options(), progress=progress),
        load_vocabulary(),
    )
    row = find_offence(coded.offences, reference)
    key = coded.offences["offence_key"][row]
    if key in run.offences["offence_key"]:
        return rank_similar(run, key, top)
    both = _with_newcomer(run, coded.offences[row], coded.tags.filter(pl.col("row") == row))
    return rank_unlinked(prepare_linked(both), both, run.offences.height, top)


def prepare_linked(linked: LinkedOffences, beside: Collection[FacetCode] = ()) -> PreparedFile:
    """Prepare linked offences, and others beside them that have no links yet, for ranking.

    `beside` are codes that none of them states and that corrections may bring.
    """
    weights = parameters_from(own_values(linked.model["parameters"]), "the run's model")
    parameters = with_level(weights, level_of_model(linked.model))
    coded = code_arrays(linked.offences, linked.tags, linkable(linked.offences), beside)
    return prepare_file(coded, linked.tags, parameters, linked.links, linked.model.get("known_series"))


def rank_unlinked(prepared: PreparedFile, linked: LinkedOffences, row: int, top: int = 20) -> Ranking:
    """Rank the offences most like the one in `row`, which may have no links.

    Parameters
    ----------
    prepared
        What `prepare_linked` made of `linked`.

    Raises
    ------
    UnusableInputError
        When the offence cannot be linked.
    """
    rows = prepared.scales.coded.rows
    position = np.flatnonzero(rows == row)
    if not len(position):
        raise UnusableInputError(
            "the offence is of a class, or dated too vaguely, to be linked",
            remedy="Choose an ATM attack or a commercial burglary whose day is known",
        )
    found = rank_against(prepared, int(position[0]), top)
    others = rows[found.partner]
    best = pl.DataFrame(
        {
            "row_a": np.minimum(others, row).astype(np.uint32),
            "row_b": np.maximum(others, row).astype(np.uint32),
            "log10_bayes_factor": found.total.astype(np.float32),
            "probability": found.probability.astype(np.float32),
            **{domain.column: found.evidence[:, k] for k, domain in enumerate(DOMAINS)},
        }
    )
    return Ranking(linked.offences, row, explained(linked, row, best, best))


def _with_newcomer(run: LinkedOffences, offence: pl.DataFrame, tags: pl.DataFrame) -> LinkedOffences:
    """Return a run with one more offence, which stands last and has no links."""
    offences = pl.concat([run.offences.select(*OFFENCES), offence.select(*OFFENCES)])
    moved = tags.with_columns(row=pl.lit(run.offences.height, pl.UInt32)).select(*TAGS)
    return LinkedOffences(offences, pl.concat([run.tags.select(*TAGS), moved]), run.links, run.model)


def describe(offences: pl.DataFrame, row: int) -> str:
    """Return an offence in one line: reference, day, premises, place."""
    offence = offences.row(row, named=True)
    name = offence["offence_key"] if several_forces(offences) else offence["crime_ref"]
    place = ", ".join(offence[name] for name in ("premises_name", "premises_type", "town") if offence[name])
    day = offence["from_at"].astimezone(ZoneInfo(SOURCE_TIMEZONE))
    return " · ".join(part for part in (name, f"{british_day(day)}", place) if part)


def chance(probability: float) -> str:
    """Return a probability as a whole per cent; nothing is said to be certain or impossible."""
    return "over 99%" if probability > 0.99 else "under 1%" if probability < 0.01 else f"{probability:.0%}"


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


def explained(
    linked: LinkedOffences, seed: int, best: pl.DataFrame, beside: pl.DataFrame | None = None
) -> tuple[RankedOffence, ...]:
    """Return the offences that the links `best` join to the one in row `seed`, each with its ledger in words.

    The words of a link look at little beside its two offences: what they do not need is left out beforehand. Links
    `beside` those of the run are looked at, too.
    """
    rows = pl.concat([best["row_a"], best["row_b"]]).unique().sort()
    near = linked.links_of(rows.to_list()).select(_ENDS)
    if beside is not None:
        near = pl.concat([near, beside.select(_ENDS)])
    few = LinkedOffences(linked.offences, tags_of(linked.tags, rows), near, linked.model)
    labels = load_vocabulary().labels()
    held = pl.concat([near["row_a"], near["row_b"], rows]).unique().to_list()
    names = dict(zip(held, name_offences(linked.offences, held), strict=True))
    return tuple(_explained(few, seed, link, labels, names) for link in best.iter_rows(named=True))


def _explained(
    linked: LinkedOffences,
    seed: int,
    link: dict[str, Any],
    labels: dict[tuple[str, str], str],
    names: dict[int, str],
) -> RankedOffence:
    other = link["row_b"] if link["row_a"] == seed else link["row_a"]
    ledger = explain_link(
        linked.offences, linked.tags, link, linked.model, labels=labels, links=linked.links, names=names
    )
    return RankedOffence(int(other), float(link["probability"]), float(link["log10_bayes_factor"]), ledger)
