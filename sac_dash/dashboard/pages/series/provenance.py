"""What every document made from a series says of itself, taken from the state that is on screen."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any

from sac_dash.briefing.origin import SERIES_COUNTING_RULE, provenance_from, say_lag
from sac_dash.briefing.provenance import Provenance
from sac_dash.dashboard import state
from sac_dash.dashboard.series_names import series_names
from sac_dash.figures.wording import local
from sac_dash.store import EntryKind, Generation

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_NAME = 40


def provenance_of(series_id: str, n: int, n_unknown: str) -> Provenance:
    """Return what a document on a series says of itself."""
    generation = state.store().require_current()
    return provenance_from(
        generation,
        marking=state.settings().marking,
        made_at=datetime.now(UTC),
        made_by=state.user(),
        decisions=state.case_book().head,
        subject=title_of(series_id),
        n=n,
        n_unknown=n_unknown,
        counting_rule=SERIES_COUNTING_RULE,
        lag=_lag(generation),
    )


def title_of(series_id: str) -> str:
    """Return a series by name and id."""
    name = series_names(state.store()).get(series_id)
    return f"{name} ({series_id})" if name else series_id


def file_name(what: str, series_id: str) -> str:
    """Return a file's name: plain letters and digits only, whatever the series is called."""
    called = series_names(state.store()).get(series_id) or series_id
    plain = re.sub(r"[^a-z0-9]+", "-", called.lower()).strip("-")[:_LONGEST_NAME] or "series"
    return f"{what}_{plain}_{local(datetime.now(UTC)):%Y-%m-%d}.xlsx"


def hand_out(content: bytes, what: str, series_id: str, file: str, n: int) -> dict[str, Any]:
    """Enter an export into the log and return the download."""
    said = {"what": what, "of": title_of(series_id), "series_id": series_id, "file": file, "n": n}
    state.store().decisions.append(EntryKind.EXPORT, said, state.user())
    return {"content": b64encode(content).decode(), "filename": file, "type": XLSX, "base64": True}


@state.per_generation
def _lag(generation: Generation) -> str:
    return say_lag(generation.offences)
