"""What a briefing is before it is a file: passages, tables, pictures and open fields, on pages of a shape.

One document is written by the composing modules and laid out by every format (PDF, DOCX, PPTX, PNG), so
that a bulletin says the same whatever program opens it. Passages carry a key: an analyst's own words are
laid over the draft by it (:func:`with_edits`), and what new data changed is told by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from math import ceil

from sac_dash.briefing.provenance import Provenance


class Shape(StrEnum):
    """The page a document is made for."""

    PORTRAIT = "portrait"  # A4 upright
    LANDSCAPE = "landscape"  # A4 across
    SLIDE = "slide"  # 16:9, 13.333 × 7.5 inches


class Voice(StrEnum):
    """How a passage is set."""

    FINDING = "finding"  # the headline judgement
    BODY = "body"
    NOTE = "note"  # small: caveats, counting rules, sources


@dataclass(frozen=True)
class Heading:
    """A heading within the document; `level` 1 stands under the title."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class Passage:
    """Words that an analyst may change.

    Parameters
    ----------
    key
        Unique in the document, and the same whenever it is made anew: ``"synopsis"``.
    label
        What the editor calls it, and its run-in heading where `headed`.
    text
        The draft, or the analyst's words laid over it. Paragraphs are parted by a blank line.
    """

    key: str
    label: str
    text: str
    voice: Voice = Voice.BODY
    headed: bool = False


@dataclass(frozen=True)
class Bullets:
    """A short list an analyst may change, one item a line."""

    key: str
    label: str
    items: tuple[str, ...]
    headed: bool = False


@dataclass(frozen=True)
class Facts:
    """Labelled values, not to be edited: they come from the records."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Column:
    """One column of a table; `share` is its part of the width, `numeric` sets it right-aligned."""

    name: str
    share: float = 1.0
    numeric: bool = False


@dataclass(frozen=True)
class Table:
    """Rows of text under a head that is repeated on every page.

    Parameters
    ----------
    title
        Said above it and read out for who cannot see it.
    note
        Said under it: what is counted, what is left out.
    shortened
        Said instead where only some rows have room: "The latest {shown} of {all}"; "" for one that is never cut.
    room
        How much of the room there is it gets beside others that may be cut: 0.5 keeps half as many rows as 1.
    keeps_first
        The first rows stay where not all have room; else the last, the latest of a table in order of time.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""
    small: bool = False
    shortened: str = ""
    room: float = 1.0
    keeps_first: bool = False

    def rows_at(self, rows: int) -> int:
        """Return how many rows it keeps where a table with all the room keeps `rows`; one always stays."""
        return min(len(self.rows), max(1, round(rows * self.room))) if self.shortened else len(self.rows)


@dataclass(frozen=True)
class Picture:
    """A map or chart, drawn for paper.

    Parameters
    ----------
    png
        At 300 dots an inch of `width_in` × `height_in`, with the marking burned in.
    draw_svg
        Draws the same as instructions for a plotter or an editor; `svg` asks it, and few ever do.
    alt
        What it shows, in words, for who cannot see it.
    """

    key: str
    png: bytes
    draw_svg: Callable[[], bytes] = field(compare=False, repr=False)
    alt: str
    width_in: float
    height_in: float
    caption: str = ""

    @property
    def svg(self) -> bytes:
        """Return it as SVG, its letters as outlines."""
        return self.draw_svg()


@dataclass(frozen=True)
class Plot:
    """The numbers of a chart, for formats that hold charts an analyst can change; `picture` for the others.

    Parameters
    ----------
    kind
        ``"column"``, ``"line"``, or ``"range"``: lines, of which the first is counted and the others are the ends of
        the range it is held against.
    categories
        One a point.
    series
        Name and values; None is a gap.
    caption
        Said under the native chart where it is read otherwise than the picture; "" is the picture's.
    """

    kind: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    picture: Picture
    caption: str = ""


@dataclass(frozen=True)
class OpenField:
    """Left for a person to fill: tactics, authority, contact. Nothing is ever invented here.

    `lines` is the room left for handwriting; `filled_by` says who.
    """

    key: str
    label: str
    filled_by: str
    lines: int = 2


@dataclass(frozen=True)
class PageBreak:
    """What follows begins on a new page."""


@dataclass(frozen=True)
class Row:
    """Blocks side by side; `shares` are their parts of the width."""

    cells: tuple[tuple[Block, ...], ...]
    shares: tuple[float, ...]


Block = Heading | Passage | Bullets | Facts | Table | Picture | Plot | OpenField | PageBreak | Row


@dataclass(frozen=True)
class SlideBody:
    """The fixed places of a briefing slide: it is read from five metres away, in one look.

    Parameters
    ----------
    map, timeline
        Left; right above. None where nothing can be drawn, with the reason in `no_map`.
    distinguishes
        Three facts that set the series apart, and `does_not_fit`: one that speaks against.
    look_for, ask, contact
        Along the foot.
    """

    map: Picture | None
    timeline: Picture | None
    distinguishes: Bullets
    does_not_fit: Passage
    look_for: Passage
    ask: Passage
    contact: Passage
    no_map: str = ""


@dataclass(frozen=True)
class Document:
    """A briefing.

    Parameters
    ----------
    product
        A key of :data:`sac_dash.briefing.products.PRODUCTS`.
    kicker
        What kind of thing it is, over the title: "Series bulletin".
    title
        The finding; a passage, so that it can be reworded.
    shape
        Of its pages.
    blocks
        What is on them; empty for a slide, whose `slide` holds everything.
    provenance
        Marking, handling and where it comes from: on every page.
    external
        Leaves the police: redacted, and refused under handling code C.
    dense
        Set close, so that one page holds it.
    """

    product: str
    kicker: str
    title: Passage
    shape: Shape
    blocks: tuple[Block, ...]
    provenance: Provenance
    slide: SlideBody | None = None
    external: bool = False
    dense: bool = False

    def passages(self) -> Iterator[Passage | Bullets]:
        """Yield everything an analyst may reword, in the order of reading."""
        yield self.title
        if self.slide:
            yield from (
                self.slide.distinguishes,
                self.slide.does_not_fit,
                self.slide.look_for,
                self.slide.ask,
                self.slide.contact,
            )
        yield from (each for each in walk(self.blocks) if isinstance(each, Passage | Bullets))

    def pictures(self) -> Iterator[Picture]:
        """Yield every picture, in the order of reading."""
        if self.slide:
            yield from filter(None, (self.slide.map, self.slide.timeline))
        for each in walk(self.blocks):
            if isinstance(each, Picture):
                yield each
            elif isinstance(each, Plot):
                yield each.picture


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield every block, those side by side after one another."""
    for block in blocks:
        if isinstance(block, Row):
            for cell in block.cells:
                yield from walk(cell)
        else:
            yield block


def with_edits(document: Document, edits: Mapping[str, str]) -> Document:
    """Return the document with an analyst's words in place of the drafts; unknown keys are ignored."""
    slide = document.slide
    if slide:
        slide = replace(
            slide,
            distinguishes=_relisted(slide.distinguishes, edits),
            does_not_fit=_reworded(slide.does_not_fit, edits),
            look_for=_reworded(slide.look_for, edits),
            ask=_reworded(slide.ask, edits),
            contact=_reworded(slide.contact, edits),
        )
    return replace(
        document,
        title=_reworded(document.title, edits),
        blocks=tuple(_edited(block, edits) for block in document.blocks),
        slide=slide,
    )


def with_room(document: Document, rows: int) -> Document:
    """Return the document with so many rows, as far as its `room` goes, of each table that may be shortened."""
    return replace(document, blocks=tuple(_shortened(block, rows) for block in document.blocks))


def longest_table(document: Document) -> int:
    """Return at how many rows no table is shortened any more; 0 where none may be."""
    lengths = (ceil(len(each.rows) / each.room) for each in tables_to_shorten(document))
    return max(lengths, default=0)


def tables_to_shorten(document: Document) -> list[Table]:
    """Return the tables that may be shortened, in the order of reading."""
    return [each for each in walk(document.blocks) if isinstance(each, Table) and each.shortened]


def text_of(passage: Passage | Bullets) -> str:
    """Return a passage as an editor shows it: bullets one a line."""
    return passage.text if isinstance(passage, Passage) else "\n".join(passage.items)


def drafts_of(document: Document) -> dict[str, str]:
    """Return the words of every passage by key."""
    return {passage.key: text_of(passage) for passage in document.passages()}


def _shortened(block: Block, rows: int) -> Block:
    if isinstance(block, Row):
        return replace(
            block, cells=tuple(tuple(_shortened(each, rows) for each in cell) for cell in block.cells)
        )
    if not isinstance(block, Table) or block.rows_at(rows) == len(block.rows):
        return block
    kept = block.rows_at(rows)
    note = block.shortened.format(shown=kept, all=len(block.rows))
    return replace(block, rows=block.rows[:kept] if block.keeps_first else block.rows[-kept:], note=note)


def _edited(block: Block, edits: Mapping[str, str]) -> Block:
    if isinstance(block, Row):
        cells = tuple(tuple(_edited(each, edits) for each in cell) for cell in block.cells)
        return replace(block, cells=cells)
    if isinstance(block, Passage):
        return _reworded(block, edits)
    return _relisted(block, edits) if isinstance(block, Bullets) else block


def _reworded(passage: Passage, edits: Mapping[str, str]) -> Passage:
    words = edits.get(passage.key)
    return passage if words is None else replace(passage, text=_tidy(words))


def _relisted(bullets: Bullets, edits: Mapping[str, str]) -> Bullets:
    words = edits.get(bullets.key)
    if words is None:
        return bullets
    return replace(bullets, items=tuple(line.strip() for line in _tidy(words).split("\n") if line.strip()))


def _tidy(words: str) -> str:
    return words.replace("\r\n", "\n").strip()
