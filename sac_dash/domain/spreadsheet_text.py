"""Text that no spreadsheet runs: the one rule for every CSV that leaves the product.

A spreadsheet takes a cell that begins like a formula for one, and a formula can fetch, send or start
things. What an offender, a shop or a clerk wrote must arrive as the text it is. An apostrophe in
front makes it so (the OWASP advice on CSV injection). The full-width forms count, because some
spreadsheets read them as the plain ones, and so do cells with spaces in front, which imports trim.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_TRIMMED = " \u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff"
_LEADING = re.compile(f"[{_TRIMMED}]+")
_PLAIN_NUMBER = re.compile(r" *[+-]?(\d+(\.\d*)?|\.\d+) *", re.ASCII)


def neutral_text(text: str) -> str:
    """Return a text as it may stand in a spreadsheet's cell; plain numbers stay numbers.

    >>> neutral_text("=1+1"), neutral_text("-2.5"), neutral_text("shop")
    ("'=1+1", '-2.5', 'shop')
    """
    active = _LEADING.sub("", text, count=1) if _LEADING.match(text) else text
    if not active.startswith(FORMULA_STARTS) or _PLAIN_NUMBER.fullmatch(text):
        return text
    return "'" + text


def neutral_cell(value: object) -> object:
    """Return a value for a CSV writer: text made neutral, nothing as an empty cell, numbers as they are."""
    if value is None:
        return ""
    return neutral_text(value) if isinstance(value, str) else value


def neutral_row(cells: Iterable[object]) -> list[object]:
    """Return a row, or a header, for a CSV writer (:func:`neutral_cell` for each cell)."""
    return [neutral_cell(cell) for cell in cells]
