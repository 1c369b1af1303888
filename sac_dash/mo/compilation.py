"""Compile the reading rules ahead of the first text: a few made-up offences go through every path."""

from __future__ import annotations

import polars as pl

from sac_dash.mo.offence_coding import STATED, Batch, OffenceCoder
from sac_dash.mo.vocabulary import load_vocabulary


def warm_up() -> None:
    """Read two made-up texts with a column, in a batch and one by one."""
    texts = pl.Series(["2 offs forced rear door, took tobacco. No alarm.", "S1 and S2 made off in an S3"])
    stated = pl.DataFrame({"item": [0], "facet": ["premises"], "value": ["Shop"]}, schema=STATED)
    OffenceCoder.of(load_vocabulary()).code(Batch(texts, stated))
