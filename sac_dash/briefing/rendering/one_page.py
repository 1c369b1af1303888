"""How many rows of a document's tables one page holds: seen on the page, then counted, not tried one by one.

A layout tells how high each row is and where the words end; columns have fixed shares, so that a row is as high
whichever others stand beside it. Trying the numbers by halves took six layouts, this takes two or three.
"""

from __future__ import annotations

from typing import Any

from sac_dash.briefing.document import Document, longest_table, tables_to_shorten, with_room
from sac_dash.briefing.rendering.html import END, MM_PER_IN, START, foot_mm, row_name
from sac_dash.briefing.rendering.pdf import lay_out

UNITS_AN_INCH = 96.0  # of the layout
HANGS_OVER = 16.0  # in those units: the room under the last words, which may reach beyond the page's end


def on_one_page(document: Document, least: int, most: int) -> Document:
    """Return a document with as many rows in its long tables as one page has room for.

    Parameters
    ----------
    least, most
        Rows that the longest table keeps in any case, and at most.
    """
    pages = lay_out(document)
    if len(pages) == 1:
        return document
    heights = {name: box[3] - box[1] for page in pages for name, box in page.anchors.items()}
    most = min(most, longest_table(document) - 1)
    rows = max(least, _most_within(document, heights, most, _all(document, heights) - _beyond_first(pages)))
    best, too_many = with_room(document, least), most + 1
    while least <= rows < too_many:
        tried = with_room(document, rows)
        pages = lay_out(tried)
        if len(pages) > 1:
            too_many, rows = rows, rows - 1
            continue
        best = tried
        free = _bottom(pages[0], document) + HANGS_OVER - pages[0].anchors[END][3]
        more = _most_within(document, heights, too_many - 1, _height(document, heights, rows) + free)
        if more <= rows:
            break
        rows = more
    return best


def _most_within(document: Document, heights: dict[str, float], most: int, room: float) -> int:
    """Return the most rows whose tables are together no higher than `room`; 1 at least."""
    return next((rows for rows in range(most, 1, -1) if _height(document, heights, rows) <= room), 1)


def _all(document: Document, heights: dict[str, float]) -> float:
    return _height(document, heights, longest_table(document))


def _height(document: Document, heights: dict[str, float], rows: int) -> float:
    """Return how high the rows of all tables are that may be shortened, where the longest keeps `rows`."""
    total = 0.0
    for table in tables_to_shorten(document):
        held, kept = len(table.rows), table.rows_at(rows)
        places = range(kept) if table.keeps_first else range(held - kept, held)
        total += sum(heights.get(row_name(table, place), 0.0) for place in places)
    return total


def _beyond_first(pages: list[Any]) -> float:
    """Return about how high what lies beyond the first page is."""
    top = pages[0].anchors[START][1]
    between = pages[0].height - 2 * top
    return float((len(pages) - 2) * between + pages[-1].anchors[END][1] - top)


def _bottom(page: Any, document: Document) -> float:  # noqa: ANN401 - weasyprint's page, which has no types
    """Return where the foot of a page begins."""
    return float(page.height - foot_mm(document) / MM_PER_IN * UNITS_AN_INCH)
