"""Protective markings and the colours they are shown in (Government Security Classifications)."""

from __future__ import annotations

_CLASSES = (
    ("TOP SECRET", "top-secret"),
    ("SECRET", "secret"),
    ("SENSITIVE", "sensitive"),
    ("OFFICIAL", "official"),
)


def marking_class(marking: str) -> str:
    """Return the style class of a marking; one that is not known is shown as sensitive.

    >>> marking_class("OFFICIAL-SENSITIVE")
    'marking-sensitive'
    >>> marking_class("OFFICIAL")
    'marking-official'
    """
    upper = marking.upper()
    name = next((name for word, name in _CLASSES if word in upper), "sensitive")
    return f"marking-{name}"
