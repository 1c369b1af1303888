"""The options of a mapping, checked before a row is read: a wrong one is told in one line."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sac_dash.domain.errors import MappingError
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.geography.coordinates import check_crs
from sac_dash.ingest.mapping import DATE_ORDERS, MappingOptions


def check_options(options: MappingOptions) -> MappingOptions:
    """Return a mapping's options, or raise :class:`MappingError` naming the one that cannot be."""
    if options.crs is not None:
        check_crs(options.crs)
    _check_timezone(options.timezone)
    _check_one_of("date order", options.date_order, DATE_ORDERS)
    _check_one_of("offence class", options.offence_class, tuple(str(known) for known in OffenceClass))
    return options


def _check_timezone(name: str | None) -> None:
    if name is None:
        return
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise MappingError(
            f'"{name}" is not a time zone', remedy='Write timezone = "Europe/London"'
        ) from error


def _check_one_of(what: str, value: str | None, known: tuple[str, ...]) -> None:
    if value is not None and value not in known:
        raise MappingError(f'"{value}" is not a known {what}', remedy=f"Write one of {', '.join(known)}")
