"""Behaviours counted by number are those counted by word: each once an offence, hedged in, absent out."""

from __future__ import annotations

import numpy as np
import polars as pl

from sac_dash.briefing.assessing.stated_codes import read_stated
from sac_dash.domain.columns import TAGS


def tags(*rows: tuple[int, str, str, str]) -> pl.DataFrame:
    full = [(*row, "text", None, None, None) for row in rows]
    return pl.DataFrame(full, schema=dict(TAGS), orient="row")


HELD = tags(
    (0, "tool", "crowbar", "present"),
    (0, "tool", "crowbar", "present"),  # said twice in one text
    (0, "property", "tobacco", "present"),
    (2, "tool", "grinder", "hedged"),
    (3, "tool", "crowbar", "absent"),
    (1, "tool", "crowbar", "present"),  # out of order
)


def test_each_offence_counts_once_in_what_it_states() -> None:
    stated = read_stated(HELD)
    everybody = np.ones(4, np.bool_)
    counted = dict(zip(stated.pairs.rows(), stated.count(everybody), strict=True))
    assert counted == {("property", "tobacco"): 1, ("tool", "crowbar"): 2, ("tool", "grinder"): 1}
    known = dict(zip(stated.pairs.rows(), stated.known(everybody), strict=True))
    assert known == {("property", "tobacco"): 1, ("tool", "crowbar"): 3, ("tool", "grinder"): 3}


def test_only_the_marked_count() -> None:
    stated = read_stated(HELD)
    counted = dict(zip(stated.pairs.rows(), stated.count(np.array([0, 1, 0, 1], np.bool_)), strict=True))
    assert counted == {("property", "tobacco"): 0, ("tool", "crowbar"): 1, ("tool", "grinder"): 0}


def test_nothing_stated_is_nothing_counted() -> None:
    stated = read_stated(tags())
    assert stated.pairs.height == 0
    assert len(stated.count(np.zeros(0, np.bool_))) == 0
    assert len(stated.known(np.zeros(0, np.bool_))) == 0
