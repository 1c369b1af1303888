"""Crime references: the source's own, or one made from the row where the source has none.

A made reference comes from what the row says, so that ingesting a file again finds the same
offences. Rows that say exactly the same stand for as many offences (street-level data repeats
points, and hundred-block addresses repeat minutes): the second is numbered 2, and so on, within
its file. The same file given twice therefore adds nothing.
"""

from __future__ import annotations

import hashlib

import polars as pl

MADE_NOTE = "The source has no crime reference: references were made from each row's content."
BLANK = "the crime reference is blank"
BLANK_REMEDY = "Fill in the crime reference"


def make_references(content: pl.DataFrame) -> pl.Series:
    """Return `crime_ref` made from each row of `content`: ``made-`` and twelve hexadecimal digits.

    >>> make_references(pl.DataFrame({"a": ["x", "x", "y"]})).to_list()
    ['made-80f77f5ea1b8', 'made-80f77f5ea1b8-2', 'made-8ae4b5b4e5a5']
    """
    text = content.select(
        pl.concat_str(
            [pl.col(name).cast(pl.String).fill_null("\x1f") for name in content.columns], separator="\x1e"
        )
    ).to_series()
    digests = [hashlib.blake2b(row.encode(), digest_size=6).hexdigest() for row in text.to_list()]
    made = pl.DataFrame({"digest": digests}, schema={"digest": pl.String})
    nth = pl.int_range(1, pl.len() + 1).over("digest")
    suffix = pl.when(nth > 1).then(pl.concat_str(pl.lit("-"), nth)).otherwise(pl.lit(""))
    return made.select(pl.concat_str(pl.lit("made-"), "digest", suffix).alias("crime_ref"))["crime_ref"]
