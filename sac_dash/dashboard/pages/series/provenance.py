"""What every document made from a series says of itself, taken from the state that is on screen."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from sac_dash import __version__
from sac_dash.briefing import Provenance
from sac_dash.dashboard import state
from sac_dash.dashboard.series_names import series_names
from sac_dash.dashboard.shell.cut_off import cut_off
from sac_dash.figures.wording import local, say_days
from sac_dash.patterns.recording_lag import measure_lag
from sac_dash.store import EntryKind, Generation

COUNTING_RULE = (
    "each offence counted once, attempts included; members of the series as it stands, rejected ones left out"
)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LONGEST_NAME = 40


def provenance_of(series_id: str, n: int, n_unknown: str) -> Provenance:
    """Return what a document on a series says of itself."""
    generation = state.store().require_current()
    reach = cut_off(generation)
    model = generation.model
    return Provenance(
        marking=state.settings().marking,
        subject=title_of(series_id),
        invented=generation.invented,
        made_at=local(datetime.now(UTC)),
        made_by=state.user(),
        extract_at=local(reach.as_of or generation.published_at),
        snapshot=generation.id,
        snapshot_hash=sha256(generation.manifest.to_json()).hexdigest(),
        decisions=state.case_book().head,
        software=str(model.get("sac_dash_version", __version__)),
        model=f"version {model.get('version', 'not stated')}: {model.get('rung', 'not stated')}",
        vocabulary=f"version {model.get('vocabulary_version', 'not stated')}",
        counting_rule=COUNTING_RULE,
        n=n,
        n_unknown=n_unknown,
        recording_lag=_lag(generation),
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


def say_unknown(facets: Sequence[tuple[str, int]], n: int, most: int = 6) -> str:
    """Return how many of `n` offences say nothing of each kind of behaviour, the emptiest first."""
    lacking = sorted(((n - known, label) for label, known in facets if known < n), reverse=True)[:most]
    if not lacking:
        return "none: every offence says something of every kind shown"
    return "; ".join(f"{label} not stated in {missing} of {n}" for missing, label in lacking)


@state.per_generation
def _lag(generation: Generation) -> str:
    lag = measure_lag(generation.offences)
    if lag is None:
        return "not stated: too few offences say when they were recorded"
    days = max(1, round(lag.days))
    return (
        f"nine in ten offences are recorded within {say_days(days)} of their window's end (n = {lag.n:,}):"
        " the last days may still grow"
    )
