"""An analyst's corrections laid over what was read: their word wins over column and text.

The codes read are kept as they were, so that taking a correction back brings the reading again; the
corrected tags are made whenever they are needed.
"""

from __future__ import annotations

import polars as pl

from sac_dash.domain.columns import TAGS, require
from sac_dash.domain.facets import TagOrigin, TagState
from sac_dash.mo.vocabulary import Vocabulary

# One row = one correction of one code of one offence. `state`: "present", "absent" or "unknown".
CORRECTIONS = {"row": pl.UInt32, "facet": pl.String, "code": pl.String, "state": pl.String}
UNKNOWN = "unknown"


def correct_tags(tags: pl.DataFrame, corrections: pl.DataFrame, vocabulary: Vocabulary) -> pl.DataFrame:
    """Return `tags` with corrections applied.

    Parameters
    ----------
    tags
        ``domain.columns.TAGS`` as read.
    corrections
        ``CORRECTIONS``. A code said present brings what it implies; one said absent or unknown takes
        with it what only it implied, from the same words.

    Returns
    -------
    ``TAGS``, by row, facet and code. Corrected codes have the origin ``analyst``; where the code
    was read from the text they keep its span, so that the words stay lit.
    """
    require(tags, TAGS, "the tags")
    if corrections.is_empty():
        return tags
    touched = corrections["row"].unique().implode()
    rest = tags.filter(~pl.col("row").is_in(touched))
    held = tags.filter(pl.col("row").is_in(touched))
    mended = [
        _mended(held.filter(pl.col("row") == row), corrections.filter(pl.col("row") == row), row, vocabulary)
        for row in corrections["row"].unique().sort()
    ]
    return pl.concat([rest.select(*TAGS), *mended]).sort("row", "facet", "code")


def _mended(held: pl.DataFrame, corrections: pl.DataFrame, row: int, vocabulary: Vocabulary) -> pl.DataFrame:
    """Return the tags of one offence with its corrections."""
    tags = {(tag["facet"], tag["code"]): tag for tag in held.iter_rows(named=True)}
    for facet, code, state in corrections.select("facet", "code", "state").iter_rows():
        read = tags.get((facet, code))
        if state != TagState.PRESENT:
            _take_out(tags, (facet, code), vocabulary)
        if state != UNKNOWN:
            tags[facet, code] = _stated(row, facet, code, TagState(state), read)
        if state == TagState.PRESENT:
            for pair in vocabulary.implied.get((facet, code), ()):
                implied = tags.get(pair)
                if implied is None or implied["state"] == TagState.ABSENT:
                    tags[pair] = _stated(row, *pair, TagState.PRESENT, read)
    return pl.DataFrame(list(tags.values()), schema=dict(TAGS))


def _take_out(
    tags: dict[tuple[str, str], dict[str, object]], taken: tuple[str, str], vocabulary: Vocabulary
) -> None:
    """Remove a code, and what it implied where nothing else of the offence implies or says it."""
    gone = tags.pop(taken, None)
    if gone is None:
        return
    still = {pair for held in tags for pair in vocabulary.implied.get(held, ())}
    for pair in vocabulary.implied.get(taken, ()):
        implied = tags.get(pair)
        same_words = implied is not None and (implied["start"], implied["end"], implied["origin"]) == (
            gone["start"],
            gone["end"],
            gone["origin"],
        )
        if same_words and pair not in still:
            del tags[pair]


def _stated(
    row: int, facet: str, code: str, state: TagState, read: dict[str, object] | None
) -> dict[str, object]:
    """Return the tag an analyst states; it keeps the words it was read from."""
    words = {name: read[name] if read else None for name in ("start", "end")}
    return {
        "row": row,
        "facet": facet,
        "code": code,
        "state": str(state),
        "origin": str(TagOrigin.ANALYST),
        **words,
        "phrase": read["phrase"] if read else "",
    }
