"""Addresses hold a page's state: reading and writing the part after the question mark."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlencode


def read_query(search: str | None) -> dict[str, str]:
    """Return the names and values of a query; the last value of a repeated name wins.

    >>> read_query("?class=atm_attack&from=2026-01-01")
    {'class': 'atm_attack', 'from': '2026-01-01'}
    """
    return dict(parse_qsl((search or "").lstrip("?")))


def write_query(values: Mapping[str, str | None]) -> str:
    """Return the query of the values that are not None or empty, with its question mark.

    >>> write_query({"class": "atm_attack,enabler", "from": None})
    '?class=atm_attack,enabler'
    >>> write_query({})
    ''
    """
    kept = {name: value for name, value in values.items() if value}
    return f"?{urlencode(kept, safe=',:')}" if kept else ""
