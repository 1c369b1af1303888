"""Which series a place is briefed against where nobody named one: by kind of premises, then by distance.

The rule is one an analyst can say aloud and overrule. Series that hit this kind of premises come first; among
them the one that came nearest. A kind that is not known never speaks against a series.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import polars as pl

from sac_dash.briefing.place_asked import AskedPlace, with_place
from sac_dash.briefing.source import BriefingSource
from sac_dash.domain.tags_of import tags_of
from sac_dash.mo.vocabulary import OPEN_CODE_PREFIX
from sac_dash.patterns.behaviour_rates import PRESENT_STATES
from sac_dash.patterns.reflex_queries import distances_m

COUNTED = ("accepted", "suggested", "possible")


@dataclass(frozen=True)
class LikelyParameters:
    """Which series come into question.

    Parameters
    ----------
    lately_days
        An offence within so many days of the end of the data (60), unless somebody put a hand to the series.
    within_km
        Its nearest offence (60: how far gangs get in one night).
    kind_share
        Share of its offences that must be at premises of this kind (a third), of those that state a kind.
    """

    lately_days: float = 60.0
    within_km: float = 60.0
    kind_share: float = 1 / 3


@dataclass(frozen=True)
class LikelySeries:
    """A series and why it was taken.

    Parameters
    ----------
    series_id
        None where none comes into question.
    reason
        In words, whichever way it went.
    """

    series_id: str | None
    reason: str


_DEFAULT = LikelyParameters()


def likeliest_series(
    source: BriefingSource, place: AskedPlace, parameters: LikelyParameters = _DEFAULT
) -> LikelySeries:
    """Return the series that a place is likeliest to be hit by, as far as kind and distance tell."""
    if own := _series_of(source, place):
        return LikelySeries(own, "The offence asked for is one of it")
    rule = f"with an offence in the last {parameters.lately_days:.0f} days or in hand"
    measured = _measured(source, place, parameters)
    if place.easting is None and not place.kinds:
        return LikelySeries(None, "Neither the place nor the kind of premises is known: name the series")
    if place.easting is not None:
        measured = [each for each in measured if each.away_km <= parameters.within_km]
    else:
        measured = [each for each in measured if each.of_kind(parameters)]
    if not measured:
        reach = f" within {parameters.within_km:.0f} km" if place.easting is not None else " of this kind"
        return LikelySeries(None, f"No series {rule} lies{reach}")
    best = min(measured, key=lambda each: (not each.of_kind(parameters), each.away_km, each.series_id))
    return LikelySeries(best.series_id, f"{_say(best, place, parameters)}; of {len(measured)} series {rule}")


@dataclass(frozen=True)
class _Measured:
    series_id: str
    away_km: float
    n_kind: int
    n_known: int

    def of_kind(self, parameters: LikelyParameters) -> bool:
        return self.n_known > 0 and self.n_kind >= max(1.0, parameters.kind_share * self.n_known)


def _measured(source: BriefingSource, place: AskedPlace, parameters: LikelyParameters) -> list[_Measured]:
    since = source.as_of - timedelta(days=parameters.lately_days)
    wanted = source.series.filter((pl.col("last_at") >= since) | pl.col("owned"))["series_id"]
    held = source.placed.filter(
        pl.col("series_id").is_in(wanted.implode())
        & pl.col("standing").is_in(COUNTED)
        & pl.col("row").is_not_null()
    ).select("series_id", "row")
    if held.is_empty():
        return []
    offences = with_place(source, place)
    away = distances_m(offences, offences.height - 1) / 1_000.0
    tags = tags_of(source.tags, held["row"].unique()).filter(
        (pl.col("facet") == "premises")
        & pl.col("state").is_in(PRESENT_STATES)
        & ~pl.col("code").str.starts_with(
            OPEN_CODE_PREFIX
        )  # a kind nobody could read is not known to be another
    )
    known = set(tags["row"])
    alike = set(tags.filter(pl.col("code").is_in(list(place.kinds)))["row"])
    found = []
    for (series_id,), group in held.group_by("series_id", maintain_order=True):
        rows = group["row"].to_list()
        nearest = float(np.min(away[rows]))
        n_known = len(known.intersection(rows)) if place.kinds else 0
        found.append(_Measured(str(series_id), nearest, len(alike.intersection(rows)), n_known))
    return found


def _series_of(source: BriefingSource, place: AskedPlace) -> str | None:
    """Return the series that the offence asked for is a member of."""
    if place.row is None:
        return None
    held = source.placed.filter((pl.col("row") == place.row) & pl.col("standing").is_in(COUNTED))
    return str(held.sort("series_id")["series_id"][0]) if held.height else None


def _say(best: _Measured, place: AskedPlace, parameters: LikelyParameters) -> str:
    far = f"nearest offence {best.away_km:.1f} km away" if np.isfinite(best.away_km) else ""
    kind = place.kind_label.lower()
    if best.of_kind(parameters):
        held = f"{best.n_kind} of its {best.n_known} offences with a known kind were at premises of this kind ({kind})"
    elif place.kinds:
        held = f"no nearer series hits this kind ({kind})"
    else:
        held = "the kind of premises is not known"
    said = "; ".join(filter(None, (held, far)))
    return f"Chosen by kind of premises, then distance: {said}"
