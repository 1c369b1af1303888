"""A notice in the corner of the screen: what happened, in words, and a button to close it that has a name."""

from __future__ import annotations

from typing import Any

READ_MS = 6_000
READ_LONG_MS = 12_000  # what did not work, and what others did


def notice(
    title: str, words: str, colour: str, *, stays_ms: int = READ_MS, notice_id: str | None = None
) -> dict[str, Any]:
    """Return a notice as the shell's corner takes it.

    Parameters
    ----------
    notice_id
        Of two notices with the same id one is shown.
    """
    shown: dict[str, Any] = {
        "action": "show",
        "title": title,
        "message": words,
        "color": colour,
        "autoClose": stays_ms,
        "closeButtonProps": {"aria-label": f"Close the notice: {title}"},  # it shows a cross alone
    }
    return shown if notice_id is None else {**shown, "id": notice_id}
