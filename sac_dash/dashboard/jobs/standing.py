"""What a job that broke off left in the store: the whole of its upload, or nothing.

Results are published in one step at the very end, so looking at which generation counts before and
after tells the one from the other.
"""

from __future__ import annotations

from pathlib import Path

from sac_dash.domain.errors import StoreError
from sac_dash.store import Store

NOTHING = "Nothing was added to the store."
PUBLISHED = (
    "New results were published meanwhile ({}): see in the store, at the side, whether these files are "
    "among them. Adding them again does no harm."
)
UNKNOWN = "Whether these files were added cannot be told: see in the store, at the side."


def generation_now(home: Path) -> str:
    """Return the id of the generation that counts, empty where nothing was published yet.

    Raises
    ------
    StoreError
        When the store cannot be read.
    """
    current = Store(home).current()
    return "" if current is None else current.id


def say_standing(home: Path, before: str | None) -> str:
    """Return in words what was published since `before` (None: it was not noted)."""
    try:
        now = generation_now(home)
    except StoreError:
        return UNKNOWN
    if before is None:
        return UNKNOWN
    return NOTHING if now == before else PUBLISHED.format(now)
