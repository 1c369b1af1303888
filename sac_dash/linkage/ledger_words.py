"""The words of the ledger: distances, days, codes and their rarity as an analyst would say them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from sac_dash.domain.facets import TagState
from sac_dash.domain.when import SOURCE_TIMEZONE

_NAMED_MATCHES = 2
_CLOCK = ZoneInfo(SOURCE_TIMEZONE)


def humanise(code: str) -> str:
    """Return a code as words: ``rear_door`` → ``Rear door``."""
    text = code.replace("_", " ").strip()
    return text[:1].upper() + text[1:] if text else code


def one_in(count: int, known: int) -> str:
    """Return a base rate as "1 in N" of the offences where the facet is stated."""
    if not count or not known:
        return "rate unknown"
    return f"1 in {max(round(known / count), 1):,}"


def place_and_time_words(
    domain: str, offences: pl.DataFrame, pair: tuple[int, int], log10: float
) -> tuple[str, bool]:
    """Return the words of a place or time domain, and whether anything is known."""
    first, second = (offences.row(row, named=True) for row in pair)
    if domain == "distance":
        return _distance_words(first, second, log10)
    if domain == "time_gap":
        return _gap_words(first, second), True
    if domain == "hour_of_day":
        return f"{_window(first)} and {_window(second)}", True
    if domain == "day_of_week":
        return f"{_days(first)} and {_days(second)}", True
    return ("Same or adjacent premises, soon after" if log10 > 0 else ""), True


def _distance_words(first: Mapping[str, Any], second: Mapping[str, Any], log10: float) -> tuple[str, bool]:
    """Return how far apart two offences are and which profile that fits."""
    places = [first["easting"], first["northing"], second["easting"], second["northing"]]
    if any(place is None or not math.isfinite(place) for place in places) or first["crs"] != second["crs"]:
        return "Place not stated for both", False
    km = math.hypot(places[0] - places[2], places[1] - places[3]) / 1000.0
    far = f"{km:.0f} km" if km >= 10 else f"{km:.1f} km" if km >= 1 else f"{km * 1000:.0f} m"
    if log10 > 0:
        return f"{far} apart: near for this force, fits a local pattern", True
    return f"{far} apart: too far for a local pattern; fits a travelling one", True


def _gap_words(first: Mapping[str, Any], second: Mapping[str, Any]) -> str:
    """Return the days between two offences, as a range where their windows leave it open."""
    if first["from_at"] > second["from_at"]:
        first, second = second, first
    least = max((second["from_at"] - first["to_at"]).total_seconds() / 86_400.0, 0.0)
    most = max((second["to_at"] - first["from_at"]).total_seconds() / 86_400.0, 0.0)
    middle = round((least + most) / 2.0)
    if middle == 0:
        return "Within a day of each other"
    return f"{middle:,} day{'s' if middle != 1 else ''} apart"


def _window(offence: Mapping[str, Any]) -> str:
    """Return a window's clock times, local."""
    if offence["when_precision"] == "day":
        return "an unknown hour"
    start, stop = (_local(offence[name]) for name in ("from_at", "to_at"))
    same = (stop - start).total_seconds() < 60
    return f"{start:%H:%M}" if same else f"{start:%H:%M}–{stop:%H:%M}"


def _days(offence: Mapping[str, Any]) -> str:
    """Return a window's day or days of the week, local."""
    start, stop = (_local(offence[name]) for name in ("from_at", "to_at"))
    return f"{start:%a}" if start.date() == stop.date() else f"{start:%a}–{stop:%a}"


def _local(moment: datetime) -> datetime:
    """Return a moment in the clock time of the source."""
    return moment.astimezone(_CLOCK)


class MoWords:
    """Words about what two offences state of their MO, with the file's base rates."""

    def __init__(
        self,
        offences: pl.DataFrame,
        tags: pl.DataFrame,
        pair: tuple[int, int],
        model: Mapping[str, Any],
        labels: Mapping[tuple[str, str], str],
    ) -> None:
        self._pair = pair
        self._facets: Mapping[str, Any] = model["facets"]
        self._labels = labels
        self._offences = offences
        self._refs = [str(offences["crime_ref"][row]) for row in pair]
        absent = pl.col("state") == TagState.ABSENT.value
        self._present = [self._stated(tags.filter(~absent), row) for row in pair]
        self._absent = [self._stated(tags.filter(absent), row) for row in pair]
        for stated, row in zip(self._present, pair, strict=True):
            stated["offence_class"] = {offences["offence_class"][row]}

    @staticmethod
    def _stated(tags: pl.DataFrame, row: int) -> dict[str, set[str]]:
        """Return one offence's codes among some tags, by facet."""
        mine = tags.filter(pl.col("row") == row)
        stated: dict[str, set[str]] = {}
        for facet, code in mine.select("facet", "code").iter_rows():
            stated.setdefault(facet, set()).add(code)
        return stated

    def facets(self, domain: str) -> tuple[str, bool]:
        """Return the words of a domain of facets, and whether both offences state anything of it."""
        parts: list[str] = []
        unknown: list[str] = []
        for facet, rates in self._facets.items():
            if rates["domain"] != domain or (facet == "offence_class" and len(rates["codes"]) < 2):
                continue
            a, b = (stated.get(facet, set()) for stated in self._present)
            parts += self._contradictions(facet)
            if a and b:
                parts.append(self._compare(facet, a, b, rates))
            else:
                unknown.append(self._missing(facet, a, b))
        if parts:
            return "; ".join(parts), True
        return "; ".join(unknown), False

    def _compare(self, facet: str, a: set[str], b: set[str], rates: Mapping[str, Any]) -> str:
        """Return what two offences share of a facet with its rarity, or how they differ."""
        shared = sorted(a & b, key=lambda code: (rates["codes"].get(code, 0), code))
        if shared:
            return "; ".join(
                f"{self._label(facet, code)} in both, {one_in(rates['codes'].get(code, 0), rates['known'])}"
                for code in shared
            )
        left, right = (", ".join(self._label(facet, code) for code in sorted(codes)) for codes in (a, b))
        return f"{humanise(facet)}: {left} against {right}"

    def _contradictions(self, facet: str) -> list[str]:
        """Return what one offence states and the other denies."""
        said = []
        for here, there in ((0, 1), (1, 0)):
            denied = self._absent[there].get(facet, set()) - self._present[there].get(facet, set())
            said += [
                f"{self._label(facet, code)} in {self._refs[here]}, said not in {self._refs[there]}"
                for code in sorted(self._present[here].get(facet, set()) & denied)
            ]
        return said

    def _missing(self, facet: str, a: set[str], b: set[str]) -> str:
        """Return which of two offences states nothing of a facet."""
        silent = [ref for ref, codes in zip(self._refs, (a, b), strict=True) if not codes]
        return f"{humanise(facet)}: not stated in {' or '.join(silent)}"

    def _label(self, facet: str, code: str) -> str:
        """Return what a code is called."""
        return self._labels.get((facet, code), humanise(code))

    def combination(self, log10: float) -> str:
        """Return what the combination of shared codes says."""
        if log10 == 0:
            return ""
        if log10 > 0:
            return "What they share is seldom found together in this file"
        return "What they share often goes together in this file: counted once, not twice"

    def wording(self, log10: float) -> tuple[str, bool]:
        """Return what the wording beyond the codes says."""
        if all(not self._offences["mo_text"][row] for row in self._pair):
            return "", False
        if log10 > 0:
            return "Their MO texts share unusual wording", True
        return "No unusual wording in common", True

    def shared_matches(self, log10: float, links: pl.DataFrame | None) -> str:
        """Return which third offences both also match."""
        if log10 <= 0:
            return "No third offence matches both well"
        thirds = self._common_partners(links) if links is not None else []
        if not thirds:
            return "Both also match the same other offences"
        return "Both also match " + " and ".join(thirds)

    def _common_partners(self, links: pl.DataFrame) -> list[str]:
        """Return the references of the offences that match both best."""
        prob: list[dict[int, float]] = []
        for row in self._pair:
            mine = links.filter((pl.col("row_a") == row) | (pl.col("row_b") == row))
            other = pl.when(pl.col("row_a") == row).then("row_b").otherwise("row_a")
            prob.append(dict(mine.select(other.alias("other"), "probability").iter_rows()))
        common = sorted(prob[0].keys() & prob[1].keys(), key=lambda row: (-prob[0][row] * prob[1][row], row))
        return [str(self._offences["crime_ref"][row]) for row in common[:_NAMED_MATCHES]]
