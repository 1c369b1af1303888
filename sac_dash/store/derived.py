"""What follows from a generation's frames and is laid beside them, so that no page works it out again.

It is made whenever a generation is published, from the very frames that are written. A generation published
before such a file existed holds none; whoever asks for it there works it out (:class:`.generation.Generation`).
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from sac_dash.domain.columns import Schema, empty
from sac_dash.domain.tags_of import mark_order, tags_of
from sac_dash.patterns.behaviour_rates import COUNTS, RATES, add_counts, class_rates_of, count_by_class
from sac_dash.store.link_places import LINKS_BY_SECOND, order_by_second

# One row = one code of one facet among the offences of one class, in the order of `patterns.behaviour_rates`.
CLASS_RATES: Schema = {"offence_class": pl.String, **RATES}
DERIVED_SCHEMAS: dict[str, Schema] = {
    "class_rates": CLASS_RATES,
    "behaviour_counts": COUNTS,
    "links_by_second": LINKS_BY_SECOND,
}


@dataclass(frozen=True)
class Counted:
    """Offences whose behaviours are counted: their `tags` and classes, and the `rows` that are meant (None: all)."""

    tags: pl.DataFrame
    offence_class: pl.Series
    rows: pl.Series | None = None

    def counts(self) -> pl.DataFrame:
        """Return `patterns.behaviour_rates.COUNTS` of the offences meant."""
        if self.rows is None:
            return count_by_class(self.tags, self.offence_class)
        place = pl.DataFrame({"row": self.rows.cast(pl.UInt32)}).with_row_index("place")
        some = tags_of(mark_order(self.tags), self.rows).join(place, on="row", maintain_order="left")
        return count_by_class(some.with_columns(row=pl.col("place")), self.offence_class.gather(self.rows))


def derive_order(links: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return the order of links by their second offence, where there is one to be told."""
    ordered = None if links.is_empty() else order_by_second(links)
    return {} if ordered is None else {"links_by_second": ordered}


def derive_rates(tags: pl.DataFrame, offence_class: pl.Series) -> dict[str, pl.DataFrame]:
    """Return how rare behaviours are and what that was counted from; nothing where there are no codes."""
    return {} if tags.is_empty() else _derived(Counted(tags, offence_class).counts(), offence_class)


def derive_rates_from(counts: pl.DataFrame, before: Counted, after: Counted) -> dict[str, pl.DataFrame]:
    """Return what :func:`derive_rates` returns, from what was counted of the generation before.

    Parameters
    ----------
    counts
        The frame `behaviour_counts` of the generation before.
    before, after
        The offences of which anything changed, as they were there and as they are now.
    """
    now = add_counts(counts, after.counts(), before.counts())
    return {} if now.is_empty() else _derived(now, after.offence_class)


def _derived(counts: pl.DataFrame, offence_class: pl.Series) -> dict[str, pl.DataFrame]:
    ordered = counts.sort("offence_class", "facet", "code")
    return {
        "class_rates": flatten_rates(class_rates_of(ordered, offence_class)),
        "behaviour_counts": ordered,
    }


def flatten_rates(by_class: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Return rates by class as one frame (`CLASS_RATES`), class after class."""
    parts = [
        rates.select(pl.lit(name, pl.String).alias("offence_class"), *RATES)
        for name, rates in by_class.items()
    ]
    return pl.concat(parts) if parts else pl.DataFrame(schema=CLASS_RATES)


def rates_by_class(flat: pl.DataFrame, offence_class: pl.Series) -> dict[str, pl.DataFrame]:
    """Return the rates that :func:`flatten_rates` laid flat, by each class that offences have."""
    parts = flat.partition_by("offence_class", as_dict=True, include_key=False, maintain_order=True)
    return {str(name): parts.get((name,), empty(RATES)) for name in offence_class.unique().drop_nulls()}
