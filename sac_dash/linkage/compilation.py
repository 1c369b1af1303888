"""Compile the kernels ahead of the first run: small invented files go through every path."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl

from sac_dash.domain.columns import OFFENCES, TAGS
from sac_dash.domain.placed_links import evidence_of, place_links
from sac_dash.linkage.link import link_offences
from sac_dash.linkage.parameters import LinkageParameters, ReachParameters
from sac_dash.linkage.update import LinkedBefore, update_links

_FIRST_DAY = datetime(2026, 1, 1, 2, tzinfo=UTC)


def warm_up() -> None:
    """Link a handful of made-up offences: every pair, within reach, and two more laid over ten."""
    offences, tags = _handful(12)
    parameters = LinkageParameters()
    link_offences(offences, tags, parameters, top=3)
    few = replace(parameters, reach=ReachParameters(every_pair_up_to=5))
    held = link_offences(offences.head(10), tags.head(10), few, top=3)
    links = place_links(held.links), evidence_of(held.links)
    before = LinkedBefore(*links, held.weighed, held.chance, held.model)
    update_links(offences, tags, few, before, (10, 11), top=3)


def _handful(n: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return `n` offences a day apart, all alike."""
    at = [_FIRST_DAY + timedelta(days=k) for k in range(n)]
    known = {
        "offence_key": [f"WARM:{k}" for k in range(n)],
        "offence_class": ["commercial_burglary"] * n,
        "when_precision": ["minute"] * n,
        "from_at": at,
        "to_at": [moment + timedelta(hours=1) for moment in at],
        "crs": ["local-metres"] * n,
        "easting": [100.0 * k for k in range(n)],
        "northing": [0.0] * n,
        "mo_text": ["cupboard by the stairs emptied"] * n,
    }
    empty = [None] * n
    offences = pl.DataFrame({name: known.get(name, empty) for name in OFFENCES}, schema=dict(OFFENCES))
    stated = {"row": list(range(n)), "facet": ["tool"] * n, "code": ["crowbar"] * n, "state": ["present"] * n}
    tags = pl.DataFrame({name: stated.get(name, empty) for name in TAGS}, schema=dict(TAGS))
    return offences, tags
