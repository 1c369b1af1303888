"""An analyst's word wins over what was read, brings what it implies, and can be taken back."""

from __future__ import annotations

import polars as pl
import pytest

from sac_dash.domain.columns import OFFENCES, empty
from sac_dash.mo import code_offences, load_vocabulary
from sac_dash.mo.corrections import CORRECTIONS, correct_tags

TEXT = "Telehandler used to rip ATM from wall, loaded onto flatbed"


@pytest.fixture(scope="module")
def read() -> pl.DataFrame:
    frame = pl.DataFrame(
        {"offence_key": ["X:1", "X:2"], "crime_ref": ["1", "2"], "force": ["X", "X"], "mo_text": [TEXT, TEXT]}
    )
    offences = pl.concat([empty(OFFENCES), frame], how="diagonal_relaxed").select(*OFFENCES)
    values = pl.DataFrame(
        schema={"offence_key": pl.String, "facet": pl.String, "value": pl.String, "source_column": pl.String}
    )
    return code_offences(offences, values, load_vocabulary(), jobs=1)


def corrected(read: pl.DataFrame, *edits: tuple[int, str, str, str]) -> pl.DataFrame:
    return correct_tags(read, pl.DataFrame(list(edits), schema=CORRECTIONS, orient="row"), load_vocabulary())


def codes(tags: pl.DataFrame, row: int, state: str = "present") -> set[tuple[str, str]]:
    held = tags.filter((pl.col("row") == row) & (pl.col("state") == state))
    return set(held.select("facet", "code").iter_rows())


def implying(read: pl.DataFrame) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return a code that was read and one that only it implies."""
    vocabulary = load_vocabulary()
    present = codes(read, 0)
    for pair in sorted(present):
        for other in vocabulary.implied.get(pair, ()):
            if other in present and not any(
                other in vocabulary.implied.get(third, ()) for third in present - {pair}
            ):
                return pair, other
    raise AssertionError("the text states no code that implies another")


def test_without_corrections_nothing_changes(read):
    assert correct_tags(read, empty(CORRECTIONS), load_vocabulary()).equals(read)


def test_a_code_said_unknown_is_gone_from_that_offence_alone_with_what_it_implied(read):
    pair, implied = implying(read)
    after = corrected(read, (0, *pair, "unknown"))
    assert codes(read, 0) - codes(after, 0) >= {pair, implied}
    assert codes(after, 1) == codes(read, 1)


def test_a_code_said_absent_is_stated_absent(read):
    pair, _ = implying(read)
    after = corrected(read, (0, *pair, "absent"))
    assert pair in codes(after, 0, "absent")
    assert pair not in codes(after, 0)


def test_a_code_said_present_comes_from_the_analyst_with_what_it_implies(read):
    vocabulary = load_vocabulary()
    new = next(
        pair for pair, implied in sorted(vocabulary.implied.items()) if implied and pair not in codes(read, 0)
    )
    after = corrected(read, (0, *new, "present"))
    assert codes(after, 0) >= {new, *vocabulary.implied[new]}
    stated = after.filter((pl.col("row") == 0) & (pl.col("facet") == new[0]) & (pl.col("code") == new[1]))
    assert stated["origin"].to_list() == ["analyst"]


def test_a_corrected_code_keeps_the_words_it_was_read_from(read):
    held = read.filter((pl.col("row") == 0) & pl.col("start").is_not_null()).row(0, named=True)
    after = corrected(read, (0, held["facet"], held["code"], "absent"))
    mended = after.filter(
        (pl.col("row") == 0) & (pl.col("facet") == held["facet"]) & (pl.col("code") == held["code"])
    ).row(0, named=True)
    assert (mended["start"], mended["end"], mended["state"]) == (held["start"], held["end"], "absent")
