"""One alarm: what was seen, what was expected, how often chance would do it, and in which words.

The id is made of what rang (the detector, the stream and the offence or week it rang at), not of the run, so
that an acknowledgement or a dismissal holds in every later run.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sac_dash.patterns.alerts.budget import AlarmKind


@dataclass(frozen=True)
class Alert:
    """One alarm.

    Parameters
    ----------
    stream
        Key of what is watched: ``class:atm_attack``, say.
    label
        The same for people.
    anchor
        What rang within the stream: the Monday of the week, or keys of offences. With `kind` and `stream`
        it makes the id.
    fired_on
        The day on which enough was known.
    window_start, window_end
        The days it speaks of, both inclusive.
    observed, expected
        Offences (or enablers, or pairs) seen, and the number that nothing but chance leads one to expect.
    probability
        Chance of as much at this look.
    chance_per_year
        How often a year chance alone would give as much, over all looks of this stream.
    rows
        Rows of the offences it rests on, in order of time.
    why
        Plain sentences: what was seen against what was expected, and how often chance would do it.
    changed
        What is different now, in one sentence.
    """

    kind: AlarmKind
    stream: str
    label: str
    anchor: str
    fired_on: date
    window_start: date
    window_end: date
    observed: int
    expected: float
    probability: float
    chance_per_year: float
    rows: tuple[int, ...]
    offence_keys: tuple[str, ...]
    why: tuple[str, ...]
    changed: str

    @cached_property
    def alert_id(self) -> str:
        """Return 12 hexadecimal digits that stay the same in every run."""
        said = f"{self.kind.value}|{self.stream}|{self.anchor}"
        return hashlib.sha256(said.encode()).hexdigest()[:12]


def say_chance(per_year: float) -> str:
    """Say how often chance does it.

    Examples
    --------
    >>> say_chance(2.34), say_chance(0.21), say_chance(0.0004)
    ('about 2.3 times a year', 'about once in 5 years', 'less than once in 100 years')
    """
    if per_year >= 0.95:
        return f"about {per_year:.1f} times a year"
    if per_year < 0.01:
        return "less than once in 100 years"
    years = round(1.0 / per_year)
    return f"about once in {years} years" if years > 1 else "about once a year"


def say_number(value: float) -> str:
    """Return a mean with as many figures as it deserves.

    >>> say_number(12.34), say_number(1.26), say_number(0.034)
    ('12', '1.3', '0.03')
    """
    if value >= 10:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 1 else f"{value:.2f}"
