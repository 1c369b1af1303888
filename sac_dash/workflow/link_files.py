"""`sac-dash link`: from files to contract files, without a store. Read it as the table of contents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sac_dash import __version__
from sac_dash.domain.progress import Progress, silent
from sac_dash.domain.quality import QualityReport
from sac_dash.ingest import ingest_files
from sac_dash.linkage.link import LinkageResult, ScoredLinks
from sac_dash.mo import Vocabulary, load_vocabulary
from sac_dash.workflow.coding import CodedOffences, code_ingested
from sac_dash.workflow.contract_files import write_contract_files
from sac_dash.workflow.known_series import known_series
from sac_dash.workflow.linking import link_coded, score_coded, with_link_notes
from sac_dash.workflow.requests import LinkRequest, ReadRequest


@dataclass(frozen=True)
class LinkOutcome:
    """What one run gave: everything that was written, still in memory."""

    coded: CodedOffences
    linked: LinkageResult
    quality: QualityReport


def link_files(
    paths: Sequence[Path],
    out: Path,
    *,
    read: ReadRequest | None = None,
    link: LinkRequest | None = None,
    progress: Progress = silent,
) -> LinkOutcome:
    """Link the offences of some files and write the contract files into the folder `out`.

    Raises
    ------
    SacDashError
        When a file, the mapping or the list of known series cannot be used; nothing is written.
    """
    outcome, vocabulary = analyse_files(paths, read=read, link=link, progress=progress)
    progress("writing", 0.0)
    write_contract_files(
        out, outcome.coded, outcome.linked, outcome.quality.as_dict(), tuple(vocabulary.facets)
    )
    progress("writing", 1.0)
    return outcome


def analyse_files(
    paths: Sequence[Path],
    *,
    read: ReadRequest | None = None,
    link: LinkRequest | None = None,
    progress: Progress = silent,
) -> tuple[LinkOutcome, Vocabulary]:
    """Read, code and link some files in memory; also return the vocabulary they were coded with."""
    read, link = read or ReadRequest(), link or LinkRequest()
    vocabulary = load_vocabulary()
    coded = _read_and_code(paths, vocabulary, read, link, progress)
    known = known_series(coded.offences, link.known)
    linked = link_coded(coded.offences, coded.tags, known, link, progress)
    model = run_record(linked.result.model, vocabulary, link, read)
    return LinkOutcome(
        coded, replace(linked.result, model=model), with_link_notes(coded.quality, linked)
    ), vocabulary


def score_files(
    paths: Sequence[Path], *, read: ReadRequest, link: LinkRequest, progress: Progress = silent
) -> tuple[CodedOffences, ScoredLinks]:
    """Read, code and score some files in memory: the links of :func:`analyse_files`, without series."""
    coded = _read_and_code(paths, load_vocabulary(), read, link, progress)
    known = known_series(coded.offences, link.known)
    return coded, score_coded(coded.offences, coded.tags, known, link, progress)


def _read_and_code(
    paths: Sequence[Path], vocabulary: Vocabulary, read: ReadRequest, link: LinkRequest, progress: Progress
) -> CodedOffences:
    ingested = ingest_files(paths, mapping=read.mapping, options=read.options(), progress=progress)
    return code_ingested(ingested, vocabulary, jobs=link.jobs, progress=progress)


def run_record(
    model: dict[str, Any], vocabulary: Vocabulary, link: LinkRequest, read: ReadRequest
) -> dict[str, Any]:
    """Return the model with what else is needed to repeat the run."""
    return {
        **model,
        "sac_dash_version": __version__,
        "vocabulary_version": vocabulary.version,
        "seed": link.seed,
        "top": link.top,
        "as_of": read.today.isoformat(),
    }
