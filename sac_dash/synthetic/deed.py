"""One thing that truly happened, before anybody wrote it down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sac_dash.synthetic.behaviour import Facts
from sac_dash.synthetic.places import Premises


@dataclass(frozen=True)
class Deed:
    """One invented offence as it truly happened.

    Parameters
    ----------
    kind
        "attack" (ATM or commercial burglary), an enabler ("plant", "car", "car_keys", "plates",
        "gear", "burnt") or out of scope ("residential", "other").
    at
        The true moment, local time.
    facts
        Facet → codes of what was done.
    series, series_name, shape, role
        Truth of linkage; `series` is None for what is not linked. Roles: "member", "decoy",
        "copycat", "lone", "enabler", "out of scope".
    chain
        The series an enabler served.
    theme
        The theme an attack belongs to.
    words
        Things an enabler's text names: "car", "machine".
    """

    kind: str
    at: datetime
    premises: Premises
    facts: Facts
    offenders: int
    attempt: bool
    loss_gbp: float
    series: str | None = None
    series_name: str | None = None
    shape: str | None = None
    role: str = "lone"
    chain: str | None = None
    theme: str = ""
    words: Mapping[str, str] = field(default_factory=dict)

    @property
    def atm(self) -> bool:
        """Whether a cash machine was the target."""
        return "atm_attack" in self.facts
