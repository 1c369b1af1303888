"""Files that each have a mapping of their own, added to the store in one step: all of them or none.

An upload of several exports is one thing to the analyst who dropped it. Were each published by
itself, a stop or a fault in the third would leave the first two in the store.
"""

from __future__ import annotations

from collections.abc import Sequence

from sac_dash.domain.progress import Progress, silent
from sac_dash.ingest import MappedFile, ingest_mapped
from sac_dash.store import Store
from sac_dash.workflow.ingest_into_store import IngestOutcome, publish_ingested
from sac_dash.workflow.requests import LinkRequest, ReadRequest


def ingest_groups(
    files: Sequence[MappedFile],
    store: Store,
    *,
    read: ReadRequest | None = None,
    link: LinkRequest | None = None,
    user: str = "analyst",
    progress: Progress = silent,
) -> IngestOutcome:
    """Ingest files or sheets, each by its mapping, and publish them as one generation.

    Duplicates are told across all files as within one: the first row of a reference is kept.

    Parameters
    ----------
    read
        Force, titles and the moment, for all files; its own `mapping` is not used.
    user
        Who is recorded in the log.

    Raises
    ------
    SacDashError
        When any file or mapping cannot be used, or the store is busy; nothing is changed.
    Cancelled
        When `progress` raises it; nothing is changed.
    """
    read = read or ReadRequest()
    ingested = ingest_mapped(files, options=read.options(store.home), progress=progress)
    paths = list(dict.fromkeys(each.path for each in files))
    return publish_ingested(ingested, paths, store, read=read, link=link, user=user, progress=progress)
