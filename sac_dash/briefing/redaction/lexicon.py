"""Words that are no names: those of the MO vocabulary, plain English, makes and models, postcode areas.

A word that is in none of these lists may be a name, and is treated as one where its capital or the words
around it say so. Lists are short on purpose: what is missing here is removed, not let through.
"""

from __future__ import annotations

import re
from functools import cache

from sac_dash.briefing.redaction.word_lists import BRANDS, ENGLISH, SURE_NAMES, word_list
from sac_dash.mo.labels import vocabulary

_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = (
    "'s",
    "s",
    "es",
    "ed",
    "d",
    "ing",
    "er",
    "ers",
    "ly",
    "al",
    "ally",
    "able",
    "y",
    "ness",
    "ment",
    "ments",
)

# registration marks that are makes, models and machines: "BMW 320D", "FX35", "XC90"
MODELS = frozenset(each.upper() for each in word_list("models"))
AREAS = word_list("areas")
GENERIC_QUALIFIERS = word_list("generic_qualifiers")


@cache
def _behaviours() -> frozenset[str]:
    """Return every word that the MO vocabulary knows, in phrases, nouns, verbs and labels."""
    held = vocabulary()
    said: set[str] = set()
    for facet in held.facets.values():
        for code in facet.codes.values():
            said.update(_words_of(code.label), *(_words_of(each) for each in code.phrases))
        said.update(_words_of(facet.label))
    for words in (*held.verbs.values(), *held.nouns.values()):
        said.update(*(_words_of(each) for each in words))
    said.update(*(_words_of(each) for each in held.shorthand), *(_words_of(each) for each in held.blockers))
    return frozenset(said - SURE_NAMES)


@cache
def _plain() -> frozenset[str]:
    return frozenset((ENGLISH | BRANDS | vocabulary().common_words) - SURE_NAMES)


def is_behaviour(word: str) -> bool:
    """Return whether a word is one of the MO vocabulary, a make or a brand, in any ending."""
    return any(each in _behaviours() or each in BRANDS for each in _stems(word.casefold()))


@cache
def is_ordinary(word: str) -> bool:
    """Return whether a word is plain English or the vocabulary's, and no name; compounds by their parts.

    >>> is_ordinary("shutter"), is_ordinary("roller-shutter"), is_ordinary("Llewellyn-Price")
    (True, True, False)
    """
    parts = _WORD.findall(re.sub(r"['’`]s\b", "", word.casefold()))
    return bool(parts) and all(
        part not in SURE_NAMES and any(each in _plain() or each in _behaviours() for each in _stems(part))
        for part in parts
    )


@cache
def is_plain(word: str) -> bool:
    """Return whether a word is surely ordinary: rarer words, of which some are surnames, are not counted."""
    parts = _WORD.findall(re.sub(r"['’`]s\b", "", word.casefold()))
    return bool(parts) and all(
        part not in SURE_NAMES
        and any(each in ENGLISH or each in BRANDS or each in _behaviours() for each in _stems(part))
        for part in parts
    )


def is_outward(word: str) -> bool:
    """Return whether it is the outward half of a British postcode.

    >>> is_outward("SY11"), is_outward("FX19")
    (True, False)
    """
    hit = re.fullmatch(r"([A-Z]{1,2})\d[0-9A-Z]?", word.upper())
    return bool(hit) and hit is not None and hit.group(1) in AREAS


def _stems(word: str) -> list[str]:
    """Return a word and what it may be an ending of."""
    stems = [word]
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)]
            stems += [stem, f"{stem}e", f"{stem[:-1]}y" if stem.endswith("i") else stem]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                stems.append(stem[:-1])
    return stems


def _words_of(phrase: str) -> list[str]:
    return [each for each in _WORD.findall(phrase.casefold()) if len(each) > 1]
