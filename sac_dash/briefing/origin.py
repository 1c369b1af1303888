"""Where a document comes from, put together from the state it was made of: the same lines on every product."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

import polars as pl

from sac_dash import __version__
from sac_dash.briefing.handling import UNHANDLED, Handling
from sac_dash.briefing.provenance import Provenance
from sac_dash.figures.wording import local, say_days
from sac_dash.patterns.cut_off import data_cut_off
from sac_dash.patterns.recording_lag import measure_lag
from sac_dash.store import Generation

SERIES_COUNTING_RULE = (
    "each offence counted once, attempts included; members of the series as it stands, rejected ones left out"
)


def provenance_from(
    generation: Generation,
    *,
    marking: str,
    made_at: datetime,
    made_by: str,
    decisions: int,
    subject: str,
    n: int,
    n_unknown: str,
    counting_rule: str,
    handling: Handling = UNHANDLED,
    reference: str = "",
    version: int = 1,
    period: str = "",
    lag: str | None = None,
) -> Provenance:
    """Return what a document made of a generation says of itself.

    Parameters
    ----------
    decisions
        Number of the last decision taken in.
    n, n_unknown
        Offences it rests on, and in words what many of them do not state.
    lag
        The recording lag in words, where it is at hand; None works it out.
    """
    model = generation.model
    return Provenance(
        marking=marking,
        subject=subject,
        invented=generation.invented,
        made_at=local(made_at),
        made_by=made_by,
        extract_at=local(data_cut_off(generation.offences) or generation.published_at),
        snapshot=generation.id,
        snapshot_hash=sha256(generation.manifest.to_json()).hexdigest(),
        decisions=decisions,
        software=str(model.get("sac_dash_version", __version__)),
        model=f"version {model.get('version', 'not stated')}: {model.get('rung', 'not stated')}",
        vocabulary=f"version {model.get('vocabulary_version', 'not stated')}",
        counting_rule=counting_rule,
        n=n,
        n_unknown=n_unknown,
        recording_lag=lag if lag is not None else say_lag(generation.offences),
        handling=handling,
        reference=reference,
        version=version,
        period=period,
    )


def say_unknown(facets: Sequence[tuple[str, int]], n: int, most: int = 6) -> str:
    """Return how many of `n` offences say nothing of each kind of behaviour, the emptiest first.

    `facets` holds a label and how many offences say anything of it.
    """
    lacking = sorted(((n - known, label) for label, known in facets if known < n), reverse=True)[:most]
    if not lacking:
        return "none: every offence says something of every kind shown"
    return "; ".join(f"{label} not stated in {missing} of {n}" for missing, label in lacking)


def say_lag(offences: pl.DataFrame) -> str:
    """Return how late offences are recorded, in words."""
    lag = measure_lag(offences)
    if lag is None:
        return "not stated: too few offences say when they were recorded"
    days = max(1, round(lag.days))
    return (
        f"nine in ten offences are recorded within {say_days(days)} of their window's end (n = {lag.n:,}):"
        " the last days may still grow"
    )
