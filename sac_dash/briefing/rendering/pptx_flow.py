"""How the sections of a paper become slides: what goes under what, and where a new slide begins.

Pure arithmetic over measured text, so that it can be tested without a deck. A slide holds what fits at a
size that can be read; tables go on over the next slide with their head, and text that stands before a
picture stands beside it where there is room.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from sac_dash.briefing.document import Block, Document, Heading, walk
from sac_dash.briefing.rendering.measure import LEADING, Line, height_in, wrapped
from sac_dash.briefing.rendering.pptx_items import (
    TEXT_PT,
    Blank,
    Drawing,
    Grid,
    Item,
    Words,
    items_of,
)
from sac_dash.briefing.rendering.slide_plan import GUTTER_IN, TITLE, Box
from sac_dash.briefing.rendering.wording import one_line

CAPTION_PT = 11.0
LEAST_PICTURE_IN = 2.4
BESIDE = 0.40  # the part of the width that text before a picture takes
FIELD_LINE_IN = 0.34
AREA_TOP = TITLE.bottom + 0.1


@dataclass(frozen=True)
class Placed:
    """An item in its place."""

    item: Item
    box: Box


@dataclass(frozen=True)
class Page:
    """One slide: its title and what stands under it."""

    title: str
    placed: tuple[Placed, ...]


def pages_of(document: Document, foot_top: float) -> list[Page]:
    """Return the slides of a paper: one for each heading of level 1, more where it does not fit.

    What opens with a heading has its first section on the slide of its finding: a title alone says nothing.

    `foot_top` is where the provenance begins, in inches from the top.
    """
    area = Box(TITLE.left, AREA_TOP, TITLE.width, foot_top - 0.08 - AREA_TOP)
    pages: list[Page] = []
    for title, blocks in _sections(document):
        slides = _packed(list(items_of(blocks, area.width)), area)
        for number, placed in enumerate(slides):
            pages.append(Page(title if number == 0 else f"{title} (continued)", tuple(placed)))
    return pages


def _sections(document: Document) -> Iterator[tuple[str, list[Block]]]:
    title, held = one_line(document.title.text), list[Block]()
    first = True
    for block in walk(document.blocks):
        if isinstance(block, Heading) and block.level == 1:
            if first and not held:
                held.append(replace(block, level=2))
            else:
                yield title, held
                title, held = one_line(block.text), []
            first = False
        else:
            held.append(block)
    yield title, held


def _packed(items: list[Item | None], area: Box) -> list[list[Placed]]:
    slides: list[list[Placed]] = [[]]
    top = area.top
    while items:
        item = items.pop(0)
        if item is None:
            if slides[-1]:
                slides.append([])
                top = area.top
            continue
        room = Box(area.left, top, area.width, area.bottom - top)
        after = items[0] if items else None
        beside = _beside(item, after, room)
        if beside:
            items.pop(0)
            slides[-1] += beside
            top = area.bottom
            continue
        now, later = _split(item, room)
        if now is None and not slides[-1]:
            now, later = item, None  # larger than a slide, and not to be parted: shown as it is
        if now is not None:
            slides[-1].append(Placed(now, replace(room, height=_height(now, room))))
            top += _height(now, room) + GUTTER_IN
        if later is not None:
            items[:0] = [*(_taken_back(slides[-1]) if now is None else []), later]
            slides.append([])
            top = area.top
    return slides


def _beside(item: Item, after: Item | None, room: Box) -> list[Placed] | None:
    """Return words and a picture that follow one another side by side, where both have room."""
    if isinstance(item, Words) and isinstance(after, Drawing):
        words, part = item, BESIDE
    elif isinstance(item, Drawing) and isinstance(after, Words):
        words, part = after, 1 - BESIDE
    else:
        return None
    left = replace(room, width=room.width * part - GUTTER_IN)
    start = left.left + left.width + 2 * GUTTER_IN
    right = replace(room, left=start, width=room.left + room.width - start)
    beside = left if words is item else right
    leads_on = words is after and words.lines[-1].leads  # a heading of what comes next
    if (
        leads_on
        or room.height < LEAST_PICTURE_IN
        or height_in(words.lines, beside.width, TEXT_PT) > room.height
    ):
        return None
    return [Placed(item, left), Placed(after, right)]


def _taken_back(placed: list[Placed]) -> list[Item | None]:
    """Take headings at the foot of a slide off it and return them: they go with what they head."""
    if len(placed) < 2 or not isinstance(placed[-1].item, Words):
        return []
    lines = list(placed[-1].item.lines)
    heads: list[Line] = []
    while lines and lines[-1].leads:
        heads.insert(0, lines.pop())
    if not heads:
        return []
    last = placed.pop()
    if lines:
        placed.append(replace(last, item=Words(tuple(lines))))
    return [Words(tuple(heads))]


def _split(item: Item, room: Box) -> tuple[Item | None, Item | None]:
    """Return what of an item fits the room, and what is left over."""
    if _height(item, room) <= room.height + 1e-6:
        return item, None
    if isinstance(item, Grid):
        return _split_grid(item, room.height)
    if isinstance(item, Words):
        return _split_words(item, room)
    return None, item


def _split_grid(grid: Grid, high: float) -> tuple[Grid | None, Grid | None]:
    named = int(grid.has_head)
    used, count = sum(grid.heights_in[:named]), 0
    for height in grid.heights_in[named:]:
        if used + height > high:
            break
        used, count = used + height, count + 1
    if count == 0:
        return None, grid
    head, heights = grid.heights_in[:named], grid.heights_in[named:]
    now = replace(grid, rows=grid.rows[:count], heights_in=(*head, *heights[:count]))
    later = replace(grid, rows=grid.rows[count:], heights_in=(*head, *heights[count:]))
    return now, later


def _split_words(words: Words, room: Box) -> tuple[Words | None, Words | None]:
    parts = [part for line in words.lines for part in _parted(line, room)]
    count = 0
    while count < len(parts) and height_in(parts[: count + 1], room.width, TEXT_PT) <= room.height:
        count += 1
    while count and parts[count - 1].leads and count < len(parts):
        count -= 1  # a label does not stand alone at the foot
    if count == 0:
        return None, words
    return Words(tuple(parts[:count])), Words(tuple(parts[count:])) if parts[count:] else None


def _parted(line: Line, room: Box) -> list[Line]:
    """Return a paragraph in parts none of which is higher than half a slide."""
    size = line.size_pt or TEXT_PT
    most = max(4, int(room.height * 72 / size / LEADING / 2))
    said = wrapped(line.text, room.width - line.indent_in, size, bold=line.bold)
    if len(said) <= most:
        return [line]
    return [replace(line, text=" ".join(said[at : at + most])) for at in range(0, len(said), most)]


def _height(item: Item, room: Box) -> float:
    match item:
        case Words():
            return height_in(item.lines, room.width, TEXT_PT)
        case Grid():
            return sum(item.heights_in)
        case Blank():
            return (item.field.lines + 1) * FIELD_LINE_IN + 0.1
        case Drawing():
            full = item.picture.height_in * room.width / item.picture.width_in
            wanted = min(full, max(LEAST_PICTURE_IN, room.height))
            return max(wanted, LEAST_PICTURE_IN)
