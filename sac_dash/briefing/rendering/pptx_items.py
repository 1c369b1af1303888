"""The blocks of a paper as what can be put on a slide: words, native tables, drawings and open fields, measured."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sac_dash.briefing.document import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    OpenField,
    PageBreak,
    Passage,
    Picture,
    Plot,
    Table,
    Voice,
)
from sac_dash.briefing.rendering.measure import LEADING, Line, wrapped
from sac_dash.briefing.rendering.slide_plan import BULLET_IN
from sac_dash.briefing.rendering.wording import one_line, paragraphs_of

TEXT_PT, FINDING_PT, NOTE_PT, HEAD_PT = 16.0, 20.0, 12.0, 16.0
TABLE_PT, SMALL_PT, FACTS_PT = 11.0, 9.0, 13.0
CELL_IN = 0.06


@dataclass(frozen=True)
class Words:
    """Paragraphs, each with its size."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Grid:
    """A native table, or a part of one: rows and their heights, the head's first where columns are named."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    heights_in: tuple[float, ...]
    size_pt: float

    @property
    def has_head(self) -> bool:
        """Return whether its first height is a head's."""
        return len(self.heights_in) > len(self.rows)


@dataclass(frozen=True)
class Drawing:
    """A picture, or a plot that becomes a native chart."""

    drawn: Picture | Plot

    @property
    def picture(self) -> Picture:
        """Return the picture, of a plot too."""
        return self.drawn.picture if isinstance(self.drawn, Plot) else self.drawn


@dataclass(frozen=True)
class Blank:
    """An open field."""

    field: OpenField


Item = Words | Grid | Drawing | Blank


def items_of(blocks: Sequence[Block], width_in: float) -> Iterator[Item | None]:
    """Yield what is to be placed, None for a new slide; words one after another are one item."""
    words: list[Line] = []
    for block in blocks:
        said = list(_lines(block))
        if said:
            words += said
            continue
        if isinstance(block, Table):
            words += _table_head(block)
        if words:
            yield Words(tuple(words))
            words = []
        match block:
            case PageBreak():
                yield None
            case Table():
                yield _grid(block, width_in)
            case Facts() if block.rows:
                yield _facts(block, width_in)
            case Picture() | Plot():
                yield Drawing(block)
            case OpenField():
                yield Blank(block)
            case _:
                pass
    if words:
        yield Words(tuple(words))


def _lines(block: Block) -> Iterator[Line]:
    match block:
        case Heading():
            yield Line(one_line(block.text), bold=True, size_pt=HEAD_PT, gap_pt=3, leads=True)
        case Passage():
            size = {Voice.FINDING: FINDING_PT, Voice.NOTE: NOTE_PT}.get(block.voice, TEXT_PT)
            if block.headed and block.text.strip():
                yield Line(block.label, bold=True, size_pt=HEAD_PT, gap_pt=2, leads=True)
            for text in paragraphs_of(block.text):
                yield Line(text, bold=block.voice is Voice.FINDING, size_pt=size, gap_pt=6)
        case Bullets():
            if block.headed and block.items:
                yield Line(block.label, bold=True, size_pt=HEAD_PT, gap_pt=2, leads=True)
            for item in block.items:
                yield Line(one_line(item), indent_in=BULLET_IN, size_pt=TEXT_PT, gap_pt=2)
        case _:
            return


def _table_head(table: Table) -> list[Line]:
    """Return a table's title and note; on a slide both stand over it, where the next slide cannot part them."""
    title = Line(one_line(table.title), bold=True, size_pt=HEAD_PT, gap_pt=3, leads=True)
    note = Line(one_line(table.note), size_pt=NOTE_PT, gap_pt=3, leads=True)
    return [line for line in (title, note) if line.text]


def _grid(table: Table, width_in: float) -> Grid:
    size = SMALL_PT if table.small else TABLE_PT
    head = tuple(column.name for column in table.columns)
    rows = (_row_in(row, table.columns, width_in, size) for row in table.rows)
    heights = (_row_in(head, table.columns, width_in, size, bold=True), *rows)
    return Grid(table.title, table.columns, table.rows, heights, size)


def _facts(facts: Facts, width_in: float) -> Grid:
    columns = (Column("", 1.0), Column("", 3.0))
    heights = tuple(_row_in(row, columns, width_in, FACTS_PT) for row in facts.rows)
    return Grid("Facts", columns, facts.rows, heights, FACTS_PT)


def _row_in(
    row: Sequence[str], columns: Sequence[Column], width_in: float, size_pt: float, *, bold: bool = False
) -> float:
    total = sum(column.share for column in columns)
    rooms = [width_in * column.share / total - 2 * CELL_IN for column in columns]
    count = max(len(wrapped(text, room, size_pt, bold=bold)) for text, room in zip(row, rooms, strict=True))
    return count * size_pt * LEADING / 72 + CELL_IN
