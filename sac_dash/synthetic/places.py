"""Where invented offences happen: invented premises in real towns, and the invented forces' areas.

Every town has a fixed stock of premises of each kind, so that the same shop can be attacked
twice. Forces and policing areas are invented; so are all postcodes (no British postcode
begins with Q).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from sac_dash.synthetic.gazetteer import Gazetteer
from sac_dash.synthetic.lexicon import Lexicon, pick

HOME_FORCE = "Marches Constabulary (invented)"
# Boxes of the National Grid, metres: west, south, east, north.
HOME_BOXES = ((320e3, 215e3, 386e3, 340e3), (386e3, 238e3, 407e3, 279e3))
FURTHEST_PREMISES = 60  # stock of one kind in the largest town
OUTLYING = ("farm", "construction_site", "container")
ESTATE = ("industrial_unit", "container", "motor_trade")


@dataclass(frozen=True)
class Area:
    """An invented force or policing area, known by its middle (the nearest middle claims a place)."""

    name: str
    easting_m: float
    northing_m: float
    prefix: str = ""


OTHER_FORCES = (
    Area("Wulfrun Police (invented)", 405e3, 290e3, "WU"),
    Area("Dee and Mersey Constabulary (invented)", 345e3, 378e3, "DM"),
    Area("Cambrian Hills Police (invented)", 270e3, 270e3, "CH"),
    Area("Severn Vale Constabulary (invented)", 375e3, 190e3, "SV"),
    Area("Trent Police (invented)", 450e3, 340e3, "TR"),
    Area("Arden Constabulary (invented)", 430e3, 265e3, "AR"),
    Area("Pennine Constabulary (invented)", 400e3, 420e3, "PN"),
    Area("Chalk Downs Constabulary (invented)", 440e3, 140e3, "CD"),
    Area("Fenland Police (invented)", 570e3, 290e3, "FN"),
    Area("Lower Thames Police (invented)", 525e3, 180e3, "LT"),
    Area("Tamar Constabulary (invented)", 270e3, 80e3, "TM"),
    Area("Wear and Fells Police (invented)", 410e3, 530e3, "WF"),
    Area("Caledonian Border Police (invented)", 300e3, 660e3, "CB"),
)
POLICING_AREAS = (
    Area("Northern Marches", 335e3, 325e3),
    Area("Wrekin", 369e3, 309e3),
    Area("Teme", 352e3, 278e3),
    Area("Wye", 350e3, 240e3),
    Area("Severn", 388e3, 258e3),
)


@dataclass(frozen=True)
class Premises:
    """One invented premises."""

    kind: str  # premises code, dwelling or street
    name: str
    address: str
    town: str
    postcode: str
    force: str
    prefix: str
    policing_area: str
    easting_m: float
    northing_m: float


@dataclass(frozen=True)
class Places:
    """The towns and their stock of premises; the same for the same seed, whoever asks first."""

    gazetteer: Gazetteer
    lexicon: Lexicon
    seed: int
    stock: dict[tuple[int, str], tuple[Premises, ...]] = field(default_factory=dict)  # filled when asked for

    def home_weights(self) -> NDArray[np.float64]:
        """Return how likely each town is to suffer an offence of the home force."""
        return np.where(home_mask(self.gazetteer), self.gazetteer.populations**0.8, 0.0)

    def away_weights(self) -> NDArray[np.float64]:
        """Return the same for towns of other forces, nearer ones first."""
        centre_m, reach_m = (365e3, 280e3), 60e3
        return np.where(home_mask(self.gazetteer), 0.0, self.near_weights(*centre_m, reach_m))

    def near_weights(self, easting_m: float, northing_m: float, reach_m: float) -> NDArray[np.float64]:
        """Return town weights that fall off exponentially with distance from a point."""
        east, north = self.gazetteer.eastings_m, self.gazetteer.northings_m
        away_m = np.hypot(east - easting_m, north - northing_m)
        return np.asarray(self.gazetteer.populations**0.6 * np.exp(-away_m / reach_m))

    def town(self, weights: NDArray[np.float64], rng: np.random.Generator) -> int:
        """Draw a town."""
        totals = np.cumsum(weights)
        return int(np.searchsorted(totals, rng.random() * totals[-1], side="right"))

    def premises(
        self, town: int, kind: str, rng: np.random.Generator, near: tuple[float, float] | None = None
    ) -> Premises:
        """Draw a premises of a kind in a town; with `near`, the nearest of four drawn."""
        stock = self.stock_of(town, kind)
        drawn = [pick(rng, stock) for _ in range(1 if near is None else 4)]
        if near is None:
            return drawn[0]
        return min(drawn, key=lambda p: np.hypot(p.easting_m - near[0], p.northing_m - near[1]))

    def stock_of(self, town: int, kind: str) -> Sequence[Premises]:
        """Return all premises of a kind in a town, made on the first asking from the seed alone."""
        key = (town, kind)
        if key not in self.stock:
            kind_number = sorted(self.lexicon.premises).index(kind)
            rng = np.random.default_rng([self.seed, town, kind_number])
            density = float(self.lexicon.premises[kind]["density"])
            wanted = density * (self.gazetteer.populations[town] / 10_000) ** 0.75
            count = int(np.clip(round(wanted), 1, FURTHEST_PREMISES))
            self.stock[key] = tuple(self._make(town, kind, rng) for _ in range(count))
        return self.stock[key]

    def _make(self, town: int, kind: str, rng: np.random.Generator) -> Premises:
        body: Mapping[str, list[str]] = self.lexicon.premises[kind]
        spread_m = self.gazetteer.spread_m(town) * (1.0 if kind not in OUTLYING else 1.6)
        easting_m, northing_m = (
            float(np.round(middle[town] + rng.normal(0.0, spread_m / 2)))
            for middle in (self.gazetteer.eastings_m, self.gazetteer.northings_m)
        )
        force, policing_area = area_of(easting_m, northing_m)
        number = int(rng.integers(1, 120))
        street = pick(rng, self.lexicon.estates if kind in ESTATE else self.lexicon.streets)
        outward = f"Q{force.prefix[0]}{1 + town % 98}"
        return Premises(
            kind=kind,
            name=pick(rng, body["names"]).format(n=int(rng.integers(1, 40))),
            address=f"{number} {street}",
            town=self.gazetteer.names[town],
            postcode=f"{outward} {int(rng.integers(0, 10))}{pick(rng, 'ABDEFGHJ')}{pick(rng, 'LNPQRSTU')}",
            force=force.name,
            prefix=force.prefix,
            policing_area=policing_area,
            easting_m=easting_m,
            northing_m=northing_m,
        )


def area_of(easting_m: float, northing_m: float) -> tuple[Area, str]:
    """Return the invented force and policing area that a place lies in."""
    if any(w <= easting_m < e and s <= northing_m < n for w, s, e, n in HOME_BOXES):
        nearest = min(POLICING_AREAS, key=lambda a: _away(a, easting_m, northing_m))
        return Area(HOME_FORCE, easting_m, northing_m, "MC"), nearest.name
    force = min(OTHER_FORCES, key=lambda a: _away(a, easting_m, northing_m))
    return force, ""


def home_mask(gazetteer: Gazetteer) -> NDArray[np.bool_]:
    """Return which towns lie in the home force's area."""
    mask = np.zeros(len(gazetteer.names), dtype=np.bool_)
    for box in HOME_BOXES:
        mask[gazetteer.within(*box)] = True
    return mask


def _away(area: Area, easting_m: float, northing_m: float) -> float:
    return float(np.hypot(area.easting_m - easting_m, area.northing_m - northing_m))
