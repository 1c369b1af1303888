"""Names in free text: of people, and of whatever else stands in capitals and is no ordinary word.

Four things give a name away: it is in a list of names, it has a title or a rank, words around it speak of a
person ("reported by", "keyholder", "driven by"), or its capital stands where only a name has one. What may
be a name goes; descriptions of people go by the rules of :mod:`sac_dash.mo.redaction`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from sac_dash.briefing.redaction.category import Category, Span
from sac_dash.briefing.redaction.lexicon import is_behaviour, is_ordinary, is_plain
from sac_dash.briefing.redaction.word_lists import MAYBE_NAMES, SURE_NAMES, word_list
from sac_dash.briefing.redaction.words import Word, read_words
from sac_dash.mo.redaction import find_descriptions

_TITLE = re.compile(
    r"\b(?:mr|mrs|ms|miss|mx|dr|rev|reverend|sir|dame|prof|professor|messrs|"
    r"madam)\b\.?(?:\s*(?:and|&|/)\s*(?:mr|mrs|ms|miss|dr)\b\.?)?",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"\b(?:t/|a/|det\s|detective\s)?(?:pcso|pc|wpc|dc|wdc|ds|di|dci|dsupt|det supt|sgt|"
    r"sergeant|insp|inspector|ps|csi|ch insp|"
    r"supt|constable|special constable|sc|csm|soco)\b\.?"
    r"(?:\s*(?:no\.?\s?)?[A-Z]?\d{2,6}[A-Z]?\b)?",
    re.IGNORECASE,
)
_COLLAR = re.compile(
    r"\b(?:collar|warrant|shoulder|epaulette|staff|payroll|officer|badge)\b\s*(?:no|number|"
    r"num|id)?\b[\s.:#]*[A-Z]{0,2}\d{2,6}[A-Z]?\b"
    r"|\b(?:pc|pcso|dc|ds|di|ps|sgt|sc|csi)\s?[A-Z]?\d{2,6}\b",
    re.IGNORECASE,
)
_PERSON_WORDS = (
    r"key ?holders?|k/h|owners?|owner/driver|co-?owner|managers?|manageress|mgr|"
    r"assistant manager|area manager|duty manager|store manager|proprietors?|"
    r"directors?|landlord|landlady|tenants?|licensees?|staff members?|members? of staff|"
    r"employees?|cleaners?|witness(?:es)?|wit|suspects?|susps?|"
    r"offenders?|nominals?|subjects?|aggrieved|agg|i\.?p\.?|injured part(?:y|ies)|victims?|"
    r"vic|informants?|inft|callers?|complainants?|"
    r"o\.?i\.?c\.?|officer in (?:the )?case|drivers?|passengers?|occupants?|occupiers?|"
    r"neighbours?|son|daughter|wife|husband|brother|sister|father|mother|"
    r"boyfriend|girlfriend|uncle|cousin|nephew|associates?|accomplices?|males?|females?|man|"
    r"woman|lad|farmer|foreman|contractor|engineer|"
    r"security guard|guard|shopkeeper|cashier|supervisor|receptionist|postmaster|postmistress|"
    r"publican|poc|point of contact"
)
_STRONG = re.compile(
    r"\b(?:"
    r"(?:spoke|spoken|speaking|speak|spk|talked|talking|talk)\s(?:to|with)|"
    r"(?:reported|rptd|rep'd|driven|called|found|discovered|seen|stopped|witnessed|attended|"
    r"owned|managed|rented|run|leased|made|rung|told|"
    r"confirmed|stated|advised|disturbed|interrupted|identified|recognised|challenged|opened|"
    r"locked|secured|closed|operated|used|sold|bought|supplied|"
    r"committed|provided|given|updated|raised|taken|phoned|signed|viewed|checked)\sby|"
    r"per|registered (?:keeper|to|owner)|belong(?:s|ing) to|property of|home of|address of|"
    r"house of|c/o|care of|attn|fao|"
    r"named|names?|name of|known as|k/a|aka|a\.k\.a\.?|alias|nick ?named|nickname|"
    r"identified as|id'?d as|called|surname|forename|first name|"
    r"arrest(?:ed)?|detain(?:ed)?|charged|interviewed|nicked|convicted|"
    r"regards|thanks|signed|contact|contacted|rang|phoned|texted|emailed|ask for|asked for|see|"
    rf"{_PERSON_WORDS}"
    r")\b(?:'s)?",
    re.IGNORECASE,
)
_PERSON_AFTER = re.compile(
    rf"(?:\s?\(|,?\s(?:the|a|our|their|his|her)\s|,\s)(?:{_PERSON_WORDS})\b|\s(?:said|says|"
    rf"stated|states|told|rang|phoned|confirmed|reports|lives)\b",
    re.IGNORECASE,
)
_ALIAS = re.compile(
    r"\b(?:aka|a\.k\.a\.?|alias|k/a|nick ?named?|goes by|known as|id'?d as|identified as|"
    r"surname|forename|first name)\b",
    re.IGNORECASE,
)
_FILLER = word_list("people_filler")
_NEVER = word_list("people_never")
_INITIALS = re.compile(r"(?<![^\W_])(?:[A-Za-z](?:\.\s?|\s)){1,2}\Z")
_COLLAR_AFTER = re.compile(r"\s{1,2}(?:no\.?\s)?[A-Z]?\d{2,6}\b", re.IGNORECASE)
_NUMBER_BEFORE = re.compile(
    r"(?<![\w£.:/])\d{1,6}[A-Za-z]?(?:\s?[-–/&]\s?\d{1,3}[A-Za-z]?)?,?\s(?:[Tt]he\s)?\Z"
)  # "42 Castle Foregate"
_MOST_NAMES = 3
_JOINTS = {" ", "-", ", ", "  ", ". ", ".", " - ", "'", " & ", "/"}


def find_people(text: str) -> Iterator[Span]:
    """Yield every stretch that may be a name, and every description of a person."""
    for start, end in find_descriptions(text):
        yield Span(start, end, Category.PERSON)
    for hit in _COLLAR.finditer(text):
        yield _span(hit.start(), hit.end())
    words = read_words(text)
    named = {order for order, word in enumerate(words) if _gives_itself_away(words, order, word)}
    named |= _after(text, words, _STRONG, at_once=False) | _before_person_words(text, words)
    named |= _after(text, words, _ALIAS, at_once=True)
    titled = _after(text, words, _TITLE, at_once=True) | _after(text, words, _RANK, at_once=False)
    named = _with_neighbours(text, words, named | titled)
    yield from _runs(text, words, sorted(named))
    yield from _with_titles(text, words, titled)
    for order in named:
        yield from _with_what_stands_before(text, words[order])


def _runs(text: str, words: list[Word], named: list[int]) -> Iterator[Span]:
    """Yield names, those that stand side by side with what joins them."""
    for order in named:
        yield _span(words[order].start, words[order].end)
    for first, second in pairwise(named):
        if second == first + 1 and text[words[first].end : words[second].start] in _JOINTS:
            yield _span(words[first].start, words[second].end)


def _with_titles(text: str, words: list[Word], titled: set[int]) -> Iterator[Span]:
    """Yield the titles and ranks of names, and the collar numbers behind them."""
    for pattern in (_TITLE, _RANK):
        for hit in pattern.finditer(text):
            if any(0 <= words[order].start - hit.end() <= 3 for order in titled):
                yield _span(hit.start(), hit.end())
    for order in titled:
        collar = _COLLAR_AFTER.match(text, words[order].end)
        if collar:
            yield _span(words[order].start, collar.end())


def _with_what_stands_before(text: str, word: Word) -> Iterator[Span]:
    """Yield a name with a house number or initials before it."""
    number = _NUMBER_BEFORE.search(text, max(0, word.start - 16), word.start)
    if number:
        yield _span(number.start(), word.end)
    initials = _INITIALS.search(text, max(0, word.start - 6), word.start)
    if initials and initials.group().strip() not in {"a", "i", "A", "I"}:
        yield _span(initials.start(), word.end)


def _gives_itself_away(words: list[Word], order: int, word: Word) -> bool:
    """Return whether a word is a name by itself: of the lists, or by its capital."""
    parts = re.split(r"[-'’`]", word.low)
    if word.low in SURE_NAMES or any(part in SURE_NAMES for part in parts if len(part) > 2):
        return True
    if re.match(r"(?:o['’`]|mc|mac(?=[A-Z]))[^\W\d_]{3,}", word.text, re.IGNORECASE) and not is_ordinary(
        word.low
    ):
        return True
    if word.is_title:
        return not is_plain(word.low) or (not word.shouted and _in_named_run(words, order))
    return word.is_upper and len(word.text) > 2 and not is_ordinary(word.low)


def _in_named_run(words: list[Word], order: int) -> bool:
    """Return whether a capitalised word stands in a run of them that is no term of the trade ("Red Lion")."""
    first = last = order
    while first > 0 and words[first - 1].is_title and words[first].start - words[first - 1].end == 1:
        first -= 1
    while last + 1 < len(words) and words[last + 1].is_title and words[last + 1].start - words[last].end == 1:
        last += 1
    run = [each for each in words[first : last + 1] if not each.starts or each.low not in _NEVER]
    inside = [each for each in run if not each.starts]
    if len(run) < 2 or not inside:
        return False
    return any(not is_behaviour(each.low) and each.low not in _NEVER for each in inside)


def _after(text: str, words: list[Word], pattern: re.Pattern[str], *, at_once: bool) -> set[int]:
    """Return the words right after a pattern's hits that may be names; the first one anyway where `at_once`."""
    found: set[int] = set()
    starts = {word.start: order for order, word in enumerate(words)}
    for hit in pattern.finditer(text):
        follows = re.compile(r"[\s:.,'\"“‘(\-–=/]{0,4}").match(text, hit.end())
        order = starts.get(follows.end()) if follows else None
        skipped = 0
        while order is not None and order < len(words) and words[order].low in _FILLER and skipped < 4:
            order, skipped = order + 1, skipped + 1
        taken = 0
        while order is not None and order < len(words) and taken < _MOST_NAMES:
            word = words[order]
            if taken and text[words[order - 1].end : word.start] not in _JOINTS:
                break
            if not (_may_be_name(word) or (at_once and not taken and word.low not in _NEVER)):
                break
            found.add(order)
            order, taken = order + 1, taken + 1
    return found


def _before_person_words(text: str, words: list[Word]) -> set[int]:
    """Return the words right before what only a person is or does: "tommo the driver", "kez said"."""
    ends = {word.end: order for order, word in enumerate(words)}
    found = (ends.get(hit.start()) for hit in _PERSON_AFTER.finditer(text))
    return {
        order
        for order in found
        if order is not None and not is_ordinary(words[order].low) and len(words[order].low) > 2
    }


def _may_be_name(word: Word) -> bool:
    """Return whether a word can be a name where one is expected."""
    if word.low in _NEVER or len(word.low) < 2:
        return False
    if word.low in SURE_NAMES or word.low in MAYBE_NAMES or not is_ordinary(word.low):
        return True
    return (
        (word.is_title or word.is_upper) and not (word.starts or word.shouted) and not is_behaviour(word.low)
    )


def _with_neighbours(text: str, words: list[Word], named: set[int]) -> set[int]:
    """Return the names with the words beside them that belong to them: a surname, a word that is also a name."""
    found = set(named)
    for step in (1, -1):
        for order in sorted(named, reverse=step < 0):
            at = order + step
            while (
                0 <= at < len(words)
                and abs(at - order) <= _MOST_NAMES
                and _joined(text, words, at - step, at)
            ):
                if not _may_be_name(words[at]):
                    break
                found.add(at)
                at += step
    return found


def _joined(text: str, words: list[Word], one: int, other: int) -> bool:
    first, second = sorted((one, other))
    between = text[words[first].end : words[second].start]
    return between in {" ", "-", "  ", " - "} or (
        re.fullmatch(r" (?:[A-Za-z]\.? ){1,2}|, (?=[A-Z])|\. ?", between) is not None
        and (words[second].low in SURE_NAMES or len(between) > 2)
    )


def _span(start: int, end: int) -> Span:
    return Span(start, end, Category.NAME)
