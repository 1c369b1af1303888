"""What interventions may name: forces, areas, series and sites, as the store spells them.

A name that is not held is kept as it is written and told; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sac_dash.casework import CaseBook, Version
from sac_dash.domain.intervention import Intervention
from sac_dash.domain.site import Site
from sac_dash.geography.coordinates import BRITISH_NATIONAL_GRID
from sac_dash.store import Generation


@dataclass(frozen=True)
class NamesHeld:
    """What the records may be about, as the store spells it; names are looked up in small letters."""

    forces: Mapping[str, str]
    areas: Mapping[str, str]
    series: Mapping[str, str]  # id or name → id
    crs: str

    def place(self, record: Intervention) -> Intervention:
        """Return an intervention with its force, area and series as the store spells them."""
        return replace(
            record,
            force=_as_held(self.forces, record.force),
            policing_area=_as_held(self.areas, record.policing_area),
            series_id=_as_held(self.series, record.series_id),
        )


def names_held(generation: Generation | None, book: CaseBook) -> NamesHeld:
    """Return what a generation and a case book hold by name."""
    series = [] if generation is None else generation.series["series_id"].to_list()
    ids = {each: each for each in (*series, *book.series)}
    named = {name: series_id for series_id, name in book.names().items()}
    return NamesHeld(
        forces=_spelt(generation, "force"),
        areas=_spelt(generation, "policing_area"),
        series={each.casefold(): held for each, held in (named | ids).items()},
        crs=crs_of(generation),
    )


def crs_of(generation: Generation | None) -> str:
    """Return the system in which most offences are placed; the British National Grid where none is."""
    if generation is None:
        return BRITISH_NATIONAL_GRID
    most = generation.offences["crs"].drop_nulls().value_counts(sort=True)
    return str(most["crs"][0]) if most.height else BRITISH_NATIONAL_GRID


def not_held(
    records: Iterable[Intervention], held: NamesHeld, sites: Mapping[str, Version[Site]]
) -> tuple[str, ...]:
    """Return what interventions name and nobody holds, each once."""
    told: dict[str, None] = {}
    for each in records:
        named = (
            ("force", each.force, set(held.forces.values())),
            ("policing area", each.policing_area, set(held.areas.values())),
            ("series", each.series_id, set(held.series.values())),
            ("site", each.site_id, set(sites)),
        )
        told |= {f"{what} {name}": None for what, name, known in named if name and name not in known}
    return tuple(told)


def _spelt(generation: Generation | None, column: str) -> dict[str, str]:
    names: Sequence[str] = (
        [] if generation is None else generation.offences[column].drop_nulls().unique().sort().to_list()
    )
    return {name.casefold(): name for name in names}


def _as_held(names: Mapping[str, str], name: str) -> str:
    return names.get(name.strip().casefold(), name.strip())
