"""What is known not to leave with a pack about one series: every identifier that its records and notes hold.

Columns give names, addresses, postcodes and references; texts and notes are read by the redactor's own rules, so
that a registration mark somebody typed into an MO is looked for in the finished file like any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from sac_dash.briefing.redaction import Category, KnownIdentifiers, area_of, find_details, known_in
from sac_dash.briefing.redaction.lexicon import is_ordinary
from sac_dash.briefing.series_content import SeriesContent
from sac_dash.briefing.shared_method import shared_codes
from sac_dash.briefing.source import BriefingSource
from sac_dash.casework import SeriesField
from sac_dash.mo.labels import code_labels

_OPERATION = re.compile(r"^\s*(?:operation|op)\b[\s.:'\"-]*", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_FIELDS = {
    Category.REGISTRATION: "registrations",
    Category.TELEPHONE: "telephones",
    Category.OPERATION: "operations",
    Category.GROUP: "groups",
    Category.FORENSIC: "forensic",
    Category.PLACE: "addresses",
    Category.POSTCODE: "postcodes",
    Category.NAME: "people",
    Category.REFERENCE: "references",
    Category.GRADING: "references",
    Category.ONLINE: "references",
    Category.DEVICE: "references",
    Category.BANK: "references",
    Category.BIRTH: "references",
    Category.IDENTITY: "references",
}
# the pack's own: whom to call, and words of its footer that a user's name may hold as well
_OWN_WORDS = ("call 999", "999", "101", "analyst", "police analysis unit")
# words of these kinds that hold no number are words of the trade ("fingerprints", "intelligence"), no identifiers
_NUMBERED = frozenset({Category.FORENSIC, Category.GRADING, Category.GROUP})


def identifiers_of(source: BriefingSource, content: SeriesContent) -> KnownIdentifiers:
    """Return every identifier on record about a series, and the names of areas and codes, which may stay."""
    recorded = known_in(content.members, source.book)
    premises = tuple(each for each in recorded.premises if not _is_one_plain_word(each))
    listed = tuple(filter(None, content.members["known_series"].unique(maintain_order=True)))
    named = (
        *recorded.operations,
        *listed,
        content.name,
        content.value(SeriesField.OPERATION_REF),
    )
    return replace(
        recorded,
        premises=premises,
        operations=_with_bare(filter(None, named)),
        references=(*recorded.references, content.series_id),
        people=(source.made_by,) if not is_ordinary(source.made_by) else (),
        allowed=_allowed(source, content),
    ).joined(_in_texts(texts_of(source, content)))


def texts_of(source: BriefingSource, content: SeriesContent) -> tuple[str, ...]:
    """Return every free text on record about a series: MO, notes, reasons, fields."""
    owned = content.owned
    return (
        *filter(None, content.members["mo_text"]),
        *(note.text for note in owned.notes),
        *(judgement.reason for judgement in owned.judgements.values() if judgement.reason),
        *(
            stated.value
            for name, stated in owned.fields.items()
            if name not in {SeriesField.STATUS.value, SeriesField.PATTERN_TYPE.value}
        ),
        *filter(None, (source.handling.instruction,)),
    )


def _in_texts(texts: Iterable[str]) -> KnownIdentifiers:
    found: dict[str, dict[str, None]] = {}
    for text in texts:
        for span in find_details(text):
            said = text[span.start : span.end].strip()
            field = _FIELDS.get(span.category)
            if field is None or (span.category in _NUMBERED and not _DIGIT.search(said)):
                continue
            if not is_ordinary(said) or _DIGIT.search(said):
                found.setdefault(field, {})[said] = None
    kept = {name: tuple(values) for name, values in found.items()}
    if "operations" in kept:
        kept["operations"] = _with_bare(kept["operations"])
    return KnownIdentifiers(**kept)


def _with_bare(names: Iterable[str]) -> tuple[str, ...]:
    """Return names of operations with and without the word before them: ``Op Willow``, ``Willow``."""
    both = [each for name in names for each in (name, _OPERATION.sub("", name))]
    return tuple(dict.fromkeys(filter(None, both)))


def _is_one_plain_word(name: str) -> bool:
    """Return whether a name is a kind of premises and not a name: ``Garage``."""
    return len(name.split()) == 1 and is_ordinary(name)


def _allowed(source: BriefingSource, content: SeriesContent) -> tuple[str, ...]:
    """Return what may stay though it looks like an identifier: areas as the pack says them, and labels of codes.

    The table of codes stands as one: a label beside another ("Security defeated", "Road blocked") may look like a
    street where a page's cells are read in a row.
    """
    areas = content.members.select("postcode", "policing_area", "force").rows()
    told = {area_of(postcode, area) for postcode, area, _ in areas} | {
        each for _, area, force in areas for each in (area, force) if each
    }
    table = " ".join(
        f"{' '.join(each.words)} {each.share}" for each in shared_codes(content.members, source.tags)
    )
    return (*sorted(told), *dict.fromkeys(code_labels().values()), table, *_OWN_WORDS)
