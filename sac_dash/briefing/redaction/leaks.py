"""The last gate: a finished file for outsiders is looked through once more, and does not go out with a leak in it.

Known identifiers are looked for in every text of the file, whatever their case, spaces and punctuation; what
looks like a registration mark, a telephone number, a full postcode or an operation is found by rule. Rules that
go by capitals are left out here: a pack is full of headings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sac_dash.briefing.redaction.category import Category, Span
from sac_dash.briefing.redaction.known_identifiers import (
    SHORTEST,
    KnownIdentifiers,
    find_known,
    normalised,
)
from sac_dash.briefing.redaction.lexicon import is_ordinary
from sac_dash.briefing.redaction.numbers import find_numbers
from sac_dash.briefing.redaction.places import find_places
from sac_dash.briefing.redaction.references import find_references
from sac_dash.briefing.redaction.text_parts import TextPart, read_text_parts
from sac_dash.briefing.redaction.vehicle_marks import find_registrations
from sac_dash.domain.errors import SacDashError

_TOLD_AT_MOST = 5
_LEAST_IN_MACHINE_VALUES = 6  # shorter strings stand in sizes and ids by chance
# the file formats' own words, which the rules take for something else
_OF_THE_FORMAT = (
    "schemas.openxmlformats.org",
    "schemas.microsoft.com",
    "purl.org",
    "www.w3.org",
    "ns.adobe.com",
    "iso.org",
)
_PDF_DATE = re.compile(r"D:(?:19|20)\d{12}")  # CreationDate, ModDate
_MARK = re.compile(r"\[removed: [^\]]*\]")
_BY_RULE = frozenset(
    {
        Category.REGISTRATION,
        Category.TELEPHONE,
        Category.ONLINE,
        Category.BANK,
        Category.IDENTITY,
        Category.OPERATION,
        Category.GROUP,
        Category.POSTCODE,
        Category.PLACE,
    }
)


@dataclass(frozen=True)
class Leak:
    """One identifier that would leave with a file: its kind, in which part of the file, and what it says."""

    category: Category
    where: str
    text: str


def find_leaks(content: bytes, kind: str, known_identifiers: KnownIdentifiers) -> list[Leak]:
    """Return every identifier that a produced file holds, in any of its texts.

    Parameters
    ----------
    kind
        The file's ending: docx, pptx, xlsx, pdf, png …
    known_identifiers
        What is known not to be for outsiders; its `allowed` may stay.

    Raises
    ------
    SacDashError
        When the file cannot be looked into.
    """
    found: dict[Leak, None] = {}
    for part in read_text_parts(content, kind):
        for span in _spans(part, known_identifiers):
            found[Leak(span.category, part.where, part.text[span.start : span.end])] = None
    return list(found)


def refuse_leaks(name: str, content: bytes, known_identifiers: KnownIdentifiers) -> None:
    """Refuse a file for outsiders that holds an identifier.

    Raises
    ------
    SacDashError
        Naming the kinds and where they stand, never what they say: errors end up in logs.
    """
    leaks = find_leaks(content, name.rpartition(".")[2], known_identifiers)
    if leaks:
        raise SacDashError(
            f"this does not leave: it still holds {_say(leaks)}",
            file=name,
            remedy="Take it out of the passage it comes from, then make the pack again",
        )


def _say(leaks: Sequence[Leak]) -> str:
    told = list(dict.fromkeys(f"a {leak.category} in {leak.where}" for leak in leaks))
    more = len(told) - _TOLD_AT_MOST
    return ", ".join(told[:_TOLD_AT_MOST]) + (f" and {more} more" if more > 0 else "")


def _spans(part: TextPart, known: KnownIdentifiers) -> Iterator[Span]:
    for span in find_known(part.text, known):
        said = normalised(part.text[span.start : span.end])
        if part.worded or (len(said) >= _LEAST_IN_MACHINE_VALUES and not is_ordinary(said)):
            yield span
    if part.worded:
        allowed = [normalised(each) for each in known.allowed]
        for span in _looks_like(part):
            if not _may_stay(normalised(part.text[span.start : span.end]), span.category, allowed):
                yield span


def _may_stay(said: str, category: Category, allowed: Sequence[str]) -> bool:
    """Return whether it is part of what may stay; before an area's name may stand the count of a table's row."""
    bare = said.lstrip("0123456789") if category is Category.PLACE else said
    return any(each in held for each in {said, bare} if len(each) >= SHORTEST for held in allowed)


def _looks_like(part: TextPart) -> Iterator[Span]:
    """Yield what the rules take for an identifier; of separate values, each by itself."""
    start = 0
    text = _MARK.sub(lambda mark: "#" * len(mark.group()), part.text)  # "[removed: operation name]" is none
    for value in text.split("\n") if part.listed else [text]:
        for span in _by_rule(value):
            if not _PDF_DATE.match(value[max(0, span.start - 2) :]):
                yield replace(span, start=span.start + start, end=span.end + start)
        start += len(value) + 1


def _by_rule(text: str) -> Iterable[Span]:
    for find in (find_registrations, find_numbers, find_references, find_places):
        for span in find(text):
            said = text[span.start : span.end].casefold()
            if (
                span.category in _BY_RULE
                and "\n" not in said
                and not any(each in said for each in _OF_THE_FORMAT)
            ):
                yield span
