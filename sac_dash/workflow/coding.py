"""From ingested offences to coded ones: tags, refined classes, and the quality report that follows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl

from sac_dash.domain.columns import OFFENCES, TAGS, require
from sac_dash.domain.progress import Progress, silent
from sac_dash.domain.quality import QualityReport
from sac_dash.ingest import IngestResult
from sac_dash.mo import Vocabulary, code_offences, refine_classes


@dataclass(frozen=True)
class CodedOffences:
    """Offences with what their text and columns say of the modus operandi.

    Frames as in `domain.columns`; `tags` refers to rows of `offences`.
    """

    offences: pl.DataFrame
    facet_values: pl.DataFrame
    tags: pl.DataFrame
    rejects: pl.DataFrame
    quality: QualityReport


def code_ingested(
    ingested: IngestResult, vocabulary: Vocabulary, *, jobs: int | None = None, progress: Progress = silent
) -> CodedOffences:
    """Code what was ingested; a burglary whose text tells of an ATM becomes an ATM attack."""
    offences = require(ingested.offences, OFFENCES, "ingested offences")
    tags = require(
        code_offences(offences, ingested.facet_values, vocabulary, jobs=jobs, progress=progress), TAGS, "tags"
    )
    settled = {source.file for source in ingested.quality.sources if source.class_settled}
    refined = refine_classes(offences, tags, settled)
    quality = replace(ingested.quality, by_class=count_classes(refined))
    return CodedOffences(refined, ingested.facet_values, tags, ingested.rejects, quality)


def count_classes(offences: pl.DataFrame) -> dict[str, int]:
    """Return offence class → number of offences, the most frequent first."""
    counted = offences["offence_class"].value_counts(sort=True)
    return {str(name): int(n) for name, n in counted.iter_rows()}
