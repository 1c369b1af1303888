"""The new-behaviour queue: what a force's officers keep writing that the vocabulary does not read.

A behaviour no one has named yet shows itself as words that recur outside every coded span. This
module counts them, so that an analyst can name the new ones and pass over the rest.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import polars as pl

from sac_dash.mo.redaction import redact
from sac_dash.mo.vocabulary import Vocabulary

UNREAD_PHRASES: dict[str, pl.DataType | type[pl.DataType]] = {
    "phrase": pl.String,
    "offences": pl.UInt32,
    "examples": pl.List(pl.UInt32),
}

_WORD = re.compile(r"[^\W\d_][\w'’/&-]*|\d[\w.,]*|[^\w\s]")
# words that join others and name nothing: a phrase neither begins nor ends with one
_SMALL_WORDS = (
    "a about above after again all along also am an and any around as at away back be because before being below "
    "between but by can could did do does down during each for from further had has have he her here him his how i if "
    "in into is it its just me more most my no nor not now of off on once only onto or other our out over own same she "
    "should so some such than that the their them then there these they this those through to too towards under until "
    "up upon us very via was we were what when where which while whilst who whom why will with within without would "
    "you believed stated states using used unknown unk person persons offender offenders suspect suspects male males"
)
_SMALL = frozenset(_SMALL_WORDS.split())

_Words = tuple[str, ...]


@dataclass(frozen=True)
class UnreadParameters:
    """What counts as a phrase worth showing.

    Boilerplate is told by its share: what stands in more than `house_style_share` of a force's
    texts is how that force opens or closes a report, not what offenders did. A phrase gives way to
    a longer one that accounts for at least `absorbed_share` of its offences.
    """

    shortest: int = 2  # words
    longest: int = 4  # words
    house_style_share: float = 0.10  # of the offences with a text; 0 to 1
    fewest_for_house_style: int = 100  # offences; fewer texts have no house style to speak of
    absorbed_share: float = 0.8
    examples: int = 3  # rows named with each phrase


def unread_phrases(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    vocabulary: Vocabulary,
    *,
    top: int = 50,
    min_offences: int = 5,
    parameters: UnreadParameters | None = None,
) -> pl.DataFrame:
    """Return the phrases that recur outside everything that was read, most frequent first.

    Parameters
    ----------
    offences
        OFFENCES frame; `mo_text` is read.
    tags
        TAGS frame of the same offences; the spans of text tags are taken out.
    vocabulary
        What the texts were read with; its own small words are no phrase.
    top
        Most phrases to return.
    min_offences
        Fewest offences a phrase must stand in; each counts once, however often it says it.

    Returns
    -------
    One row a phrase: `phrase` (lower case), `offences` (how many hold it), `examples` (rows of
    the first of them). Phrases that describe a person are left out. It must not be read as a list of
    behaviours: most of it is talk, and the analyst decides.
    """
    parameters = parameters or UnreadParameters()
    texts = offences["mo_text"].to_list()
    found = _rows_by_phrase(texts, _spans_by_row(tags), vocabulary.dropped_words | _SMALL, parameters)
    most = _most_offences(sum(1 for text in texts if text), parameters)
    frequent = {words: rows for words, rows in found.items() if min_offences <= len(rows) <= most}
    kept = [words for words in _unabsorbed(frequent, parameters) if _is_of_no_person(words)]
    kept.sort(key=lambda words: (-len(frequent[words]), words))
    return pl.DataFrame(
        [
            (" ".join(words), len(frequent[words]), frequent[words][: parameters.examples])
            for words in kept[:top]
        ],
        schema=UNREAD_PHRASES,
        orient="row",
    )


def _spans_by_row(tags: pl.DataFrame) -> dict[int, list[tuple[int, int]]]:
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    placed = tags.filter(pl.col("start").is_not_null())
    for row, start, end in placed.select("row", "start", "end").iter_rows():
        spans[row].append((start, end))
    return spans


def _rows_by_phrase(
    texts: list[str | None],
    spans: dict[int, list[tuple[int, int]]],
    small: frozenset[str],
    parameters: UnreadParameters,
) -> dict[_Words, list[int]]:
    rows: dict[_Words, list[int]] = defaultdict(list)
    for row, text in enumerate(texts):
        if text:
            for words in set(_phrases(_unread_runs(text, spans.get(row, ())), small, parameters)):
                rows[words].append(row)
    return rows


def _unread_runs(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[list[str]]:
    """Yield each run of words that no span and no punctuation interrupts."""
    covered = list(spans)
    run: list[str] = []
    for match in _WORD.finditer(text.lower()):
        read = any(start < match.end() and match.start() < end for start, end in covered)
        if read or not match.group()[0].isalnum():
            yield run
            run = []
        else:
            run.append(match.group())
    yield run


def _phrases(
    runs: Iterable[list[str]], small: frozenset[str], parameters: UnreadParameters
) -> Iterator[_Words]:
    for run in runs:
        for first in range(len(run)):
            for past in range(first + parameters.shortest, min(len(run), first + parameters.longest) + 1):
                words = tuple(run[first:past])
                if not any(_says_nothing(word, small) for word in (words[0], words[-1])):
                    yield words


def _says_nothing(word: str, small: frozenset[str]) -> bool:
    return word in small or word[0].isdigit()


def _most_offences(texts: int, parameters: UnreadParameters) -> int:
    if texts < parameters.fewest_for_house_style:
        return texts
    return int(parameters.house_style_share * texts)


def _unabsorbed(frequent: dict[_Words, list[int]], parameters: UnreadParameters) -> list[_Words]:
    """Leave out what a longer phrase nearly always contains."""
    absorbed: set[_Words] = set()
    for words, rows in frequent.items():
        for shorter in _parts(words, parameters.shortest):
            if shorter in frequent and len(rows) >= parameters.absorbed_share * len(frequent[shorter]):
                absorbed.add(shorter)
    return [words for words in frequent if words not in absorbed]


def _parts(words: _Words, shortest: int) -> Iterator[_Words]:
    for length in range(shortest, len(words)):
        for first in range(len(words) - length + 1):
            yield words[first : first + length]


def _is_of_no_person(words: _Words) -> bool:
    phrase = " ".join(words)
    return redact(phrase) == phrase
