"""Which place a location briefing is of: a site on record, the premises of an offence held, or a point.

A commander asks for "the garage at Craven Arms"; the records know sites, crime references and metres. Whatever
was asked is brought to one shape, and what is not known of it stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
import polars as pl

from sac_dash.briefing.source import BriefingSource
from sac_dash.domain.columns import OFFENCES
from sac_dash.domain.errors import SacDashError
from sac_dash.domain.site import Site
from sac_dash.domain.tags_of import tags_of
from sac_dash.figures.place_words import NATIONAL_GRID
from sac_dash.geography.coordinates import LOCAL_METRES, WGS84, transform
from sac_dash.geography.grid_reference import write_grid_reference
from sac_dash.geography.metric_places import metric_places
from sac_dash.mo.labels import implied_codes, label_code, vocabulary
from sac_dash.mo.reading import Reader
from sac_dash.mo.structured import ValueCoder
from sac_dash.mo.vocabulary import OPEN_CODE_PREFIX
from sac_dash.patterns.behaviour_rates import PRESENT_STATES

_POINT = re.compile(r"\s*(\d{1,7}(?:\.\d+)?)\s*,\s*(\d{1,7}(?:\.\d+)?)\s*")
_KINDS = ("premises", "premises_brand")


@dataclass(frozen=True)
class AskedPlace:
    """A place to brief on; "" and None where something is not known of it.

    Parameters
    ----------
    found_as
        How it was found, in words: ``site on record P-12``.
    reference
        Short and plain, for the document's reference.
    easting, northing
        Metres in `crs`, the commonest system of the data.
    longitude, latitude
        WGS84 degrees.
    precision_m
        How exactly the place is stated; None where that is not said.
    kinds, brands
        Codes of the facets `premises` (narrow ones) and `premises_brand`.
    site
        The record, where it is a site.
    row
        The offence it was asked for by.
    """

    found_as: str
    reference: str
    name: str = ""
    premises_type: str = ""
    address: str = ""
    town: str = ""
    postcode: str = ""
    easting: float | None = None
    northing: float | None = None
    crs: str | None = None
    longitude: float | None = None
    latitude: float | None = None
    precision_m: float | None = None
    kinds: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    site: Site | None = None
    row: int | None = None

    @property
    def called(self) -> str:
        """Return what to call it: its name, else its address, else its grid reference."""
        return self.name or self.address or self.grid_reference or self.reference

    @property
    def grid_reference(self) -> str:
        """Return the 100 m grid reference, or "" where it has none."""
        if self.crs != NATIONAL_GRID or self.easting is None or self.northing is None:
            return ""
        return write_grid_reference(self.easting, self.northing) or ""

    @property
    def kind_label(self) -> str:
        """Return what kind of premises it is, as coded, else as recorded; "" where neither is known."""
        return label_code("premises", self.kinds[0]) if self.kinds else self.premises_type

    def as_offence(self, schema: pl.Schema) -> pl.DataFrame:
        """Return it as one row of `OFFENCES`, so that whatever measures from an offence measures from it."""
        stated = {
            "premises_name": self.name or None,
            "address": self.address or None,
            "town": self.town or None,
            "postcode": self.postcode or None,
            "easting": self.easting,
            "northing": self.northing,
            "crs": self.crs,
            "longitude": self.longitude,
            "latitude": self.latitude,
            "location_precision_m": self.precision_m,
        }
        return pl.DataFrame([dict.fromkeys(schema.names()) | stated], schema=schema)


def place_asked(source: BriefingSource, asked: str) -> AskedPlace:
    """Return the place asked for.

    Parameters
    ----------
    asked
        A site's id or name, a crime reference held (with or without its force), or ``easting,northing``.

    Raises
    ------
    SacDashError
        When nothing on record is called so, or more than one thing is.
    """
    wanted = asked.strip()
    if site := _site(source, wanted):
        return _of_site(source, site)
    row = _row(source, wanted)
    if row is not None:
        return _of_offence(source, row)
    if point := _POINT.fullmatch(wanted):
        return _of_point(source, float(point.group(1)), float(point.group(2)))
    raise SacDashError(
        f"no place is known as {wanted or 'nothing'}",
        remedy="Give a site on record, a crime reference held, or easting,northing; sites: sac-dash site list",
    )


def _site(source: BriefingSource, wanted: str) -> Site | None:
    held = {key: version.record for key, version in source.book.sites.items()}
    if wanted in held:
        return held[wanted]
    named = [each for each in held.values() if wanted and each.name.casefold() == wanted.casefold()]
    if len(named) > 1:
        ids = ", ".join(each.site_id for each in named)
        raise SacDashError(f"{len(named)} sites are called {wanted}", remedy=f"Ask by id: {ids}")
    return named[0] if named else None


def _row(source: BriefingSource, wanted: str) -> int | None:
    found = (
        source.offences.with_row_index("row")
        .filter((pl.col("crime_ref") == wanted) | (pl.col("offence_key") == wanted))
        .select("row", "offence_key")
    )
    if found.height > 1:
        keys = ", ".join(found["offence_key"].to_list()[:4])
        raise SacDashError(f"{wanted} is held of {found.height} forces", remedy=f"Ask by one of: {keys}")
    return int(found["row"][0]) if found.height else None


def _of_site(source: BriefingSource, site: Site) -> AskedPlace:
    crs = metric_places(source.offences).crs if site.easting is not None else None
    longitude, latitude = _degrees(site.easting, site.northing, crs)
    return AskedPlace(
        found_as=f"site on record, {site.site_id}",
        reference=site.site_id,
        name=site.name,
        premises_type=site.premises_type,
        address=site.address,
        postcode=site.postcode,
        easting=site.easting,
        northing=site.northing,
        crs=crs,
        longitude=longitude,
        latitude=latitude,
        kinds=_narrow(_read("premises", site.premises_type)),
        brands=_read("premises_brand", site.name),
        site=site,
    )


def _of_offence(source: BriefingSource, row: int) -> AskedPlace:
    facts = source.offences.row(row, named=True)
    coded = tags_of(source.tags, pl.Series([row], dtype=pl.UInt32)).filter(
        pl.col("facet").is_in(_KINDS) & pl.col("state").is_in(PRESENT_STATES)
    )
    held = {facet: coded.filter(pl.col("facet") == facet)["code"].unique().sort() for facet in _KINDS}
    return AskedPlace(
        found_as=f"premises of {facts['crime_ref']}",
        reference=facts["crime_ref"],
        name=facts["premises_name"] or "",
        premises_type=facts["premises_type"] or "",
        address=facts["address"] or "",
        town=facts["town"] or "",
        postcode=facts["postcode"] or "",
        easting=facts["easting"],
        northing=facts["northing"],
        crs=facts["crs"],
        longitude=facts["longitude"],
        latitude=facts["latitude"],
        precision_m=facts["location_precision_m"],
        kinds=_narrow(held["premises"]),
        brands=_told(held["premises_brand"]),
        row=row,
    )


def _of_point(source: BriefingSource, easting: float, northing: float) -> AskedPlace:
    crs = metric_places(source.offences).crs
    longitude, latitude = _degrees(easting, northing, crs)
    return AskedPlace(
        found_as="point given",
        reference=f"{easting:.0f}-{northing:.0f}",
        easting=easting,
        northing=northing,
        crs=crs,
        longitude=longitude,
        latitude=latitude,
    )


def _degrees(
    easting: float | None, northing: float | None, crs: str | None
) -> tuple[float | None, float | None]:
    if easting is None or northing is None or crs is None or crs == LOCAL_METRES:
        return None, None
    longitude, latitude = transform(np.array([easting]), np.array([northing]), crs, WGS84)
    known = bool(np.isfinite(longitude[0]) and np.isfinite(latitude[0]))
    return (float(longitude[0]), float(latitude[0])) if known else (None, None)


@cache
def _coder() -> ValueCoder:
    return ValueCoder(Reader(vocabulary()))


def _read(facet: str, stated: str) -> tuple[str, ...]:
    """Return the codes that a site's own words state, those the vocabulary cannot read left out."""
    if not stated.strip():
        return ()
    return _told(each.code for each in _coder().code(facet, stated) if each.facet == facet)


def _told(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(each for each in dict.fromkeys(codes) if not each.startswith(OPEN_CODE_PREFIX))


def _narrow(codes: Iterable[str]) -> tuple[str, ...]:
    """Return kinds of premises without those that a narrower one among them implies."""
    told = _told(codes)
    wide = {code for each in told for facet, code in implied_codes().get(("premises", each), ())}
    return tuple(each for each in told if each not in wide)


def with_place(source: BriefingSource, place: AskedPlace) -> pl.DataFrame:
    """Return the offences held with the place as a last row, to ask what lies about it."""
    held = source.offences.select(list(OFFENCES))
    return pl.concat([held, place.as_offence(held.schema)])
