"""Whether what came in can be laid over the links held, or everything has to be linked anew.

A large file is linked anew in minutes; fifty offences more are laid over it in seconds. That is sound only where
nothing else has changed: the same method asked in the same way, the same vocabulary. What does not fit is linked
anew without a word, and the model says which it was (``model["linking"]``).
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

import polars as pl

from sac_dash.casework import CaseBook
from sac_dash.ingest import OffenceDiff
from sac_dash.linkage.domains import DOMAINS
from sac_dash.linkage.laid_out import LaidOut
from sac_dash.linkage.parameter_values import own_values, parameters_from
from sac_dash.linkage.parameters import LinkageParameters
from sac_dash.linkage.scope import linkable
from sac_dash.linkage.update import LinkedBefore
from sac_dash.store import Generation
from sac_dash.workflow.decided import corrections
from sac_dash.workflow.requests import LinkRequest

METHOD = 3
"""Raised when the score changes: links of another method are not gone on from."""
MOST_SHARE = 0.02
"""Share of the offences that may be new: with more, linking anew is nearly as quick and counts base rates anew."""


@dataclass(frozen=True)
class LinkUpdate:
    """What an update starts from.

    Parameters
    ----------
    before
        Links, weighed pairs and model held.
    parameters
        Weights as the last whole run had them.
    new_rows
        Rows of the merged offences of which anything is new.
    read_rows
        Those that were read anew, with codes as corrected, whether anything is new or not.
    since
        Id of the generation that was linked whole.
    updates
        Offences laid over it so far, these included.
    """

    before: LinkedBefore
    parameters: LinkageParameters
    new_rows: tuple[int, ...]
    read_rows: tuple[int, ...]
    since: str
    updates: int


def find_update(
    held: Generation | None,
    offences: pl.DataFrame,
    diff: OffenceDiff,
    book: CaseBook,
    request: LinkRequest,
    *,
    vocabulary: str,
    laid: LaidOut | None = None,
) -> LinkUpdate | None:
    """Return how to go on from what is held, or None where everything has to be linked anew.

    Parameters
    ----------
    held
        What `offences` were laid over, in whose rows they stand; None where nothing was.
    offences
        Held and incoming offences as one.
    vocabulary
        Version of the MO vocabulary in use.
    laid
        The offences of `held` as they were laid out to be linked, where this process still has that.
    """
    if held is None or held.rows("weighed") == 0 or not _alike(held.model, request, vocabulary):
        return None
    fixed = request.parameters()
    count = int(linkable(offences).sum())
    if count <= fixed.reach.every_pair_up_to:
        return None
    corrected = corrected_codes(offences, book)
    was: Mapping[str, str] = held.model["linking"]["corrected"]
    touched = {key for key in corrected.keys() | was.keys() if corrected.get(key) != was.get(key)}
    rows = _rows_of(offences, {*touched, *diff.new, *diff.changed["offence_key"]})
    if len(rows) > MOST_SHARE * count or held.evidence.columns != [domain.column for domain in DOMAINS]:
        return None
    learned = parameters_from(own_values(held.model["parameters"]), "the model held")
    return LinkUpdate(
        LinkedBefore(held.placed_links, held.evidence, held.weighed, held.chance, held.model, laid),
        replace(learned, reach=fixed.reach, series=fixed.series, candidates=fixed.candidates),
        rows,
        tuple(sorted({*rows, *_rows_of(offences, diff.unchanged)})),
        held.model["linking"]["since"] or held.id,
        held.model["linking"]["updates"] + len(rows),
    )


def linking_record(
    request: LinkRequest, offences: pl.DataFrame, book: CaseBook, update: LinkUpdate | None
) -> dict[str, Any]:
    """Return what the next ingest needs to know of how links were made (``model["linking"]``)."""
    return {
        "asked": _asked(request),
        "corrected": corrected_codes(offences, book),
        "since": None if update is None else update.since,
        "updates": 0 if update is None else update.updates,
    }


def corrected_codes(offences: pl.DataFrame, book: CaseBook) -> dict[str, str]:
    """Return a digest of the corrected codes of each offence that has any."""
    rows = corrections(offences, book)
    keys = offences["offence_key"].gather(rows["row"])
    said: dict[str, list[str]] = {}
    for key, *stated in zip(keys, *(rows[name] for name in ("facet", "code", "state")), strict=True):
        said.setdefault(key, []).append("|".join(map(str, stated)))
    return {
        key: hashlib.sha256("\n".join(sorted(each)).encode()).hexdigest()[:16] for key, each in said.items()
    }


def _alike(model: Mapping[str, Any], request: LinkRequest, vocabulary: str) -> bool:
    """Say whether the links held were asked for in the same way and read with the same vocabulary."""
    linking = model.get("linking")
    return (
        linking is not None
        and model.get("rates") is not None
        and linking["asked"] == _asked(request)
        and model.get("vocabulary_version") == vocabulary
    )


def _asked(request: LinkRequest) -> dict[str, Any]:
    """Return what a request asks of linking, as plain values."""
    fixed = request.parameters()
    return {
        "method": METHOD,
        "top": request.top,
        "seed": request.seed,
        "suggestions": fixed.series.max_suggestions,
        "min_probability": fixed.reach.min_probability,
        "reach": [fixed.reach.local_km, fixed.reach.local_days, fixed.reach.national_days],
        "deeper": [fixed.reach.slack_log10, fixed.reach.rise_share],
        "models": [model.checksum for model in request.priors],
    }


def _rows_of(offences: pl.DataFrame, keys: Collection[str]) -> tuple[int, ...]:
    """Return the rows of some offences."""
    wanted = pl.Series(sorted(keys), dtype=pl.String).implode()
    return tuple(offences["offence_key"].is_in(wanted).arg_true().to_list())
