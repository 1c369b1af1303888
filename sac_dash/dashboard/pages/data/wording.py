"""The quality of a source in the words of an analyst: what to look at before trusting it."""

from __future__ import annotations

from sac_dash.dashboard.mo_words import label_facet
from sac_dash.dashboard.pages.data.column_words import LABELS
from sac_dash.domain.quality import QualityReport
from sac_dash.ingest.windows import FUTURE, REVERSED

MOST_UNKNOWN = 6
IMPOSSIBLE = (REVERSED, FUTURE)
_WORTH_SAYING = ("from_at", "easting", "mo_text", "premises_type", "recorded_at", "policing_area")


def say_quality(report: QualityReport) -> list[tuple[str, str]]:
    """Return (figure, what it is) lines: unknown shares first, then what is wrong."""
    lines = [
        (f"{share:.0%}".replace("%", " %"), f"{name_field(name)} unknown")
        for name, share in worst_unknown(report)
    ]
    impossible = sum(n for reason, n in report.reject_reasons.items() if reason in IMPOSSIBLE)
    lines.append((f"{impossible:,}", "impossible windows"))
    lines.append((f"{report.counts.duplicate:,}", "duplicates"))
    lines.append((f"{len(report.conflicts):,}", "conflicts (same reference, other content)"))
    return lines


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
