"""The quality of a source in the words of an analyst; text from strangers made harmless to read."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sac_dash.dashboard.pages.data.column_words import LABELS
from sac_dash.domain.quality import QualityReport
from sac_dash.figures.wording import local, say_day
from sac_dash.ingest.windows import FUTURE, REVERSED
from sac_dash.mo.labels import label_facet

MOST_UNKNOWN = 6
IMPOSSIBLE = (REVERSED, FUTURE)
_WORTH_SAYING = ("from_at", "easting", "mo_text", "premises_type", "recorded_at", "policing_area")
_SAID_FIRST = ("facet_entry_point", "mo_text", "easting", "premises_type")  # what linking leans on most
# Marks that turn the direction of text or cannot be seen at all: shown by their number instead.
_UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_WORTH_A_WORD = 0.01  # a share of unknown values below this is left to the list
_MB, _KB = 1_000_000, 1_000


def say_quality(report: QualityReport) -> str:
    """Return the quality in one sentence: what is unknown most, what is impossible, what is there twice.

    >>> from sac_dash.figures.wording import local, say_day
    from sac_dash.domain.quality import Counts
    >>> say_quality(QualityReport(Counts(read=3, accepted=1, duplicate=2)))
    'no impossible windows, 2 duplicates'
    """
    if not report.counts.read:
        return "nothing is read yet"
    known = [name for name in _SAID_FIRST if _WORTH_A_WORD <= report.unknown_shares.get(name, 0) < 1]
    unknown = [f"{say_share(report.unknown_shares[name])} {_short_name(name)} unknown" for name in known[:1]]
    parts = [*unknown, _count(impossible_windows(report), "impossible window")]
    parts.append(_count(report.counts.duplicate, "duplicate"))
    if report.conflicts:
        parts.append(_count(len(report.conflicts), "conflict"))
    return ", ".join(parts)


def impossible_windows(report: QualityReport) -> int:
    """Return how many rows are rejected because their window cannot be."""
    return sum(n for reason, n in report.reject_reasons.items() if reason in IMPOSSIBLE)


def worst_unknown(report: QualityReport) -> list[tuple[str, float]]:
    """Return the columns and facets that are unknown most often, leaving out those never given."""
    shares = [(name, share) for name, share in report.unknown_shares.items() if 0 < share < 1]
    return sorted(shares, key=lambda each: (-each[1], each[0]))[:MOST_UNKNOWN]


def never_given(report: QualityReport) -> list[str]:
    """Return in words the columns that matter and that the source never gives."""
    return [name_field(name) for name in _WORTH_SAYING if report.unknown_shares.get(name) == 1]


def name_field(name: str) -> str:
    """Return what a column or facet is called."""
    return LABELS.get(name) or label_facet(name.removeprefix("facet_").removeprefix("facet:"))


def say_share(share: float) -> str:
    """Return a share in per cent, never 0 or 100 for what is neither.

    >>> say_share(0.312), say_share(0.001), say_share(0.999)
    ('31%', 'under 1%', 'over 99%')
    """
    if 0 < share < 0.005:
        return "under 1%"
    return "over 99%" if 0.995 < share < 1 else f"{share:.0%}"


def say_bytes(n_bytes: int) -> str:
    """Return a size: ``42 MB``, ``3 kB``.

    >>> say_bytes(42_236_977)
    '42 MB'
    """
    return f"{n_bytes / _MB:,.0f} MB" if n_bytes >= _MB else f"{max(1, round(n_bytes / _KB)):,} kB"


def say_time_left(seconds: float | None) -> str:
    """Return how long is left, no finer than can be told.

    >>> say_time_left(None), say_time_left(8), say_time_left(47), say_time_left(150)
    ('', 'a few seconds left', 'about 50 seconds left', 'about 3 minutes left')
    """
    if seconds is None:
        return ""
    if seconds < 10:
        return "a few seconds left"
    if seconds < 90:
        return f"about {round(seconds, -1):.0f} seconds left"
    return f"about {round(seconds / 60 + 0.49):.0f} minutes left"


def say_moment(iso: str) -> str:
    """Return a moment written as ISO in local time.

    >>> say_moment("2024-07-06T21:00:00+00:00")
    '6 Jul 2024 22:00'
    """
    moment = datetime.fromisoformat(iso)
    return f"{say_day(moment)} {local(moment):%H:%M}"


def inert_text(value: Any, most: int = 80) -> str:  # noqa: ANN401 - a cell may hold anything
    r"""Return a value as short text in which nothing is hidden: marks that turn or hide text show as ⟨202E⟩.

    >>> inert_text("a\u202ecod.exe"), inert_text(None), inert_text(2.25)
    ('a⟨202E⟩cod.exe', '', '2.2')
    """
    text = "" if value is None else f"{value:,.1f}" if isinstance(value, float) else str(value)
    short = text if len(text) <= most else f"{text[: most - 1]}…"
    return _UNSEEN.sub(lambda found: f"⟨{ord(found[0]):04X}⟩", short)


def _short_name(name: str) -> str:
    short = {"facet_entry_point": "entry", "easting": "place", "premises_type": "premises type"}
    return short.get(name, name_field(name))


def _count(n: int, what: str) -> str:
    return f"{n:,} {what}{'' if n == 1 else 's'}" if n else f"no {what}s"
