"""`sac-dash ingest`: from files to a newly published generation. Read it as the table of contents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import polars as pl

from sac_dash.domain.progress import Progress, silent
from sac_dash.domain.quality import QualityReport
from sac_dash.ingest import IngestResult, OffenceDiff, diff_offences, ingest_files
from sac_dash.linkage.link import LinkageResult
from sac_dash.mo import Vocabulary, code_offences, load_vocabulary
from sac_dash.store import EntryKind, FrameEdit, Generation, GenerationFrames, Intent, Store
from sac_dash.workflow.case_book import case_book_of
from sac_dash.workflow.coding import CodedOffences, code_ingested
from sac_dash.workflow.decided_linking import link_decided
from sac_dash.workflow.known_series import known_series
from sac_dash.workflow.layouts_held import held_layout, hold_layout
from sac_dash.workflow.link_files import run_record
from sac_dash.workflow.link_update import LinkUpdate, find_update
from sac_dash.workflow.linking import with_kept_names, with_link_notes
from sac_dash.workflow.merging import Merged, merge_offences
from sac_dash.workflow.policing_areas import assign_policing_areas
from sac_dash.workflow.requests import LinkRequest, ReadRequest
from sac_dash.workflow.travelling_models import with_store_priors


@dataclass(frozen=True)
class IngestOutcome:
    """What an ingest found and what it changed in the store."""

    generation: Generation
    quality: QualityReport
    diff: OffenceDiff


def ingest_into_store(
    paths: Sequence[Path],
    store: Store,
    *,
    read: ReadRequest | None = None,
    link: LinkRequest | None = None,
    user: str = "analyst",
    invented: bool = False,
    progress: Progress = silent,
) -> IngestOutcome:
    """Ingest files, lay them over what is held, link everything anew and publish.

    Ingesting the same file again changes nothing but the report of the last ingest.

    Parameters
    ----------
    user
        Who is recorded in the log.
    invented
        The offences are made up: the results are labelled so, and whatever is held goes.
        Real offences likewise never join invented ones; those are cleared away.

    Raises
    ------
    SacDashError
        When a file or the mapping cannot be used, or the store is busy; nothing is changed.
    """
    read = read or ReadRequest()
    ingested = ingest_files(paths, mapping=read.mapping, options=read.options(store.home), progress=progress)
    return publish_ingested(
        ingested, paths, store, read=read, link=link, user=user, invented=invented, progress=progress
    )


def publish_ingested(
    ingested: IngestResult,
    paths: Sequence[Path],
    store: Store,
    *,
    read: ReadRequest,
    link: LinkRequest | None = None,
    user: str = "analyst",
    invented: bool = False,
    progress: Progress = silent,
) -> IngestOutcome:
    """Code what was read, lay it over what is held, link everything anew and publish once.

    The second half of :func:`ingest_into_store`; `paths` are the files as the log names them.
    """
    link = link or LinkRequest()
    vocabulary = load_vocabulary()
    coded = code_ingested(ingested, vocabulary, jobs=link.jobs, progress=progress)
    with store.drafting() as draft:
        link = with_store_priors(link, store)
        coded = replace(coded, offences=assign_policing_areas(coded.offences, store.boundaries()))
        held = _held_frames(store, invented=invented)
        diff = diff_offences(held.offences, coded.offences, held.facet_values, coded.facet_values)
        merged = _laid_over(held, coded, vocabulary, link, progress)
        known = known_series(merged.offences, link.known, held.listed_series)
        afresh = link.whole or held.offences.is_empty()
        update = None if afresh else _update(store, merged, diff, link, vocabulary)
        linked = link_decided(
            store, merged.offences, merged.tags, known, link,
            update=update, found_links=partial(draft.write_links, before=store.current()), progress=progress,
        )  # fmt: skip
        linked = with_kept_names(linked, held.members)
        coded = replace(coded, quality=with_link_notes(coded.quality, linked))
        model = run_record(linked.result.model, vocabulary, link, read)
        frames = _next_frames(merged, coded, replace(linked.result, model=model), invented=invented)
        grown = _grown_evidence(store, linked.result.added_evidence)
        frames = replace(frames, listed_series=known.listed, evidence=grown.frame)
        intent = Intent(EntryKind.INGEST, _entry(paths, coded.quality, diff, link), user)
        note = _note(coded.quality, diff, invented=invented)
        edits = {**_edits(store, held, merged, vocabulary), **grown.edits}
        generation = store.publish(frames, note, intent, edits=edits, draft=draft)
        hold_layout(store, generation.id, linked.result.laid)
    return IngestOutcome(generation, coded.quality, diff)


def is_invented(quality: Mapping[str, Any]) -> bool:
    """Return whether a generation with this quality report holds an invented force.

    Of a generation itself, ask `Generation.invented`.
    """
    return bool(quality.get("invented", False))


def _held_frames(store: Store, *, invented: bool) -> GenerationFrames:
    current = store.current()
    if current is None or invented or current.invented:
        return GenerationFrames()
    return current.frames(
        but=("links", "weighed", "chance", "series", "rejects")
    )  # all of these are made anew


def _update(
    store: Store, merged: Merged, diff: OffenceDiff, link: LinkRequest, vocabulary: Vocabulary
) -> LinkUpdate | None:
    """Return how to go on from the links held; None where all is linked anew."""
    current = store.current()
    laid = None if current is None else held_layout(store, current.id)
    return find_update(
        current, merged.offences, diff, case_book_of(store), link, vocabulary=vocabulary.version, laid=laid
    )


def _laid_over(
    held: GenerationFrames,
    coded: CodedOffences,
    vocabulary: Vocabulary,
    link: LinkRequest,
    progress: Progress,
) -> Merged:
    tags = _tags_now(held, vocabulary, link, progress)
    return merge_offences(
        Merged(held.offences, held.facet_values, tags), Merged(coded.offences, coded.facet_values, coded.tags)
    )


def _next_frames(
    merged: Merged, coded: CodedOffences, linked: LinkageResult, *, invented: bool
) -> GenerationFrames:
    return GenerationFrames(
        offences=merged.offences,
        facet_values=merged.facet_values,
        tags=merged.tags,
        links=linked.links,
        weighed=linked.weighed,
        chance=linked.chance,
        members=linked.members,
        series=linked.series,
        rejects=coded.rejects,
        model=linked.model,
        quality={**coded.quality.as_dict(), "invented": invented},
    )


@dataclass(frozen=True)
class _Grown:
    """Evidence that lies apart from its links, and how it comes from what is held; empty where links carry theirs."""

    frame: pl.DataFrame = field(default_factory=pl.DataFrame)
    edits: Mapping[str, FrameEdit] = field(default_factory=dict)


def _grown_evidence(store: Store, added: pl.DataFrame | None) -> _Grown:
    """Return the evidence held with the rows that an update adds."""
    if added is None:
        return _Grown()
    held = store.require_current()
    kept = range(held.evidence.height)
    edit = FrameEdit(held.id, (kept, added) if added.height else (kept,))
    return _Grown(edit.joined(held.evidence), {"evidence": edit})


def _edits(
    store: Store, held: GenerationFrames, merged: Merged, vocabulary: Vocabulary
) -> dict[str, FrameEdit]:
    """Return how the merged frames come from those of the generation they were laid over; none where they do not."""
    current = store.current()
    if current is None or held.offences.is_empty():
        return {}
    edits = {name: FrameEdit(current.id, pieces) for name, pieces in merged.pieces.items()}
    if held.model.get("vocabulary_version") != vocabulary.version:
        del edits["tags"]  # coded anew: they are not those of the generation before
    return edits


def _tags_now(
    held: GenerationFrames, vocabulary: Vocabulary, link: LinkRequest, progress: Progress
) -> pl.DataFrame:
    if held.offences.is_empty() or held.model.get("vocabulary_version") == vocabulary.version:
        return held.tags
    return code_offences(held.offences, held.facet_values, vocabulary, jobs=link.jobs, progress=progress)


def _note(quality: QualityReport, diff: OffenceDiff, *, invented: bool) -> str:
    files = ", ".join(source.file for source in quality.sources[:3])
    label = "Invented force" if invented else "Ingested"
    return f"{label}: {files}: {diff.line()}"


def _entry(
    paths: Sequence[Path], quality: QualityReport, diff: OffenceDiff, link: LinkRequest
) -> dict[str, Any]:
    known = {} if link.known is None else {"known": link.known.name}
    return {
        "files": [path.name for path in paths],
        "counts": asdict(quality.counts),
        "diff": diff.line(),
        **known,
    }
