"""The receipt of a redaction: what went from which passage, how much and why. It stays with the police.

An outsider's copy says only that identifying details were removed; the receipt is a document of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sac_dash.briefing.document import (
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    Passage,
    Row,
    Table,
    Voice,
    with_edits,
)
from sac_dash.briefing.redaction.category import RULES_VERSION, Removed, add_removed
from sac_dash.briefing.redaction.known_identifiers import KnownIdentifiers
from sac_dash.briefing.redaction.passages import redact_passage

PLAIN_LINE = "Identifying details were removed before this was shared."


@dataclass(frozen=True)
class Receipt:
    """What went from each field of a document.

    Parameters
    ----------
    by_field
        Name of a passage or field → what went from it; fields from which nothing went are left out.
    left_out
        Whole fields that were never put in, with why: ``("text of the records", "written from codes instead")``.
    rules_version
        That of the rules.
    """

    by_field: Mapping[str, tuple[Removed, ...]]
    left_out: tuple[tuple[str, str], ...] = ()
    rules_version: str = RULES_VERSION

    def total(self) -> tuple[Removed, ...]:
        """Return what went altogether, by category."""
        return add_removed(self.by_field.values())

    def counts(self) -> tuple[tuple[str, int], ...]:
        """Return the same as plain pairs, for the log of disclosures."""
        return tuple((str(each.category), each.n) for each in self.total())

    def blocks(self) -> tuple[Block, ...]:
        """Return the receipt as blocks of an internal document."""
        blocks: list[Block] = [
            Heading("What was removed"),
            Table(
                "Removed, by kind",
                (Column("Kind", 3), Column("n", 1, numeric=True), Column("Why", 6)),
                tuple((f"{each.category}", f"{each.n:,}", each.why) for each in self.total())
                or (("Nothing was found", "0", ""),),
                f"Redaction rules {self.rules_version}. Rules are no proof: read the pack before it goes.",
            ),
            Table(
                "Removed, by passage",
                (Column("Passage", 4), Column("Kind", 3), Column("n", 1, numeric=True)),
                tuple(
                    (field, f"{each.category}", f"{each.n:,}")
                    for field, removed in self.by_field.items()
                    for each in removed
                )
                or (("None", "", "0"),),
            ),
        ]
        if self.left_out:
            columns = (Column("Left out altogether", 3), Column("Why", 6))
            blocks.append(Table("Never put in", columns, self.left_out))
        blocks.append(
            Passage(
                "receipt_note", "Handling of this receipt", "Internal: never part of the pack.", Voice.NOTE
            )
        )
        return tuple(blocks)


def redact_document(document: Document, known: KnownIdentifiers) -> tuple[Document, Receipt]:
    """Return a document for outsiders with every passage and table redacted, and the receipt of it.

    Pictures are not read: a picture for outsiders is drawn for them.
    """
    by_field: dict[str, tuple[Removed, ...]] = {}
    edits: dict[str, str] = {}
    for passage in document.passages():
        words = passage.text if isinstance(passage, Passage) else "\n".join(passage.items)
        done = redact_passage(words, known)
        if done.removed:
            edits[passage.key] = done.text
            by_field[passage.label or passage.key] = done.removed
    redacted = with_edits(document, edits)
    blocks = tuple(_without_details(block, known, by_field) for block in redacted.blocks)
    return replace(redacted, blocks=blocks, external=True), Receipt(by_field)


def _without_details(
    block: Block, known: KnownIdentifiers, by_field: dict[str, tuple[Removed, ...]]
) -> Block:
    """Return a block with the cells of its tables redacted; passages were, before."""
    if isinstance(block, Row):
        cells = tuple(tuple(_without_details(each, known, by_field) for each in cell) for cell in block.cells)
        return replace(block, cells=cells)
    if not isinstance(block, Table):
        return block
    done = [[redact_passage(cell, known) for cell in row] for row in block.rows]
    removed = add_removed(cell.removed for row in done for cell in row)
    if removed:
        by_field[block.title] = removed
    return replace(block, rows=tuple(tuple(cell.text for cell in row) for row in done))


def bullets_of(removed: tuple[Removed, ...]) -> Bullets:
    """Return what went as a short list for a screen."""
    return Bullets(
        "removed", "Removed", tuple(f"{each.n:,} × {each.category}: {each.why}" for each in removed)
    )
