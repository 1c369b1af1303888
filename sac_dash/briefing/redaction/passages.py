"""One text redacted by rule: every finder looks at the same words, what any of them finds goes.

The rules are strict on purpose: a text that outsiders read may lose a word too many, never one too few.
Rules are no proof: a document for outsiders is written from codes (:mod:`sac_dash.briefing.coded_words`) and
holds no text of the records at all; this is for the passages that an analyst writes, and a person reads the
result before it goes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sac_dash.briefing.redaction.category import Category, Removed, Span, count_removed, mark_of
from sac_dash.briefing.redaction.known_identifiers import (
    NOTHING_KNOWN,
    KnownIdentifiers,
    find_known,
    normalised,
)
from sac_dash.briefing.redaction.numbers import find_numbers
from sac_dash.briefing.redaction.people import find_people
from sac_dash.briefing.redaction.places import find_places
from sac_dash.briefing.redaction.references import find_references
from sac_dash.briefing.redaction.sums import find_sums
from sac_dash.briefing.redaction.vehicle_marks import find_registrations

_FINDERS = (find_registrations, find_numbers, find_references, find_places, find_people, find_sums)
_ORDER = {category: order for order, category in enumerate(Category)}
_BETWEEN = re.compile(r"[\s,;:/&.'’()\-–\"“”]*(?:\band\b[\s,]*)?")
# trade names that are somebody's name as well; they stay where they are written so
_TRADE_NAMES = re.compile(
    r"\b(?:ifor williams|massey ferguson|john deere|william hill|travis perkins|paddy power|"
    r"jack daniel'?s|lambert (?:&|and) butler|"
    r"benson (?:&|and) hedges|harley[ -]davidson|morris minor|marks (?:&|and) spencer|"
    r"lloyds bank|mitchell (?:&|and) butlers|"
    r"tag heuer|alfa romeo|stanley knife|stanley blade|philips? screwdriver|phillips? (?:head|"
    r"screw\w*)|allen keys?|morrisons?|"
    r"wilkinson sword|black (?:&|and) decker|johnny walker|johnnie walker|stella artois|"
    r"winston|elf bar|rolls[ -]royce|aston martin|"
    r"op(?:eration)? of|stilsons?|stillsons?|morrison's|mcdonald'?s|jcb|davidson road king|"
    r"wicke?s|dewalt|sidchrome)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Redacted:
    """A text as outsiders may read it, and what went."""

    text: str
    removed: tuple[Removed, ...]

    @property
    def n(self) -> int:
        """Return how many details went."""
        return sum(each.n for each in self.removed)


def redact_passage(text: str, known: KnownIdentifiers = NOTHING_KNOWN) -> Redacted:
    """Return a text without what may identify a person, vehicle, place, record or operation.

    >>> redact_passage("driven by Dave Smith in a black Audi RS4").text
    'driven by [removed: name] in a black Audi RS4'
    """
    spans = find_details(text, known)
    return Redacted(_without(text, spans), count_removed(spans))


def find_details(text: str, known: KnownIdentifiers = NOTHING_KNOWN) -> tuple[Span, ...]:
    """Return every stretch that goes, in order and apart from one another."""
    kept = [hit.span() for hit in _TRADE_NAMES.finditer(text)]
    allowed = {normalised(each) for each in known.allowed}
    by_rule = [
        span
        for find in _FINDERS
        for span in find(text)
        if not _is_kept(span, kept) and normalised(text[span.start : span.end]) not in allowed
    ]
    return _joined(text, [*by_rule, *find_known(text, known)])


def _is_kept(span: Span, kept: Iterable[tuple[int, int]]) -> bool:
    """Return whether a name lies within a trade name."""
    return span.category is Category.NAME and any(
        start <= span.start and span.end <= end for start, end in kept
    )


def _joined(text: str, spans: list[Span]) -> tuple[Span, ...]:
    """Return the spans with those that overlap, or stand side by side and are of a kind, made one."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, -each.end)):
        last = joined[-1] if joined else None
        if last is not None and (
            span.start < last.end
            or (
                last.category is span.category
                and not (last.stays or span.stays)
                and _BETWEEN.fullmatch(text, last.end, span.start)
            )
        ):
            joined[-1] = _both(last, span)
        else:
            joined.append(span)
    return tuple(joined)


def _both(one: Span, other: Span) -> Span:
    end = max(one.end, other.end)
    if one.category is Category.POSTCODE and other.end <= one.end:
        return one  # its outward half holds nothing of what was found within
    category = min(one.category, other.category, key=_ORDER.__getitem__)
    whole = next((each for each in (one, other) if (each.start, each.end) == (one.start, end)), None)
    stays = whole.stays if whole is not None and {one.category, other.category} == {whole.category} else ""
    return Span(one.start, end, category, stays)


def _without(text: str, spans: Iterable[Span]) -> str:
    parts: list[str] = []
    at = 0
    for span in spans:
        parts += [text[at : span.start], span.stays or mark_of(span.category)]
        at = span.end
    return "".join((*parts, text[at:]))
