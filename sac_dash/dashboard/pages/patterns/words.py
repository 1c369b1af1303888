"""Words that every figure of the Patterns page shares: which offences, how many, which were left out."""

from __future__ import annotations

from collections.abc import Mapping

from sac_dash.dashboard.pages.patterns.choice import Choice
from sac_dash.dashboard.series_names import label_series
from sac_dash.domain.british_dates import british_day
from sac_dash.domain.offence_class import CLASS_LABELS
from sac_dash.patterns.basis import Basis

_CLASS_NAMES = {each.value: label for each, label in CLASS_LABELS.items()}


def class_name(offence_class: str) -> str:
    """Return what a class is called."""
    return _CLASS_NAMES.get(offence_class, offence_class)


def say_basis(basis: Basis) -> str:
    """Return n and what was left out and why: ``n = 1,505 · left out: 19 place not known``."""
    left = ", ".join(f"{n:,} {reason.value}" for reason, n in basis.left_out)
    return f"n = {basis.n:,}" + (f" · left out: {left}" if left else "")


def say_choice(choice: Choice, names: Mapping[str, str]) -> str:
    """Return which offences are looked at, where not all of them: ``ATM attack, Wye, from 1 Jan 2026``."""
    parts = [
        class_name(choice.offence_class),
        choice.area,
        label_series(choice.series, dict(names)) if choice.series else "",
        _say_period(choice),
    ]
    return ", ".join(part for part in parts if part)


def _say_period(choice: Choice) -> str:
    first, last = (british_day(day) if day else "" for day in (choice.first, choice.last))
    if first and last:
        return f"{first} to {last}"
    return f"from {first}" if first else f"to {last}" if last else ""
