"""Make a sample of every briefing product over the invented force, as pictures: part of `make docs`.

The force is published into a folder that is thrown away. Pages go to ``docs/images/briefings``, one PNG each.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sac_dash.briefing import making
from sac_dash.briefing.products import PRODUCTS, ScopeKind
from sac_dash.briefing.products.request import BriefRequest
from sac_dash.briefing.rendering.images import page_images
from sac_dash.briefing.rendering.pdf import pdf_bytes
from sac_dash.briefing.source import BriefingSource
from sac_dash.casework import SetHandling
from sac_dash.dashboard.briefing_desk import desk_of
from sac_dash.settings import Settings
from sac_dash.store import Store
from sac_dash.workflow.case_book import decide
from sac_dash.workflow.publish_demo import publish_demo

IMAGES = Path(__file__).parent / "images" / "briefings"
DPI = 80
MADE_AT = datetime(2026, 7, 1, 7, 0, tzinfo=UTC)
BEHAVIOUR = "entry_method:shutter_lifted"
NIGHT = "72h"


def main() -> int:
    """Make the samples; return the exit code."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        publish_demo(store)
        decide(store, SetHandling("OFFICIAL-SENSITIVE", "P"), "analyst")
        for name, product in PRODUCTS.items():
            if not product.has_pages:
                continue
            desk = desk_of(
                store, Settings(home=Path(folder)), "analyst", product=name, since=NIGHT, made_at=MADE_AT
            )
            document = making.compose(desk, BriefRequest(name, scope=_scope(desk, product.scope)))
            for old in IMAGES.glob(f"{name}-[0-9]*.png"):
                old.unlink()  # it may have fewer pages than it had
            for number, page in enumerate(page_images(pdf_bytes(document), DPI), start=1):
                path = IMAGES / f"{name}-{number}.png"
                path.write_bytes(page)
                sys.stdout.write(f"{path.relative_to(Path.cwd())}\n")
    return 0


def _scope(desk: BriefingSource, kind: ScopeKind) -> str:
    """Return what a sample is of: the largest series, its latest offence's premises, a telling behaviour."""
    if kind is ScopeKind.BEHAVIOUR:
        return BEHAVIOUR
    series_id = str(desk.series.sort("last_at", "members", descending=True)["series_id"][0])
    if kind is ScopeKind.PLACE:
        return str(desk.members_of(series_id)["crime_ref"][-1])
    return series_id if kind is ScopeKind.SERIES else ""


if __name__ == "__main__":
    sys.exit(main())
