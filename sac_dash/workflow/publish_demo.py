"""`sac-dash demo`: an invented force, brought in by the same road as a real export.

The invented offences are written as the force's records system would export them and then ingested;
so the demo also proves the road. Real and invented offences never stand in one store.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import polars.selectors as cs

from sac_dash.domain.errors import StoreError
from sac_dash.domain.progress import Progress, silent
from sac_dash.domain.when import SOURCE_TIMEZONE
from sac_dash.store import Store
from sac_dash.synthetic.demo import DEMO_END, demo_force
from sac_dash.workflow.ingest_into_store import IngestOutcome, ingest_into_store
from sac_dash.workflow.requests import LinkRequest, ReadRequest

EXPORT_NAME = "invented_force.csv"
TRUTH_NAME = "demo_truth.csv"


def publish_demo(
    store: Store,
    *,
    seed: int = 0,
    end: date = DEMO_END,
    jobs: int | None = None,
    user: str = "analyst",
    progress: Progress = silent,
) -> IngestOutcome:
    """Fill the store with the invented force of `seed`, in place of an earlier one.

    Parameters
    ----------
    end
        The morning of the invented extract.

    The truth (which offence belongs to which series) is written beside the store as CSV.

    Raises
    ------
    StoreError
        When the store holds real offences.
    """
    held = store.current()
    if held is not None and not held.invented:
        raise StoreError(
            "the store holds real offences", remedy="Point SAC_DASH_HOME at another folder for the demo"
        )
    force = demo_force(seed, end)
    with tempfile.TemporaryDirectory() as folder:
        export = Path(folder) / EXPORT_NAME
        force.export.write_csv(export)
        outcome = ingest_into_store(
            [export],
            store,
            read=ReadRequest(today=force.as_of.replace(tzinfo=ZoneInfo(SOURCE_TIMEZONE))),
            link=LinkRequest(seed=seed, jobs=jobs),
            user=user,
            invented=True,
            progress=progress,
        )
    force.truth.select(~cs.nested()).write_csv(store.home / TRUTH_NAME)
    return outcome
