"""Text as every format may hold it: what no file of theirs may contain is taken out here, and only here.

Office files are XML, and one control character in a modus operandi makes a whole document unreadable.
Marks that turn the reading direction are written out, because they make ``exe.doc`` of ``cod.exe``.
"""

from __future__ import annotations

import re
import unicodedata

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = {"R", "AL"}


def plain_text(text: str) -> str:
    r"""Return a text without characters that XML forbids, and with marks that turn text written out.

    >>> plain_text("a\x00b\x1f"), plain_text("exe\u202ecod")
    ('ab', 'exe⟨202E⟩cod')
    """
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    return _TURNING.sub(lambda mark: f"⟨{ord(mark.group()):04X}⟩", _ILLEGAL.sub("", unix))


def one_line(text: str) -> str:
    """Return a text on one line, for titles and properties."""
    return " ".join(plain_text(text).split())


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a passage, which blank lines part; [] where nothing is said."""
    parts = re.split(r"\n\s*\n", plain_text(text))
    return [part.strip() for part in parts if part.strip()]


def runs_right_to_left(text: str) -> bool:
    """Return whether a text is read from right to left: its first letter says."""
    kinds = (unicodedata.bidirectional(each) for each in text)
    return next((kind in _RIGHT_TO_LEFT for kind in kinds if kind in {"L", *_RIGHT_TO_LEFT}), False)
