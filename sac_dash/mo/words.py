"""Words as the reader sees them: stems and phrase spelling variants.

Officers inflect freely ("smash", "smashed", "smashing"). A light stem, applied alike to the
vocabulary and to the text, lets one phrase stand for all of them.
"""

from __future__ import annotations

import itertools
import re
from functools import lru_cache

_ALTERNATIVES = re.compile(r"\{([^{}]*)\}")
_VOWEL = re.compile(r"[aeiouy]")
_DOUBLES_KEPT = "lsz"
_SHORTEST_STEM = 3


@lru_cache(maxsize=200_000)
def stem_word(word: str) -> str:
    """Return the stem of a lower-case word.

    >>> [stem_word(w) for w in ("smashing", "smashes", "cropped", "jemmied", "gas")]
    ['smash', 'smash', 'crop', 'jemmy', 'gas']
    """
    if len(word) <= _SHORTEST_STEM or any(char.isdigit() for char in word):
        return word
    base = _without_verb_ending(_without_plural(word))
    return base[:-1] if base.endswith("e") and len(base) > _SHORTEST_STEM else base


def expand_phrase(phrase: str) -> list[str]:
    """Return every wording of a phrase written with alternatives: ``{cut|sawn} shutter``.

    >>> expand_phrase("{cut|sawn} shutter")
    ['cut shutter', 'sawn shutter']
    """
    parts = _ALTERNATIVES.split(phrase)
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return [" ".join("".join(choice).split()) for choice in itertools.product(*choices)]


def _without_plural(word: str) -> str:
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_verb_ending(word: str) -> str:
    for ending in ("ing", "ed"):
        base = word[: -len(ending)]
        if word.endswith(ending) and len(base) >= _SHORTEST_STEM and _VOWEL.search(base):
            doubled = base[-1] == base[-2] and base[-1] not in _DOUBLES_KEPT
            return base[:-1] if doubled else base
    return word
