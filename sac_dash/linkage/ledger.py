"""The ledger of one link: what speaks for it, what against, what nobody knows, in words.

The numbers are those of the link itself; nothing is scored again here. Words come from the two
offences, their tags and the base rates in the model ("1 in 140").
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

from sac_dash.linkage.domains import DOMAINS, Domain
from sac_dash.linkage.ledger_behaviours import MoWords
from sac_dash.linkage.ledger_words import name_offences, place_and_time_words

Verdict = Literal["for", "against", "unknown", "neutral"]

NEUTRAL_LOG10 = 0.05
"""Evidence weaker than this either way is called neutral."""

_ABOUT_THE_FILE = ("combination", "mo_text", "known_series", "collective")
"""What rests on other offences is told after what the two offences themselves state."""

_PLACE_AND_TIME = ("distance", "time_gap", "hour_of_day", "day_of_week", "same_premises")


@dataclass(frozen=True)
class LedgerLine:
    """One domain's say about a link.

    Parameters
    ----------
    domain, label
        The domain's name and what an analyst calls it.
    verdict
        ``for``, ``against``, ``unknown`` (contributes 0) or ``neutral``.
    log10
        Evidence in log10 units, as scored.
    words
        The reason in the offences' own terms.
    """

    domain: str
    label: str
    verdict: Verdict
    log10: float
    words: str


@dataclass(frozen=True)
class Ledger:
    """All that is said about a link.

    Parameters
    ----------
    lines
        Strongest for first, then against, then unknown.
    total
        log10 Bayes factor: the sum of the lines.
    probability
        That the two offences are linked.
    """

    lines: tuple[LedgerLine, ...]
    total: float
    probability: float

    def of(self, verdict: Verdict) -> tuple[LedgerLine, ...]:
        """Return the lines with one verdict."""
        return tuple(line for line in self.lines if line.verdict == verdict)


def explain_link(
    offences: pl.DataFrame,
    tags: pl.DataFrame,
    link: Mapping[str, Any],
    model: Mapping[str, Any],
    *,
    labels: Mapping[tuple[str, str], str] | None = None,
    links: pl.DataFrame | None = None,
    names: Mapping[int, str] | None = None,
) -> Ledger:
    """Say in words why two offences may, or may not, be the work of the same people.

    Parameters
    ----------
    offences, tags
        The frames that were linked.
    link
        One row of the links, as a dictionary.
    model
        The model of the run.
    labels
        What a code is called, by facet and code; codes not named are made readable.
    links
        All links, or those of the two, where the third offence behind shared matches is to be named.
    names
        What offences are called (:func:`.ledger_words.name_offences`), by row, where the caller explains many links
        and has named theirs at once.
    """
    pair = (int(link["row_a"]), int(link["row_b"]))
    words = MoWords(offences, tags, pair, model, labels or {}, names=names or {})
    lines = [_line(domain, offences, pair, link, words, model=model, links=links) for domain in DOMAINS]
    shown = [line for line in lines if line is not None]
    order = {"for": 0, "against": 1, "neutral": 2, "unknown": 3}
    shown.sort(key=lambda line: (order[line.verdict], line.domain in _ABOUT_THE_FILE, -abs(line.log10)))
    return Ledger(tuple(shown), float(link["log10_bayes_factor"]), float(link["probability"]))


def _line(
    domain: Domain,
    offences: pl.DataFrame,
    pair: tuple[int, int],
    link: Mapping[str, Any],
    words: MoWords,
    *,
    model: Mapping[str, Any],
    links: pl.DataFrame | None,
) -> LedgerLine | None:
    """Return the line of one domain; None where the file never states anything of it."""
    log10 = float(link[domain.column])
    if domain.name in _PLACE_AND_TIME:
        text, known = place_and_time_words(domain.name, offences, pair, log10, words.kind())
    elif domain.name == "combination":
        text, known = words.combination(log10), True
    elif domain.name == "mo_text":
        text, known = words.wording(log10)
    elif domain.name == "known_series":
        text, known = _known_series_words(offences, pair, model) if log10 < 0 else "", True
    elif domain.name == "collective":
        text, known = words.shared_matches(log10, links), True
    else:
        text, known = words.facets(domain.name, log10)
    if not text:
        return None
    verdict = "neutral" if domain.name == "combination" else _verdict(log10, known)
    return LedgerLine(domain.name, domain.label, verdict, log10, text)


def _known_series_words(offences: pl.DataFrame, pair: tuple[int, int], model: Mapping[str, Any]) -> str:
    """Return which known series one offence belongs to whose others are unlike the other offence; else nothing."""
    said = []
    for member, stranger in (pair, pair[::-1]):
        for name, rows in model.get("known_series", {}).items():
            if member in rows and stranger not in rows and len(rows) > 1:
                others = "other offence fits" if len(rows) == 2 else f"other {len(rows) - 1} offences fit"
                refs = name_offences(offences, (member, stranger))
                said.append(f"{refs[0]} is of {name}, whose {others} {refs[1]} less well")
    return "; ".join(said)


def _verdict(log10: float, known: bool) -> Verdict:  # noqa: FBT001 - a plain fact about the line
    """Return what a line says."""
    if not known and log10 == 0:
        return "unknown"
    if abs(log10) < NEUTRAL_LOG10:
        return "neutral"
    return "for" if log10 > 0 else "against"
