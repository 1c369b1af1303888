"""From coded offences to links and series, or to a plain reason why there are none."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from sac_dash.domain import columns
from sac_dash.domain.offence_class import LINKED_CLASSES, OffenceClass
from sac_dash.domain.progress import Progress, silent
from sac_dash.domain.quality import QualityReport
from sac_dash.domain.when import WhenPrecision
from sac_dash.linkage.domains import DOMAINS
from sac_dash.linkage.link import LinkageResult, link_offences
from sac_dash.linkage.scope import linkable
from sac_dash.workflow.known_series import KnownSeries
from sac_dash.workflow.requests import LinkRequest

_NO_SERIES = "No series are suggested"


@dataclass(frozen=True)
class Linked:
    """The result of linking, and in words why it holds no series where it holds none."""

    result: LinkageResult
    notes: tuple[str, ...] = ()


def link_coded(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    known: KnownSeries,
    request: LinkRequest,
    progress: Progress = silent,
) -> Linked:
    """Score pairs and suggest series among the offences that can be linked.

    An input without two linkable offences gives empty frames and a note, never an error.
    """
    parameters = request.parameters()
    notes = _notes_on_known(known)
    if int(linkable(offences).sum()) < 2:
        reason = why_no_series(offences)
        model = {"parameters": parameters.as_dict(), "seed": request.seed, "top": request.top, "note": reason}
        return Linked(no_links(model), (*notes, reason))
    result = link_offences(
        offences,
        tags,
        parameters,
        known=known.frame,
        top=request.top,
        seed=request.seed,
        jobs=request.jobs,
        progress=progress,
    )
    if result.members.is_empty():
        notes = (*notes, f"{_NO_SERIES}: no group of offences is alike enough to be worth a look.")
    return Linked(result, notes)


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
    told = any(note.startswith(_NO_SERIES) for note in quality.notes)
    added = (note for note in linked.notes if not (told and note.startswith(_NO_SERIES)))
    return replace(quality, notes=(*quality.notes, *added))


def no_links(model: dict[str, Any]) -> LinkageResult:
    """Return a valid result without links or series."""
    evidence = {domain.column: pl.Float32 for domain in DOMAINS}
    return LinkageResult(
        links=columns.empty({**columns.LINKS, **evidence}),
        members=columns.empty(columns.SERIES_MEMBERS),
        series=columns.empty(columns.SERIES),
        model=model,
    )


def _notes_on_known(known: KnownSeries) -> tuple[str, ...]:
    if not known.absent:
        return ()
    named = ", ".join(known.absent[:5]) + (" …" if len(known.absent) > 5 else "")
    return (f"{len(known.absent):,} offences of the list of known series are not in the input: {named}",)
