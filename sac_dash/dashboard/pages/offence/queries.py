"""What the Offence page asks: one offence, those like it, and what happened around it."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Thread
from typing import Any

import polars as pl

from sac_dash.casework import Verdict
from sac_dash.dashboard import state
from sac_dash.dashboard.state import Standing
from sac_dash.domain.tags_of import tags_of
from sac_dash.figures.place_words import place_of, premises_of
from sac_dash.store import Generation
from sac_dash.workflow.corrected_ranking import CorrectedRanking
from sac_dash.workflow.decided import corrections
from sac_dash.workflow.ranking import (
    LinkedOffences,
    RankedOffence,
    rank_similar,
    rank_unlinked,
)

FOUND_AT_MOST = 40
SIMILAR_SHOWN = 20
LATEST_SHOWN = 25
_SEARCHED = ("crime_ref", "premises_name", "town", "postcode", "address", "mo_text")


@dataclass(frozen=True)
class OffenceInHand:
    """One offence as it stands.

    `row` is its position in the offences frame, `record` that row, `tags` its codes as corrected.
    """

    row: int
    record: dict[str, Any]
    tags: pl.DataFrame
    now: Standing

    @property
    def key(self) -> str:
        """Return its key."""
        return str(self.record["offence_key"])

    def series(self) -> str | None:
        """Return the series it stands in: where it was accepted, else where it is a member."""
        accepted = self.now.book.accepted_in(self.key)
        if accepted is not None:
            return accepted
        held = self.now.series.members().filter(pl.col("offence_key") == self.key)
        return str(held["series_id"][0]) if held.height else None


def find_offence(reference: str | None) -> OffenceInHand | None:
    """Return the offence a reference (its key, or a bare reference that only one has) names."""
    now = state.standing()
    if now is None or not reference:
        return None
    offences = now.generation.offences
    rows = offences["offence_key"].eq_missing(reference).arg_true().to_list()
    rows = rows or offences["crime_ref"].eq_missing(reference).arg_true().to_list()
    if len(rows) != 1:
        return None
    tags = tags_of(now.tags, pl.Series(rows[:1]))
    return OffenceInHand(rows[0], offences.row(rows[0], named=True), tags, now)


def search_offences(now: Standing, words: str) -> list[int]:
    """Return the offences that hold every word wanted, the latest first; without words the latest of all."""
    offences = now.generation.offences
    if not words.strip():
        return _latest(now.generation)
    text = offences.select(
        pl.concat_str([pl.col(name).fill_null("") for name in _SEARCHED], separator=" ").str.to_lowercase()
    ).to_series()
    kept = pl.Series([True] * offences.height)
    for word in words.lower().split():
        kept &= text.str.contains(word, literal=True)
    found = offences.select("from_at").with_row_index("row").filter(kept)
    return found.sort("from_at", "row", descending=True).head(FOUND_AT_MOST)["row"].to_list()


@state.per_generation
def _latest(generation: Generation) -> list[int]:
    held = generation.offences.select("from_at").with_row_index("row")
    latest: list[int] = held.sort("from_at", "row", descending=True).head(LATEST_SHOWN)["row"].to_list()
    return latest


def rank(offence: OffenceInHand) -> tuple[RankedOffence, ...]:
    """Return the offences most like this one, the best first.

    Where a code was corrected this offence is weighed anew with the codes as they stand; else the run's own
    links tell.

    Raises
    ------
    UnusableInputError
        When the offence is of a class, or dated too vaguely, to be linked.
    """
    now = offence.now
    held = now.generation
    linked = LinkedOffences(held.offences, now.tags, held.link_ends, held.model, held.links_of)
    if now.book.edits:
        corrected = corrections(now.generation.offences, now.book)
        prepared = _prepared(now.generation).under(corrected, now.tags)
        return tuple(rank_unlinked(prepared, linked, offence.row, SIMILAR_SHOWN).ranked)
    return tuple(rank_similar(linked, offence.key, SIMILAR_SHOWN).ranked)


def prepare_soon(offence: OffenceInHand) -> None:
    """Prepare the generation for ranking while the analyst makes up their mind about a code.

    The first correction of a generation would else wait for it; where it is prepared nothing happens.
    """
    Thread(target=_prepared(offence.now.generation).get_ready, daemon=True).start()


@state.per_generation
def _prepared(generation: Generation) -> CorrectedRanking:
    """Return a generation as it is prepared for ranking under corrections."""
    return CorrectedRanking(
        LinkedOffences(generation.offences, generation.tags, generation.links, generation.model)
    )


def say_verdict(offence: OffenceInHand, other_key: str) -> str:
    """Return what was decided on another offence in the series this one stands in, and by whom."""
    series_id = offence.series()
    owned = offence.now.book.series.get(series_id) if series_id else None
    judgement = owned.judgements.get(other_key) if owned else None
    if judgement is None:
        return ""
    word = {Verdict.ACCEPTED: "Accepted", Verdict.POSSIBLE: "Possible", Verdict.REJECTED: "Rejected"}
    why = f": {judgement.reason}" if judgement.reason else ""
    return f"{word[judgement.verdict]} by {judgement.user}{why}"


def say_where(record: dict[str, Any]) -> str:
    """Return an offence's premises and place."""
    return f"{premises_of(record)}, {place_of(record)}"
