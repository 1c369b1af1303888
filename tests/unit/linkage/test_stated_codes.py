"""Statements as numbers: on random files, what plain loops over the tags find."""

import numpy as np
import polars as pl
import pytest

from sac_dash.linkage.coded_offences import code_arrays
from sac_dash.linkage.stated_codes import WORD_BITS

FACETS = ("tool", "security_defeat", "outcome", "offence_class", "own", None)


def _random_file(seed: int, offences_of, tags_of):
    """Return offences whose keys come twice, and tags of unknown rows, facets, codes and scored or not."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(2, 40))
    given = [
        {"offence_key": f"T:{rng.integers(0, 30)}", "mo_text": rng.choice(["told", " ", None])}
        for _ in range(n)
    ]
    stated = [
        (
            int(rng.integers(0, n + 5)),
            rng.choice(FACETS),
            rng.choice([None, *(f"c{k}" for k in range(70))]),
            rng.choice(["present", "hedged", "absent"]),
        )
        for _ in range(300)
    ]
    return offences_of(given), tags_of(stated), pl.Series(rng.random(n) < 0.8), stated


def _statements_by_hand(coded, stated):
    """Return position, facet, code and whether it is denied, of all that is evidence."""
    at = {int(row): position for position, row in enumerate(coded.rows)}
    found = {
        (at[row], facet, code, state == "absent")
        for row, facet, code, state in stated
        if row in at and facet in {"tool", "security_defeat", "own"} and code is not None
    }
    return found | {(position, "offence_class", "commercial_burglary", False) for position in at.values()}


def _holds(words, position: int, bit: int) -> bool:
    return bool(int(words[position, bit // WORD_BITS]) >> (bit % WORD_BITS) & 1)


@pytest.mark.parametrize("seed", range(6))
def test_bits_and_counts_are_those_of_plain_loops(seed, offences_of, tags_of):
    offences, tags, keep, stated = _random_file(seed, offences_of, tags_of)
    coded = code_arrays(offences, tags, keep)
    by_hand = _statements_by_hand(coded, stated)
    described = {k for k, text in enumerate(coded.column("mo_text")) if (text or "").strip()}
    described |= {position for position, facet, _, _ in by_hand if facet != "offence_class"}
    assert [facet.name for facet in coded.facets] == sorted({facet for _, facet, _, _ in by_hand})
    for facet in coded.facets:
        codes = sorted({code for _, name, code, _ in by_hand if name == facet.name})
        having = [
            {p for p, *name, denied in by_hand if name == [facet.name, c] and not denied} for c in codes
        ]
        known = set().union(*having)
        told = known | described if facet.name == "security_defeat" else known
        assert facet.codes == tuple(codes)
        assert facet.counts == tuple(map(len, having))
        assert (facet.known, facet.among) == (len(known), len(told))
        for place, code in enumerate(codes):
            bit = facet.first_word * WORD_BITS + place
            for position in range(len(coded)):
                present = (position, facet.name, code, False) in by_hand
                denied = (position, facet.name, code, True) in by_hand and not present
                assert _holds(coded.present, position, bit) == present
                assert _holds(coded.absent, position, bit) == denied


def test_columns_of_a_file_in_order_are_its_own(offences_of, tags_of):
    offences = offences_of([{}, {}, {}])
    assert (
        code_arrays(offences, tags_of([]), pl.Series([True] * 3))
        .column("offence_key")
        .equals(offences["offence_key"])
    )
