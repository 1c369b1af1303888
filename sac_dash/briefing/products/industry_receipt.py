"""The receipt of an industry pack: what went and why, for the file; it never goes with the pack.

Who approves a disclosure must see what was held back and what an analyst's words lost (Data Protection Act 2018,
s. 62, wants the log of it). The words are those of the pack's last kept version.
"""

from __future__ import annotations

from sac_dash.briefing.document import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    OpenField,
    Passage,
    Shape,
    Table,
    Voice,
    with_edits,
)
from sac_dash.briefing.products import industry_pack
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.products.series_provenance import series_provenance
from sac_dash.briefing.redaction import Receipt
from sac_dash.briefing.series_content import SeriesContent, content_of
from sac_dash.briefing.source import BriefingSource
from sac_dash.briefing.withheld import Withheld, hidden_cells, withheld_of
from sac_dash.casework import KeptBriefing

PRODUCT = "industry-receipt"


def compose(source: BriefingSource, request: BriefRequest) -> Document:
    """Return the receipt of a series' pack.

    Raises
    ------
    SacDashError
        When the pack itself may not be made.
    """
    content = content_of(source, request.scope)
    kept = _kept(source, request, content)
    edits = dict(kept.edits) if kept else {}
    pack = with_edits(industry_pack.compose(source, request), edits)
    pack, receipt = industry_pack.redact_words(source, content, pack, edits)
    withheld, small = withheld_of(source, content), hidden_cells(pack)
    return Document(
        product=PRODUCT,
        kicker=f"Receipt of what was removed · {content.title}",
        title=Passage("title", "Finding", _headline(withheld, receipt, small), Voice.FINDING),
        shape=Shape.PORTRAIT,
        blocks=(
            Facts(_facts(content, kept)),
            *_tables(withheld, small),
            *receipt.blocks(),
            OpenField("checked", "Read before it went: by whom, when", "approver", 1),
        ),
        provenance=series_provenance(source, content, request, PRODUCT),
    )


def _kept(source: BriefingSource, request: BriefRequest, content: SeriesContent) -> KeptBriefing | None:
    """Return the pack's last kept version, under whichever name its series was asked for."""
    scopes = dict.fromkeys((request.scope, content.series_id, content.name))
    held = [source.book.kept_briefing(industry_pack.PRODUCT, scope) for scope in scopes]
    return max(filter(None, held), key=lambda each: each.seq, default=None)


def _facts(content: SeriesContent, kept: KeptBriefing | None) -> tuple[tuple[str, str], ...]:
    words = f"version {kept.number}, kept by {kept.user}" if kept else "the draft: no version was kept"
    return (
        ("Pack", industry_pack.neutral_reference(content.series_id)),
        ("Series", content.title),
        ("Words of the pack", words),
    )


def _headline(withheld: tuple[Withheld, ...], receipt: Receipt, small: int) -> str:
    fields = sum(each.n for each in withheld)
    gone = sum(each.n for each in receipt.total())
    return (
        f"{fields:,} fields withheld, {gone:,} detail{'' if gone == 1 else 's'} taken out of analysts' words,"
        f" {small:,} small cell{'' if small == 1 else 's'} hidden"
    )


def _tables(withheld: tuple[Withheld, ...], small: int) -> tuple[Block, ...]:
    columns = (Column("Field", 3), Column("Held", 1, numeric=True), Column("Why it is not in the pack", 6))
    cells = Withheld(
        "counts of one or two, and those that would tell them", small, "a small count can point at one"
    )
    rows = tuple((each.what.capitalize(), f"{each.n:,}", each.why) for each in (*withheld, cells) if each.n)
    return (Heading("Never put in"), Table("Withheld fields", columns, rows))
