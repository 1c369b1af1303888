"""What an extract changes against what is held: new, changed and by which column, unchanged.

Crime records live: an MO is rewritten, property added, an offence reclassified or no-crimed. The
analyst sees which, because a changed MO changes what an offence is linked to.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from sac_dash.domain.columns import FACET_PREFIX, FACET_VALUES, OFFENCES, empty, require

_NOT_COMPARED = ("offence_key", "crime_ref", "force", "source_file", "source_row")

#: Our columns → the kind of change an analyst would call it. Others go by "<column> changed".
CHANGE_KINDS: Mapping[str, str] = {
    "mo_text": "MO changed",
    "offence_class": "reclassified",
    "offence_code": "reclassified",
    "offence_title": "reclassified",
    "from_at": "window changed",
    "to_at": "window changed",
    "when_precision": "window changed",
    "easting": "place changed",
    "northing": "place changed",
    "longitude": "place changed",
    "latitude": "place changed",
    "crs": "place changed",
    "location_precision_m": "place changed",
    "status": "status changed",
    "known_series": "series changed",
    "value_gbp": "value changed",
}
NO_CRIMED = "no-crimed"
_NO_CRIME = r"(?i)\bno[- ]?crim|\bcancelled\b|\btransferred\b|\bcreated in error\b"
_SAME_DEG, _SAME_M = 1e-7, 0.01


@dataclass(frozen=True)
class OffenceDiff:
    """An extract against what is held.

    Parameters
    ----------
    new, unchanged
        Keys of offences not held, and held with the same content.
    changed
        One row per offence and column (``facet_<name>`` for a facet) that changed: `offence_key`,
        `change`, `column`, `held`, `incoming` (both as text).
    by_change
        Kind of change → number of offences.
    """

    new: tuple[str, ...]
    unchanged: tuple[str, ...]
    changed: pl.DataFrame
    by_change: Mapping[str, int] = field(default_factory=dict)

    def line(self) -> str:
        """Return the diff in one line of plain words."""
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in self.by_change.items())
        changed = self.changed["offence_key"].n_unique()
        told = f" ({kinds})" if kinds else ""
        return f"new {len(self.new):,}  changed {changed:,}{told}  unchanged {len(self.unchanged):,}"


def diff_offences(
    held: pl.DataFrame,
    incoming: pl.DataFrame,
    held_values: pl.DataFrame | None = None,
    incoming_values: pl.DataFrame | None = None,
) -> OffenceDiff:
    """Compare an extract with the offences held, by `offence_key`.

    Every incoming offence is new, changed or unchanged. Offences that are held and not in the extract
    are no part of it: an extract is seldom the whole.

    Parameters
    ----------
    held_values, incoming_values
        What structured columns state of facets (`FACET_VALUES`): stolen property, point of entry,
        whatever a force maps. The order of an offence's values does not count.
    """
    require(held, OFFENCES, "held offences")
    require(incoming, OFFENCES, "incoming offences")
    both = held.filter(pl.col("offence_key").is_in(incoming["offence_key"].implode()))  # seldom many
    new = incoming.join(both, on="offence_key", how="anti")["offence_key"]
    pairs = incoming.join(both, on="offence_key", suffix="_held", maintain_order="left")
    columns = [name for name in OFFENCES if name not in _NOT_COMPARED]
    changes = [pairs.filter(_differs(name)).select(_change(name)) for name in columns]
    changes.append(_facet_changes(pairs["offence_key"], held_values, incoming_values))
    changed = pl.concat(changes).sort("offence_key", "column")
    same = pairs.join(changed, on="offence_key", how="anti")["offence_key"]
    by_change = (
        changed.group_by("change")
        .agg(pl.col("offence_key").n_unique().alias("n"))
        .sort("n", "change", descending=[True, False])
    )
    return OffenceDiff(tuple(new), tuple(same), changed, dict(by_change.iter_rows()))


def _facet_changes(both: pl.Series, held: pl.DataFrame | None, incoming: pl.DataFrame | None) -> pl.DataFrame:
    """Return the facets whose values differ, for offences on both sides."""
    sides = (_joined_values(both, held, "held"), _joined_values(both, incoming, "incoming"))
    compared = sides[0].join(sides[1], on=["offence_key", "facet"], how="full", coalesce=True)
    return compared.filter(pl.col("held").ne_missing(pl.col("incoming"))).select(
        "offence_key",
        change=pl.format("{} changed", pl.col("facet").str.replace_all("_", " ")),
        column=FACET_PREFIX + pl.col("facet"),
        held="held",
        incoming="incoming",
    )


def _joined_values(both: pl.Series, values: pl.DataFrame | None, side: str) -> pl.DataFrame:
    stated = empty(FACET_VALUES)
    if values is not None and len(both):
        stated = values.filter(pl.col("offence_key").is_in(both.implode()))
    one_each = pl.col("value").unique().sort().str.join("; ")
    return stated.group_by("offence_key", "facet").agg(one_each.alias(side))


def _differs(name: str) -> pl.Expr:
    ours, theirs = pl.col(name), pl.col(f"{name}_held")
    if OFFENCES[name] == pl.Float64:
        slack = _SAME_DEG if name in ("longitude", "latitude") else _SAME_M
        both = ours.is_not_null() & theirs.is_not_null()
        return pl.when(both).then((ours - theirs).abs() > slack).otherwise(ours.is_null() != theirs.is_null())
    return ours.ne_missing(theirs)


def _change(name: str) -> list[pl.Expr]:
    kind = pl.lit(CHANGE_KINDS.get(name, f"{name.replace('_', ' ')} changed"))
    if name == "status":
        kind = pl.when(pl.col("status").str.contains(_NO_CRIME)).then(pl.lit(NO_CRIMED)).otherwise(kind)
    return [
        pl.col("offence_key"),
        kind.alias("change"),
        pl.lit(name).alias("column"),
        pl.col(f"{name}_held").cast(pl.String).alias("held"),
        pl.col(name).cast(pl.String).alias("incoming"),
    ]
