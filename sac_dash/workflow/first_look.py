"""What would make the first to look in the morning wait, worked out while results are being published."""

from __future__ import annotations

import logging

from sac_dash.domain.progress import Cancelled, Progress, silent
from sac_dash.store import Store
from sac_dash.workflow.case_book import case_book_of
from sac_dash.workflow.kept_scan import work_out_scan
from sac_dash.workflow.past_alerts import takes_long, work_out_past

log = logging.getLogger("sac_dash.workflow")


def get_ready(store: Store, progress: Progress = silent) -> None:
    """Look for alarms, and at what their budget would have been like, once results have been published.

    Where so many offences are held that the past takes long it is left to whoever asks for it by the terminal.

    The publication stands whatever happens here: a fault is logged, a stop stops this alone, and whoever asks
    first works it out.
    """
    generation = store.current()
    if generation is None:
        return
    book = case_book_of(store)
    try:
        work_out_scan(store, generation, book)
        if not takes_long(generation):
            work_out_past(store, generation, book, progress=progress)
    except Cancelled:
        return
    except Exception:
        log.exception("The alerts could not be got ready")
