"""A saved agreement on what a source's columns mean (a small TOML file).

``[columns]`` ours = "theirs" or a list to join, ``[facets]`` name = "column" or
``{ column = "Mocodes", separator = " " }``, and ``[options]`` for what the file cannot say.
"""

from __future__ import annotations

import json
import os
import re
import threading
import tomllib
from collections.abc import Mapping as ReadOnlyMapping
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sac_dash.domain.columns import OFFENCES
from sac_dash.domain.errors import MappingError
from sac_dash.domain.offence_class import OffenceClass
from sac_dash.ingest.facet_names import fold_facet_name

DERIVED_COLUMNS = ("offence_key", "source_file", "source_row")  # ours, but never a source's to give
GRID_REFERENCE = "grid_reference"  # a National Grid reference ("SO 512 401") in place of two numbers
MAPPABLE_COLUMNS = (*(name for name in OFFENCES if name not in DERIVED_COLUMNS), GRID_REFERENCE)
DATE_ORDERS = ("DMY", "MDY", "YMD")
LOCAL_METRES = "local-metres"

_TABLES = ("columns", "facets", "options")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_EPSG = re.compile(r"EPSG:\d{4,6}")
_FACET_REMEDY = 'Write { column = "Mocodes", separator = " " }'
_MAX_FILE_BYTES = 1_000_000


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
    unused_columns: tuple[str, ...] = ()  # the source's columns that must not be recognised as anything


@dataclass(frozen=True)
class ColumnMapping:
    """Which source columns are which of ours."""

    columns: ReadOnlyMapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: ReadOnlyMapping[str, FacetColumn] = field(default_factory=dict)
    options: MappingOptions = MappingOptions()


def read_mapping(path: Path) -> ColumnMapping:
    """Read a column mapping from a TOML file.

    Raises
    ------
    MappingError
        The file is missing or no TOML, or names a table, column, facet or option that does not
        exist, or gives one a value of the wrong kind. Names the key and what is allowed.
    """
    document = _load(path)
    unknown = [key for key in document if key not in _TABLES]
    if unknown:
        raise MappingError(
            f"[{unknown[0]}] is no part of a mapping", file=path.name, remedy=f"Use {_list(_TABLES)}"
        )
    tables = {name: _table(document, name, path.name) for name in _TABLES}
    return ColumnMapping(
        columns={ours: _read_column(ours, theirs, path.name) for ours, theirs in tables["columns"].items()},
        facets=_read_facets(tables["facets"], path.name),
        options=_read_options(tables["options"], path.name),
    )


def write_mapping(mapping: ColumnMapping, path: Path) -> None:
    """Write a column mapping as TOML, so that :func:`read_mapping` gives it back.

    It takes the place of an earlier one in one step: whoever reads meanwhile reads one of the two, whole.
    """
    lines = ["[columns]"]
    lines += [
        f"{ours} = {_quote(theirs[0]) if len(theirs) == 1 else _quote_list(theirs)}"
        for ours, theirs in mapping.columns.items()
    ]
    lines += ["", "[facets]", *(_write_facet(name, facet) for name, facet in mapping.facets.items())]
    lines += ["", "[options]"]
    options = {name: value for name, value in asdict(mapping.options).items() if value}
    lines += [
        f"{name} = {_quote_list(value) if isinstance(value, tuple) else _quote(value)}"
        for name, value in options.items()
    ]
    beside = path.with_name(f".{path.name}.{os.getpid()}-{threading.get_ident()}.new")
    beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    beside.replace(path)


def _load(path: Path) -> dict[str, Any]:
    """Return the parsed file."""
    try:
        if path.stat().st_size > _MAX_FILE_BYTES:
            raise MappingError(
                "the mapping is over 1 MB", file=path.name, remedy="Give the TOML mapping file"
            )
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise MappingError(
            f"the mapping cannot be read ({error.strerror})", file=path.name, remedy="Check the path"
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise MappingError(
            f"the mapping is not valid TOML ({error})", file=path.name, remedy="Mend that line"
        ) from error


def _table(document: ReadOnlyMapping[str, Any], name: str, file: str) -> dict[str, Any]:
    """Return one table of the file, empty where it has none."""
    table = document.get(name, {})
    if not isinstance(table, dict):
        raise MappingError(
            f"{name} must be a table", file=file, remedy=f"Write [{name}] on a line of its own"
        )
    return table


def _read_column(ours: str, theirs: object, file: str) -> tuple[str, ...]:
    """Return the source columns of one of ours."""
    if ours not in MAPPABLE_COLUMNS:
        raise MappingError(
            "[columns] names a column that is not ours",
            file=file,
            column=ours,
            remedy=f"Write ours = theirs; ours are {_list(MAPPABLE_COLUMNS)}",
        )
    names = [theirs] if isinstance(theirs, str) else theirs
    if not isinstance(names, list) or not names or not all(isinstance(n, str) and n for n in names):
        raise MappingError(
            "[columns] needs a column name or a list of them", file=file, column=ours, remedy='Write "Name"'
        )
    return tuple(names)


def _read_facets(table: ReadOnlyMapping[str, Any], file: str) -> dict[str, FacetColumn]:
    """Return the facets under their folded names."""
    facets: dict[str, FacetColumn] = {}
    for name, value in table.items():
        folded = fold_facet_name(name)
        if not folded or folded in facets:
            problem = "two facets of the same name" if folded else "a facet without letters or digits"
            raise MappingError(f"[facets] has {problem}", file=file, column=name, remedy="Rename it")
        facets[folded] = _read_facet(name, value, file)
    return facets


def _read_facet(name: str, value: object, file: str) -> FacetColumn:
    """Return the source column of a facet."""
    table = {"column": value} if isinstance(value, str) else value
    if not isinstance(table, dict) or not isinstance(table.get("column"), str):
        raise MappingError(
            "[facets] needs a column name",
            file=file,
            column=name,
            remedy=_FACET_REMEDY,
        )
    unknown = [key for key in table if key not in {"column", "separator"}]
    separator = table.get("separator")
    if unknown or not (separator is None or (isinstance(separator, str) and separator)):
        raise MappingError(
            f'[facets] does not take "{(unknown or ["separator"])[0]}" so',
            file=file,
            column=name,
            remedy=_FACET_REMEDY,
        )
    return FacetColumn(table["column"], separator)


def _read_options(table: ReadOnlyMapping[str, Any], file: str) -> MappingOptions:
    """Return the checked options."""
    known = {option.name for option in fields(MappingOptions)}
    folded: dict[str, Any] = {name: _fold_option(name, value) for name, value in table.items()}
    for name, value in folded.items():
        if name not in known:
            raise MappingError(f'[options] has no "{name}"', file=file, remedy=f"Use {_list(sorted(known))}")
        problem = _option_problem(name, value)
        if problem:
            raise MappingError(f'[options] {name} = "{value}" is not valid', file=file, remedy=problem)
    unused = tuple(folded.get("unused_columns", ()))
    return MappingOptions(**{**folded, "unused_columns": unused})


def _fold_option(name: str, value: object) -> object:
    """Return an option's value in our case: "dmy" and "epsg:27700" are plain enough."""
    if not isinstance(value, str):
        return value
    if name == "date_order" or (name == "crs" and value.casefold().startswith("epsg:")):
        return value.upper()
    return value.casefold() if name in {"offence_class", "crs"} else value


def _option_problem(name: str, value: object) -> str | None:
    """Return what an option's value should be, or None when it is sound."""
    if name == "swap_reversed_windows":
        return None if isinstance(value, bool) else "Use true or false"
    if name == "unused_columns":
        sound = isinstance(value, list) and all(isinstance(each, str) for each in value)
        return None if sound else 'Use a list of column names, such as ["Officer note"]'
    if not isinstance(value, str) or not value:
        return "Use text in quotation marks"
    checks = {
        "crs": (
            value == LOCAL_METRES or bool(_EPSG.fullmatch(value)),
            f'Use "EPSG:27700" or "{LOCAL_METRES}"',
        ),
        "date_order": (value in DATE_ORDERS, f"Use {_list(DATE_ORDERS)}"),
        "offence_class": (value in set(OffenceClass), f"Use {_list(tuple(OffenceClass))}"),
        "timezone": (_is_timezone(value), 'Use a name such as "Europe/London"'),
    }
    sound, remedy = checks.get(name, (True, ""))
    return None if sound else remedy


def _is_timezone(name: str) -> bool:
    """Return whether a time zone of this name is known."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _write_facet(name: str, facet: FacetColumn) -> str:
    """Return one line of the facets table."""
    key = name if _BARE_KEY.fullmatch(name) else _quote_text(name)
    if facet.separator is None:
        return f"{key} = {_quote(facet.column)}"
    return f"{key} = {{ column = {_quote(facet.column)}, separator = {_quote(facet.separator)} }}"


def _quote(value: object) -> str:
    """Return a text or a truth value as TOML writes it (its basic strings are JSON's)."""
    return json.dumps(value, ensure_ascii=True) if isinstance(value, bool) else _quote_text(str(value))


def _quote_text(text: str) -> str:
    """Return text as a TOML basic string; characters beyond the basic plane stay as they are."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")


def _quote_list(names: tuple[str, ...]) -> str:
    """Return names as a TOML array."""
    return "[" + ", ".join(map(_quote_text, names)) + "]"


def _list(names: tuple[str, ...] | list[str]) -> str:
    """Return names in a row."""
    return ", ".join(names)
