"""Compiled code is kept beside its source; when the source has changed, all of the room's is made anew.

Numba keeps what it compiled for as long as the function's own file stays as it is, although the
functions it calls, in other files, may have changed: after an upgrade old rules would go on reading.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def drop_stale_code(folder: Path) -> int:
    """Delete what was compiled in a folder before the latest change of its sources; return how many files."""
    latest = max((source.stat().st_mtime for source in folder.glob("*.py")), default=0.0)
    stale = [kept for kept in folder.glob("__pycache__/*.nb[ic]") if kept.stat().st_mtime < latest]
    for kept in stale:
        with suppress(PermissionError):  # whoever may not change the folder keeps compiled code elsewhere
            kept.unlink(missing_ok=True)
    return len(stale)
