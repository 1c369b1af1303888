"""Linking what a store holds under what its analysts decided."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from sac_dash.domain.progress import Progress, silent
from sac_dash.linkage.update import FoundLinks
from sac_dash.mo import load_vocabulary
from sac_dash.mo.corrections import correct_tags
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of
from sac_dash.workflow.decided import apart_rows, corrections, with_decisions
from sac_dash.workflow.known_series import KnownSeries
from sac_dash.workflow.link_update import LinkUpdate, linking_record
from sac_dash.workflow.linking import Linked, link_coded
from sac_dash.workflow.requests import LinkRequest


def link_decided(
    store: Store,
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    known: KnownSeries,
    request: LinkRequest,
    *,
    update: LinkUpdate | None = None,
    found_links: FoundLinks | None = None,
    progress: Progress = silent,
) -> Linked:
    """Score pairs and suggest series, with codes as corrected and series as decided.

    Acceptances hold offences together and teach; rejections hold them apart; what the store keeps of
    the reading itself is not changed. With an `update` only what is new is scored, and `found_links` is
    told the links as soon as they stand.
    """
    book = case_book_of(store)
    corrected = correct_tags(tags, corrections(offences, book), load_vocabulary())
    decided = with_decisions(known, offences, book)
    linked = link_coded(
        offences, corrected, decided, request, progress,
        apart=apart_rows(offences, book), update=update, found_links=found_links,
    )  # fmt: skip
    record = linking_record(request, offences, book, update)
    return replace(linked, result=replace(linked.result, model={**linked.result.model, "linking": record}))
