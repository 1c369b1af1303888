"""A value as it is held beside the value that comes: what went and what came, marked word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from dash import html
from dash.development.base_component import Component

from sac_dash.dashboard.pages.data.wording import inert_text

_MOST_CHARS = 260
_UNALIKE = 0.35  # texts less alike than this are shown whole: marks in every word help nobody

Words = list[Component | str]


def held_and_now(held: str | None, incoming: str | None) -> tuple[Words, Words]:
    """Return both values with the words that differ marked; what is not known is said so."""
    before, after = (inert_text(value, _MOST_CHARS) for value in (held, incoming))
    if not before or not after:
        return [before or "not known"], [after or "not known"]
    old, new = re.split(r"(\s+)", before), re.split(r"(\s+)", after)
    match = SequenceMatcher(a=old, b=new, autojunk=False)
    if match.ratio() < _UNALIKE:
        return [html.Del(before)], [html.Ins(after)]
    left: Words = []
    right: Words = []
    for kind, a, b, c, d in match.get_opcodes():
        left += _marked("".join(old[a:b]), html.Del, same=kind == "equal")
        right += _marked("".join(new[c:d]), html.Ins, same=kind == "equal")
    return left, right


def _marked(text: str, mark: type[html.Del | html.Ins], *, same: bool) -> Words:
    """Return words as they are, or marked where they differ; spaces need no mark."""
    if not text:
        return []
    return [text if same or not text.strip() else mark(text)]
