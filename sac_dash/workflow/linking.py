"""From coded offences to links and series, or to a plain reason why there are none."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

import polars as pl

from sac_dash.domain.offence_class import LINKED_CLASSES, OffenceClass
from sac_dash.domain.progress import Progress, silent
from sac_dash.domain.quality import QualityReport
from sac_dash.domain.when import WhenPrecision
from sac_dash.ingest.normalisation import MONTH_NOTE
from sac_dash.linkage.candidates import SearchPieces, search_here
from sac_dash.linkage.link import LinkageResult, ScoredLinks, link_offences, score_offences
from sac_dash.linkage.model_pooling import named_priors
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.series_continuity import keep_series_ids
from sac_dash.linkage.update import FoundLinks, update_links
from sac_dash.workflow.frugal_progress import letting_go
from sac_dash.workflow.known_series import KnownSeries
from sac_dash.workflow.link_update import LinkUpdate
from sac_dash.workflow.requests import LinkRequest

_NO_SERIES = "No series are suggested"
_NONE_ALIKE = f"{_NO_SERIES}: no group of offences is alike enough to be worth a look."


@dataclass(frozen=True)
class Linked:
    """The result of linking, what is to be said of it, and why it holds no series where it holds none."""

    result: LinkageResult
    notes: tuple[str, ...] = ()
    no_series_reason: str | None = None


def link_coded(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    known: KnownSeries,
    request: LinkRequest,
    progress: Progress = silent,
    *,
    apart: Sequence[tuple[int, int]] = (),
    update: LinkUpdate | None = None,
    found_links: FoundLinks | None = None,
) -> Linked:
    """Score pairs and suggest series among the offences that can be linked; `apart` are rows set apart.

    With an `update` only what is new is scored, and `found_links` is told the links before series are grown. An input
    without two linkable offences gives empty frames and a note, never an error.
    """
    notes = (*_notes_on_known(known, offences), *_notes_on_priors(request))
    if update is not None:
        result = _updated(
            offences, tags, known, request, progress, apart=apart, update=update, found_links=found_links
        )
    else:
        result = _linked_whole(offences, tags, known, request, progress, apart=apart)
    if int(linkable(offences).sum()) < 2:
        reason = why_no_series(offences)
        return Linked(replace(result, model={**result.model, "note": reason}), notes, reason)
    return Linked(result, notes, _NONE_ALIKE if result.members.is_empty() else None)


def _linked_whole(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    known: KnownSeries,
    request: LinkRequest,
    progress: Progress,
    *,
    apart: Sequence[tuple[int, int]],
) -> LinkageResult:
    parameters = request.parameters()
    with _searching(request) as search:
        return link_offences(
            offences,
            tags,
            parameters,
            known=known.frame,
            cannot=apart,
            priors=named_priors(request.priors, parameters),
            top=request.top,
            seed=request.seed,
            jobs=request.jobs,
            progress=letting_go(progress),
            search=search,
        )


def _updated(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    known: KnownSeries,
    request: LinkRequest,
    progress: Progress,
    *,
    apart: Sequence[tuple[int, int]],
    update: LinkUpdate,
    found_links: FoundLinks | None,
) -> LinkageResult:
    return update_links(
        offences,
        tags,
        update.parameters,
        update.before,
        update.new_rows,
        read_rows=update.read_rows,
        known=known.frame,
        cannot=apart,
        top=request.top,
        seed=request.seed,
        jobs=request.jobs,
        progress=progress,
        found_links=found_links,
    )


def score_coded(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    known: KnownSeries,
    request: LinkRequest,
    progress: Progress = silent,
) -> ScoredLinks:
    """Score pairs as :func:`link_coded` does, without series: no links where fewer than two can be linked."""
    parameters = request.parameters()
    with _searching(request) as search:
        return score_offences(
            offences,
            tags,
            parameters,
            known=known.frame,
            priors=named_priors(request.priors, parameters),
            top=request.top,
            seed=request.seed,
            jobs=request.jobs,
            progress=letting_go(progress),
            search=search,
        )


def _searching(request: LinkRequest) -> AbstractContextManager[SearchPieces]:
    """Return who does the search: this process, or the cluster asked for."""
    if request.cluster is None:
        return nullcontext(search_here)
    from sac_dash.workflow.cluster_search import searching

    return searching(request.cluster)


def with_kept_names(linked: Linked, previous_members: pl.DataFrame) -> Linked:
    """Give suggestions the names their offences had in the generation before, whose rows are the same."""
    if previous_members.is_empty() or linked.result.series.is_empty():
        return linked
    series, members = keep_series_ids(linked.result.series, linked.result.members, previous_members)
    return replace(linked, result=replace(linked.result, series=series, members=members))


def why_no_series(offences: pl.DataFrame) -> str:
    """Return in words why nothing among `offences` can be linked."""
    lead = f"{_NO_SERIES}: "
    if offences.is_empty():
        return lead + "no offence was accepted."
    linked = offences.filter(pl.col("offence_class").is_in([str(each) for each in LINKED_CLASSES]))
    if linked.height >= 2 and (linked["when_precision"] == WhenPrecision.MONTH).all():
        return lead + "the source gives only the month of each offence; it serves trends and maps."
    if (offences["offence_class"] == OffenceClass.OTHER).all():
        return lead + (
            f"the source does not tell commercial burglary from residential ({offences.height:,} offences are held "
            "as undivided); it serves trends and maps."
        )
    return (
        lead
        + f"{linked.height:,} of {offences.height:,} offences are of a class that is linked; two are needed."
    )


def with_link_notes(quality: QualityReport, linked: Linked) -> QualityReport:
    """Return the quality report with what linking has to say; why there are no series is said once."""
    reason = linked.no_series_reason
    if reason is not None and MONTH_NOTE in quality.notes:
        reason = MONTH_NOTE  # reading the source has said it already, and says it better
    said = (*quality.notes, *linked.notes, *((reason,) if reason else ()))
    return replace(quality, notes=tuple(dict.fromkeys(said)), no_series_reason=reason)


def _notes_on_known(known: KnownSeries, offences: pl.DataFrame) -> tuple[str, ...]:
    """Return in words which offences of known series cannot take part."""
    notes: tuple[str, ...] = ()
    if known.absent:
        named = ", ".join(known.absent[:5]) + (" …" if len(known.absent) > 5 else "")
        notes = (f"{len(known.absent):,} offences of the list of known series are not in the input: {named}",)
    idle = known.frame.height - int(linkable(offences).gather(known.frame["row"]).sum() or 0)
    if idle:
        notes += (f"{idle:,} offences of known series are of a class, or dated too vaguely, to be linked.",)
    return notes


def _notes_on_priors(request: LinkRequest) -> tuple[str, ...]:
    if not request.priors:
        return ()
    named = ", ".join(f"“{model.name}”" for model in request.priors)
    mean = " (their mean, weighted by the series that taught each)" if len(request.priors) > 1 else ""
    return (f"Models of other forces to start from: {named}{mean}",)
