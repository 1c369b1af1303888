"""Which offences were at the same premises, for a whole file at once.

:mod:`.reflex_queries` answers it for one offence and errs on the side of showing too much: an analyst
looks at the answers. A rate may not: two shops of one parade are not one shop hit twice. Here premises
are the same only where the same name (or, without a name, the same address) stands at the same
postcode, or at places a few metres apart. Offences with neither name nor address are at the same
premises where their places agree to the metre.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

from sac_dash.geography.metric_places import metric_places

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

NOT_KNOWN = -1


@dataclass(frozen=True)
class PremisesParameters:
    """When two offences were at the same premises.

    Parameters
    ----------
    same_m
        Places of the same name this near to one another (15) are one.
    finest_m
        A place stated more coarsely than this (15) is not the place of premises.
    """

    same_m: float = 15.0
    finest_m: float = 15.0


_DEFAULT = PremisesParameters()


def identify_premises(offences: pl.DataFrame, parameters: PremisesParameters = _DEFAULT) -> Ints:
    """Return a number for the premises of each offence, from 0; -1 where they cannot be told.

    Parameters
    ----------
    offences
        Offence record (`domain.columns.OFFENCES`).
    """
    frame = _describe(offences, parameters)
    kinds = frame.drop_nulls("kind").unique(["label", "postcode", "x", "y"], maintain_order=True)
    kinds = kinds.with_row_index("kind_row")
    number = _join_kinds(kinds, parameters.same_m)
    numbered = kinds.select("label", "postcode", "x", "y").with_columns(number=pl.Series(number))
    joined = frame.join(
        numbered, on=["label", "postcode", "x", "y"], how="left", nulls_equal=True, maintain_order="left"
    )
    return joined["number"].fill_null(NOT_KNOWN).to_numpy().astype(np.int64)


def _describe(offences: pl.DataFrame, parameters: PremisesParameters) -> pl.DataFrame:
    """Return label, postcode and place (whole metres) of each offence; `kind` is null where premises cannot be told."""
    places = metric_places(offences)
    precision = offences["location_precision_m"].fill_null(0.0).to_numpy()
    placed = places.known & (precision <= parameters.finest_m)
    metres = [
        pl.Series(np.where(placed, each, np.nan)).fill_nan(None).round() for each in (places.x_m, places.y_m)
    ]
    frame = offences.select(
        label=pl.coalesce(_tidy("premises_name"), _tidy("address")), postcode=_tidy("postcode")
    ).with_columns(x=metres[0], y=metres[1])
    told = pl.col("x").is_not_null() | (pl.col("label").is_not_null() & pl.col("postcode").is_not_null())
    return frame.with_columns(kind=pl.when(told).then(1))


def _join_kinds(kinds: pl.DataFrame, same_m: float) -> Ints:
    """Return the number of the premises of each distinct label, postcode and place."""
    label, postcode, place = (pl.col(name).is_not_null() for name in ("label", "postcode", "x"))
    links = [
        _link_alike(kinds.filter(label & postcode), ["label", "postcode"]),
        _link_near(kinds.filter(label & place), same_m),
        _link_alike(kinds.filter(~label), ["x", "y"]),
    ]
    a, b = np.concatenate(links).T
    graph = coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(len(kinds), len(kinds)))
    return connected_components(graph, directed=False)[1].astype(np.int64)


def _link_alike(kinds: pl.DataFrame, by: list[str]) -> Ints:
    """Link each kind to the first of those that agree in the columns `by`."""
    firsts = kinds.select("kind_row", first=pl.col("kind_row").first().over(by))
    return firsts.to_numpy().astype(np.int64).reshape(-1, 2)


def _link_near(kinds: pl.DataFrame, same_m: float) -> Ints:
    """Link kinds of the same label whose places lie within `same_m`."""
    if len(kinds) < 2:
        return np.zeros((0, 2), dtype=np.int64)
    label = kinds["label"].rank("dense").to_numpy()
    # labels lie on sheets so far apart that only those of one label can be near
    points = np.column_stack([kinds["x"].to_numpy(), kinds["y"].to_numpy(), label * (same_m + 1.0) * 2])
    pairs = cKDTree(points).query_pairs(same_m, output_type="ndarray")
    return kinds["kind_row"].to_numpy().astype(np.int64)[pairs].reshape(-1, 2)


def _tidy(name: str) -> pl.Expr:
    """Return a text column in lower case without spaces and marks; what is empty then is unknown."""
    plain = pl.col(name).str.to_lowercase().str.replace_all(r"[^a-z0-9]+", "")
    return pl.when(plain != "").then(plain)
