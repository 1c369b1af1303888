"""Which column of a source is which of ours: by mapping, by name, then by content.

The analyst sees every decision (each source column is listed with how it was understood) and can
save it as a mapping. A column of a person's protected attributes is refused before anything else
looks at it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sac_dash.domain.columns import FACET_PREFIX
from sac_dash.domain.errors import MappingError, UnusableInputError
from sac_dash.domain.protected import protected_reason
from sac_dash.domain.quality import ColumnUse
from sac_dash.geography.coordinates import is_geographic
from sac_dash.ingest import aliases, column_content, value_separators
from sac_dash.ingest.aliases import squash
from sac_dash.ingest.column_claims import Claims
from sac_dash.ingest.facet_names import facet_name, fold_facet_name
from sac_dash.ingest.mapping import MAPPABLE_COLUMNS, ColumnMapping, FacetColumn, MappingOptions
from sac_dash.ingest.raw_table import SOURCE_ROW, RawTable
from sac_dash.ingest.readers.geojson import X, Y

MAPPING_REMEDY = 'Name the columns in a mapping, for example [columns] from_at = "Date From"'


@dataclass(frozen=True)
class Recognition:
    """How a table's columns were understood.

    Parameters
    ----------
    columns
        Ours → the source columns that hold it, joined by a space where there are several.
    facets
        Facet name → its source column and separator.
    uses
        One entry per source column, in the source's order.
    refused
        Source column → why its values are stored nowhere.
    layout
        A published layout recognised for certain, or None.
    notes
        What the analyst should know of the choices, in words.
    options
        The options of the mapping given, if any.
    """

    columns: Mapping[str, tuple[str, ...]]
    facets: Mapping[str, FacetColumn]
    uses: tuple[ColumnUse, ...]
    refused: Mapping[str, str] = field(default_factory=dict)
    layout: str | None = None
    notes: tuple[str, ...] = ()
    options: MappingOptions = field(default_factory=MappingOptions)

    def mapping(self) -> ColumnMapping:
        """Return what was recognised as a mapping that can be saved and used again."""
        return ColumnMapping(dict(self.columns), dict(self.facets), self.options)


def recognise_columns(table: RawTable, mapping: ColumnMapping | None) -> Recognition:
    """Say which source column is which of ours.

    A mapping rules; then come a published layout, our own names, name aliases and, where names do
    not settle it and no mapping was given, the columns' content.

    Raises
    ------
    MappingError
        The mapping names a column that the source does not have, or one that is refused.
    UnusableInputError
        No column says when the offences happened, or nothing else is recognised.
    """
    names = [name for name in table.frame.columns if name != SOURCE_ROW]
    refused = refused_columns(table)
    unused = mapping.options.unused_columns if mapping is not None else ()
    claims = Claims(tuple(name for name in names if name not in refused and name not in unused))
    if mapping is not None:
        _claim_mapped(claims, mapping, table, refused)
    _claim_layout(claims, table)
    _claim_geometry(claims, table)
    _claim_own_names(claims, table)
    _claim_open_facets(claims, table)
    _claim_aliases(claims, table)
    _join_times(claims, table)
    if mapping is None:
        column_content.claim_by_content(claims, table)
    _add_facets_of_columns(claims, table)
    _require_enough(claims, table, names)
    return Recognition(
        columns={ours: claims.columns[ours] for ours in MAPPABLE_COLUMNS if ours in claims.columns},
        facets=dict(claims.facets),
        uses=tuple(_describe_use(name, claims, refused) for name in names),
        refused=refused,
        layout=table.layout,
        notes=tuple(claims.notes),
        options=mapping.options if mapping is not None else MappingOptions(),
    )


def refused_columns(table: RawTable) -> dict[str, str]:
    """Return the columns of a table whose values go no further than the door, with the reason."""
    names = [name for name in table.frame.columns if name != SOURCE_ROW]
    return {
        name: reason for name in names if _may_be_refused(name, table) and (reason := protected_reason(name))
    }


def _may_be_refused(name: str, table: RawTable) -> bool:
    """Return whether a column is judged by name: a published layout's and our own columns are not."""
    layout = aliases.LAYOUT_COLUMNS.get(table.layout or "", {})
    return name not in MAPPABLE_COLUMNS and all(name not in theirs for theirs in layout.values())


def _claim_mapped(
    claims: Claims, mapping: ColumnMapping, table: RawTable, refused: Mapping[str, str]
) -> None:
    """Claim what the mapping says, each name as the source writes it."""
    for ours, theirs in mapping.columns.items():
        claims.claim(ours, tuple(_find_named(name, claims, table, refused) for name in theirs), "mapping")
    for name, facet in mapping.facets.items():
        column = _find_named(facet.column, claims, table, refused)
        folded = fold_facet_name(name)
        claims.claim_facet(folded, FacetColumn(column, facet.separator), "mapping", shared=True)


def _find_named(name: str, claims: Claims, table: RawTable, refused: Mapping[str, str]) -> str:
    """Return the source column that a mapping names; case and punctuation may differ."""
    if name in claims.names:
        return name
    if name in refused:
        raise MappingError(
            f"the mapping names a column that is refused ({refused[name]})",
            file=table.file,
            column=name,
            remedy="Take it out of the mapping",
        )
    alike = [candidate for candidate in claims.names if squash(candidate) == squash(name)]
    if len(alike) == 1:
        return alike[0]
    shown = ", ".join(claims.names[:20]) + (" …" if len(claims.names) > 20 else "")
    raise MappingError(
        "the mapping names a column that the file does not have",
        file=table.file,
        column=name,
        remedy=f"Its columns are: {shown}",
    )


def _claim_layout(claims: Claims, table: RawTable) -> None:
    """Claim the columns of a published layout."""
    for ours, theirs in aliases.LAYOUT_COLUMNS.get(table.layout or "", {}).items():
        if all(name in claims.names for name in theirs):
            claims.claim_if_free(ours, theirs, "name")


def _claim_geometry(claims: Claims, table: RawTable) -> None:
    """Claim a geographic container's points as degrees or metres by its coordinate system."""
    if X not in claims.names or table.frame[X].null_count() == table.frame.height:
        return
    degrees = table.crs is not None and is_geographic(table.crs)
    pair = ("longitude", "latitude") if degrees else ("easting", "northing")
    for ours, name in zip(pair, (X, Y), strict=True):
        claims.claim_if_free(ours, (name,), "name", note="the container's own points")


def _claim_own_names(claims: Claims, table: RawTable) -> None:
    """Claim columns that already have our names, and ``facet_<name>`` columns."""
    for name in claims.unclaimed():
        if name in MAPPABLE_COLUMNS:
            claims.claim_if_free(name, (name,), "name")
        elif name.startswith(FACET_PREFIX) and len(name) > len(FACET_PREFIX):
            facet = facet_name(name.removeprefix(FACET_PREFIX))
            separator = "|" if value_separators.holds(table.frame[name], "|") else None
            claims.claim_facet(facet, FacetColumn(name, separator), "name")


def _claim_open_facets(claims: Claims, table: RawTable) -> None:
    """Claim columns of MO codes under the force's own scheme (MO1, Mocodes …)."""
    for name in claims.unclaimed():
        if not aliases.OPEN_FACET.fullmatch(squash(name)) or not column_content.holds_codes(
            table.frame[name]
        ):
            continue
        separator = value_separators.find_code_separator(table.frame[name])
        claims.claim_facet(facet_name(name), FacetColumn(name, separator), "name")


def _claim_aliases(claims: Claims, table: RawTable) -> None:
    """Claim columns and facets by alias; the stronger alias wins, then the earlier column."""
    found = sorted(
        (rank, position, ours, name)
        for position, name in enumerate(claims.unclaimed())
        for ours, rank in column_content.rank_by_name(name, table.frame[name])
    )
    for _, _, ours, name in found:
        if name in claims.used:
            continue
        if ours.startswith(FACET_PREFIX):
            separator = value_separators.find_separator(table.frame[name])
            claims.claim_facet(ours.removeprefix(FACET_PREFIX), FacetColumn(name, separator), "name")
        elif ours == "mo_text" and "mo_text" in claims.columns and claims.by["mo_text"] != "mapping":
            if column_content.is_prose(table.frame[name]):
                claims.extend("mo_text", name, "name")
        else:
            claims.claim_if_free(ours, (name,), "name")
    column_content.settle_degrees(claims, table.frame)


def _join_times(claims: Claims, table: RawTable) -> None:
    """Join a time in a column of its own to its date, and a moment spread over several columns."""
    by_squashed = {squash(name): name for name in reversed(claims.unclaimed())}
    for ours, names in aliases.TIME_ALIASES.items():
        if len(claims.columns.get(ours, ())) != 1 or claims.by[ours] == "mapping":
            continue
        if column_content.has_times(table.frame[claims.columns[ours][0]]):
            continue
        time = next((by_squashed[alias] for alias in names if alias in by_squashed), None)
        if time is not None and time not in claims.used:
            claims.extend(ours, time, "name")
    parts = tuple(by_squashed[part] for part in aliases.DATE_PARTS if part in by_squashed)
    if "from_at" not in claims.columns and len(parts) >= 3:
        claims.claim("from_at", parts, "name")


def _add_facets_of_columns(claims: Claims, table: RawTable) -> None:
    """Let a column of ours that also answers a facet be coded as well as kept."""
    for ours, facet in aliases.FACETS_OF_COLUMNS.items():
        theirs = claims.columns.get(ours, ())
        if len(theirs) == 1 and facet not in claims.facets:
            separator = value_separators.find_separator(table.frame[theirs[0]])
            claims.claim_facet(facet, FacetColumn(theirs[0], separator), claims.by[ours], shared=True)


def _require_enough(claims: Claims, table: RawTable, names: list[str]) -> None:
    """Refuse a table from which no offence could be made."""
    if "from_at" in claims.columns or "to_at" in claims.columns:
        if len(claims.columns) + len(claims.facets) > 1:
            return
        problem = "only a time was recognised among the columns"
    elif not claims.columns:
        problem = "no column was recognised"
    else:
        problem = "no column says when the offences happened"
    shown = ", ".join(names[:12]) + (" …" if len(names) > 12 else "")
    raise UnusableInputError(
        f"{problem} ({shown})",
        file=table.file,
        remedy=MAPPING_REMEDY,
    )


def _describe_use(name: str, claims: Claims, refused: Mapping[str, str]) -> ColumnUse:
    """Return how one source column was understood."""
    if name in refused:
        return ColumnUse(name, None, "refused", refused[name])
    use = claims.used.get(name)
    if use is None:
        return ColumnUse(name, None, "unused")
    also = [facet for facet, column in claims.facets.items() if column.column == name]
    extra = [f"facet:{facet}" for facet in also if f"facet:{facet}" != use.used_as]
    note = "; ".join(filter(None, [use.note, f"also {', '.join(extra)}" if extra else ""]))
    return replace(use, note=note)
