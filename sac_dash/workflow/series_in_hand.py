"""Series as they stand in a store: the last run under what analysts decided, by row of its offences."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sac_dash.casework import CaseBook
from sac_dash.casework.standing import MEMBERS, SERIES_NOW, series_now
from sac_dash.mo import load_vocabulary
from sac_dash.mo.corrections import correct_tags
from sac_dash.store import Generation
from sac_dash.workflow.decided import corrections, given_series
from sac_dash.workflow.known_series import known_series

# One row = one offence in one series as it stands; `row` is null where the offence is not held (any more).
PLACED = {"row": pl.UInt32, **SERIES_NOW}


@dataclass(frozen=True)
class SeriesInHand:
    """Every series as it stands.

    Parameters
    ----------
    placed
        ``PLACED``: rejected and proposed offences included.
    series
        One row per series on record, decided on by somebody, or with at least two members: `series_id`,
        `rank` (of the run; null for series in hand or on record), `known` (on record), `owned`
        (somebody decided on it), `members`, `accepted`, `proposed`, `first_at`, `last_at`, and
        of the run's row `confidence`, `may_join`, `chance_share`, `chance_shuffles`, `stability`.
    """

    placed: pl.DataFrame
    series: pl.DataFrame

    def members(self) -> pl.DataFrame:
        """Return the offences that count as members and are held: accepted, possible, suggested."""
        return self.placed.filter(
            pl.col("standing").is_in([str(each) for each in MEMBERS]) & pl.col("row").is_not_null()
        )


def series_in_hand(generation: Generation, book: CaseBook) -> SeriesInHand:
    """Return the series of a generation under the decisions of a case book."""
    known = known_series(generation.offences, None, generation.listed_series)
    keys = generation.offences.select("offence_key").with_row_index("row")
    suggested = generation.members.join(keys, on="row", how="inner")
    given = given_series(known, generation.offences)
    now = series_now(suggested, given, book)
    placed = now.join(keys, on="offence_key", how="left", maintain_order="left").select(*PLACED)
    return SeriesInHand(placed, _series(generation, placed, book, sorted(set(given.values()))))


def tags_in_hand(generation: Generation, book: CaseBook) -> pl.DataFrame:
    """Return the codes of a generation with the corrections of a case book (``TAGS``)."""
    return correct_tags(generation.tags, corrections(generation.offences, book), load_vocabulary())


def _series(
    generation: Generation, placed: pl.DataFrame, book: CaseBook, on_record: list[str]
) -> pl.DataFrame:
    """Return one row per series, as :class:`SeriesInHand` says."""
    dates = generation.offences.select("from_at", "to_at").with_row_index("row")
    member = pl.col("standing").is_in([str(each) for each in MEMBERS])
    counted = (
        placed.join(dates, on="row", how="left")
        .group_by("series_id", maintain_order=True)
        .agg(
            members=member.sum().cast(pl.UInt32),
            accepted=(pl.col("standing") == "accepted").sum().cast(pl.UInt32),
            proposed=(pl.col("standing") == "proposed").sum().cast(pl.UInt32),
            first_at=pl.col("from_at").filter(member).min(),
            last_at=pl.col("to_at").filter(member).max(),
        )
    )
    columns = (
        "series_id",
        "rank",
        "known",
        "confidence",
        "may_join",
        "chance_share",
        "chance_shuffles",
        "stability",
    )
    run = _with_checks(generation.series).select(columns)
    owned = list(book.standing())
    return (
        counted.join(run, on="series_id", how="left", maintain_order="left")
        .with_columns(known=pl.col("known").fill_null(value=False), owned=pl.col("series_id").is_in(owned))
        .with_columns(known=pl.col("known") & ~(pl.col("owned") & ~pl.col("series_id").is_in(on_record)))
        .with_columns(rank=pl.when(pl.col("owned") | pl.col("known")).then(None).otherwise("rank"))
        .filter((pl.col("members") >= 2) | pl.col("owned") | pl.col("known"))
    )


def _with_checks(series: pl.DataFrame) -> pl.DataFrame:
    """Return the run's series with the columns of the checks, null where the run made none."""
    wanted = {
        "may_join": pl.String,
        "chance_share": pl.Float64,
        "chance_shuffles": pl.UInt32,
        "stability": pl.Float64,
    }
    missing = [
        pl.lit(None, dtype).alias(name) for name, dtype in wanted.items() if name not in series.columns
    ]
    return series.with_columns(missing)
