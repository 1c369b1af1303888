"""The receipt says what went, from where and why; the redacted document holds none of it."""

from __future__ import annotations

from datetime import UTC, datetime

from sac_dash.briefing.document import Bullets, Column, Document, Passage, Row, Shape, Table
from sac_dash.briefing.provenance import Provenance
from sac_dash.briefing.redaction import RULES_VERSION, Category, KnownIdentifiers, redact_document

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
WHENCE = Provenance(
    "OFFICIAL", "S-12", False, NOW, "ana", NOW, "g1", "0f", 3, "1", "1", "1", "one offence", 4, "1", "2 days"
)


def drawn_up() -> Document:
    table = Table("Offences", (Column("Ref"), Column("Area")), (("22/104567", "SY11"), ("22/104568", "WR1")))
    blocks = (
        Passage("synopsis", "Synopsis", "Two offenders, led by Gareth Jones, used reg XX19 FGH."),
        Row(((Bullets("look", "Look for", ("A telehandler", "Call 07700 900123")),), (table,)), (1.0, 1.0)),
    )
    return Document(
        "industry_pack", "Pack", Passage("title", "Title", "Plant used"), Shape.PORTRAIT, blocks, WHENCE
    )


def test_passages_lists_and_tables_are_redacted_and_counted() -> None:
    redacted, receipt = redact_document(drawn_up(), KnownIdentifiers(references=("22/104567", "22/104568")))
    said = str(redacted.blocks)
    assert redacted.external
    for gone in ("Gareth", "XX19", "07700", "104567"):
        assert gone not in said
    assert "telehandler" in said
    assert "SY11" in said
    assert receipt.by_field.keys() == {"Synopsis", "Look for", "Offences"}
    counts = dict(receipt.counts())
    assert (counts["name"], counts["vehicle registration"], counts["reference"]) == (1, 1, 2)


def test_the_receipt_is_tables_with_the_rules_version_and_no_identifiers() -> None:
    _, receipt = redact_document(drawn_up(), KnownIdentifiers())
    tables = [block for block in receipt.blocks() if isinstance(block, Table)]
    assert RULES_VERSION in tables[0].note
    assert all(len(row) == len(table.columns) for table in tables for row in table.rows)
    assert "Gareth" not in str(receipt.blocks())
    assert Category.NAME in {row[0] for row in tables[0].rows}


def test_a_clean_document_has_an_empty_receipt() -> None:
    clean = drawn_up()
    clean = Document(clean.product, "", clean.title, clean.shape, (), WHENCE)
    redacted, receipt = redact_document(clean, KnownIdentifiers())
    assert redacted.title.text == "Plant used"
    assert receipt.total() == ()
