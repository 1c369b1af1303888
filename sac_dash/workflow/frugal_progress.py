"""Progress that keeps memory small while a large file is linked.

Linking reads the columns of a file at its beginning and works on arrays of its own from then on. What was read of
mapped files stays in memory nevertheless, until somebody says that it need not.
"""

from __future__ import annotations

import time

from sac_dash.domain.progress import Progress
from sac_dash.store.frame_files import release_pages

_EVERY_S = 0.05


def letting_go(progress: Progress) -> Progress:
    """Return `progress` that also lets go of what was read of mapped files: at each stage and now and then."""
    stage, last_s = "", 0.0

    def told(now_at: str, share: float) -> None:
        nonlocal stage, last_s
        now_s = time.monotonic()
        if now_at != stage or now_s - last_s >= _EVERY_S:
            release_pages()
            stage, last_s = now_at, now_s
        progress(now_at, share)

    return told
