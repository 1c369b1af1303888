"""What the Alerts page asks of a generation's offences."""

from __future__ import annotations

from typing import Any

from sac_dash.store import Generation


def facts_by_key(generation: Generation, rows: tuple[int, ...]) -> list[dict[str, Any]]:
    """Return what a card names of its offences."""
    names = ("offence_key", "crime_ref", "offence_class", "town", "premises_name")
    return generation.offences[list(rows)].select(names).to_dicts()
