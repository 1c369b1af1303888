"""How much room words take, so that no text ever runs off its box.

Measured in DejaVu Sans, which comes with matplotlib and so is the same on every machine. The PDF is set
in it. Arial, in which the editable files are set, is narrower: what fits here fits there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import matplotlib as mpl
from PIL import ImageFont

LEADING = 1.18  # line height in parts of the size
SLACK = 1.02  # shapers round differently
WIDE_FROM = 0x2E80  # from here on letters are about as wide as high, and not in the font
TOLERANCE_IN = 1e-6
_UNITS = 1000  # thousandths of the size: what widths are kept in


@dataclass(frozen=True)
class Line:
    """One paragraph to be fitted.

    Parameters
    ----------
    text
        What it says.
    bold
        Set in the bold weight.
    indent_in
        Kept free at its left, for a bullet.
    gap_pt
        Kept free under it.
    size_pt
        Its own size where it does not shrink with the others: a label.
    leads
        Belongs to what comes after it: a heading.
    """

    text: str
    bold: bool = False
    indent_in: float = 0.0
    gap_pt: float = 0.0
    size_pt: float | None = None
    leads: bool = False


@dataclass(frozen=True)
class Fitted:
    """Paragraphs as they fit: the size found, what is said at it, and how many words found no room."""

    lines: tuple[Line, ...]
    size_pt: float
    words_over: int = 0


def font_path(*, bold: bool = False) -> Path:
    """Return the file of the font that is measured and printed with."""
    return Path(mpl.get_data_path()) / "fonts" / "ttf" / ("DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf")


def width_in(text: str, size_pt: float, *, bold: bool = False) -> float:
    """Return how wide a text is on one line, in inches."""
    return _width_units(text, bold) * SLACK * size_pt / _UNITS / 72


def wrapped(text: str, room_in: float, size_pt: float, *, bold: bool = False) -> list[str]:
    """Return the lines a text takes in so many inches; words wider than that are broken."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines += _wrapped(paragraph, room_in, size_pt, bold)
    return lines


def height_in(lines: Sequence[Line], room_in: float, size_pt: float) -> float:
    """Return how high paragraphs are, in inches."""
    return sum(_height_pt(line, room_in, size_pt) for line in lines) / 72


def fit(
    lines: Sequence[Line],
    room_in: tuple[float, float],
    start_pt: float,
    floor_pt: float,
    step_pt: float = 0.5,
) -> Fitted:
    """Return paragraphs at the largest size that fits `room_in` (width, height); at the floor, cut.

    What is cut ends in an ellipsis and is counted, so that whoever writes can be told.
    """
    wide, high = room_in[0], room_in[1] + TOLERANCE_IN
    size = start_pt
    while size > floor_pt and height_in(lines, wide, size) > high:
        size = max(floor_pt, size - step_pt)
    if height_in(lines, wide, size) <= high:
        return Fitted(tuple(lines), size)
    kept = _cut(lines, room_in, size)
    return Fitted(tuple(kept), size, _words(lines) - _words(kept))


def _cut(lines: Sequence[Line], room_in: tuple[float, float], size_pt: float) -> list[Line]:
    wide, high = room_in[0], room_in[1] + TOLERANCE_IN
    kept: list[Line] = []
    for line in lines:
        if height_in([*kept, line], wide, size_pt) <= high:
            kept.append(line)
            continue
        words = line.text.split()
        while words and height_in([*kept, _shortened(line, words)], wide, size_pt) > high:
            words.pop()
        if words:
            kept.append(_shortened(line, words))
        elif kept:
            kept[-1] = replace(kept[-1], text=f"{kept[-1].text.rstrip('. …')} …")
        break
    return kept


def _shortened(line: Line, words: list[str]) -> Line:
    return replace(line, text=f"{' '.join(words)} …")


def _words(lines: Sequence[Line]) -> int:
    return sum(len([word for word in line.text.split() if word != "…"]) for line in lines)


def _height_pt(line: Line, room_in: float, size_pt: float) -> float:
    size = line.size_pt or size_pt
    count = len(wrapped(line.text, room_in - line.indent_in, size, bold=line.bold))
    return count * size * LEADING + line.gap_pt


def _wrapped(paragraph: str, room_in: float, size_pt: float, bold: bool) -> list[str]:  # noqa: FBT001
    room = max(room_in * 72 / size_pt * _UNITS / SLACK, _UNITS)
    lines, current = [], ""
    for word in paragraph.split():
        longer = f"{current} {word}" if current else word
        if _width_units(longer, bold) <= room:
            current = longer
            continue
        if current:
            lines.append(current)
        *whole, current = _broken(word, room, bold)
        lines += whole
    return [*lines, current]


def _broken(word: str, room: float, bold: bool) -> list[str]:  # noqa: FBT001
    if _width_units(word, bold) <= room:
        return [word]
    parts = [""]
    for letter in word:
        if parts[-1] and _width_units(parts[-1] + letter, bold) > room:
            parts.append("")
        parts[-1] += letter
    return parts


@lru_cache(maxsize=20_000)
def _width_units(text: str, bold: bool) -> float:  # noqa: FBT001
    """Return a width in thousandths of the font's size."""
    narrow = "".join(letter for letter in text if ord(letter) < WIDE_FROM)
    return float(_font(bold).getlength(narrow)) + 1.05 * _UNITS * (len(text) - len(narrow))


@lru_cache(maxsize=2)
def _font(bold: bool) -> ImageFont.FreeTypeFont:  # noqa: FBT001
    return ImageFont.truetype(font_path(bold=bold), _UNITS, layout_engine=ImageFont.Layout.BASIC)
