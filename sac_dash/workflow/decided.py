"""What analysts decided, in the terms of a run: rows that belong together, rows apart, codes corrected."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from sac_dash.casework import CaseBook
from sac_dash.casework.constraints import cannot_links, must_links, turned_down
from sac_dash.mo.corrections import CORRECTIONS
from sac_dash.workflow.known_series import KnownSeries


def with_decisions(known: KnownSeries, offences: pl.DataFrame, book: CaseBook) -> KnownSeries:
    """Lay acceptances and rejections over what the force's own records say; the analyst's word stands.

    An offence accepted in a series joins it (and teaches); one rejected from a listed series leaves it.
    """
    stated = known.frame.with_columns(pl.col("series").replace(_merged_names(book)))
    keys = offences.select("offence_key").with_row_index("row")
    named = stated.join(keys, on="row", how="left")
    accepted = pl.DataFrame(
        list(must_links(book).items()),
        schema={"offence_key": pl.String, "series": pl.String},
        orient="row",
    )
    rejected = pl.DataFrame(
        sorted(turned_down(book)), schema={"offence_key": pl.String, "series": pl.String}, orient="row"
    )
    kept = named.join(rejected, on=["offence_key", "series"], how="anti").join(
        accepted, on="offence_key", how="anti"
    )
    added = keys.join(accepted, on="offence_key", how="inner")
    columns = ("row", "series")
    frame = pl.concat([kept.select(columns), added.select(columns)]).sort("row")
    return replace(known, frame=frame)


def apart_rows(offences: pl.DataFrame, book: CaseBook) -> tuple[tuple[int, int], ...]:
    """Return the pairs of rows that an analyst has set apart; offences not held are left out."""
    pairs = cannot_links(book)
    if not pairs:
        return ()
    wanted = {key for pair in pairs for key in pair}
    rows = (
        offences.select("offence_key").with_row_index("row").filter(pl.col("offence_key").is_in(list(wanted)))
    )
    row_of = dict(rows.select("offence_key", "row").iter_rows())
    return tuple((row_of[a], row_of[b]) for a, b in pairs if a in row_of and b in row_of)


def corrections(offences: pl.DataFrame, book: CaseBook) -> pl.DataFrame:
    """Return the corrected codes of the offences held (``mo.corrections.CORRECTIONS``)."""
    rows = [(key, facet, code, str(edit.state)) for (key, facet, code), edit in sorted(book.edits.items())]
    edits = pl.DataFrame(
        rows,
        schema={"offence_key": pl.String, "facet": pl.String, "code": pl.String, "state": pl.String},
        orient="row",
    )
    keys = offences.select("offence_key").with_row_index("row")
    return keys.join(edits, on="offence_key", how="inner").select(*CORRECTIONS).sort("row", "facet", "code")


def given_series(known: KnownSeries, offences: pl.DataFrame) -> dict[str, str]:
    """Return the series that the force's own records give each offence: offence key → series id."""
    keys = offences.select("offence_key").with_row_index("row")
    return dict(known.frame.join(keys, on="row", how="inner").select("offence_key", "series").iter_rows())


def _merged_names(book: CaseBook) -> dict[str, str]:
    return {
        series_id: book.leads_to(series_id)
        for series_id in book.series
        if book.leads_to(series_id) != series_id
    }
