"""Keep the names of series from one run to the next.

An analyst who has read "S-93A329BA" in a briefing must find it again tomorrow, also where the
night's offences shifted its edges. Within one run a name comes from the founding offence; between
runs the name goes to the new series that holds most of the old one.
"""

from __future__ import annotations

import polars as pl

from sac_dash.domain.columns import SERIES, SERIES_MEMBERS, require
from sac_dash.linkage.parameters import ContinuityParameters

_DEFAULT = ContinuityParameters()


def keep_series_ids(
    series: pl.DataFrame,
    members: pl.DataFrame,
    previous: pl.DataFrame,
    parameters: ContinuityParameters = _DEFAULT,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give suggestions the ids that their offences had in an earlier run.

    Parameters
    ----------
    series, members
        ``domain.columns.SERIES`` and ``SERIES_MEMBERS`` of the new run.
    previous
        ``SERIES_MEMBERS`` of the earlier run, by the same rows.

    Returns
    -------
    Both frames, renamed. Known series keep their own names; each id is given once, to the new
    series that shares most offences with the old one.
    """
    require(series, SERIES, "the series")
    require(members, SERIES_MEMBERS, "the members")
    suggested = series.filter(~pl.col("known"))["series_id"].to_list()
    # An id that an analyst's acceptances now hold is no suggestion's to inherit.
    known = series.filter("known")["series_id"].implode()
    inheritable = previous.filter(~pl.col("series_id").is_in(known))
    names = _inherited(suggested, members, inheritable, parameters)
    taken = set(names.values()) | set(series.filter("known")["series_id"])
    for own in suggested:
        if own not in names:
            names[own] = free_id(own, taken)
            taken.add(names[own])
    if not names:
        return series, members
    rename = pl.col("series_id").replace(names)
    return series.with_columns(rename), members.with_columns(rename)


def _inherited(
    suggested: list[str], members: pl.DataFrame, previous: pl.DataFrame, parameters: ContinuityParameters
) -> dict[str, str]:
    """Return new id → old id, the largest overlaps first."""
    sizes = dict(previous.group_by("series_id").len().iter_rows())
    shared = (
        members.filter(pl.col("series_id").is_in(suggested))
        .join(previous.select("row", old="series_id"), on="row")
        .group_by("series_id", "old")
        .len()
        .sort(["len", "old", "series_id"], descending=[True, False, False])
    )
    names: dict[str, str] = {}
    given: set[str] = set()
    for new, old, n in shared.iter_rows():
        if new not in names and old not in given and n >= parameters.kept_share * sizes[old]:
            names[new] = old
            given.add(old)
    return names


def free_id(own: str, taken: set[str]) -> str:
    """Return an id, with a letter where an inherited one already uses it."""
    for suffix in ("", *(f"-{letter}" for letter in "BCDEFGHJK")):
        if own + suffix not in taken:
            return own + suffix
    return f"{own}-{len(taken)}"
