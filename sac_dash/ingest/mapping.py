"""A saved agreement on what a source's columns mean (a small TOML file).

``[columns]`` ours = "theirs" or a list to join, ``[facets]`` name = "column" or
``{ column = "Mocodes", separator = " " }``, and ``[options]`` for what the file cannot say.
"""

from __future__ import annotations

from collections.abc import Mapping as ReadOnlyMapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class FacetColumn:
    """The source column of a facet, and what parts several values in one cell (None: no parting)."""

    column: str
    separator: str | None = None


@dataclass(frozen=True)
class MappingOptions:
    """What a file cannot say of itself; None leaves it to be recognised."""

    crs: str | None = None  # "EPSG:…" or "local-metres"
    timezone: str | None = None  # IANA name; default Europe/London
    date_order: str | None = None  # "DMY" | "MDY" | "YMD"
    swap_reversed_windows: bool = False
    offence_class: str | None = None  # settles the class of every row
    force: str | None = None


@dataclass(frozen=True)
class ColumnMapping:
    """Which source columns are which of ours."""

    columns: ReadOnlyMapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: ReadOnlyMapping[str, FacetColumn] = field(default_factory=dict)
    options: MappingOptions = MappingOptions()
