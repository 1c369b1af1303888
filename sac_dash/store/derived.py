"""What follows from a generation's frames and is laid beside them, so that no page works it out again.

It is made whenever a generation is published, from the very frames that are written. A generation published
before such a file existed holds none; whoever asks for it there works it out (:class:`.generation.Generation`).
"""

from __future__ import annotations

import polars as pl

from sac_dash.domain.columns import Schema, empty
from sac_dash.patterns.behaviour_rates import RATES, measure_class_rates
from sac_dash.store.link_places import LINKS_BY_SECOND, order_by_second

# One row = one code of one facet among the offences of one class, in the order of `patterns.behaviour_rates`.
CLASS_RATES: Schema = {"offence_class": pl.String, **RATES}
DERIVED_SCHEMAS: dict[str, Schema] = {"class_rates": CLASS_RATES, "links_by_second": LINKS_BY_SECOND}


def derive(tags: pl.DataFrame, offence_class: pl.Series, links: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """Return derived frames by name, as `DERIVED_SCHEMAS` says; none where there is nothing to count or to order."""
    derived: dict[str, pl.DataFrame] = {}
    if not tags.is_empty():
        derived["class_rates"] = flatten_rates(measure_class_rates(tags, offence_class))
    ordered = None if links.is_empty() else order_by_second(links)
    if ordered is not None:
        derived["links_by_second"] = ordered
    return derived


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
