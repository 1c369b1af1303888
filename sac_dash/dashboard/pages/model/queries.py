"""What the Model page asks of a generation: what its evidence says, and how common each behaviour is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from sac_dash.dashboard import state
from sac_dash.figures.evidence_reach import EvidenceReach
from sac_dash.figures.nearness import NearnessPoint
from sac_dash.linkage.baselines import places_km
from sac_dash.linkage.domains import DOMAINS, UNSCORED_FACETS
from sac_dash.mo.labels import label_code, label_facet
from sac_dash.store import Generation

MOST_LINKS = 200_000
"""Links looked at, evenly spaced: percentiles need no more."""
LIKELY_PROB = 0.5
LEAST_PAIRS = 25
"""Pairs a point of a curve rests on, at least."""
_KM_EDGES = np.geomspace(0.05, 400.0, 27)
_DAY_EDGES = np.geomspace(0.1, 1_500.0, 27)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class EvidenceView:
    """What the links of a generation say: by kind of evidence, by distance, by gap."""

    kinds: list[EvidenceReach]
    place: list[NearnessPoint]
    time: list[NearnessPoint]
    links: int
    likely: int


@dataclass(frozen=True)
class CodeRate:
    """How common one code is: offences with it among those where its facet is known."""

    facet: str
    facet_label: str
    label: str
    offences: int
    known: int

    @property
    def one_in(self) -> float:
        """Return N of "1 in N"."""
        return self.known / max(self.offences, 1)


@state.per_generation
def read_evidence(generation: Generation) -> EvidenceView:
    """Return what the links say; empty lists where there are too few."""
    count = generation.rows("links")
    links = generation.links_at(range(0, count, max(1, count // MOST_LINKS)))
    likely = (links["probability"] >= LIKELY_PROB).to_numpy()
    held = [domain for domain in DOMAINS if domain.column in links.columns]
    values = {domain.label: links[domain.column].cast(pl.Float64).to_numpy() for domain in held}
    kinds = [
        _reach(label, each, each[likely]) for label, each in values.items() if likely.any() and each.any()
    ]
    km, days = _apart(generation.offences, links)
    nothing = np.zeros(links.height)
    return EvidenceView(
        sorted(kinds, key=lambda each: (-each.high, -each.most)),
        _curve(km, values.get("Distance", nothing), _KM_EDGES),
        _curve(days, values.get("Days apart", nothing), _DAY_EDGES),
        generation.rows("links"),
        int(likely.sum()),
    )


@state.per_generation
def read_rates(generation: Generation) -> tuple[CodeRate, ...]:
    """Return every code that is evidence, the rarest first; none where the model says nothing of them."""
    facets: dict[str, Any] = generation.model.get("facets") or {}
    rates = [
        CodeRate(facet, label_facet(facet), label_code(facet, code), int(count), int(held["known"]))
        for facet, held in facets.items()
        for code, count in held["codes"].items()
        if count and facet not in UNSCORED_FACETS
    ]
    return tuple(sorted(rates, key=lambda each: (-each.one_in, each.facet_label, each.label)))


def _reach(label: str, every: Floats, likely: Floats) -> EvidenceReach:
    """Return how far one kind of evidence goes, and where it lies in likely links."""
    spoken = every[np.abs(every) > 1e-6]
    least, most = np.quantile(spoken, [0.01, 0.99])
    low, middle, high = np.quantile(likely, [0.1, 0.5, 0.9])
    speaks = round(100 * float((np.abs(likely) > 0.01).mean()))
    return EvidenceReach(
        label, float(least), float(most), float(low), float(middle), float(high), speaks_in=speaks
    )


def _apart(offences: pl.DataFrame, links: pl.DataFrame) -> tuple[Floats, Floats]:
    """Return kilometres and days between the ends of each link; days between the middles of the windows."""
    x_km, y_km = places_km(offences)
    start, stop = (offences[name].dt.epoch("us").to_numpy() / 86_400e6 for name in ("from_at", "to_at"))
    middle = (start + stop) / 2.0
    a, b = links["row_a"].to_numpy(), links["row_b"].to_numpy()
    return np.hypot(x_km[a] - x_km[b], y_km[a] - y_km[b]), np.abs(middle[a] - middle[b])


def _curve(apart: Floats, evidence: Floats, edges: Floats) -> list[NearnessPoint]:
    """Return the evidence by distance or gap, where enough pairs are so far apart."""
    known = ~np.isnan(apart)
    place = np.digitize(apart, edges)
    points = []
    for number in range(1, len(edges)):
        here = evidence[known & (place == number)]
        if len(here) >= LEAST_PAIRS:
            low, middle, high = (float(each) for each in np.quantile(here, [0.1, 0.5, 0.9]))
            centre = float(np.sqrt(edges[number - 1] * edges[number]))
            points.append(NearnessPoint(centre, low, middle, high, len(here)))
    return points
