"""Lists of words by which names are told from ordinary words, read from the file beside this module.

`given` and `surnames` are British names as common knowledge has them; `maybe_names` are names that are words as
well ("Mark", "Baker"), which go only where something around them speaks of a person. `english` and `brands` are
words that stay: plain English of crime reports, and makes that tell how an offence was done. No list is complete:
what is missing among the ordinary words is removed rather than let through.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

_FILE = "word_lists.json"


def word_list(name: str) -> frozenset[str]:
    """Return one list, in the case in which it is written.

    Raises
    ------
    KeyError
        When there is no such list.
    """
    return frozenset(" ".join(_lists()[name]).split())


@cache
def _lists() -> dict[str, list[str]]:
    held: dict[str, list[str]] = json.loads(
        resources.files("sac_dash.briefing.redaction").joinpath(_FILE).read_text(encoding="utf-8")
    )
    return held


BRANDS = word_list("brands")
ENGLISH = word_list("english")
MAYBE_NAMES = word_list("maybe_names")
# a few names of people are words of the trade before that ("Leon", "ion")
SURE_NAMES = (word_list("given") | word_list("surnames")) - MAYBE_NAMES - word_list("words_first")
