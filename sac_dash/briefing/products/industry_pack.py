"""The redacted pack for industry: what businesses need to protect themselves, and nothing that points at anybody.

Everything in it is written from codes, coarse counts and general advice; no text of the records is ever read into
it. What an analyst writes over the draft goes through the redactor, and the finished files are looked through once
more (:func:`prove_redacted`) before they are handed out. What was left out is told in a receipt
(:mod:`.industry_receipt`), which stays with the police.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256

from sac_dash.briefing.document import (
    Block,
    Bullets,
    Column,
    Document,
    Facts,
    OpenField,
    Passage,
    Row,
    Shape,
    Table,
    Voice,
    text_of,
    with_edits,
)
from sac_dash.briefing.handling import Handling, may_leave
from sac_dash.briefing.method_advice import REPORTING, advise_businesses
from sac_dash.briefing.origin import provenance_from
from sac_dash.briefing.outsider_counts import (
    Counted,
    count_areas,
    count_months,
    count_premises,
    n_with_kind,
    span_of,
)
from sac_dash.briefing.pack_identifiers import identifiers_of
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.provenance import Provenance
from sac_dash.briefing.redaction import PLAIN_LINE, KnownIdentifiers, Receipt, redact_passage, refuse_leaks
from sac_dash.briefing.redaction.known_identifiers import find_known
from sac_dash.briefing.redaction.small_cells import HIDDEN, LEAST_SHOWN, say_count
from sac_dash.briefing.series_content import SeriesContent, content_of
from sac_dash.briefing.series_words import say_hours
from sac_dash.briefing.shared_method import (
    SharedCode,
    east_rows,
    in_plain_english,
    shared_codes,
    stated_codes,
)
from sac_dash.briefing.source import BriefingSource
from sac_dash.briefing.withheld import SMALL_CELLS, hidden_cells, withheld_of
from sac_dash.domain.errors import SacDashError

PRODUCT = "industry"
UNIT = "the police analysis unit"
MOST_CODES = 10
ADVICE_NOTE = "General advice by method; it is no promise of safety."
_LETTERS = "BCDFGHJKLMNPQRSTVWXZ"  # no vowels: no words; no digits: no registration mark
COUNTING_RULE = "each offence counted once, attempts included; counts of one and two are not shown"


def neutral_reference(series_id: str) -> str:
    """Return a reference that stays the same for a series and tells nothing of it.

    >>> neutral_reference("S-0000AAAA") == neutral_reference("S-0000AAAA") != neutral_reference("S-0000AAAB")
    True
    """
    number = int.from_bytes(sha256(f"industry pack of {series_id}".encode()).digest()[:8])
    letters = []
    for _ in range(8):
        number, place = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[place])
    return f"PACK-{''.join(letters[:4])}-{''.join(letters[4:])}"


def compose(source: BriefingSource, request: BriefRequest) -> Document:
    """Return the pack of a series, as drafted.

    Raises
    ------
    SacDashError
        When its handling forbids it to leave, when no series is called so, or when it has too few offences to be
        told without pointing at one.
    """
    may_leave(source.marking, source.handling)
    content = content_of(source, request.scope)
    if content.n < LEAST_SHOWN:
        raise SacDashError(
            f"{content.n} offence{'s' if content.n > 1 else ''} cannot be told without pointing at one",
            remedy=f"A pack needs {LEAST_SHOWN} offences; until then speak to the businesses through their adviser",
        )
    codes = shared_codes(content.members, source.tags)
    return Document(
        product=PRODUCT,
        kicker="Crime prevention notice for businesses",
        title=Passage("title", "Finding", _headline(content), Voice.FINDING),
        shape=Shape.PORTRAIT,
        blocks=(
            _facts(content),
            Passage("method", "How it is done", in_plain_english(codes), headed=True),
            *_east(source, content),
            *_counts(source, content),
            *_advice(source, content, codes),
        ),
        provenance=_provenance(source, request, content),
        external=True,
    )


def _headline(content: SeriesContent) -> str:
    return f"{content.noun.noun.of(content.n)}, {span_of(content.members)}: what to look for and what helps"


def _facts(content: SeriesContent) -> Facts:
    rows = [
        ("Reference", neutral_reference(content.series_id)),
        ("Offences", _offences(content)),
        ("Began in", span_of(content.members)),
        ("Hours", say_hours(content)),
    ]
    return Facts(tuple(rows))


def _offences(content: SeriesContent) -> str:
    tried = content.facts.n_attempts
    if tried >= LEAST_SHOWN and content.n - tried >= LEAST_SHOWN:
        return f"{content.n:,}, {tried:,} of them attempted"
    return f"{content.n:,}, attempts included"


def _east(source: BriefingSource, content: SeriesContent) -> tuple[Block, ...]:
    """Return attacks on machines by EAST code; none where no machine was attacked."""
    rows = east_rows(content.members, source.tags)
    if not rows:
        return ()
    table = Table(
        title="Attacks on cash machines by EAST code",
        columns=(Column("EAST code", 2), Column("In words", 4), Column("Offences", 1, numeric=True)),
        rows=tuple(
            (east, label, say_count(n)) for east, label, n in rows
        ),  # no parts of a total: none is worked out
        note=f"Of {content.n:,}; an offence may state more than one code, or none.",
        small=True,
    )
    return (table,)


def _counts(source: BriefingSource, content: SeriesContent) -> tuple[Block, ...]:
    areas, months = count_areas(content.members), count_months(content.members)
    premises = count_premises(content.members, source.tags)
    note = "<3: one or two."
    if any(HIDDEN in row for counted in (areas, months, premises) for row in counted.rows):
        note += f" “{HIDDEN.capitalize()}”: hidden so that these cannot be worked out."
    tables = (_table("Where", areas), _table("When it began", months), _table("Premises", premises))
    notes = (
        (Passage("counts_note", "About the counts", note, Voice.NOTE),)
        if _any_hidden(areas, months, premises)
        else ()
    )
    return (Row(tuple((each,) for each in tables), (1.0, 1.0, 1.3)), *notes)


def _any_hidden(*counted: Counted) -> bool:
    return any(each.n_hidden for each in counted)


def _table(title: str, counted: Counted) -> Table:
    return Table(
        title=f"{title}, by {counted.level}",
        columns=(Column(counted.level.capitalize(), 2), Column("Offences", 1, numeric=True)),
        rows=counted.rows,
        small=True,
    )


def _codes(codes: tuple[SharedCode, ...]) -> Table:
    told = codes[:MOST_CODES]
    more = len(codes) - len(told)
    return Table(
        title="What they share, as coded",
        columns=(Column("Kind", 2), Column("Behaviour", 2.6), Column("In how many", 2)),
        rows=tuple((*each.words, each.share) for each in told),
        note=f"Stated by at least {LEAST_SHOWN} offences and half of those that say."
        + (f" {more} more are not listed." if more else ""),
        small=True,
    )


def _advice(
    source: BriefingSource, content: SeriesContent, codes: tuple[SharedCode, ...]
) -> tuple[Block, ...]:
    advice = Bullets(
        "advice",
        "Protect yourself",
        advise_businesses(stated_codes(content.members, source.tags)),
        headed=True,
    )
    about = Passage("redaction_note", "About this notice", f"{ADVICE_NOTE} {PLAIN_LINE}", Voice.NOTE)
    contact = OpenField("contact", "Contact; adviser who approved the advice", "police unit", 1)
    report = Bullets("report", "What to report", REPORTING, headed=True)
    return (Row((((_codes(codes), report) if codes else (report,)), (advice, contact, about)), (1.0, 1.15)),)


def _provenance(source: BriefingSource, request: BriefRequest, content: SeriesContent) -> Provenance:
    """Return where it comes from in words that name nobody: no series, no analyst, no officer, no recipient."""
    known = identifiers_of(source, content)
    reference = neutral_reference(content.series_id)
    unstated = content.n - n_with_kind(content.members, source.tags)
    handling = Handling(source.handling.code, redact_passage(source.handling.instruction, known).text)
    people = request.people
    made = provenance_from(
        source.generation,
        marking=source.marking,
        made_at=source.made_at,
        made_by=UNIT,
        decisions=source.book.head,
        subject=f"notice for businesses {reference}",
        n=content.n,
        n_unknown=f"kind of premises not coded in {say_count(unstated)}",
        counting_rule=COUNTING_RULE,
        handling=handling,
        reference=reference,
        version=request.version,
        period=span_of(content.members),
    )
    return replace(
        made,
        authorised_by="a named officer, on the police file"
        if people.authorised_by or people.approver
        else "",
        dissemination="the recipient entered in the police log of disclosures"
        if people.recipient or people.dissemination
        else "",
        review_by=redact_passage(people.review_by, known).text,
    )


def redact(
    source: BriefingSource, request: BriefRequest, document: Document
) -> tuple[Document, tuple[tuple[str, int], ...]]:
    """Return the pack with an analyst's own words redacted, and how much of what was left out altogether."""
    content = content_of(source, request.scope)
    redacted, receipt = redact_words(source, content, document, request.edits)
    withheld = [(each.what, each.n) for each in withheld_of(source, content)]
    small = hidden_cells(redacted)
    return redacted, (*receipt.counts(), *withheld, *([(SMALL_CELLS, small)] if small else []))


def redact_words(
    source: BriefingSource, content: SeriesContent, document: Document, edits: Mapping[str, str]
) -> tuple[Document, Receipt]:
    """Return a pack with the passages that an analyst wrote redacted, and the receipt of what went from each."""
    known = identifiers_of(source, content)
    done = {
        passage.key: (passage.label, redact_passage(text_of(passage), known))
        for passage in document.passages()
        if passage.key in edits
    }
    by_field = {label: each.removed for label, each in done.values() if each.removed}
    instruction = redact_passage(source.handling.instruction, known)
    if instruction.removed:
        by_field["Handling instruction"] = instruction.removed
    return with_edits(document, {key: each.text for key, (_, each) in done.items()}), Receipt(by_field)


def prove_redacted(source: BriefingSource, request: BriefRequest, files: Mapping[str, bytes]) -> None:
    """Refuse files of a pack that hold, in any of their texts or their names, an identifier on record.

    Parameters
    ----------
    files
        Content by file name.

    Raises
    ------
    SacDashError
        Naming the kinds found and where they stand, never what they say.
    """
    known = identifiers_of(source, content_of(source, request.scope))
    for name, content in files.items():
        _refuse_name(name, known)
        refuse_leaks(name, content, known)


def _refuse_name(name: str, known: KnownIdentifiers) -> None:
    found = [span.category for span in find_known(name.replace("-", " "), known)]
    if found:
        raise SacDashError(
            f"this does not leave: its file name holds a {found[0]}",
            remedy="Make the pack anew from its page",
        )
