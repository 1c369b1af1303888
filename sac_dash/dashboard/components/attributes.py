"""HTML attributes whose names are no Python names: `aria-…` and `data-…`."""

from __future__ import annotations

from typing import Any


def attributes(**values: str) -> dict[str, Any]:
    """Return attributes for `**`, each underscore a hyphen.

    >>> attributes(aria_label="Pages", data_png="map-graph")
    {'aria-label': 'Pages', 'data-png': 'map-graph'}
    """
    return {name.replace("_", "-"): value for name, value in values.items()}
