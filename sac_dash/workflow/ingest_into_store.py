"""`sac-dash ingest`: from files to a newly published generation. Read it as the table of contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from sac_dash.domain.progress import Progress, silent
from sac_dash.domain.quality import QualityReport
from sac_dash.ingest import OffenceDiff, diff_offences, ingest_files
from sac_dash.mo import Vocabulary, code_offences, load_vocabulary
from sac_dash.store import EntryKind, Generation, GenerationFrames, Store
from sac_dash.workflow.coding import CodedOffences, code_ingested
from sac_dash.workflow.known_series import known_series
from sac_dash.workflow.link_files import run_record
from sac_dash.workflow.linking import link_coded
from sac_dash.workflow.merging import Merged, merge_offences
from sac_dash.workflow.policing_areas import assign_policing_areas
from sac_dash.workflow.requests import LinkRequest, ReadRequest


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
    replace_held: bool = False,
    progress: Progress = silent,
) -> IngestOutcome:
    """Ingest files, lay them over what is held, link everything anew and publish.

    Ingesting the same file again changes nothing but the report of the last ingest.

    Parameters
    ----------
    replace_held
        Start from an empty state in place of what is held (the demo force does).
    user
        Who is recorded in the log.

    Raises
    ------
    SacDashError
        When a file or the mapping cannot be used, or the store is busy; nothing is changed.
    """
    read, link = read or ReadRequest(), link or LinkRequest()
    vocabulary = load_vocabulary()
    ingested = ingest_files(paths, mapping=read.mapping, options=read.options(), progress=progress)
    coded = code_ingested(ingested, vocabulary, jobs=link.jobs, progress=progress)
    with store.writing():
        coded = replace(coded, offences=assign_policing_areas(coded.offences, store.boundaries()))
        held = _held_frames(store, replace_held=replace_held)
        diff = diff_offences(held.offences, coded.offences)
        frames = _next_frames(held, coded, vocabulary, read, link, progress)
        generation = store.publish(frames, _note(coded.quality, diff))
        store.decisions.append(EntryKind.INGEST, _entry(paths, coded.quality, diff, generation), user)
    return IngestOutcome(generation, coded.quality, diff)


def _held_frames(store: Store, *, replace_held: bool) -> GenerationFrames:
    current = None if replace_held else store.current()
    return GenerationFrames() if current is None else current.frames()


def _next_frames(
    held: GenerationFrames,
    coded: CodedOffences,
    vocabulary: Vocabulary,
    read: ReadRequest,
    link: LinkRequest,
    progress: Progress,
) -> GenerationFrames:
    merged = merge_offences(
        Merged(held.offences, held.facet_values, _tags_now(held, vocabulary, link, progress)),
        Merged(coded.offences, coded.facet_values, coded.tags),
    )
    known = known_series(merged.offences, link.known)
    linked = link_coded(merged.offences, merged.tags, known, link, progress)
    quality = replace(coded.quality, notes=(*coded.quality.notes, *linked.notes))
    return GenerationFrames(
        offences=merged.offences,
        facet_values=merged.facet_values,
        tags=merged.tags,
        links=linked.result.links,
        members=linked.result.members,
        series=linked.result.series,
        rejects=coded.rejects,
        model=run_record(linked.result.model, vocabulary, link, read),
        quality=quality.as_dict(),
    )


def _tags_now(held: GenerationFrames, vocabulary: Vocabulary, link: LinkRequest, progress: Progress) -> Any:  # noqa: ANN401
    if held.offences.is_empty() or held.model.get("vocabulary_version") == vocabulary.version:
        return held.tags
    return code_offences(held.offences, held.facet_values, vocabulary, jobs=link.jobs, progress=progress)


def _note(quality: QualityReport, diff: OffenceDiff) -> str:
    files = ", ".join(source.file for source in quality.sources[:3])
    return f"ingested {files}: {diff.summary()}"


def _entry(
    paths: Sequence[Path], quality: QualityReport, diff: OffenceDiff, generation: Generation
) -> dict[str, Any]:
    return {
        "files": [path.name for path in paths],
        "counts": asdict(quality.counts),
        "diff": diff.summary(),
        "generation": generation.id,
    }
